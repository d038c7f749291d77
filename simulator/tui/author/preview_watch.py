"""What goes on behind a preview: the file is watched and read again, and its proofs are worked out elsewhere."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.tui.shared.base import SimulatorScreen

if TYPE_CHECKING:
    from simulator.authoring.reading import Playable, Reading
    from simulator.authoring.workbench import Session
    from simulator.diagnostics import Diagnostic

STEP: Final = 50
"""How long nothing must change before the file is read, in milliseconds: an editor saves in several steps."""

PATIENCE: Final = 300
"""The longest wait while something goes on changing, in milliseconds."""

GLANCE: Final = 1000
"""How often the file is looked at unasked, in milliseconds: some drives tell of no changes."""


class Watching(SimulatorScreen[None]):
    """A screen that keeps up with a file. What comes too late, because a newer text came, is dropped."""

    session: "Session"
    checking = False
    """Whether proofs are being worked out."""
    unproved = False
    """Whether they could not be."""

    def took(self, reading: "Reading") -> None:
        """Show a newer text."""
        raise NotImplementedError

    def proved(self) -> None:
        """Show what is known now of the proofs."""
        raise NotImplementedError

    # The file

    def watch_file(self) -> None:
        """Read the file again whenever it is saved."""
        self.run_worker(self._watch_file(), group="watch", exclusive=True)

    async def _watch_file(self) -> None:
        seen = self._stamps()
        async for _ in _wakings(self.session.path):
            now = self._stamps()
            if now != seen:
                seen = now
                self.read_again()

    def _stamps(self) -> list[tuple[int, ...] | None]:
        """What differs once the file, or the rubric that it names, was saved."""
        paths = [self.session.path]
        if self.session.playable is not None:
            rubric = self.session.playable.rubric.id
            paths += [entry.path for entry in self.services.library.documents if entry.id == rubric]
        return [_stamp(path) for path in paths]

    def read_again(self, *, asked: bool = False) -> None:
        """Read the file; ``asked`` by a person, who is told also where nothing is new."""
        self.run_worker(self._read_again(asked), group="read", exclusive=True)

    async def _read_again(self, asked: bool) -> None:
        from simulator.authoring.reading import read_file  # noqa: PLC0415
        from simulator.library import Library  # noqa: PLC0415

        library = Library(self.services.library.shipped, self.services.library.own)  # its rubrics may be new, too
        try:
            reading = await asyncio.to_thread(read_file, self.session.path, library)
            if reading != self.session.reading:
                self.took(reading)
            elif asked:
                self.say("Nothing has changed since it was read last.")
        except Exception as error:  # noqa: BLE001  (whoever is writing loses nothing by a fault of ours)
            self.say(f"This text could not be taken in: a fault of the simulator ({type(error).__name__}).")

    # The proofs

    def prove(self) -> None:
        """Work out what the newest text proves; of an older one no answer is taken any more."""
        self.workers.cancel_group(self, "proofs")
        playable = self.session.reading.playable
        self.checking, self.unproved = playable is not None, False
        if playable is not None:
            self.run_worker(self._prove(playable), group="proofs", exclusive=True)

    async def _prove(self, playable: "Playable") -> None:
        found = await self._proofs(playable)
        self.checking, self.unproved = False, found is None
        self.session.proofs = found
        self.proved()

    async def _proofs(self, playable: "Playable") -> "tuple[Diagnostic, ...] | None":
        from simulator.authoring.proving import COMMAND, Request, answered, asked  # noqa: PLC0415

        library = self.services.library
        text = playable.source.data.decode("utf-8")
        request = Request(playable.source.name, text, str(library.shipped), str(library.own))
        pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        try:
            process = await asyncio.create_subprocess_exec(*COMMAND, stdin=pipe, stdout=pipe, stderr=nowhere)
        except OSError:
            return None
        try:
            answer, _ = await process.communicate(asked(request))
            return answered(answer)
        except (OSError, ValueError):
            return None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def _wakings(path: Path) -> AsyncIterator[None]:
    """Come back whenever the file may have changed, and now and then in any case."""
    from watchfiles import awatch  # noqa: PLC0415

    while True:
        places = _places(path)
        names = frozenset(place.name for place in places)
        try:
            async for _ in awatch(  # the folder, because most editors put a new file in the old one's place
                *{place.parent for place in places},
                watch_filter=_named(names),
                debounce=PATIENCE,
                step=STEP,
                rust_timeout=GLANCE,
                yield_on_timeout=True,
                recursive=False,
                ignore_permission_denied=True,
            ):
                yield
        except (OSError, RuntimeError):  # the system cannot tell of changes here, so it is asked
            await asyncio.sleep(GLANCE / 1000)
            yield


def _places(path: Path) -> tuple[Path, Path]:
    """Where the file is: where it is named, and where a link leads."""
    return path.absolute(), path.resolve()


def _named(names: frozenset[str]) -> Callable[[object, str], bool]:
    """Whether a change is to a file of one of these names."""
    return lambda _, changed: Path(changed).name in names


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
