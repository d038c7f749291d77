"""A class as blocks of a page: levels by clause and by learner, points to discuss, decisions, first against last."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from textual.content import Content

from simulator.cohort.values import (
    ClassAttempt,
    ClassScenario,
    ClauseHead,
    ClauseOutcome,
    DiscussionPoint,
    FirstLast,
    HardDecision,
)
from simulator.cohort.words import HEADINGS, LETTERS, NOTHING, key_of, learner_words, letter, out_of, outcome_words
from simulator.engine.rubric import Level
from simulator.report.words.signs import counted
from simulator.tui.shared.about import heading
from simulator.tui.widgets.levels import level_label
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line

NAME: Final = 16
"""How wide a learner's name may be, in cells."""

TITLE: Final = 28
BAR: Final = 20
"""How wide a bar may be; one with more learners is drawn to scale, and its numbers are exact."""

STYLES: Final = {level: f".level--{level.word}" for level in Level}
"""The style of each level; the screen that shows these blocks has them."""

Names = Mapping[str, str]


def level_cell(result: ClauseOutcome | None, *, last: ClauseOutcome | None = None, change: bool = False) -> Content:
    """A result as a letter on its colour; or the first and the last of two."""
    if change:
        return join(_letter(result), "→", _letter(last))
    return _letter(result, around=" ")


def _letter(result: ClauseOutcome | None, around: str = "") -> Content:
    shown = f"{around}{letter(result)}{around}"
    return Content(shown) if result is None or result.level is None else _heat(shown, result.level)


def _heat(text: str, level: Level) -> Content:
    """A text on the colour of a level."""
    return Content.styled(text, STYLES[level]).stylize("reverse")


def newest(scenario: ClassScenario) -> tuple[tuple[str, ClassAttempt], ...]:
    """Each learner's last attempt whose result may be shown."""
    found = ((code, [each for each in attempts if each.shown]) for code, attempts in scenario.learners)
    return tuple((code, shown[-1]) for code, shown in found if shown)


def clause_rows(scenario: ClassScenario) -> Iterator[Block]:
    """For each clause, one letter for each learner's last attempt, the weakest first, and how many there are."""
    yield heading("Each learner’s last attempt, by clause", gap=0)
    for head in scenario.clauses:
        results = [tried.results.get(head.id) for _, tried in newest(scenario)]
        yield Block(_clause_row(head, results), ref=f"clause {head.id}")
    if scenario.clauses:
        yield Block(line(key_of(_every(scenario)) + "; ! is about safety"), "quiet", gap=1)
    else:
        yield Block(Content("Nothing can be shown yet."), "quiet")


def _clause_row(head: ClauseHead, results: Sequence[ClauseOutcome | None]) -> Content:
    count = Counter(each.level for each in results if each is not None and each.level is not None)
    rest = len(results) - sum(count.values())
    parts: list[Content | str] = [f"{_numbered(head):>3} ", _cut(head.title, TITLE), " "]
    drawn = 0
    for level in Level:
        width = _scaled(count[level], len(results))
        drawn += width
        parts.append(_heat(LETTERS[level] * width, level))
    parts.append(" " * max(min(len(results), BAR) - drawn + 1, 1))
    parts += [f"{LETTERS[level]}{count[level]} " for level in Level]
    return join(*parts, f"{NOTHING}{rest}" if rest else "")


def _numbered(head: ClauseHead) -> str:
    """A clause's number; a mark where it is about safety."""
    return f"{head.number}{'!' if head.critical else ''}"


def _scaled(number: int, of: int) -> int:
    """How many cells a number takes; at least one where there is anything."""
    return number if of <= BAR else max(round(number * BAR / of), 1 if number else 0)


def learner_rows(scenario: ClassScenario, names: Names) -> Iterator[Block]:
    """For each learner the first attempt against the last, clause by clause."""
    yield heading("Each learner’s first attempt → last", gap=0)
    numbers = "".join(f"{_numbered(head):^3} " for head in scenario.clauses)
    yield Block(Content(" " * (NAME + 3) + numbers.rstrip()), "quiet")
    for code, attempts in scenario.learners:
        name = _cut(learner_words(code, dict(names)), NAME)
        shown = [each for each in attempts if each.shown]
        cells = [_cell(head, shown) for head in scenario.clauses] if shown else [Content("not released")]
        yield Block(join(name, " ", *cells), ref=f"learner {code}")
    if scenario.clauses:
        yield Block(line(key_of(_every(scenario)) + "; ! is about safety"), "quiet", gap=1)


