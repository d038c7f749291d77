"""What a playthrough shows: events become a scorecard, and every line of it knows the events that made it.

The rules, for each clause:

* *typical* is the lower median of the levels of its pieces of evidence;
* an unsafe piece, a late or missed duty, and a breach each *cap* it (a repaired breach at the level it is repaired to);
* its level is the lowest of these.

The outcome is conjunctive: strength in one clause never buys out a safety failure in another. The idea follows the
conjunctive standards of clinical examinations (Homer and Russell, 2021).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeAlias, TypeVar

from .events import Ended, Stuck
from .rubric import Clause, Level, Rubric
from .scenario import Scenario
from .state import Did, DutyStatus, State, Ticked, Turn, Wrote

Marks: TypeAlias = Mapping[tuple[int, str], Level]
"""What a person gave written answers: event and field to level."""


class EvidenceSource(StrEnum):
    """What a piece of evidence comes from."""

    CHOICE = "choice"
    PICK = "pick"
    TICK = "tick"
    """One ticked option with evidence of its own."""
    TICKS = "ticks"
    """A whole tick field, by its number of wrong ticks."""
    DUTY = "duty"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence for one clause."""

    clause: str
    level: Level
    """What it counts as."""
    as_given: Level
    """What it was before a repair."""
    source: EvidenceSource
    event: int
    turn: int
    """Its turn among those that stand, from 0."""
    scene: str
    ref: str
    """The choice, option, field or duty."""
    field: str | None = None
    breach: str | None = None
    """The breach that came with it."""


class CapReason(StrEnum):
    """Why a clause cannot be better than a level."""

    UNSAFE_PIECE = "unsafe piece"
    DUTY_LATE = "duty late"
    DUTY_MISSED = "duty missed"
    BREACH = "breach"
    BREACH_REPAIRED = "breach repaired"


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit on a clause's level."""

    clause: str
    level: Level
    reason: CapReason
    event: int
    ref: str
    """The breach or duty, or the choice or option of the unsafe piece."""


@dataclass(frozen=True, slots=True)
class BreachOccurrence:
    """A breach that happened."""

    breach: str
    event: int
    turn: int
    scene: str
    ref: str
    """The choice, option or duty that committed it."""
    field: str | None = None
    """The form's field, where it was an option."""
    repaired_by: int | None = None
    """The event that put it right."""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A written answer that a person has still to mark."""

    clause: str
    event: int
    scene: str
    field: str


class ClauseStatus(StrEnum):
    """What can be said of a clause."""

    NOT_ASSESSED = "not assessed"
    """There was no evidence, and none is asked for."""
    NOT_SHOWN = "not shown"
    """There is less evidence than the scenario asks for."""
    AWAITING = "awaiting an assessor"
    """There would be enough with the written answers that a person has still to mark."""
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class ClauseScore:
    """How one clause came out."""

    clause: str
    required: int
    """Pieces asked for; 0 where the scenario does not assess the clause."""
    pieces: tuple[Piece, ...]
    typical: Level | None
    caps: tuple[Cap, ...]
    level: Level | None
    """The lowest of typical and caps; None unless the clause is shown or already unsafe."""
    status: ClauseStatus
    awaiting: tuple[Awaiting, ...]

    @property
    def label(self) -> str:
        """The clause's result in a word or two."""
        return self.level.word if self.level is not None else str(self.status)


