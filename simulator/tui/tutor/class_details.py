"""What is told of one line of a class: a clause, a learner, a point for discussion, a decision."""

from collections.abc import Iterator, Mapping

from textual.content import Content

from simulator.cohort.values import ClassAttempt, ClassScenario, ClauseHead, DiscussionPoint, HardDecision, LineCount
from simulator.cohort.words import (
    HEADINGS,
    chosen_words,
    learner_words,
    line_lead,
    out_of,
    outcome_words,
    stronger_words,
    told_line,
)
from simulator.engine.rubric import Level
from simulator.report.words.signs import counted
from simulator.tui.shared.about import heading
from simulator.tui.tutor.class_blocks import find, newest
from simulator.tui.widgets.levels import level_label
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose


def told_blocks(scenario: ClassScenario, names: Mapping[str, str], ref: str) -> Iterator[Block]:
    """What is told of the line with this reference."""
    found = find(scenario, ref)
    match found:
        case DiscussionPoint():
            yield from _point(found)
        case HardDecision():
            yield from _hard(found)
        case ClauseHead():
            yield from _clause(scenario, found, names)
        case (str(code), attempts):
            yield from _learner(scenario, code, attempts, names)
        case _:
            return


def _clause(scenario: ClassScenario, head: ClauseHead, names: Mapping[str, str]) -> Iterator[Block]:
    yield Block(line(f"Clause {head.number}, {head.title}"), "title")
    if head.critical:
        yield Block(Content("About safety."), "quiet")
    groups: dict[Level | None, list[str]] = {}
    for code, tried in newest(scenario):
        result = tried.results.get(head.id)
        groups.setdefault(None if result is None else result.level, []).append(learner_words(code, dict(names)))
    for level in Level:
        if level in groups:
            who = join(Content.styled(level_label(level), "bold"), f", {counted(len(groups[level]), 'learner')}")
            yield Block(who, gap=1)
            yield Block(line(", ".join(groups[level])), indent=2)
    if None in groups:
        yield Block(Content(f"No level, {counted(len(groups[None]), 'learner')}"), "strong", gap=1)
        yield Block(line(", ".join(groups[None])), indent=2)
    if head.competent:
        yield heading("What has to be reached")
        yield Block(prose(head.competent))


def _learner(
    scenario: ClassScenario, code: str, attempts: tuple[ClassAttempt, ...], names: Mapping[str, str]
) -> Iterator[Block]:
    yield Block(line(learner_words(code, dict(names))), "title")
    titles = {each.id: f"{each.number} {each.title}" for each in scenario.clauses}
    for tried in attempts:
        when = f"{tried.started_at:%d %B %Y}, {tried.mode}"
        yield Block(join(Content.styled(outcome_words(tried), "bold"), f"\n{when}"), gap=1)
        for clause, result in tried.results.items():
            level = result.word if result.level is None else level_label(result.level)
            settled = ", settled by an assessor" if result.decided else ""
            yield Block(join(level, settled, "  ", line(titles.get(clause, clause), ".page--quiet")), indent=2)


def _point(point: DiscussionPoint) -> Iterator[Block]:
    yield Block(Content(HEADINGS[point.kind]), "quiet")
    yield Block(prose(point.text), "title")
    level = "not shown" if point.level is None else level_label(point.level)
    yield Block(join(out_of(point.learners, point.of), ", ", level), gap=1)
    yield Block(line(f"Clause {point.clause.number}, {point.clause.title}"), "quiet")
    told = told_line(point)
    if told is not None:
        many = f" ({counted(told.learners, 'learner')})" if told.learners > 1 else ""
        yield heading(f"{line_lead(point)}{many}")
        yield Block(prose(chosen_words(told.said)), "you")
    better = stronger_words(point)
    if better:
        yield heading("Stronger")
        yield Block(prose(better), "coach")
    if point.line is not None and point.line.said.stronger and point.line.said.why:
        yield Block(prose(point.line.said.why), gap=1)


def _hard(hard: HardDecision) -> Iterator[Block]:
    yield Block(Content(f"{out_of(hard.below, hard.of)} below what has to be reached"), "title")
    if hard.asked:
        yield Block(prose(hard.asked), "cue", gap=1)
    yield heading("What was chosen first")
    for each in hard.lines:
        yield from _line(each, hard.asked)


def _line(often: LineCount, asked: str) -> Iterator[Block]:
    level = "shows nothing" if often.level is None else level_label(often.level)
    yield Block(join(Content.styled(f"{often.learners} × ", "bold"), level), gap=1)
    if often.said.text != asked:
        yield Block(prose(chosen_words(often.said)), indent=2)
