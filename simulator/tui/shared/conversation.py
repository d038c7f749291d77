"""A conversation as blocks of a page: turn by turn, each voice in its place."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from textual.content import Content

from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.state import Did, Line, LineKind, Ticked, Turn, Wrote
from simulator.report.views.ending import ending_title, lines_told
from simulator.tui.widgets.levels import level_label
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, prose

NARRATION: Final = (LineKind.TELLS, LineKind.CUE)
Coach: TypeAlias = Callable[[Rubric, Turn], Iterable[Block]]
"""What a coach says of a turn."""

LAST_WORDS: Final = (LineKind.ENDING, LineKind.AFTERWARDS)
"""The ending has the last word, after the coach."""


def turn_blocks(
    scenario: Scenario, rubric: Rubric, turn: Turn, *, coach: Coach | None, held_back: bool = False
) -> Iterator[Block]:
    """What a turn shows: what the learner did, what came of it, and from the coach what there is to learn from it.

    Of an assessment that is ``held_back`` until its release, nothing shown tells how it went.
    """
    if turn.reason:
        said, rest = turn.lines[:1], turn.lines[1:]
        yield from line_blocks(scenario, said)
        yield Block(prose(f"Why: {turn.reason}"), "quiet", side="right")
    else:
        rest = turn.lines
    yield from written_blocks(turn)
    yield from line_blocks(scenario, tuple(line for line in rest if line.kind not in LAST_WORDS))
    if coach is not None:
        yield from coach(rubric, turn)
    last = lines_told((line for line in rest if line.kind in LAST_WORDS), held_back=held_back)
    yield from line_blocks(scenario, last, held_back=held_back)


def line_blocks(scenario: Scenario, lines: tuple[Line, ...], *, held_back: bool = False) -> Iterator[Block]:
    """The lines of a conversation; a name stands above the first of each run of the same voice."""
    before: LineKind | None = None
    for line in lines:
        mentee, you = line.kind is LineKind.SAYS, line.kind in (LineKind.SAY, LineKind.DO)
        text = prose(line.text)
        if mentee:
            if before is not line.kind:
                yield Block(prose(scenario.mentee.name), "name", side="left", gap=1)
            yield Block(text, "mentee", side="left")
        elif you:
            name = "You" if line.kind is LineKind.SAY else "What you do"
            yield Block(Content(name), "name", side="right", gap=1)
            yield Block(text, "you", side="right")
        elif line.kind in NARRATION:
            yield Block(text, "cue", indent=2, gap=1)
        else:
            yield Block(join(_head(scenario, line, held_back=held_back), "\n", text), "ending", gap=1)
        before = line.kind


def _head(scenario: Scenario, line: Line, *, held_back: bool) -> Content:
    title = ending_title(scenario, line.scene, held_back=held_back) if line.kind is LineKind.ENDING else ""
    if title:
        return prose(title, "bold")
    return Content.styled("What usually happens next", "bold")


def written_blocks(turn: Turn) -> Iterator[Block]:
    """What a form that was handed in said."""
    told: list[Block] = []
    for act in turn.acts:
        match act:
            case Did(action, field) if field is not None and not _ticked(turn, field):
                told.append(Block(prose(action.text), "you", side="right"))
            case Ticked(field, ticked, _, _):
                marked = [option.action.text for option in field.options if option.id in ticked]
                told += [Block(prose(text), "you", side="right") for text in marked]
            case Wrote(_, text) if text.strip():
                told.append(Block(prose(text), "you", side="right"))
            case _:
                pass
    if told:
        yield Block(Content("What you handed in"), "name", side="right", gap=1)
        yield from told


def _ticked(turn: Turn, field: str) -> bool:
    return any(isinstance(act, Ticked) and act.field.id == field for act in turn.acts)


def filled_in(turn: Turn) -> bool:
    """Whether a form was handed in in this turn."""
    return any(isinstance(act, Ticked | Wrote) or act.field is not None for act in turn.acts)


def coaching_folded(rubric: Rubric, turn: Turn) -> Iterator[Block]:
    """The coach's card, but one line for all of a form, so that what is answered next stays in view."""
    if not filled_in(turn):
        yield from coaching(rubric, turn)
    elif _remarks(rubric, turn):
        name, key = Content.styled("Coach", "bold"), Content.styled("o", "bold")
        yield Block(join(name, " on what you handed in: ", key, " reads it."), "coach", gap=1)


def answered_now(blocks: Sequence[Block]) -> int | None:
    """Which of a turn's blocks is answered next: the mentee's newest line, or what is seen; at the end, the ending."""
    for kind in ("ending", "mentee", "cue"):
        places = [place for place, block in enumerate(blocks) if block.kind == kind]
        if places:
            return places[0] if kind == "ending" else places[-1]
    return None


def coaching(rubric: Rubric, turn: Turn) -> Iterator[Block]:
    """The coach's card for a turn; nothing where there is nothing to say."""
    parts = _remarks(rubric, turn)
    if parts:
        yield Block(Content("\n").join([Content.styled("Coach", "bold"), *parts]), "coach", gap=1)


def _remarks(rubric: Rubric, turn: Turn) -> list[Content]:
    parts: list[Content] = []
    for act in turn.acts:
        match act:
            case Did(action, field):
                parts += _action_parts(rubric, action.evidence, action.breach, action.why, action.text if field else "")
            case Ticked(field, ticked, wrong, level):
                parts += _tick_parts(rubric, field.clause, level, wrong)
                for option in field.options:
                    if option.id in wrong and option.id not in ticked and option.action.why:
                        parts.append(
                            join(prose(f"Left out: {option.action.text} ", "italic"), prose(option.action.why))
                        )
            case Wrote():
                pass
    return parts


def _action_parts(
    rubric: Rubric, evidence: tuple[tuple[str, Level], ...], breach: str | None, why: str, about: str
) -> Iterator[Content]:
    if about and (why or evidence or breach):
        yield prose(about, "italic")
    if why:
        yield prose(why)
    for clause, level in evidence:
        yield clause_line(rubric, clause, level)
    if breach:
        yield join("✕ Breaks the code: ", prose(rubric.breaches[breach].text))


def _tick_parts(rubric: Rubric, clause: str, level: Level, wrong: tuple[str, ...]) -> Iterator[Content]:
    count = len(wrong)
    wrong_ones = "1 box is not right" if count == 1 else f"{count} boxes are not right"
    told = wrong_ones if count else "Every box is as it should be"
    yield join(f"{told}. ", clause_line(rubric, clause, level))


def clause_line(rubric: Rubric, clause: str, level: Level) -> Content:
    """A clause with a level: ``Clause 3, Confidentiality and its limits: ● competent``."""
    found = rubric.clauses[clause]
    return join(f"Clause {found.number}, ", prose(found.title), ": ", Content.styled(level_label(level), "bold"))