class ReasonKind(StrEnum):
    """What decided an outcome."""

    CRITICAL_UNSAFE = "critical clause unsafe"
    UNSAFE_BREACH = "unsafe breach stands"
    NOT_SHOWN = "clause not shown"
    BELOW_PASS = "clause below pass"  # noqa: S105
    BREACH = "breach happened"
    LEFT = "left before an ending"
    MOSTLY_EXEMPLARY = "half or more exemplary"
    ALL_MET = "every assessed clause met"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for the outcome, and the events behind it."""

    kind: ReasonKind
    ref: str
    """The clause or breach; empty where the reason is of the whole."""
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What a playthrough shows, clause by clause."""

    clauses: tuple[ClauseScore, ...]
    """In the order of the rubric."""
    breaches: tuple[BreachOccurrence, ...]
    awaiting: tuple[Awaiting, ...]
    outcome: Level | None
    """None while the playthrough is not complete."""
    reasons: tuple[Reason, ...]

    @property
    def provisional(self) -> bool:
        """Whether a person has still something to mark."""
        return bool(self.awaiting)

    def clause(self, clause: str) -> ClauseScore:
        """The score of one clause.

        Raises:
            KeyError: the rubric has no such clause.
        """
        for score_of in self.clauses:
            if score_of.clause == clause:
                return score_of
        raise KeyError(clause)


def score(scenario: Scenario, rubric: Rubric, state: State, marks: Marks | None = None) -> Scorecard:
    """The scorecard of the turns that stand."""
    found = _Findings(scenario, marks or {})
    for number, turn in enumerate(state.turns):
        found.read(number, turn)
    breaches = tuple(found.breaches)
    pieces = _after_repairs(rubric, found.pieces, breaches)
    caps = (*_unsafe_caps(pieces), *found.duty_caps.values(), *_breach_caps(rubric, breaches))
    pieces_of, caps_of, awaiting_of = _by_clause(pieces), _by_clause(caps), _by_clause(found.awaiting)
    clauses = tuple(
        _clause_score(
            clause,
            scenario.assesses.get(clause, 0),
            pieces_of.get(clause, ()),
            caps_of.get(clause, ()),
            awaiting_of.get(clause, ()),
        )
        for clause in rubric.clauses
    )
    outcome, reasons = _outcome(rubric, state, clauses, breaches)
    return Scorecard(clauses, breaches, tuple(found.awaiting), outcome, reasons)


