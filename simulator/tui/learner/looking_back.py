"""A debrief as blocks of a page: the outcome, the clauses, every turn again, and what follows."""

from collections.abc import Iterator, Sequence
from typing import Final

from textual.content import Content

from simulator.engine.rubric import Level
from simulator.engine.state import Line, LineKind
from simulator.report.views.result import AppealResult, Result
from simulator.report.views.reviews import ActReview, Because, ClauseReview, Course, Debrief, DutyReview
from simulator.tui.shared.about import heading
from simulator.tui.widgets.levels import LEVEL_GLYPHS, level_label
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose

OPEN_GLYPH: Final = "○"
"""Stands before a clause that has no level."""


def outcome_blocks(debrief: Debrief) -> Iterator[Block]:
    """The outcome in a word and a sentence, and what it is not."""
    glyph = LEVEL_GLYPHS[debrief.outcome] if debrief.outcome is not None else OPEN_GLYPH
    word = debrief.word.capitalize() if debrief.result is None else f"Indicative: {debrief.word}"
    yield Block(join(f"{glyph} ", line(word)), "title", gap=1)
    yield Block(prose(debrief.sentence))
    if debrief.indicative:
        yield Block(prose(debrief.indicative), "quiet", gap=1)


def result_blocks(result: Result | None) -> Iterator[Block]:
    """What the assessor decided, once it is released."""
    if result is None:
        return
    yield heading("From your assessor")
    if result.feedback:
        yield Block(prose(result.feedback))
    for clause in result.clauses:
        glyph = OPEN_GLYPH if clause.level is None else LEVEL_GLYPHS[clause.level]
        title = join(
            f"Clause {clause.number}, ", line(clause.title), ": ", Content.styled(f"{glyph} {clause.word}", "bold")
        )
        yield Block(title, ref=f"clause {clause.id}", gap=1)
        if clause.overridden and clause.indicative is not None:
            yield Block(Content(f"Your choices had shown: {clause.indicative.word}"), "quiet", indent=4)
        if clause.reason:
            yield Block(prose(clause.reason), "quiet", indent=4)
    for answer in result.answers:
        yield Block(join(prose(answer.ask), " ", Content.styled(answer.level.word, "bold")), gap=1)
        if answer.comment:
            yield Block(prose(answer.comment), "quiet", indent=4)
    for each in result.criteria:
        yield Block(join(line(each.criterion), ": ", Content.styled(str(each.verdict), "bold")), gap=1)
        if each.reason:
            yield Block(prose(each.reason), "quiet", indent=4)


def appeal_blocks(appeals: tuple[AppealResult, ...]) -> Iterator[Block]:
    """What the learner appealed against, and what came of it."""
    if appeals:
        yield heading("Your appeal" if len(appeals) == 1 else "Your appeals")
    for each in appeals:
        yield Block(Content.styled(f"△ {each.words}", "bold"), gap=1)
        yield Block(prose(each.grounds), indent=4)
        if each.reason:
            yield Block(prose(each.reason), "quiet", indent=4)


def score_blocks(debrief: Debrief) -> Iterator[Block]:
    """Each clause with the lines that made it."""
    if debrief.clauses:
        yield heading("The code, clause by clause")
        yield Block(Content("Ask a line why: Enter shows it in the conversation."), "quiet")
    for clause in debrief.clauses:
        yield from _clause(clause)


def _clause(clause: ClauseReview) -> Iterator[Block]:
    glyph = OPEN_GLYPH if clause.level is None else LEVEL_GLYPHS[clause.level]
    level = Content.styled(f"{glyph} {clause.label}", "bold")
    besides = Content("" if clause.assessed else "  (not assessed here)")
    title = join(f"Clause {clause.number}, ", line(clause.title), ": ", level, besides)
    yield Block(title, ref=f"clause {clause.id}", gap=1)
    yield Block(prose(clause.summary), "quiet", indent=4)
    for because in clause.because:
        yield _because(because)
    if clause.aim:
        yield Block(join(Content.styled("What to aim for: ", "italic"), prose(clause.aim)), "quiet", indent=4)


def _because(because: Because) -> Block:
    glyph = "·" if because.level is None else LEVEL_GLYPHS[because.level]
    word = "" if because.level is None else f"  {because.level.word}"
    text = join(prose(because.text), Content.styled(word, ".page--quiet"))
    return Block(text, lead=Content(f"  {glyph} "), ref=f"turn {because.turn} {because.event}")


