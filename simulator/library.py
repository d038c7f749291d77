"""Finds scenarios, rubrics and signposts: those that came with the program, and the organisation's own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator import settings
from simulator.documents.yaml.problems import nearest
from simulator.documents.yaml.source import Source, open_source
from simulator.isolation import InternalFault, isolated
from simulator.settings import Setting

if TYPE_CHECKING:  # reading whole documents costs an import that a list of cards does not need
    from simulator.documents.centre.signposts import Signposts
    from simulator.documents.scenario.header import ScenarioHeader
    from simulator.documents.yaml.loaded import Loaded
    from simulator.engine.rubric import Qualification, Rubric
    from simulator.engine.scenario import Scenario

SUFFIXES: Final = (".yaml", ".yml")


class DocumentOrigin(StrEnum):
    """Where a document comes from."""

    SHIPPED = "shipped"
    """It came with the program."""
    OWN = "own"
    """The organisation put it into its own folder."""


class DocumentKind(StrEnum):
    """What a document is."""

    SCENARIO = "scenario"
    RUBRIC = "rubric"
    QUALIFICATION = "qualification"
    SIGNPOSTS = "signposts"
    SAMPLING = "sampling"
    GOLD = "gold"
    MARKS = "marks"
    COMMENTS = "comments"

    @property
    def in_words(self) -> str:
        """What such a document is called."""
        return _CALLED.get(self, f"a {self}")


_CALLED: Final = {
    DocumentKind.SIGNPOSTS: "a page of signposts",
    DocumentKind.SAMPLING: "a sampling plan",
    DocumentKind.GOLD: "a page of gold marks",
    DocumentKind.MARKS: "a page of marks",
    DocumentKind.COMMENTS: "a comment bank",
}

_KINDS: Final = frozenset(DocumentKind) - {DocumentKind.SCENARIO, DocumentKind.SIGNPOSTS}
"""What `kind` can say of a document."""


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """A document of the library."""

    id: str
    path: Path
    origin: DocumentOrigin
    replaces: bool = False
    """Whether it stands in place of a shipped document with the same id."""


def shipped_folder() -> Path:
    """Where the documents that came with the program are: beside the package, or inside it where it was installed."""
    package = Path(__file__).resolve().parent
    inside = package / "_data"
    return inside if inside.is_dir() else package.parent


def own_folder() -> Path:
    """The organisation's own folder, whether or not it exists; SIMULATOR_LIBRARY or a settings file names another.

    Raises:
        SettingsRefused: a settings file cannot be followed.
    """
    named = settings.chosen(Setting.LIBRARY).value
    if named:
        return Path(named)
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("simulator", appauthor=False) / "library"


def kind_of(source: Source) -> DocumentKind:
    """What a document means to be: a quick look, without judging it.

    A scenario may have any name, so a name says something only of what has no scenes.
    """
    from simulator.documents.yaml.topmost import topmost  # noqa: PLC0415

    top = topmost(source, "scenes")
    if "scenes" in top.keys and top.kind not in _KINDS:
        return DocumentKind.SCENARIO
    name = Path(source.name).name
    if "scenes" not in top.keys and name.startswith("signposts"):
        return DocumentKind.SIGNPOSTS
    if "scenes" not in top.keys and name.partition(".")[0] == "comments":
        return DocumentKind.COMMENTS
    if top.kind in _KINDS:
        return DocumentKind(top.kind)
    return DocumentKind.SCENARIO if top.keys.isdisjoint(("clauses", "breaches")) else DocumentKind.RUBRIC


class Library:
    """What there is to play and to mark against; documents are read when they are asked for, once."""

    def __init__(self, shipped: Path | None = None, own: Path | None = None, beside: Path | None = None) -> None:
        self.shipped = shipped if shipped is not None else shipped_folder()
        self.own = own if own is not None else own_folder()
        self._beside = beside
        self._rubrics: dict[Path, Loaded[Rubric]] = {}
        self._seen_from: dict[Path, Library] = {}

    def seen_from(self, path: Path) -> "Library":
        """The same with what stands beside a file: the scenarios of its folder, and `rubrics` next to `scenarios`."""
        folder = folder_of(path)
        if folder.parent in (folder_of(self.shipped / "-"), folder_of(self.own / "-")):
            return self
        if folder not in self._seen_from:
            self._seen_from[folder] = Library(self.shipped, self.own, folder)
        return self._seen_from[folder]

    @property
    def own_is_missing(self) -> bool:
        """Whether a folder was named as the organisation's own and is not there."""
        return str(self.own) == settings.chosen(Setting.LIBRARY).value and not self.own.is_dir()

    @cached_property
    def scenarios(self) -> tuple[LibraryEntry, ...]:
        """Every scenario by id; one of the organisation's own replaces a shipped one with the same id."""
        return self._entries("scenarios")

    @cached_property
    def documents(self) -> tuple[LibraryEntry, ...]:
        """Every rubric and qualification by id."""
        return self._entries("rubrics")

    def _entries(self, folder: str) -> tuple[LibraryEntry, ...]:
        shipped = _first_of_each(documents_in(self.shipped / folder))
        found = {path.stem: LibraryEntry(path.stem, path, DocumentOrigin.SHIPPED) for path in shipped}
        beside = documents_beside(self._beside, folder) if self._beside is not None else []
        for path in (*_first_of_each(documents_in(self.own / folder)), *_first_of_each(beside)):
            found[path.stem] = LibraryEntry(path.stem, path, DocumentOrigin.OWN, replaces=path.stem in found)
        return tuple(found[id_] for id_ in sorted(found))

    def find(self, id_: str) -> LibraryEntry | None:
        """The scenario with this id."""
        return next((entry for entry in self.scenarios if entry.id == id_), None)

    def suggestion(self, id_: str) -> str | None:
        """What may be meant: a file here of this name, or the scenario whose id is most similar."""
        here = next((name for suffix in SUFFIXES if is_there(Path(name := id_ + suffix))), None)
        return here or nearest(id_, [entry.id for entry in self.scenarios])

    def card(self, entry: LibraryEntry) -> "ScenarioHeader":
        """What the list of scenarios shows of one: quick, without judging the document."""
        from simulator.documents.scenario.header import ScenarioHeader, read_header  # noqa: PLC0415

        card = isolated(entry.id, lambda: read_header(entry.path, entry.id))
        return ScenarioHeader(entry.id, entry.id, readable=False) if isinstance(card, InternalFault) else card

    def rubric_of(self, scenario: "Scenario | None") -> "Rubric | None":
        """The rubric that a scenario is marked against; None where there is no scenario, or no rubric to be used."""
        loaded = None if scenario is None else self.rubric(scenario.rubric)
        return None if loaded is None else loaded.value

    @property
    def rubrics(self) -> "Mapping[str, Rubric | None]":
        """The rubrics by id, each read when it is asked for; None for one that has faults."""
        return _Rubrics(self)

    def rubric(self, id_: str) -> "Loaded[Rubric] | None":
        """A rubric by id, with its exact text; None where there is none."""
        from simulator.documents.rubric.loader import read_rubric  # noqa: PLC0415

        entry = next((entry for entry in self.documents if entry.id == id_), None)
        source = self._sources.get(entry) if entry is not None else None
        if entry is None or source is None or kind_of(source) is not DocumentKind.RUBRIC:
            return None
        if entry.path not in self._rubrics:
            read = isolated(source.name, lambda: read_rubric(source))
            self._rubrics[entry.path] = _unusable(source, read) if isinstance(read, InternalFault) else read
        return self._rubrics[entry.path]

    @cached_property
    def qualifications(self) -> "tuple[Qualification, ...]":
        """Every qualification that has no fault."""
        from simulator.documents.rubric.loader import read_qualification  # noqa: PLC0415

        found = [source for source in self._sources.values() if kind_of(source) is DocumentKind.QUALIFICATION]
        loaded = [isolated(source.name, partial(read_qualification, source)) for source in found]
        read = [each.value for each in loaded if not isinstance(each, InternalFault)]
        return tuple(each for each in read if each is not None)

    @cached_property
    def _sources(self) -> dict[LibraryEntry, Source]:
        """The bytes of every rubric and qualification that can be read at all, each read once."""
        opened = {entry: open_source(entry.path) for entry in self.documents}
        return {entry: source for entry, source in opened.items() if isinstance(source, Source)}

    def scenario(self, source: "Source | Path", also: frozenset[str] = frozenset()) -> "Loaded[Scenario]":
        """Read a scenario against what the library has; ``also`` are further ids that `alternates` may name."""
        from simulator.documents.scenario.loader import read_scenario  # noqa: PLC0415

        known = frozenset(entry.id for entry in self.scenarios) | also
        return read_scenario(source, self.rubrics, self.qualifications, known)

    @property
    def signposts_path(self) -> Path:
        """Where the organisation's signposts are, whether or not there are any."""
        return self.own / "signposts.yaml"

    def signposts(self) -> "Loaded[Signposts] | None":
        """The organisation's signposts; None where it has set none."""
        from simulator.documents.centre.signposts import read_signposts  # noqa: PLC0415

        return read_signposts(self.signposts_path, date.today()) if self.signposts_path.exists() else None


