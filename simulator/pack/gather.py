"""Exports out of a store, and what the pages of a pack are about out of exports: exactly what its record holds."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from simulator.isolation import InternalFault, isolated
from simulator.json_value import Json
from simulator.progress import counted
from simulator.report.write.scorecard import scorecard_json
from simulator.review.disclosure import is_shown_whole
from simulator.review.people import Part, Person
from simulator.review.result import digest_of
from simulator.review.state import Review
from simulator.store.errors import StoreError
from simulator.store.format import export
from simulator.store.format.dossier import Dossier
from simulator.store.format.snapshots import PinnedQualification, read_pinned_qualification

from .checkpoint import CheckpointAttempt
from .contents import PackContents

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import Store


class NotToPack(Exception):  # noqa: N818  (a sentence for a person)
    """Something that no pack can be made of now; the message is one sentence."""


def exports_of(store: "Store", attempts: Sequence[str], by: Person | None, *, texts: bool) -> tuple[Json, ...]:
    """Attempts with their whole reviews, as exports; without what people wrote if asked.

    Raises:
        NotToPack: who makes the pack may not see all of it, a second marking is going on, or the texts of an attempt
            cannot be left out.
        StoreError: an attempt is damaged, or cannot be read.
    """
    made = [
        isolated(attempt, partial(_export, store, attempt, by, texts=texts), (NotToPack, StoreError))
        for attempt in counted(attempts, "Reading attempts")
    ]
    for each in made:
        if isinstance(each, InternalFault):  # a pack that quietly lacked an attempt would prove what is not so
            raise NotToPack(f"No pack was made. {each.told}")
    return tuple(each for each in made if not isinstance(each, InternalFault))


def _export(store: "Store", attempt: str, by: Person | None, *, texts: bool) -> Json:
    record = store.everything(attempt)
    dossier = Dossier.of(record)
    if _marking_blind(dossier.review):
        raise NotToPack(
            f"A second marking of {attempt} is going on, and a pack would show the first to whoever makes the second; "
            "make it once both have signed."
        )
    if not is_shown_whole(dossier.review, by, dossier.learner):
        who = "say who you are with --as" if by is None else f"“{by.code}” may not see all that was decided of it"
        raise NotToPack(f"A pack shows everything that was decided of {attempt}: {who}.")
    if not texts and record.header.format < 2:
        raise NotToPack(
            f"What the learner wrote cannot be left out of {attempt}: it was begun with an older version of the "
            "program, which kept texts inside the events."
        )
    return export.to_plain(record, scorecard_json(dossier.unmarked), texts=texts)


def _marking_blind(review: Review) -> bool:
    both = review.first.stands_signed and review.second.stands_signed
    return review.second.begun and not both and not review.ever_released


def contents_of(learner: str, cases: Sequence[Dossier], names: Mapping[str, str], *, texts: bool) -> PackContents:
    """What a pack is about; of the names only those of people who had a part in it."""
    codes = {learner}.union(*(case.people for case in cases))
    involved = {code: name for code, name in names.items() if code in codes and name}
    return PackContents(learner, tuple(cases), _awards(cases), involved, texts)


def _awards(cases: Sequence[Dossier]) -> dict[str, PinnedQualification]:
    read = (read_pinned_qualification(document) for case in cases for document in case.qualifications)
    return {each.document.name: each for each in read if each is not None}


def checkpoint_attempt(case: Dossier) -> CheckpointAttempt:
    """Where an attempt and its review stood."""
    return CheckpointAttempt(
        attempt=case.id,
        scenario=case.header.scenario_digest,
        rubric=case.header.rubric_digest,
        count=len(case.events),
        head=case.tip.head,
        entries=len(case.review.entries),
        entries_head=case.review_tip.head,
        first=digest_of(case.review, Part.FIRST),
        second=digest_of(case.review, Part.SECOND),
    )
