"""What the screens of a review work with: the store, who sits here, the qualifications and the comment bank."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.documents.centre.comments import read_comments
from simulator.documents.rubric.loader import read_qualification
from simulator.documents.yaml.source import Source, open_source
from simulator.engine.rubric import Item, ItemKind
from simulator.files import NotSaved, make_folder, write
from simulator.library import DocumentKind, kind_of
from simulator.report.words.glossary import Glossary
from simulator.review.comments import Comment
from simulator.review.people import Part, Person
from simulator.sessions.review import ReviewSession, now
from simulator.store.format.record import Document
from simulator.store.format.snapshots import PinnedQualification
from simulator.tui.shared.services import Services

if TYPE_CHECKING:
    from simulator.library import Library
    from simulator.store import Store

COMMENTS: Final = "comments.yaml"
SAMPLE: Final = "comments.sample.yaml"


class ReviewServices(Services):
    """What somebody reviews with."""

    def __init__(
        self,
        library: "Library",
        store: "Store | Callable[[], Store]",
        code: str = "",
        *,
        clock: Callable[[], datetime] = now,
    ) -> None:
        super().__init__(library, store)
        self.code = code
        """Who says to sit here; empty where nobody was named."""
        self.person: Person | None = None
        """Who sits here, once the store has told their role."""
        self.clock = clock

    def reviewing(self, attempt: str, part: Part) -> ReviewSession:
        """The review of an attempt, in a part.

        Raises:
            StoreError: it cannot be read.
            ValueError: nobody sits here.
        """
        if self.person is None:
            raise ValueError("nobody sits at the desk")
        return ReviewSession(self.store, self.person, part, attempt, self.clock)

    # Qualifications

    @cached_property
    def qualifications(self) -> Mapping[str, PinnedQualification]:
        """Every qualification of the library without a fault, by id, each with its exact text."""
        found = {}
        for entry in self.library.documents:
            source = open_source(entry.path)
            if not isinstance(source, Source) or kind_of(source) is not DocumentKind.QUALIFICATION:
                continue
            loaded = read_qualification(source)
            if loaded.value is not None:
                document = Document(loaded.digest, "qualification", loaded.value.id, loaded.text)
                found[loaded.value.id] = PinnedQualification(loaded.value, document)
        return found

    @property
    def qualification(self) -> PinnedQualification | None:
        """The one that this person works for: the one chosen, or the only one there is."""
        chosen = self.qualifications.get(_choices().get(self.code, ""))
        if chosen is not None or len(self.qualifications) != 1:
            return chosen
        return next(iter(self.qualifications.values()))

    def work_for(self, qualification: str) -> bool:
        """Choose the qualification that this person works for; whether that could be kept."""
        return _keep({**_choices(), self.code: qualification})

    def item(self, qualification: str, criterion: str) -> Item | None:
        """A criterion by its ids; None where the library has it no longer."""
        pinned = self.qualifications.get(qualification)
        return None if pinned is None else pinned.value.items.get(criterion)

    def glossary(self, reviewing: ReviewSession) -> Glossary:
        """What things are called on the pages of a review."""
        known = {id_: pinned.value for id_, pinned in self.qualifications.items()}
        return Glossary(reviewing.scenario, reviewing.rubric, known)

    # Comments

    @cached_property
    def _comments(self) -> tuple[Comment, ...]:
        found: list[Comment] = []
        for path in (self.library.own / COMMENTS, self.library.shipped / SAMPLE):
            if path.is_file():
                found += read_comments(path).value or ()
        return tuple(found)

    def comments(self, clause: str) -> tuple[Comment, ...]:
        """The bank's comments for a clause, the organisation's own first; those for any clause come last."""
        own = [each for each in self._comments if each.clause == clause]
        return (*own, *(each for each in self._comments if not each.clause))


def criteria(pinned: PinnedQualification) -> tuple[Item, ...]:
    """What of a qualification is decided as met or not yet met: its criteria, or its outcomes where it has none."""
    items = tuple(pinned.value.items.values())
    found = tuple(item for item in items if item.kind is ItemKind.CRITERION)
    return found or tuple(item for item in items if item.kind is ItemKind.OUTCOME)


def _choices_path() -> Path:
    from platformdirs import user_config_path  # noqa: PLC0415

    return user_config_path("simulator", appauthor=False) / "review.json"


def _choices() -> dict[str, str]:
    """Who works for which qualification, by code; nothing where that cannot be read."""
    try:
        kept = json.loads(_choices_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    chosen = kept.get("qualifications") if isinstance(kept, dict) else None
    pairs = chosen.items() if isinstance(chosen, dict) else ()
    return {code: name for code, name in pairs if isinstance(code, str) and isinstance(name, str)}


def _keep(choices: Mapping[str, str]) -> bool:
    path = _choices_path()
    try:
        make_folder(path.parent)
        write(path, json.dumps({"qualifications": dict(choices)}, indent=1).encode(), only_file=True)
    except NotSaved:
        return False
    return True