class _Rubrics(Mapping[str, "Rubric | None"]):
    """The library's rubrics by id, read when they are asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __getitem__(self, id_: str) -> "Rubric | None":
        loaded = self._library.rubric(id_)
        if loaded is None:
            raise KeyError(id_)
        return loaded.value

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, str) and self._library.rubric(id_) is not None

    def __iter__(self) -> Iterator[str]:
        return (entry.id for entry in self._library.documents if self._library.rubric(entry.id) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _unusable(source: Source, fault: InternalFault) -> "Loaded[Rubric]":
    """A document on which the program itself fails: checking it tells so, and what needs it does not fail as well."""
    from simulator.documents.yaml.loaded import Loaded  # noqa: PLC0415
    from simulator.documents.yaml.source_map import SourceMap  # noqa: PLC0415

    return Loaded(None, (fault.finding,), SourceMap("", 0), "", source.digest, source.name)


def _first_of_each(paths: Iterable[Path]) -> Iterable[Path]:
    """Of the files of a folder that would have one id, such as a.yaml and a.yml, the first."""
    found: dict[str, Path] = {}
    for path in paths:
        found.setdefault(path.stem, path)
    return found.values()


def documents_in(folder: Path) -> list[Path]:
    """The documents of a folder by name; none where it cannot be listed."""
    try:
        found = [path for path in folder.iterdir() if path.suffix in SUFFIXES and not path.name.startswith(".")]
    except OSError:
        return []
    return sorted(found)


def folder_of(path: Path) -> Path:
    """The folder in which a file stands, in full; links are followed as far as they lead somewhere."""
    try:
        return path.parent.resolve()
    except (OSError, RuntimeError):
        return path.parent


def is_there(path: Path) -> bool:
    """Whether there is a file, whatever the name is like."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def documents_beside(folder: Path, what: str) -> list[Path]:
    """What a file in this folder has beside it: its neighbours as `scenarios`, and the `rubrics` next to them."""
    if what == "scenarios":
        return documents_in(folder)
    return documents_in(folder.parent / what) if folder.name == "scenarios" else []