def _cell(head: ClauseHead, shown: Sequence[ClassAttempt]) -> Content:
    first, last = shown[0].results.get(head.id), shown[-1].results.get(head.id)
    change = len(shown) > 1 and (first is not None or last is not None)
    return join(level_cell(first if change else last, last=last, change=change), " ")


def _every(scenario: ClassScenario) -> list[ClauseOutcome | None]:
    shown = [each for each in scenario.attempts if each.shown]
    return [each.results.get(head.id) for each in shown for head in scenario.clauses]


def _cut(text: str, width: int) -> Content:
    """A text in exactly so many cells."""
    shown = line(text)
    if shown.cell_length > width:
        shown = shown.truncate(width, ellipsis=True)
    return join(shown, " " * (width - shown.cell_length))


def point_rows(scenario: ClassScenario) -> Iterator[Block]:
    """The points for discussion, the commonest first."""
    yield heading("Points for discussion", gap=0)
    for number, point in enumerate(scenario.points):
        words = f"Clause {point.clause.number}, {point.text}" if point.kind == "clause" else point.text.rstrip(".")
        level = "not shown" if point.level is None else level_label(point.level)
        count = Content.styled(out_of(point.learners, point.of), "bold")
        text = join(f"{HEADINGS[point.kind]}: ", line(words), "\n", count, "  ", level)
        yield Block(text, lead=Content(f"{number + 1:>2}  "), ref=f"point {number}", gap=1 if number else 0)
    if not scenario.points:
        yield Block(Content("Nothing went wrong that can be shown."), "quiet")


def hard_rows(scenario: ClassScenario) -> Iterator[Block]:
    """The hardest decisions, each with a bar."""
    yield heading("Hardest decisions", gap=0)
    yield Block(Content("What each learner chose when they first came there; the bar is those below."), "quiet")
    for number, hard in enumerate(scenario.hardest):
        text = join(bar(hard.below, hard.of), Content.styled(f"  {hard.below} of {hard.of}  ", "bold"), _place(hard))
        asked = line(_short(hard.asked), ".page--quiet")
        yield Block(join(text, "\n", asked), ref=f"hard {number}", gap=1)
    if not scenario.hardest:
        yield Block(Content("Nobody chose anything below what has to be reached."), "quiet", gap=1)


def bar(share: int, of: int) -> Content:
    """A share as a bar: full and empty parts differ in form, not in colour alone."""
    width = min(of, BAR)
    full = _scaled(share, of)
    return Content("█" * full + "░" * (width - full))


def _place(hard: HardDecision) -> Content:
    return line(f"{hard.scene}, {hard.field}" if hard.field else hard.scene, ".page--quiet")


def _short(text: str, most: int = 110) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def change_rows(scenario: ClassScenario, names: Names) -> Iterator[Block]:
    """First attempt against last, learner by learner."""
    yield heading("First attempt against last", gap=0)
    for change in scenario.changes:
        yield Block(_change(change, names), ref=f"learner {change.learner}")
    once = sum(len([each for each in attempts if each.shown]) == 1 for _, attempts in scenario.learners)
    if once:
        yield Block(Content(f"{counted(once, 'learner')} with one attempt that can be shown."), "quiet", gap=1)


def _change(change: FirstLast, names: Names) -> Content:
    steps = [
        f"↑ {len(change.risen)} up" if change.risen else "",
        f"↓ {len(change.fallen)} down" if change.fallen else "",
    ]
    told = ", ".join(each for each in steps if each) or "no change"
    outcomes = f"{outcome_words(change.first)} → {outcome_words(change.last)}"
    return join(_cut(learner_words(change.learner, dict(names)), NAME), " ", outcomes, "  ", told)


def find(
    scenario: ClassScenario, ref: str
) -> "DiscussionPoint | HardDecision | ClauseHead | tuple[str, tuple[ClassAttempt, ...]] | None":
    """What a reference stands for."""
    kind, _, name = ref.partition(" ")
    match kind:
        case "point":
            return scenario.points[int(name)]
        case "hard":
            return scenario.hardest[int(name)]
        case "clause":
            return next((each for each in scenario.clauses if each.id == name), None)
        case "learner":
            return next(((code, attempts) for code, attempts in scenario.learners if code == name), None)
        case _:
            return None
