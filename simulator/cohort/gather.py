"""Attempts of a store as a class: read, replayed in the texts they were played against, and scored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from functools import partial
from typing import TYPE_CHECKING, Final

from simulator.engine.events import Left, Mode
from simulator.isolation import InternalFault, isolated
from simulator.progress import counted
from simulator.review.people import Person, Role
from simulator.review.result import counted_clause
from simulator.sessions.dossier import shown_dossier
from simulator.store import AttemptSummary, StoreError
from simulator.store.format.dossier import Dossier

from .mistakes import decisions_taken, mistakes_of
from .values import Basis, ClassAttempt, ClauseOutcome

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store.store import Store


TUTOR: Final = Person("", Role.TUTOR)
"""Whoever looks at a class or a portfolio is shown what a tutor is: results, once they are released."""


@dataclass(frozen=True, slots=True)
class AttemptFilter:
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
class ClosedAttempts:
    """Closed attempts, the oldest first, and how many others there were."""

    dossiers: tuple[Dossier, ...]
    """Each with its review as far as a learner is shown that: marks count once the result is released."""
    open: int
    stuck: int
    damaged: tuple[str, ...]
    faults: tuple[InternalFault, ...] = ()
    """The attempts on which the program itself failed; they are left out as well."""


def gather(store: "Store", wanted: AttemptFilter) -> ClosedAttempts:
    """The attempts that are wanted; one that is damaged is named and left out, whatever else was wanted of it.

    Raises:
        StoreError: the store cannot be read.
    """
    summaries = sorted(filter(wanted.takes, store.attempts.all()), key=lambda each: (each.started_at, each.id))
    closed = [each for each in summaries if each.closed is not None]
    dossiers: list[Dossier] = []
    damaged = list(store.attempts.damaged(wanted.learner))
    faults: list[InternalFault] = []
    for summary in counted(closed, "Reading attempts"):
        if summary.closed == "stuck":
            continue
        try:
            done = isolated(summary.id, partial(_dossier, store, summary.id), (StoreError,))
        except StoreError:
            damaged.append(summary.id)
            continue
        if isinstance(done, InternalFault):
            faults.append(done)
        else:
            dossiers.append(done)
    return ClosedAttempts(
        tuple(dossiers),
        open=len(summaries) - len(closed),
        stuck=sum(each.closed == "stuck" for each in closed),
        damaged=tuple(damaged),
        faults=tuple(faults),
    )


def _dossier(store: "Store", attempt: str) -> Dossier:
    dossier = shown_dossier(store, attempt, TUTOR)
    class_attempt(dossier, with_unreleased=True)  # what cannot be told is left out here, not in the middle of a class
    return dossier


def class_attempt(dossier: Dossier, *, with_unreleased: bool = False) -> ClassAttempt:
    """One attempt as a class shows it."""
    shown = with_unreleased or not dossier.held_back
    basis = Basis.INDICATIVE
    if dossier.mode is Mode.ASSESSMENT:
        basis = Basis.DECIDED if not dossier.held_back else Basis.UNRELEASED if shown else Basis.HELD_BACK
    return ClassAttempt(
        attempt=dossier.id,
        learner=dossier.learner,
        scenario=dossier.header.scenario,
        digest=dossier.header.scenario_digest,
        mode=dossier.mode,
        started_at=dossier.started_at,
        left_early=isinstance(dossier.state.closed, Left),
        basis=basis,
        outcome=dossier.indicative.outcome if shown else None,
        provisional=dossier.indicative.provisional and shown,
        results=results_of(dossier) if shown else {},
        mistakes=mistakes_of(dossier, dossier.indicative) if shown else (),
        came=decisions_taken(dossier) if shown else (),
    )


def results_of(dossier: Dossier) -> Mapping[str, ClauseOutcome]:
    """How each clause came out: as an assessor settled it, once that is released, or else as the machine indicates."""
    found: dict[str, ClauseOutcome] = {}
    for each in dossier.indicative.clauses:
        counted = counted_clause(dossier.review, each.clause) if dossier.review.released is not None else None
        if counted is not None and counted.entry is not None:
            word = counted.level.word if counted.level is not None else "not enough to say"
            found[each.clause] = ClauseOutcome(counted.level, word, bool(each.required), decided=True)
        elif each.required or each.pieces or each.caps:
            found[each.clause] = ClauseOutcome(each.level, each.label, bool(each.required))
    return found
