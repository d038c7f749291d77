"""Each clause of a scorecard in sentences: how it came out, and the lines that made it so."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import Cap, CapReason, ClauseScore, ClauseStatus, EvidenceSource, Piece
from simulator.engine.state import Did, LineKind, State, Ticked, Turn, Wrote
from simulator.report.page import Items, ListItem, Ref, Span, Tone, level_span
from simulator.report.words.duties import duty_stands
from simulator.report.words.outcome import boxes_wrong, number_word

from .audience import Audience
from .transcript import question, turn_id


@dataclass(frozen=True, slots=True)
class Because:
    """One line of the answer to “why?”."""

    text: str
    level: Level | None
    """None where a person has still to mark it."""
    event: int
    turn: int


@dataclass(frozen=True, slots=True)
class ClauseReview:
    """One clause: how it came out, and what made it so."""

    id: str
    number: int
    title: str
    critical: bool
    assessed: bool
    label: str
    """The level's or the status's word."""
    level: Level | None
    summary: str
    """One sentence: how the level came about."""
    because: tuple[Because, ...]
    aim: str
    """What to aim for looks like, as the rubric describes it; never below the pass level, empty at the top."""


def clause_review(
    scenario: Scenario, rubric: Rubric, state: State, scored: ClauseScore, audience: Audience
) -> ClauseReview:
    """One clause: its level, what the rubric says of it, and a line for each piece of evidence and each cap."""
    clause = rubric.clauses[scored.clause]
    level = scored.level
    because = _Because(scenario, rubric, state, audience).lines(scored)
    aim = rubric.aim(clause, level)
    return ClauseReview(
        id=clause.id,
        number=clause.number,
        title=clause.title,
        critical=clause.critical,
        assessed=bool(scored.required),
        label=scored.label,
        level=level,
        summary=_summary(scored),
        because=tuple(sorted(because, key=lambda line: line.event)),
        aim="" if aim is None else clause.descriptors[aim],
    )


def because_items(clause: ClauseReview, audience: Audience, *, attempt: str = "", indent: int = 0) -> Items:
    """The lines that made a clause's level, each of which leads to its turn."""

    def item(number: int, because: Because) -> ListItem:
        mark = level_span(because.level, "to mark")
        ref: Ref = ("turn", because.turn) if audience.you else ("piece", because.turn, clause.id, number)
        where = Span(f"(turn {because.turn})", Tone.QUIET, turn_id(attempt, because.event))
        return ListItem((Span(because.text), *(() if audience.you else (where,))), mark, ref=ref)

    return Items(tuple(item(number, because) for number, because in enumerate(clause.because)), indent=indent)


def _summary(scored: ClauseScore) -> str:
    have, need = len(scored.pieces), scored.required
    match scored.status:
        case ClauseStatus.NOT_SHOWN:
            at_least = _count(max(need, 1), "piece")
            return f"{_count(have, 'piece').capitalize()} of evidence; at least {at_least} had to be there."
        case ClauseStatus.AWAITING:
            return "A person has still to read what was written for this."
        case ClauseStatus.NOT_ASSESSED:
            return "Nothing in this conversation bore on it."
        case _ if scored.typical is None:
            return "A breach decides it."
    held = min((cap.level for cap in scored.caps), default=scored.typical)
    if held < scored.typical:
        return f"Taken together it would be {scored.typical.word}; what is told below holds it at {held.word}."
    return f"Taken together, {_count(have, 'piece')} of evidence {'is' if have == 1 else 'are'} {scored.typical.word}."


def _count(number: int, noun: str) -> str:
    return f"{number_word(number)} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class _Because:
    scenario: Scenario
    rubric: Rubric
    state: State
    audience: Audience

    def lines(self, scored: ClauseScore) -> Iterator[Because]:
        held = {cap.ref for cap in scored.caps if cap.reason in (CapReason.DUTY_LATE, CapReason.DUTY_MISSED)}
        for piece in scored.pieces:
            if piece.source is EvidenceSource.DUTY and piece.ref in held:
                continue  # the line of what it holds the clause at says as much
            back = "" if piece.as_given is piece.level else " Put right later."
            yield Because(f"{self._piece(piece)}{back}", piece.level, piece.event, piece.turn)
        for cap in scored.caps:
            if cap.reason is not CapReason.UNSAFE_PIECE:
                yield Because(self._cap(cap), cap.level, cap.event, self._turn(cap.event))
        for each in scored.awaiting:
            yield Because(question(self.scenario, each), None, each.event, self._turn(each.event))

    def _turn(self, event: int) -> int:
        return next((number for number, turn in enumerate(self.state.turns) if turn.event == event), 0)

    def _piece(self, piece: Piece) -> str:
        if piece.source is EvidenceSource.DUTY:
            return self._duty(piece.ref)
        turn = self.state.turns[piece.turn]
        return next((words for act in turn.acts if (words := self._act(turn, act, piece))), piece.ref)

    def _act(self, turn: Turn, act: Did | Ticked | Wrote, piece: Piece) -> str:
        """The words for an act, where it is the one that a piece comes from."""
        match act:
            case Did(action, None) if piece.source is EvidenceSource.CHOICE and action.id == piece.ref:
                return self._quoted(turn, action.text)
            case Did(action, str(field)) if piece.field == field and action.id == piece.ref:
                return f"In the form: {action.text}"
            case Ticked(field, _, wrong, _) if piece.source is EvidenceSource.TICKS and field.id == piece.ref:
                return f"{field.ask} {boxes_wrong(len(wrong))}"
            case Wrote(field, _) if piece.source is EvidenceSource.WRITTEN and field.id == piece.ref:
                return f"{field.ask} As a person marked it."
            case _:
                return ""

    def _quoted(self, turn: Turn, text: str) -> str:
        if any(line.kind is LineKind.SAY and line.text == text for line in turn.lines):
            return f"You said: “{text}”" if self.audience.you else f"“{text}”"
        return f"You decided: {text}" if self.audience.you else f"Decided: {text}"

    def _duty(self, name: str) -> str:
        return duty_stands(self.scenario.duties[name], self.state.situation.duties[name])

    def _cap(self, cap: Cap) -> str:
        holds = f"That holds the clause at {cap.level.word}."
        match cap.reason:
            case CapReason.BREACH:
                breach = self.rubric.breaches[cap.ref]
                why = breach.why if self.audience.advice else ""
                return f"Breaks the code: {breach.text.rstrip('.')}. {holds} {why}".strip()
            case CapReason.BREACH_REPAIRED:
                text = self.rubric.breaches[cap.ref].text.rstrip(".")
                return f"Breaks the code: {text}; put right later. That still holds the clause at {cap.level.word}."
            case CapReason.DUTY_LATE | CapReason.DUTY_MISSED:
                return f"{self._duty(cap.ref)} {holds}"
            case CapReason.UNSAFE_PIECE:
                return f"Something here was unsafe. {holds}"
