"""The portfolio of one learner: the criteria of each qualification, what was decided, and what bears on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from simulator.engine.events import Mode
from simulator.engine.rubric import EvidenceKind, Item, ItemKind, Qualification
from simulator.isolation import InternalFault
from simulator.review.criterion_evidence import CriterionEvidence, criterion_evidence
from simulator.review.events import Decided, Evidence, Verdict
from simulator.review.result import counted_criterion
from simulator.store.format.chain import moment
from simulator.store.format.dossier import Dossier

from .cohort import by_learner, first_against_last
from .gather import AttemptFilter, class_attempt, gather
from .values import ClassAttempt, FirstLast

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store.store import Store

SIMULATED: Final = (
    "All of this is simulated evidence. Whether it counts is for the centre and the awarding organisation."
)


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One line of an attempt that bears on a criterion."""

    attempt: str
    title: str
    """The scenario's."""
    mode: Mode
    at: datetime
    """When the attempt began."""
    bears: CriterionEvidence


@dataclass(frozen=True, slots=True)
class ReleasedVerdict:
    """What an assessor decided of a criterion, once that is released."""

    attempt: str
    title: str
    verdict: Verdict
    by: str
    """The assessor's code."""
    at: datetime
    reason: str
    rests_on: tuple[str, ...]
    """The lines that it rests on, as far as they are of attempts that may be shown."""


@dataclass(frozen=True, slots=True)
class CriterionProgress:
    """One criterion of a qualification, for this learner."""

    item: Item
    verdicts: tuple[ReleasedVerdict, ...]
    """The newest first."""
    shows: tuple[EvidenceLine, ...]
    """What bears on it most first: what an author named for it, then the higher level, then the newer."""

    @property
    def status(self) -> str:
        """The newest verdict in words; that a person decides where there is none."""
        return str(self.verdicts[0].verdict) if self.verdicts else "not decided yet"


@dataclass(frozen=True, slots=True)
class QualificationProgress:
    """A qualification, criterion by criterion."""

    qualification: Qualification
    criteria: tuple[CriterionProgress, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Everything of one learner that may be shown to them."""

    learner: str
    awards: tuple[QualificationProgress, ...]
    tried: tuple[ClassAttempt, ...]
    """Attempts that have ended, the oldest first; an assessment that is not released shows no result."""
    titles: dict[str, str]
    """Of the scenarios, by attempt."""
    handed_in: frozenset[str]
    """The assessments that were handed in, by attempt."""
    changes: tuple[tuple[str, FirstLast], ...]
    """First try against last, by the scenario's title."""
    clause_titles: dict[str, str]
    open: int
    damaged: tuple[str, ...]
    faults: tuple[InternalFault, ...] = ()
    """The attempts on which the program itself failed."""


def portfolio_of(store: "Store", learner: str, qualifications: Sequence[Qualification]) -> Portfolio:
    """The portfolio of the learner with this code.

    Raises:
        StoreError: the store cannot be read.
    """
    found = gather(store, AttemptFilter(learner=learner))
    shown = [each for each in found.dossiers if not each.held_back]
    return Portfolio(
        learner=learner,
        awards=tuple(_award(each, shown) for each in qualifications),
        tried=tuple(class_attempt(each) for each in found.dossiers),
        titles={each.id: each.header.title for each in found.dossiers},
        handed_in=frozenset(each.id for each in found.dossiers if each.review.handed_in is not None),
        changes=tuple(_changes(shown)),
        clause_titles={name: clause.title for each in found.dossiers for name, clause in each.rubric.clauses.items()},
        open=found.open,
        damaged=found.damaged,
        faults=found.faults,
    )


def learners_in(store: "Store") -> tuple[str, ...]:
    """The codes of everybody who has attempts, damaged ones among them.

    Raises:
        StoreError: the store cannot be read.
    """
    return tuple(sorted({*(each.learner for each in store.attempts.all()), *store.people.learners()}))


def _award(qualification: Qualification, shown: Sequence[Dossier]) -> QualificationProgress:
    items = [each for each in qualification.items.values() if each.kind is ItemKind.CRITERION]
    decided = {
        criterion
        for each in shown
        for name, criterion in (*each.review.first.criteria, *each.review.agreed_criteria)
        if name == qualification.id
    }
    items += [
        each for each in qualification.items.values() if each.id in decided and each.kind is not ItemKind.CRITERION
    ]
    return QualificationProgress(qualification, tuple(_criterion(qualification.id, each, shown) for each in items))


def _criterion(qualification: str, item: Item, shown: Sequence[Dossier]) -> CriterionProgress:
    verdicts = [found for each in shown for found in _verdicts(qualification, item, each, shown)]
    shows = [
        EvidenceLine(each.id, each.header.title, each.mode, each.started_at, bears)
        for each in shown
        for bears in _once(criterion_evidence(item, each.id, each.state))
    ]
    return CriterionProgress(
        item,
        tuple(sorted(verdicts, key=lambda each: each.at, reverse=True)),
        tuple(sorted(shows, key=_weight, reverse=True)),
    )


def _once(pieces: Sequence[CriterionEvidence]) -> Sequence[CriterionEvidence]:
    """Each line once, with the lowest of its levels for several clauses: nothing is made to look better."""
    found: dict[tuple[int, EvidenceKind, str], CriterionEvidence] = {}
    for each in pieces:
        key = (each.evidence.event, each.kind, each.text)
        kept = found.get(key)
        if kept is None or (each.level is not None and (kept.level is None or each.level < kept.level)):
            found[key] = each
    return list(found.values())


def _weight(shows: EvidenceLine) -> tuple[bool, int, datetime, int]:
    level = -1 if shows.bears.level is None else int(shows.bears.level)
    return (shows.bears.named, level, shows.at, -shows.bears.evidence.event)


def _verdicts(qualification: str, item: Item, kept: Dossier, shown: Sequence[Dossier]) -> Iterator[ReleasedVerdict]:
    """What was decided in the review of one attempt, where its result is released."""
    counted = counted_criterion(kept.review, (qualification, item.id))
    entry = counted.entry
    if kept.review.released is None or counted.verdict is None or entry is None:
        return
    decided = kept.review.first.criteria.get((qualification, item.id))
    rests = decided.event.evidence if decided is not None and isinstance(decided.event, Decided) else ()
    yield ReleasedVerdict(
        kept.id,
        kept.header.title,
        counted.verdict,
        entry.by.code,
        moment(entry.at),
        getattr(entry.event, "reason", ""),
        tuple(text for each in rests for text in _line(each, item, shown)),
    )


def _line(evidence: Evidence, item: Item, shown: Sequence[Dossier]) -> Iterator[str]:
    for kept in shown:
        if kept.id == evidence.attempt:
            found = [each.text for each in criterion_evidence(item, kept.id, kept.state) if each.evidence == evidence]
            yield from found[:1] or [f"event {evidence.event}"]


def _changes(shown: Sequence[Dossier]) -> Iterator[tuple[str, FirstLast]]:
    by_scenario: dict[str, list[Dossier]] = {}
    for each in shown:
        by_scenario.setdefault(each.header.scenario, []).append(each)
    for attempts in by_scenario.values():
        if len(attempts) > 1:
            ((learner, tried),) = by_learner(class_attempt(each) for each in attempts)
            clauses = tuple(attempts[-1].rubric.clauses)
            yield attempts[-1].header.title, first_against_last(learner, tried, clauses)
