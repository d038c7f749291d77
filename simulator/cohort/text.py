"""A class as plain text."""

from collections.abc import Iterator, Mapping

from simulator.report.words.columns import prose, table
from simulator.report.words.levels import level_label
from simulator.report.words.sanitize import in_one_line
from simulator.report.words.signs import counted

from .values import ClassAttempt, ClassScenario, Cohort, DiscussionPoint, FirstLast, HardDecision, MistakeKind
from .words import (
    HEADINGS,
    INDICATIVE,
    chosen_words,
    key_of,
    learner_words,
    letter,
    line_lead,
    notes,
    out_of,
    outcome_words,
    small,
    stronger_words,
    told_line,
)

Names = Mapping[str, str]


def class_lines(
    cohort: Cohort, names: Names, *, most: int, every: bool = False, width: int | None = None
) -> Iterator[str]:
    """A class at a glance, line by line; ``most`` of the points and decisions of each scenario."""
    for scenario in cohort.scenarios:
        yield from _scenario(scenario, names, most, every, width)
    yield from (prose(each, width) for each in notes(cohort))
    if cohort.scenarios:
        yield prose(INDICATIVE, width)


def _scenario(scenario: ClassScenario, names: Names, most: int, every: bool, width: int | None) -> Iterator[str]:
    title = f"{in_one_line(scenario.title)} ({in_one_line(scenario.id)})"
    yield title
    yield "=" * min(len(title), width or len(title))
    size = f"{counted(len(scenario.learners), 'learner')}, {counted(len(scenario.attempts), 'attempt')}"
    versions = f"; {scenario.versions} versions of the scenario are counted together" if scenario.versions > 1 else ""
    yield prose(f"{size}{versions}.", width)
    few = small(scenario)
    if few:
        yield prose(few, width)
    yield ""
    yield from _levels(scenario, names, every, width)
    yield from _points(scenario.points[:most], len(scenario.points) - most, width)
    yield from _hardest(scenario.hardest[:most], width)
    yield from _changes(scenario, names, width)


def _levels(scenario: ClassScenario, names: Names, every: bool, width: int | None) -> Iterator[str]:
    yield "Levels" + ("" if every else ", each learner’s first attempt → last")
    heads = ["", *(str(each.number) for each in scenario.clauses), ""]
    rows = []
    for code, attempts in scenario.learners:
        name = learner_words(code, dict(names))
        if every:
            rows += [_row(f"{name}, {_when(each)}", scenario, (each,)) for each in attempts]
        else:
            rows.append(_row(name, scenario, attempts))
    yield from table(heads, rows, width=width)
    if scenario.clauses:
        yield from _key(scenario, width)
    yield ""


def _key(scenario: ClassScenario, width: int | None) -> Iterator[str]:
    """What the letters and the numbers mean."""
    results = [each.results.get(head.id) for each in scenario.attempts if each.shown for head in scenario.clauses]
    yield prose(key_of(results) + ".", width, "  ")
    clauses = "; ".join(
        f"{each.number} {each.title}{' (safety)' if each.critical else ''}" for each in scenario.clauses
    )
    yield prose(f"Clauses: {in_one_line(clauses)}.", width, "  ")
    yield ""


def _row(name: str, scenario: ClassScenario, attempts: tuple[ClassAttempt, ...]) -> list[str]:
    shown = [each for each in attempts if each.shown]
    if not shown:
        return [name, *("" for _ in scenario.clauses), outcome_words(attempts[-1])]
    first, last = shown[0], shown[-1]
    cells = []
    for head in scenario.clauses:
        before, after = letter(first.results.get(head.id)), letter(last.results.get(head.id))
        cells.append(after if first is last else f"{before}→{after}")
    return [name, *cells, outcome_words(last)]


def _when(tried: ClassAttempt) -> str:
    return f"{tried.started_at:%Y-%m-%d}, {tried.mode}"


def _points(points: tuple[DiscussionPoint, ...], more: int, width: int | None) -> Iterator[str]:
    if not points:
        return
    yield "Points for discussion"
    for number, point in enumerate(points, start=1):
        yield from _point(number, point, width)
    if more > 0:
        yield f"  {more} more: --most {len(points) + more} shows them."
    yield ""


def _point(number: int, point: DiscussionPoint, width: int | None) -> Iterator[str]:
    level = "not shown" if point.level is None else level_label(point.level)
    clause = in_one_line(f"Clause {point.clause.number}, {point.clause.title}")
    named = clause if point.kind is MistakeKind.CLAUSE else in_one_line(point.text).rstrip(".")
    where = level if point.kind is MistakeKind.CLAUSE else f"{clause}: {level}"
    yield prose(f"{number}. {HEADINGS[point.kind]}: {named}. {where}. {out_of(point.learners, point.of)}.", width, "  ")
    line = told_line(point)
    if line is not None:
        many = f" ({counted(line.learners, 'learner')})" if line.learners > 1 else ""
        text = in_one_line(chosen_words(line.said))
        yield prose(f"{line_lead(point)}{many}: {text}", width, "     ")
    better = in_one_line(stronger_words(point))
    if better:
        yield prose(f"Stronger: {better}", width, "     ")
    if point.line is not None and point.line.said.stronger and point.line.said.why:
        yield prose(f"Why: {in_one_line(point.line.said.why)}", width, "     ")


def _hardest(hardest: tuple[HardDecision, ...], width: int | None) -> Iterator[str]:
    if not hardest:
        return
    yield "Hardest decisions: what each learner chose when they first came there"
    for hard in hardest:
        place = f"{hard.scene}, {hard.field}" if hard.field else hard.scene
        yield prose(f"{out_of(hard.below, hard.of)} below what has to be reached, at {in_one_line(place)}", width, "  ")
        if hard.asked:
            yield prose(in_one_line(hard.asked), width, "     ")
        for each in hard.lines:
            level = "shows nothing" if each.level is None else level_label(each.level)
            line = "" if each.said.text == hard.asked else f": {in_one_line(chosen_words(each.said))}"
            yield prose(f"{each.learners} × {level}{line}", width, "     ")
    yield ""


def _changes(scenario: ClassScenario, names: Names, width: int | None) -> Iterator[str]:
    if not scenario.changes:
        return
    yield "First attempt against last, with the clauses that went up and down"
    numbers = {each.id: each.number for each in scenario.clauses}
    rows = [_change(each, numbers, names) for each in scenario.changes]
    head = ("Learner", "Tries", "First", "Last", "Up", "Down")
    yield from table(head, rows, right=(1,), width=width)
    yield ""


def _change(change: FirstLast, numbers: Mapping[str, int], names: Names) -> list[str]:
    return [
        learner_words(change.learner, dict(names)),
        str(change.attempts),
        outcome_words(change.first),
        outcome_words(change.last),
        ", ".join(str(numbers[each]) for each in change.risen) or "none",
        ", ".join(str(numbers[each]) for each in change.fallen) or "none",
    ]
