"""Each clause of a scorecard in sentences: how it came out, and the lines that made it so."""

from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import Cap, CapReason, ClauseScore, ClauseStatus, Piece, Source
from simulator.engine.state import Did, DutyStatus, LineKind, State, Ticked, Turn, Wrote
from simulator.report.words.outcome import DUTY_WORDS

from .reviews import Because, ClauseReview


def clause_review(scenario: Scenario, rubric: Rubric, state: State, scored: ClauseScore) -> ClauseReview:
    """One clause: its level, what the rubric says of it, and a line for each piece of evidence and each cap."""
    clause = rubric.clauses[scored.clause]
    level = scored.level
    because = [_piece_line(scenario, state, piece) for piece in scored.pieces]
    because += [
        _cap_line(scenario, rubric, state, cap) for cap in scored.caps if cap.reason is not CapReason.UNSAFE_PIECE
    ]
    aim = rubric.aim(clause, level)
    return ClauseReview(
        id=clause.id,
        number=clause.number,
        title=clause.title,
        critical=clause.critical,
        assessed=bool(scored.required),
        label=scored.label,
        level=level,
        looks_like=clause.descriptors.get(level, "") if level is not None else "",
        summary=_clause_summary(scored),
        because=tuple(sorted(because, key=lambda line: line.event)),
        aim="" if aim is None else clause.descriptors[aim],
    )


def _clause_summary(scored: ClauseScore) -> str:
    have, need = len(scored.pieces), scored.required
    if scored.status is ClauseStatus.NOT_SHOWN:
        return (
            f"You gave {_count(have, 'piece')} of evidence; at least {_count(max(need, 1), 'piece')} had to be there."
        )
    if scored.status is ClauseStatus.AWAITING:
        return "A person has still to read what you wrote for this."
    if scored.status is ClauseStatus.NOT_ASSESSED:
        return "Nothing in this conversation bore on it."
    if scored.typical is None:
        return "A breach decides it."
    held = min((cap.level for cap in scored.caps), default=scored.typical)
    if held < scored.typical:
        return f"Taken together it would be {scored.typical.word}; what is told below holds it at {held.word}."
    return f"Taken together, {_count(have, 'piece')} of evidence {'is' if have == 1 else 'are'} {scored.typical.word}."


def _count(number: int, noun: str) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six")
    return f"{words[number] if number < len(words) else number} {noun}{'' if number == 1 else 's'}"


def _piece_line(scenario: Scenario, state: State, piece: Piece) -> Because:
    if piece.source is Source.DUTY:
        text = f"{scenario.duties[piece.ref].says}: {DUTY_WORDS[state.situation.duties[piece.ref]]}."
    else:
        text = _act_words(state.turns[piece.turn], piece)
    if piece.as_given is not piece.level:
        text += " You put this right later."
    return Because(text, piece.level, piece.event, piece.turn)


def _act_words(turn: Turn, piece: Piece) -> str:
    for act in turn.acts:
        match act:
            case Did(action, None) if piece.source is Source.CHOICE and action.id == piece.ref:
                return _quoted(turn, action.text)
            case Did(action, str(field)) if piece.field == field and action.id == piece.ref:
                return f"In the form: {action.text}"
            case Ticked(field, _, wrong, _) if piece.source is Source.TICKS and field.id == piece.ref:
                done = "every box right" if not wrong else f"{_count(len(wrong), 'box').replace('boxs', 'boxes')} wrong"
                return f"{field.ask} — {done}."
            case Wrote(field, _) if piece.source is Source.WRITTEN and field.id == piece.ref:
                return f"{field.ask} — as your assessor marked it."
            case _:
                continue
    return piece.ref


def _quoted(turn: Turn, text: str) -> str:
    spoken = any(line.kind is LineKind.SAY and line.text == text for line in turn.lines)
    return f"You said: “{text}”" if spoken else f"You decided: {text}"


def _cap_line(scenario: Scenario, rubric: Rubric, state: State, cap: Cap) -> Because:
    turn = next(number for number, each in enumerate(state.turns) if each.event == cap.event)
    status = state.situation.duties.get(cap.ref)
    match cap.reason:
        case CapReason.BREACH:
            breach = rubric.breaches[cap.ref]
            text = f"{breach.text}. That holds the clause at {cap.level.word}. {breach.why}".strip()
        case CapReason.BREACH_REPAIRED:
            text = (
                f"{rubric.breaches[cap.ref].text}; you put it right. That still holds the clause at {cap.level.word}."
            )
        case CapReason.DUTY_LATE:
            done = "done late" if status is DutyStatus.FULFILLED_LATE else "late, and still not done"
            text = f"{scenario.duties[cap.ref].says}: {done}. That holds the clause at {cap.level.word}."
        case CapReason.DUTY_MISSED:
            text = f"{scenario.duties[cap.ref].says}: not done. That holds the clause at {cap.level.word}."
        case CapReason.UNSAFE_PIECE:
            text = "One thing you did here was unsafe. That holds the clause at unsafe."
    return Because(text, cap.level, cap.event, turn)