def shown(path: Path) -> str:
    """A path as a person would write it here: relative where it is inside the present folder."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def read_any(source: Source, library: Library, also: frozenset[str] = frozenset()) -> "Loaded[object]":
    """Read a document as what it means to be."""
    from simulator.documents.centre.comments import read_comments  # noqa: PLC0415
    from simulator.documents.centre.marks import read_gold, read_marks  # noqa: PLC0415
    from simulator.documents.centre.sampling import read_sampling  # noqa: PLC0415
    from simulator.documents.centre.signposts import read_signposts  # noqa: PLC0415
    from simulator.documents.rubric.loader import read_qualification, read_rubric  # noqa: PLC0415

    match kind_of(source):
        case DocumentKind.SCENARIO:
            return library.scenario(source, also)
        case DocumentKind.RUBRIC:
            return read_rubric(source)
        case DocumentKind.QUALIFICATION:
            return read_qualification(source, next((rubric for rubric in library.rubrics.values() if rubric), None))
        case DocumentKind.SIGNPOSTS:
            return read_signposts(source, date.today())
        case DocumentKind.SAMPLING:
            return read_sampling(source, [entry.id for entry in library.scenarios])
        case DocumentKind.GOLD:
            return read_gold(source)
        case DocumentKind.MARKS:
            return read_marks(source)
        case DocumentKind.COMMENTS:
            rubrics = [rubric for rubric in library.rubrics.values() if rubric is not None]
            return read_comments(source, {clause for rubric in rubrics for clause in rubric.clauses})