def lower_median(levels: Sequence[Level]) -> Level:
    """The middle level; the lower of the two middle ones where their number is even.

    Raises:
        ValueError: there are none.
    """
    if not levels:
        raise ValueError("no levels")
    return sorted(levels)[(len(levels) - 1) // 2]


class _Findings:
    """Pieces, breaches and written answers, gathered turn by turn."""

    def __init__(self, scenario: Scenario, marks: Marks) -> None:
        self.scenario = scenario
        self.marks = marks
        self.pieces: list[Piece] = []
        self.breaches: list[BreachOccurrence] = []
        self.awaiting: list[Awaiting] = []
        self.duty_caps: dict[str, Cap] = {}
        """By duty: the cap of its being late, or of its being missed."""

    def read(self, number: int, turn: Turn) -> None:
        for act in turn.acts:
            match act:
                case Did():
                    self.did(number, turn, act)
                case Ticked(field, _, _, level):
                    self.add(field.clause, level, EvidenceSource.TICKS, number, turn, field.id, field.id)
                case Wrote():
                    self.wrote(number, turn, act)
        for change in turn.duties:
            if change.status in (DutyStatus.LATE, DutyStatus.MISSED):
                self.duty(number, turn, change.duty, change.status)

    def did(self, number: int, turn: Turn, did: Did) -> None:
        action = did.action
        source = EvidenceSource.CHOICE if did.field is None else self.option_source(turn, did)
        for clause, level in action.evidence:
            self.add(clause, level, source, number, turn, action.id, did.field, action.breach)
        if action.breach:
            self.breaches.append(BreachOccurrence(action.breach, turn.event, number, turn.scene, action.id, did.field))
        if action.repairs:
            self.breaches = [
                replace(each, repaired_by=turn.event)
                if each.breach == action.repairs and each.repaired_by is None
                else each
                for each in self.breaches
            ]

    @staticmethod
    def option_source(turn: Turn, did: Did) -> EvidenceSource:
        ticked = any(isinstance(act, Ticked) and act.field.id == did.field for act in turn.acts)
        return EvidenceSource.TICK if ticked else EvidenceSource.PICK

    def wrote(self, number: int, turn: Turn, wrote: Wrote) -> None:
        if not wrote.text.strip():
            return
        field = wrote.field
        mark = self.marks.get((turn.event, field.id))
        if mark is None:
            self.awaiting.append(Awaiting(field.clause, turn.event, turn.scene, field.id))
        else:
            self.add(field.clause, mark, EvidenceSource.WRITTEN, number, turn, field.id, field.id)

    def duty(self, number: int, turn: Turn, name: str, status: DutyStatus) -> None:
        duty = self.scenario.duties[name]
        late = status is DutyStatus.LATE
        level = duty.late if late else duty.missed
        reason = CapReason.DUTY_LATE if late else CapReason.DUTY_MISSED
        self.duty_caps[name] = Cap(duty.clause, level, reason, turn.event, name)
        if not late:  # one duty is one piece: the miss stands for the lateness
            self.pieces = [
                piece for piece in self.pieces if piece.source is not EvidenceSource.DUTY or piece.ref != name
            ]
        self.add(duty.clause, level, EvidenceSource.DUTY, number, turn, name)
        if not late and duty.breach:
            self.breaches.append(BreachOccurrence(duty.breach, turn.event, number, turn.scene, name))

    def add(  # noqa: PLR0913, PLR0917  (a piece of evidence has these parts)
        self,
        clause: str,
        level: Level,
        source: EvidenceSource,
        number: int,
        turn: Turn,
        ref: str,
        field: str | None = None,
        breach: str | None = None,
    ) -> None:
        self.pieces.append(Piece(clause, level, level, source, turn.event, number, turn.scene, ref, field, breach))


def _after_repairs(rubric: Rubric, pieces: Sequence[Piece], breaches: Sequence[BreachOccurrence]) -> tuple[Piece, ...]:
    """The pieces, where an unsafe one that came with a breach repaired later counts as the level of the repair."""
    repaired = {(each.event, each.field, each.ref, each.breach) for each in breaches if each.repaired_by is not None}
    counted: list[Piece] = []
    for piece in pieces:
        key = (piece.event, piece.field, piece.ref, piece.breach)
        if piece.breach and piece.level is Level.UNSAFE and key in repaired:
            counted.append(replace(piece, level=rubric.breaches[piece.breach].repaired))
        else:
            counted.append(piece)
    return tuple(counted)


def _unsafe_caps(pieces: Sequence[Piece]) -> list[Cap]:
    return [
        Cap(piece.clause, Level.UNSAFE, CapReason.UNSAFE_PIECE, piece.event, piece.ref)
        for piece in pieces
        if piece.level is Level.UNSAFE and piece.source is not EvidenceSource.DUTY
    ]


def _breach_caps(rubric: Rubric, breaches: Sequence[BreachOccurrence]) -> list[Cap]:
    caps = []
    for each in breaches:
        breach = rubric.breaches[each.breach]
        if each.repaired_by is None:
            caps.append(Cap(breach.clause, breach.caps, CapReason.BREACH, each.event, each.breach))
        else:
            caps.append(Cap(breach.clause, breach.repaired, CapReason.BREACH_REPAIRED, each.event, each.breach))
    return caps


class _OfClause(Protocol):
    @property
    def clause(self) -> str: ...


_OfClauseT = TypeVar("_OfClauseT", bound=_OfClause)


def _by_clause(found: Iterable[_OfClauseT]) -> dict[str, tuple[_OfClauseT, ...]]:
    """What was found, in its order, by the clause that it is about."""
    of: dict[str, list[_OfClauseT]] = {}
    for each in found:
        of.setdefault(each.clause, []).append(each)
    return {clause: tuple(those) for clause, those in of.items()}


def _clause_score(
    clause: str, required: int, pieces: tuple[Piece, ...], caps: tuple[Cap, ...], awaiting: tuple[Awaiting, ...]
) -> ClauseScore:
    typical = lower_median([piece.level for piece in pieces]) if pieces else None
    limits = [cap.level for cap in caps] + ([typical] if typical is not None else [])
    level = min(limits) if limits else None
    if len(pieces) >= max(required, 1) or level is Level.UNSAFE:
        status = ClauseStatus.SHOWN
    elif awaiting and len(pieces) + len(awaiting) >= max(required, 1):
        status = ClauseStatus.AWAITING
    elif required or limits:
        status = ClauseStatus.NOT_SHOWN
    else:
        status = ClauseStatus.NOT_ASSESSED
    return ClauseScore(
        clause, required, pieces, typical, caps, level if status is ClauseStatus.SHOWN else None, status, awaiting
    )


def _outcome(
    rubric: Rubric, state: State, clauses: Sequence[ClauseScore], breaches: Sequence[BreachOccurrence]
) -> tuple[Level | None, tuple[Reason, ...]]:
    if state.closed is None or isinstance(state.closed, Stuck):
        return None, ()
    unsafe = [*_critical_unsafe(rubric.clauses, clauses), *_unsafe_breaches(rubric, breaches)]
    if unsafe:
        return Level.UNSAFE, tuple(unsafe)
    assessed = [each for each in clauses if each.required]
    short = _shortfalls(rubric, assessed, breaches)
    if not isinstance(state.closed, Ended):
        short.append(Reason(ReasonKind.LEFT, "", (state.turns[-1].event,)))
    if short:
        return Level.DEVELOPING, tuple(short)
    exemplary = [each for each in assessed if each.level is Level.EXEMPLARY]
    if assessed and 2 * len(exemplary) >= len(assessed):
        return Level.EXEMPLARY, tuple(
            Reason(ReasonKind.MOSTLY_EXEMPLARY, each.clause, _events(each)) for each in exemplary
        )
    return Level.COMPETENT, tuple(Reason(ReasonKind.ALL_MET, each.clause, _events(each)) for each in assessed)


def _critical_unsafe(rubric_clauses: Mapping[str, Clause], clauses: Sequence[ClauseScore]) -> list[Reason]:
    return [
        Reason(ReasonKind.CRITICAL_UNSAFE, each.clause, _unsafe_events(each))
        for each in clauses
        if each.level is Level.UNSAFE and rubric_clauses[each.clause].critical
    ]


def _unsafe_breaches(rubric: Rubric, breaches: Sequence[BreachOccurrence]) -> list[Reason]:
    return [
        Reason(ReasonKind.UNSAFE_BREACH, each.breach, (each.event,))
        for each in breaches
        if each.repaired_by is None and rubric.breaches[each.breach].caps is Level.UNSAFE
    ]


def _shortfalls(rubric: Rubric, assessed: Sequence[ClauseScore], breaches: Sequence[BreachOccurrence]) -> list[Reason]:
    reasons = []
    for each in assessed:
        if each.level is None:
            reasons.append(Reason(ReasonKind.NOT_SHOWN, each.clause, _events(each)))
        elif each.level < rubric.passing:
            reasons.append(Reason(ReasonKind.BELOW_PASS, each.clause, _events(each)))
    reasons.extend(Reason(ReasonKind.BREACH, each.breach, (each.event,)) for each in breaches)
    return reasons


def _events(clause: ClauseScore) -> tuple[int, ...]:
    made = {piece.event for piece in clause.pieces} | {cap.event for cap in clause.caps}
    return tuple(sorted(made | {each.event for each in clause.awaiting}))


def _unsafe_events(clause: ClauseScore) -> tuple[int, ...]:
    caps = {cap.event for cap in clause.caps if cap.level is Level.UNSAFE}
    return tuple(sorted(caps | {piece.event for piece in clause.pieces if piece.level is Level.UNSAFE}))