def again_blocks(debrief: Debrief, mentee: str) -> Iterator[Block]:
    """The conversation again, turn by turn."""
    if debrief.turns:
        yield heading("The conversation again")
    for number, turn in enumerate(debrief.turns, start=1):
        yield Block(Content(f"Turn {number}"), "strong", gap=1)
        yield from _before(turn.before, mentee)
        for act in turn.acts:
            yield from _act(act, mentee)
        if turn.reason:
            yield Block(join("You wrote why: ", prose(turn.reason)), "quiet", side="right")
        if turn.stronger is not None:
            said = f"“{turn.stronger.text}”" if turn.stronger.spoken else turn.stronger.text
            stronger = join(Content.styled("Stronger: ", "bold"), prose(said), "\n", prose(turn.stronger.why))
            yield Block(stronger, "coach", gap=1)
        if turn.effects:
            yield Block(Content("What it did"), "name", gap=1)
        for effect in turn.effects:
            yield Block(prose(effect), lead=Content("· "))


def turn_tops(blocks: Sequence[Block], debrief: Debrief) -> dict[int, int]:
    """Where each turn's heading stands among these blocks, by the turn's number."""
    names = {f"Turn {number}": turn.turn for number, turn in enumerate(debrief.turns, start=1)}
    return {
        names[block.text.plain]: index
        for index, block in enumerate(blocks)
        if block.kind == "strong" and block.text.plain in names
    }


def _before(lines: tuple[Line, ...], mentee: str) -> Iterator[Block]:
    for told in lines:
        if told.kind is LineKind.SAYS:
            yield Block(prose(mentee), "name", side="left", gap=1)
            yield Block(prose(told.text), "mentee", side="left")
        elif told.kind in (LineKind.TELLS, LineKind.CUE):
            yield Block(prose(told.text), "cue", indent=2, gap=1)


def _act(act: ActReview, mentee: str) -> Iterator[Block]:
    yield Block(prose(act.label) if act.label else Content("You"), "name", side="right", gap=1)
    yield Block(prose(act.text), "you", side="right")
    for number, (title, level) in enumerate(act.levels):
        yield Block(join(line(title), ": ", Content.styled(level_label(level), "bold")), gap=0 if number else 1)
    if act.breach:
        put_right = " You put it right later." if act.repaired else ""
        yield Block(
            join(f"{LEVEL_GLYPHS[Level.UNSAFE]} Breaks the code: ", prose(act.breach), f".{put_right}"), "fault"
        )
    if act.why:
        yield Block(prose(act.why))
    for note in act.notes:
        yield Block(prose(note), lead=Content("· "))
    if act.thinks:
        yield Block(join(line(mentee), " thought: ", prose(f"“{act.thinks}”")), "cue", indent=2)


def after_blocks(debrief: Debrief) -> Iterator[Block]:
    """Duties, how trust moved, what awaits a person, and what to try next."""
    if debrief.ending is not None:
        yield heading("How it ended")
        yield Block(prose(debrief.ending.title), "strong")
        told = (debrief.ending.text, debrief.ending.afterwards)
        yield from (Block(prose(text), gap=number) for number, text in enumerate(told) if text)
    if debrief.duties:
        yield heading("What had to be done")
    for duty in debrief.duties:
        yield _duty(duty)
    if debrief.courses:
        yield heading("How it moved")
    for course in debrief.courses:
        yield from _course(course)
    if debrief.awaiting:
        yield heading("Waiting for a person to read")
    for asked in debrief.awaiting:
        yield Block(prose(asked), lead=Content("· "))
    if debrief.next_steps:
        yield heading("What to try next")
    for number, step in enumerate(debrief.next_steps, start=1):
        yield Block(prose(step), lead=Content(f"{number}  "))
    if debrief.taken_back:
        yield heading("What you tried first and took back")
    for text in debrief.taken_back:
        yield Block(prose(text), "quiet", lead=Content("· "))


def _duty(duty: DutyReview) -> Block:
    return Block(join(prose(duty.sentence), Content.styled(f"  {duty.clause}", ".page--quiet")), lead=Content("· "))


def _course(course: Course) -> Iterator[Block]:
    of = f", of {course.highest}" if course.highest is not None else ""
    points = course.points
    yield Block(join(prose(course.means), f": from {points[0]} to {points[-1]}{of}."))
    yield Block(Content(" → ".join(str(point) for point in _steps(points))), "quiet")


def _steps(points: tuple[int, ...]) -> list[int]:
    """The values, each only where it changes."""
    return [point for index, point in enumerate(points) if not index or point != points[index - 1]]
