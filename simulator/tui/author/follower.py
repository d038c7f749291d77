"""Keeps a screen up with a file that is being written: read again when it was saved, and proved in another process."""

import asyncio
from collections.abc import Callable, Iterator
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.analysis.waivers import Examination
from simulator.authoring import reading
from simulator.authoring.prover import Job, Proof, Prover
from simulator.authoring.watcher import GLANCE, Watcher
from simulator.library import Library

if TYPE_CHECKING:
    from simulator.authoring.reading import Playable, ScenarioReading
    from simulator.authoring.workbench import Workbench
    from simulator.tui.shared.base import SimulatorScreen


class Follower:
    """Follows one file. What comes too late, because a newer text came, is dropped."""

    def __init__(
        self,
        screen: "SimulatorScreen[None]",
        bench: "Workbench",
        took: Callable[["ScenarioReading"], None],
        proved: Callable[[], None],
    ) -> None:
        """Follow for a screen, which takes a newer text and shows what is known of the proofs."""
        library = screen.services.library
        self._screen = screen
        self._bench = bench
        self._took = took
        self._proved = proved
        self._prover = Prover(library, start="spawn", silent=True)
        self._watcher: Watcher | None = None
        self.checking = False
        """Whether proofs are being worked out."""
        self.unproved = False
        """Whether they could not be."""

    def close(self) -> None:
        """Follow no more."""
        self._prover.close()
        if self._watcher is not None:
            self._watcher.close()

    # The file

    def watch(self) -> None:
        """Read the file again whenever it is saved."""
        self._watcher = Watcher(lambda: list(self._files()), lambda: {each.parent for each in self._files()})
        self._screen.run_worker(self._watch(self._watcher), group="watch", exclusive=True)

    async def _watch(self, watcher: Watcher) -> None:
        while await asyncio.to_thread(watcher.wait):
            self.read_again()

    def _files(self) -> Iterator[Path]:
        """The file where it is named, where a link leads, and the rubric that it names."""
        path = self._bench.path
        yield from (path.absolute(), path.resolve())
        if self._bench.playable is not None:
            rubric = self._bench.playable.rubric.id
            yield from (entry.path for entry in self._screen.services.library.documents if entry.id == rubric)

    def read_again(self, *, asked: bool = False) -> None:
        """Read the file; ``asked`` by a person, who is told also where nothing is new."""
        self._screen.run_worker(self._read_again(asked), group="read", exclusive=True)

    async def _read_again(self, asked: bool) -> None:
        try:
            newer = await asyncio.to_thread(reading.read_file, self._bench.path, self._fresh_library())
            if newer != self._bench.reading:
                self._took(newer)
            elif asked:
                self._screen.say("Nothing has changed since it was read last.")
        except Exception as error:  # noqa: BLE001  (whoever is writing loses nothing by a fault of ours)
            fault = type(error).__name__
            self._screen.say(f"This text could not be taken in: a fault of the simulator ({fault}).")

    def _fresh_library(self) -> Library:
        """The library as it is now: its rubrics may be new, too."""
        library = self._screen.services.library
        return Library(library.shipped, library.own)

    # The proofs

    @property
    def progress(self) -> str:
        """How far the proofs are, in a sentence; empty where they are known."""
        if self.checking:
            return "Checking what can be proved…"
        if self.unproved:
            return "The proofs could not be worked out here; `simulator check` tells them."
        return "" if self._bench.reading.playable is not None else "More can be told once this can be read."

    def prove(self) -> None:
        """Work out what the newest text proves; of an older one no answer is taken any more."""
        self._screen.workers.cancel_group(self._screen, "proofs")
        self._prover.give_up([self._bench.path])
        playable = self._bench.reading.playable
        self.checking, self.unproved = playable is not None, False
        if playable is not None:
            self._screen.run_worker(self._prove(playable), group="proofs", exclusive=True)

    async def _prove(self, playable: "Playable") -> None:
        proof = await self._proof(Job(self._bench.path, playable.source, frozenset({playable.source.id})))
        self._bench.proofs = proof.findings if isinstance(proof, Examination) else None
        self.checking, self.unproved = False, self._bench.proofs is None
        self._proved()

    async def _proof(self, job: Job) -> Proof | None:
        """What comes of it; None where no process can begin."""
        try:
            self._prover.renew(self._fresh_library())
            self._prover.give([job])
        except OSError:
            return None
        while True:
            await asyncio.to_thread(wait, self._prover.connections, GLANCE)
            for _, proof in self._prover.answers():
                return proof
