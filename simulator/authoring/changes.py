"""What changed in files since they were last looked at, and which other files that concerns."""

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.documents.yaml.source import Source, open_source
from simulator.library import DocumentKind, Library, documents_beside, documents_in, folder_of, kind_of

from .watcher import Stamp, stamped

_ITEMS: Final = re.compile(rb"(?m)(covers|mistakes)[\"']?[ ]*:")


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was looked at."""

    stamp: Stamp | None
    """None where there is no such file."""
    digest: str
    """Of what is in it; or why it cannot be read."""
    kind: DocumentKind | None
    data: bytes

    def mentions(self, id_: str) -> bool:
        """Whether an id stands anywhere in it."""
        return re.search(rb"(?<![\w-])" + re.escape(id_.encode()) + rb"(?![\w-])", self.data) is not None


@dataclass(frozen=True, slots=True)
class Changes:
    """How files differ from the time before."""

    saved: tuple[Path, ...] = ()
    """With other contents, or new."""
    gone: tuple[Path, ...] = ()
    kinds: frozenset[DocumentKind] = frozenset()
    """What those that changed are, or were."""

    def __bool__(self) -> bool:
        return bool(self.saved or self.gone)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the documents that changed."""
        return frozenset(path.stem for path in (*self.saved, *self.gone))


class Snapshot:
    """Files as they were last looked at."""

    def __init__(self) -> None:
        self.seen: dict[Path, Seen] = {}

    def renew(self, paths: Iterable[Path]) -> Changes:
        """Look at the files that there are now; what is different."""
        before = self.seen
        self.seen = {path: _look(path, before.get(path)) for path in paths}
        saved = [path for path, seen in self.seen.items() if path not in before or before[path].digest != seen.digest]
        gone = [path for path in before if path not in self.seen]
        kinds = {held[path].kind for held in (before, self.seen) for path in (*saved, *gone) if path in held}
        return Changes(tuple(saved), tuple(gone), frozenset(kind for kind in kinds if kind is not None))


def _look(path: Path, before: Seen | None) -> Seen:
    """The file now; it is read only if it may be different."""
    stamp = stamped(path)
    if before is not None and stamp is not None and before.stamp == stamp:
        return before
    source = open_source(path)
    if not isinstance(source, Source):
        return Seen(stamp, source.message, None, b"")
    return Seen(stamp, source.digest, kind_of(source), source.data)


class Background:
    """What is in the library and bears on the files that are watched, though it need not be watched itself."""

    def __init__(self, library: Library) -> None:
        self._folders = (library.shipped, library.own)
        self._beside: list[Path] = []
        self._documents = Snapshot()
        self._ids: frozenset[str] = frozenset()

    def holders(self) -> Iterator[Path]:
        """The folders in which it can change."""
        for folder in self._folders:
            yield from (folder / "rubrics", folder / "scenarios")
        yield from (folder.parent / "rubrics" for folder in self._beside if folder.name == "scenarios")

    def files(self) -> list[Path]:
        """Everything in it that there is now."""
        return [*self._in("rubrics"), *self._in("scenarios")]

    def renew(self, watched: Collection[Path]) -> tuple[Changes, frozenset[str]]:
        """The rubrics and qualifications that changed, and the ids of scenarios that came or went."""
        self._beside = list(dict.fromkeys(folder_of(path) for path in watched))
        before, self._ids = self._ids, frozenset(path.stem for path in (*self._in("scenarios"), *watched))
        return self._documents.renew(self._in("rubrics")), before ^ self._ids

    def _in(self, name: str) -> list[Path]:
        found = [path for folder in self._folders for path in documents_in(folder / name)]
        found += [path for folder in self._beside for path in documents_beside(folder, name)]
        return list(dict.fromkeys(found))


def concerned(watched: Snapshot, documents: Changes, scenarios: frozenset[str]) -> Iterator[Path]:
    """The files whose findings can be others now that rubrics or qualifications changed, or scenarios came or went."""
    for path, seen in watched.seen.items():
        match seen.kind:
            case DocumentKind.SCENARIO:
                named = scenarios - {path.stem}
                if DocumentKind.RUBRIC in documents.kinds:
                    named |= documents.ids
                items = DocumentKind.QUALIFICATION in documents.kinds and _ITEMS.search(seen.data)
                if items or any(seen.mentions(id_) for id_ in named):
                    yield path
            case DocumentKind.QUALIFICATION:
                if DocumentKind.RUBRIC in documents.kinds:
                    yield path
            case _:
                continue


def exists(path: Path) -> bool:
    """Whether anything is there, be it a link that leads nowhere."""
    return os.path.lexists(path)
