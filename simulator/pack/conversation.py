"""The conversation of an attempt turn by turn: what was said, offered and not taken, shown, and written."""

from collections.abc import Iterator
from typing import Final

from simulator.engine import play
from simulator.engine.scenario import Decision, Form, PickField, TickField, WriteField
from simulator.engine.state import Did, DutyStatus, Line, LineKind, State, Ticked, Turn, Wrote
from simulator.report.page import (
    LEVEL_TONES,
    Cell,
    Element,
    Facts,
    Quote,
    Section,
    Span,
    Speech,
    Spoken,
    Talk,
    Tone,
    line,
    listed,
    said,
    wrote,
)
from simulator.report.words.moments import when_utc
from simulator.report.words.sanitize import in_one_line
from simulator.store.format.dossier import Dossier

_DUTY: Final = {
    DutyStatus.OPEN: "now to be done",
    DutyStatus.FULFILLED: "done",
    DutyStatus.FULFILLED_LATE: "done, but late",
    DutyStatus.LATE: "now late",
    DutyStatus.MISSED: "not done",
}


def turn_id(attempt: str, event: int) -> str:
    """The id of the place in a report where one event of an attempt is told."""
    return f"turn-{attempt}-{event}"


def conversation(case: Dossier) -> Section:
    """Every turn that stands, and what was taken back."""
    turns = tuple(_turn(case, number) for number in range(len(case.state.turns)))
    blocks: list[Element] = [
        said(
            "What was said and seen, what the learner chose, and what else was offered at that moment. Levels beside a "
            "choice are those that the scenario’s author gave it; they are indicative."
        )
    ]
    told = [each for each in (case.scenario.about.you, case.scenario.about.brief) if each.strip()]
    if told:
        blocks.append(Quote("\n".join(in_one_line(each) for each in told), "What the learner was told beforehand"))
    taken_back = _taken_back(case.state)
    if taken_back:
        blocks += [said("Tried first and taken back, which only practice allows:"), listed(taken_back)]
    return Section(f"conversation-{case.id}", "The conversation", tuple(blocks), turns)


def _turn(case: Dossier, number: int) -> Section:
    turn = case.state.turns[number]
    rows = tuple(_rows(case, number)) if number else ()
    talk = Talk(tuple(_spoken(case, each) for each in turn.lines))
    blocks: tuple[Element, ...] = (*((talk,) if talk.lines else ()), *((Facts(rows),) if rows else ()))
    closing = number == len(case.state.turns) - 1 and case.state.closed is not None and not turn.acts
    title = "The beginning" if not number else "The end" if closing else f"Turn {number}"
    return Section(turn_id(case.id, turn.event), title, blocks)


def _spoken(case: Dossier, told: Line) -> Spoken:
    text = in_one_line(told.text)
    match told.kind:
        case LineKind.SAYS:
            return Spoken(Speech.MENTEE, in_one_line(case.scenario.mentee.name), text)
        case LineKind.SAY:
            return Spoken(Speech.LEARNER, "Learner", text)
        case LineKind.DO:
            return Spoken(Speech.LEARNER, "Learner decides", text)
        case LineKind.CUE:
            return Spoken(Speech.CUE, "Seen", text)
        case LineKind.TELLS | LineKind.ENDING | LineKind.AFTERWARDS:
            return Spoken(Speech.NARRATOR, "", text)


def _rows(case: Dossier, number: int) -> Iterator[tuple[str, Cell]]:
    turn = case.state.turns[number]
    yield from _form_rows(case, number)
    shown = tuple(
        Span(f"{in_one_line(case.rubric.clauses[clause].title)}: {level.word}", LEVEL_TONES[level])
        for act in turn.acts
        if isinstance(act, Did)
        for clause, level in act.action.evidence
    )
    if shown:
        yield "Shows (indicative)", shown
    broken = [act.action.breach for act in turn.acts if isinstance(act, Did) and act.action.breach]
    for each in broken:
        yield "Breaks the code", line(in_one_line(case.rubric.breaches[each].text), Tone.BAD)
    if turn.reason:
        yield "The learner’s reason", wrote(turn.reason)
    others = _not_taken(case, number)
    if others:
        yield "Offered and not taken", others
    duties = tuple(
        Span(f"{in_one_line(case.scenario.duties[each.duty].says)}: {_DUTY[each.status]}")
        for each in turn.duties
        if each.status in _DUTY
    )
    if duties:
        yield "Duties", duties
    if turn.event < len(case.times):
        yield "When", line(when_utc(case.times[turn.event]))


def _not_taken(case: Dossier, number: int) -> Cell:
    turn, before = case.state.turns[number], case.state.turns[number - 1].after
    if turn.choice is None or not isinstance(case.scenario.scenes[before.scene].content, Decision):
        return ()
    offered = play.in_shown_order(case.state.seed, before.scene, play.open_choices(case.scenario, before))
    return tuple(Span(in_one_line(each.action.text)) for each in offered if each.id != turn.choice)


def _form_rows(case: Dossier, number: int) -> Iterator[tuple[str, Cell]]:
    turn, before = case.state.turns[number], case.state.turns[number - 1].after
    content = case.scenario.scenes[before.scene].content
    if not isinstance(content, Form) or not turn.acts:
        return
    yield "Filled in", line(in_one_line(content.title))
    for field in play.shown_fields(content, before):
        match field:
            case TickField():
                yield in_one_line(field.ask), _ticks(turn, field)
            case PickField():
                picked = {act.action.id for act in turn.acts if isinstance(act, Did) and act.field == field.id}
                yield in_one_line(field.ask), _boxes(tuple((each.text, each.id in picked) for each in field.options))
            case WriteField():
                written = (act.text for act in turn.acts if isinstance(act, Wrote) and act.field.id == field.id)
                yield in_one_line(field.ask), wrote(next(written, ""))


def _ticks(turn: Turn, field: TickField) -> Cell:
    found = next((act for act in turn.acts if isinstance(act, Ticked) and act.field.id == field.id), None)
    ticked = found.ticked if found else ()
    boxes = _boxes(tuple((option.action.text, option.id in ticked) for option in field.options))
    if found is None:
        return boxes
    wrong = f"{len(found.wrong) or 'no'} {'box' if len(found.wrong) == 1 else 'boxes'} wrong"
    return (*boxes, Span(f"{wrong}: {found.level.word} (indicative)", LEVEL_TONES[found.level]))


def _boxes(options: tuple[tuple[str, bool], ...]) -> Cell:
    """Options with what was ticked first; the word says it, not a sign."""
    ordered = sorted(options, key=lambda option: not option[1])
    return tuple(
        Span(f"{'Chosen' if on else 'Left'}: {in_one_line(text)}", Tone.PLAIN if on else Tone.QUIET)
        for text, on in ordered
    )


def _taken_back(state: State) -> tuple[Cell, ...]:
    return tuple(
        line(in_one_line(act.action.text))
        for turn in state.taken_back
        for act in turn.acts
        if isinstance(act, Did) and act.field is None
    )
