"""A page in plain lines of text."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Final

from simulator.engine.scenario import Scenario
from simulator.engine.state import Line, LineKind
from simulator.report.page import (
    Callout,
    Cell,
    Element,
    Facts,
    Items,
    ListItem,
    Paragraph,
    Quote,
    Report,
    Section,
    Span,
    Speech,
    Spoken,
    Table,
    Talk,
    said,
)
from simulator.report.views.result import AppealResult, Result
from simulator.report.views.reviews import ClauseReview, Debrief, TurnReview
from simulator.report.words.columns import prose, table
from simulator.report.words.levels import level_word
from simulator.report.words.sanitize import in_one_line, visible

STEP: Final = "  "
"""How far what stands under a heading is set in."""


def report_lines(report: Report, *, width: int | None = None, apart: int = 1) -> Iterator[str]:
    """A whole report: its title underlined, what has to be known first, and its sections."""
    title = in_one_line(report.title)
    yield from (title, "=" * min(len(title), width or len(title)))
    head = [said(each) for each in (report.subtitle, report.made) if each]
    lead = (Section("", "", tuple(each)) for each in (head, report.lead) if each)
    yield from text_lines((*lead, *report.sections), width=width, apart=apart)


def text_lines(
    parts: Iterable[Section | Element],
    *,
    width: int | None = None,
    indent: str = "",
    apart: int = 1,
    step: str = STEP,
) -> Iterator[str]:
    """Sections and what stands in them from top to bottom, each line of at most ``width`` characters where it is known.

    Signs and colours are left out: the word beside a sign always says the same. An empty line parts sections down to
    the depth ``apart``.
    """
    first = True
    for part in parts:
        if isinstance(part, Section):
            if apart > 0 and not first:
                yield ""
            sign, note = f"{part.sign} " if part.sign else "", f" ({part.note})" if part.note else ""
            if part.title:
                yield prose(in_one_line(f"{sign}{part.title}{note}"), width, indent)
            under = indent + step if part.title else indent
            yield from text_lines((*part.blocks, *part.sections), width=width, indent=under, apart=apart - 1, step=step)
        else:
            yield from _element(part, width, indent, step)
        first = False


def _element(element: Element, width: int | None, indent: str, step: str) -> Iterator[str]:
    match element:
        case Table(caption, columns, rows, numbers=numbers):
            if caption:
                yield prose(in_one_line(caption), width, indent)
            cells = [[_cell(cell) for cell in row] for row in rows]
            inner = None if width is None else width - len(indent)
            yield from (f"{indent}{each}" for each in table(columns, cells, right=numbers, width=inner))
        case _:
            inset = indent + step * getattr(element, "indent", 0)
            yield from (prose(each, width, inset) for each in _sentences(element))
            for spans in element.more if isinstance(element, Paragraph) else ():
                yield prose(_words(spans), width, inset + step)


def _sentences(element: "Paragraph | Facts | Items | Callout | Quote | Talk") -> Iterator[str]:
    match element:
        case Paragraph(spans):
            yield _words(spans)
        case Facts(rows):
            yield from (f"{in_one_line(name)}: {_cell(value)}" for name, value in rows)
        case Items(items, ordered):
            for number, item in enumerate(items, 1):
                yield f"{number}. {_item(item)}" if ordered else _item(item)
        case Callout(lines):
            yield from map(_words, lines)
        case Quote(text, who):
            first, *others = [in_one_line(each) for each in visible(text).splitlines() if each.strip()] or [""]
            yield f"{in_one_line(who)}: {first}" if who else first
            yield from others
        case Talk(lines):
            yield from map(_spoken, lines)


def _words(spans: Iterable[Span]) -> str:
    return in_one_line("".join(span.text for span in spans))


def _cell(cell: Cell) -> str:
    return "; ".join("".join(sign for sign, _ in span.signs) if span.signs else in_one_line(span.text) for span in cell)


def _item(item: ListItem) -> str:
    words = in_one_line(" ".join(span.text for span in item.spans))
    return words if item.mark is None else f"{in_one_line(item.mark.text)}: {words}"


def _spoken(told: Spoken) -> str:
    text = in_one_line(told.text)
    if told.voice is Speech.CUE:
        text = f"({text})"
    return f"{in_one_line(told.who)}: {text}" if told.who else text


def spoken_lines(scenario: Scenario, lines: Sequence[Line]) -> list[str]:
    """The lines as they are read out: who speaks, in words and not in colour."""
    return [_line(scenario, line) for line in lines]


def _line(scenario: Scenario, line: Line) -> str:
    text = in_one_line(line.text)
    match line.kind:
        case LineKind.SAYS:
            return f"{in_one_line(scenario.mentee.name)}: {text}"
        case LineKind.SAY:
            return f"You: {text}"
        case LineKind.DO:
            return f"You decide: {text}"
        case LineKind.CUE:
            return f"({text})"
        case LineKind.TELLS | LineKind.ENDING | LineKind.AFTERWARDS:
            return text


def wrapped(text: str, width: int | None, indent: str = "") -> str:
    """The text in lines of at most ``width`` characters; as it is where there is no width."""
    if width is None:
        return indent + text
    return "\n".join(wrap(text, max(width, 20), initial_indent=indent, subsequent_indent=indent)) or indent


def debrief_lines(debrief: Debrief, *, turns: bool = True) -> Iterator[str]:
    """The debrief from top to bottom; empty strings part its sections."""
    if debrief.result is not None:
        yield from _result_lines(debrief.result)
        yield ""
    if debrief.appeals:
        yield from _appeal_lines(debrief.appeals)
        yield ""
    outcome = "Outcome" if debrief.result is None else "Indicative outcome"
    yield f"{outcome}: {debrief.word}. {debrief.sentence}"
    if debrief.held_back:
        return
    yield debrief.indicative
    yield ""
    yield "Clause by clause"
    for clause in debrief.clauses:
        yield from _clause_lines(clause)
    if debrief.duties:
        yield ""
        yield "What had to be done"
        yield from (f"  {in_one_line(duty.sentence)}" for duty in debrief.duties)
    if debrief.courses:
        yield ""
        yield "How it moved"
        for course in debrief.courses:
            yield f"  {in_one_line(course.means)}: {' '.join(str(point) for point in course.points)}"
    if turns:
        yield ""
        yield "The conversation again"
        for turn in debrief.turns:
            yield from _turn_lines(turn)
    if debrief.ending is not None:
        yield ""
        yield "How it ended"
        told = (debrief.ending.title, debrief.ending.text, debrief.ending.afterwards)
        yield from (f"  {in_one_line(text)}" for text in told if text)
    yield from _closing_lines(debrief)


def _closing_lines(debrief: Debrief) -> Iterator[str]:
    if debrief.taken_back:
        yield ""
        yield "Tried first and taken back"
        yield from (f"  {in_one_line(text)}" for text in debrief.taken_back)
    if debrief.awaiting:
        yield ""
        yield "Waiting for a person to read"
        yield from (f"  {in_one_line(question)}" for question in debrief.awaiting)
    if debrief.next_steps:
        yield ""
        yield "What to try next"
        yield from (f"  {in_one_line(step)}" for step in debrief.next_steps)


def _result_lines(result: Result) -> Iterator[str]:
    yield "From your assessor"
    if result.feedback:
        yield f"  {in_one_line(result.feedback)}"
    for clause in result.clauses:
        was = f" (your choices showed: {level_word(clause.indicative)})" if clause.overridden else ""
        reason = f". {in_one_line(clause.reason)}" if clause.reason else ""
        yield f"  {clause.number}. {in_one_line(clause.title)}: {clause.word}{was}{reason}"
    for answer in result.answers:
        comment = f". {in_one_line(answer.comment)}" if answer.comment else ""
        yield f"  {in_one_line(answer.ask)} {answer.level.word}{comment}"
    for each in result.criteria:
        reason = f". {in_one_line(each.reason)}" if each.reason else ""
        yield f"  {in_one_line(each.criterion)}: {each.verdict}{reason}"


def _appeal_lines(appeals: tuple[AppealResult, ...]) -> Iterator[str]:
    yield "Your appeal" if len(appeals) == 1 else "Your appeals"
    for each in appeals:
        yield f"  {each.words}. You wrote: {in_one_line(each.grounds)}"
        if each.reason:
            yield f"  {in_one_line(each.reason)}"


def _clause_lines(clause: ClauseReview) -> Iterator[str]:
    aside = "" if clause.assessed else " (not asked for here)"
    yield f"  {clause.number}. {in_one_line(clause.title)}: {clause.label}{aside}. {in_one_line(clause.summary)}"
    for because in clause.because:
        level = f"{because.level.word}: " if because.level is not None else ""
        yield f"     {level}{in_one_line(because.text)}"


def _turn_lines(turn: TurnReview) -> Iterator[str]:
    yield f"  Turn {turn.turn}"
    for act in turn.acts:
        levels = ", ".join(f"{in_one_line(title)} {level.word}" for title, level in act.levels)
        said = in_one_line(act.text)
        start = in_one_line(act.label) if act.label else "You said:" if turn.spoken else "You decided:"
        yield f"    {start} {said}{f' [{levels}]' if levels else ''}"
        if act.breach:
            yield f"    Breaks the code: {in_one_line(act.breach)}{' (put right later)' if act.repaired else ''}."
        if act.why:
            yield f"    Why: {in_one_line(act.why)}"
        if act.thinks:
            yield f"    They thought: {in_one_line(act.thinks)}"
        yield from (f"    {in_one_line(note)}" for note in act.notes)
    if turn.reason:
        yield f"    Your reason: {in_one_line(turn.reason)}"
    yield from (f"    {in_one_line(effect)}" for effect in turn.effects)
    if turn.stronger is not None:
        yield f"    Stronger: {in_one_line(turn.stronger.text)}"
        if turn.stronger.why:
            yield f"    Because: {in_one_line(turn.stronger.why)}"
