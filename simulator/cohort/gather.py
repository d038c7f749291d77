"""Attempts of a store as a class: read, replayed in the texts they were played against, and scored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING, Final

from simulator.engine.events import Left, Mode
from simulator.engine.scoring import Scorecard, score
from simulator.isolation import InternalFault, isolated
from simulator.progress import counted
from simulator.review.people import Person, Role
from simulator.review.result import counted_clause
from simulator.review.state import Review
from simulator.sessions.dossier import seen
from simulator.store import AttemptSummary, StoreError
from simulator.store.format import snapshots
from simulator.store.format.verify import Played, Unreplayable, replayed

from .lines import decisions_taken, mistakes_of
from .values import Basis, ClassAttempt, ClauseOutcome

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store.store import Store


TUTOR: Final = Person("", Role.TUTOR)
"""Whoever looks at a class or a portfolio is shown what a tutor is: results, once they are released."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which attempts are looked at."""

    scenario: str = ""
    """A scenario's id; empty for all."""
    modes: frozenset[Mode] = frozenset(Mode)
    since: datetime | None = None
    """Those that began then or later."""
    learners: tuple[str, ...] | None = None
    """Codes, in which * and ? stand for anything; None for everybody."""
    learner: str | None = None
    """One learner's very code; None for everybody."""
    with_unreleased: bool = False
    """Whether assessments that are not released are shown, too."""

    def takes(self, summary: AttemptSummary) -> bool:
        """Whether an attempt is among them."""
        return (
            self.scenario in ("", summary.scenario_id)
            and summary.mode in self.modes
            and (self.since is None or summary.started_at >= self.since)
            and self.learner in (None, summary.learner)
            and (self.learners is None or any(fnmatchcase(summary.learner, each) for each in self.learners))
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """A closed attempt with everything that is known of it."""

    summary: AttemptSummary
    played: Played
    review: Review
    card: Scorecard
    """Counts the first marker's marks where the attempt is released, and nobody's before."""

    @property
    def released(self) -> bool:
        """Whether its result may be shown to the learner: what does not count always may."""
        return self.summary.mode is not Mode.ASSESSMENT or self.review.released is not None


@dataclass(frozen=True, slots=True)
class Gathered:
    """Closed attempts, the oldest first, and how many others there were."""

    kept: tuple[Kept, ...]
    open: int
    stuck: int
    damaged: tuple[str, ...]
    faults: tuple[InternalFault, ...] = ()
    """The attempts on which the program itself failed; they are left out as well."""


def gather(store: "Store", wanted: Wanted) -> Gathered:
    """The attempts that are wanted; one that is damaged is named and left out, whatever else was wanted of it.

    Raises:
        StoreError: the store cannot be read.
    """
    summaries = sorted(filter(wanted.takes, store.attempts.all()), key=lambda each: (each.started_at, each.id))
    closed = [each for each in summaries if each.closed is not None]
    kept: list[Kept] = []
    damaged = list(store.attempts.damaged(wanted.learner))
    faults: list[InternalFault] = []
    for summary in counted(closed, "Reading attempts"):
        if summary.closed == "stuck":
            continue
        try:
            done = isolated(summary.id, partial(_kept, store, summary), (Unreplayable, StoreError))
        except (Unreplayable, StoreError):
            damaged.append(summary.id)
            continue
        if isinstance(done, InternalFault):
            faults.append(done)
        else:
            kept.append(done)
    return Gathered(
        tuple(kept),
        open=len(summaries) - len(closed),
        stuck=sum(each.closed == "stuck" for each in closed),
        damaged=tuple(damaged),
        faults=tuple(faults),
    )


def _kept(store: "Store", summary: AttemptSummary) -> Kept:
    played = replayed(store.attempts.sound(summary.id), snapshots.read_pinned)
    review = _review(store, summary)
    marks = review.first.levels() if review.released is not None else None
    kept = Kept(summary, played, review, score(played.scenario, played.rubric, played.state, marks))
    class_attempt(
        kept, with_unreleased=True
    )  # what cannot be told is left out here, and not later in the middle of a class
    return kept


def _review(store: "Store", summary: AttemptSummary) -> Review:
    return seen(store, summary.id, summary.learner, TUTOR) if summary.mode is Mode.ASSESSMENT else Review()


def class_attempt(kept: Kept, *, with_unreleased: bool = False) -> ClassAttempt:
    """One attempt as a class shows it."""
    summary = kept.summary
    shown = kept.released or with_unreleased
    basis = Basis.INDICATIVE
    if summary.mode is Mode.ASSESSMENT:
        basis = Basis.DECIDED if kept.released else Basis.UNRELEASED if shown else Basis.HELD_BACK
    return ClassAttempt(
        attempt=summary.id,
        learner=summary.learner,
        scenario=summary.scenario_id,
        digest=summary.scenario_digest,
        mode=summary.mode,
        started_at=summary.started_at,
        left_early=isinstance(kept.played.state.closed, Left),
        basis=basis,
        outcome=kept.card.outcome if shown else None,
        provisional=kept.card.provisional and shown,
        results=results_of(kept) if shown else {},
        mistakes=mistakes_of(kept.played, kept.card) if shown else (),
        came=decisions_taken(kept.played) if shown else (),
    )


def results_of(kept: Kept) -> Mapping[str, ClauseOutcome]:
    """How each clause came out: as an assessor settled it, once that is released, or else as the machine indicates."""
    found: dict[str, ClauseOutcome] = {}
    for each in kept.card.clauses:
        counted = counted_clause(kept.review, each.clause) if kept.review.released is not None else None
        if counted is not None and counted.entry is not None:
            word = counted.level.word if counted.level is not None else "not enough to say"
            found[each.clause] = ClauseOutcome(counted.level, word, bool(each.required), decided=True)
        elif each.required or each.pieces or each.caps:
            found[each.clause] = ClauseOutcome(each.level, each.label, bool(each.required))
    return found
