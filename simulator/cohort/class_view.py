"""A class as a page: levels, points for discussion, the hardest decisions, first attempt against last."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from simulator.engine.rubric import Level
from simulator.report.page import (
    LEVEL_TONES,
    Callout,
    Element,
    Items,
    ListItem,
    Paragraph,
    Quote,
    Ref,
    Report,
    Section,
    Span,
    Style,
    Table,
    Tone,
    level_span,
    line,
    said,
    warned,
)
from simulator.report.words.glossary import clause_title
from simulator.report.words.levels import level_label
from simulator.report.words.signs import counted, shortened

from .values import (
    ClassAttempt,
    ClassScenario,
    ClauseHead,
    ClauseOutcome,
    Cohort,
    DiscussionPoint,
    HardDecision,
    LineCount,
    MistakeKind,
)
from .words import (
    HEADINGS,
    INDICATIVE,
    LETTERS,
    NOTHING,
    change_words,
    chosen_words,
    key_of,
    learner_words,
    letter,
    line_lead,
    notes,
    out_of,
    outcome_words,
    shown_line,
    small,
    stronger_words,
)

TITLE: Final = 28
"""How many characters of a clause's title stand in a row."""

BAR: Final = 20
"""How many letters stand for learners in a row; more learners are shown to scale, and the numbers are exact."""

HELD_BACK: Final = Span("held back until it is released", signs=(("", Tone.PLAIN),))

Names = Mapping[str, str]


def class_report(cohort: Cohort, names: Names, *, most: int, every: bool = True, made: str = "") -> Report:
    """A class at a glance; ``most`` of the points and decisions of each scenario.

    With ``every``, each attempt has its row of levels; without, the first stands against the last.
    """
    scenarios = enumerate(cohort.scenarios, start=1)
    sections = tuple(_scenario(f"s{number}", each, names, most, every=every) for number, each in scenarios)
    nothing = () if sections else (said("There is nothing to show."),)
    return Report("Class at a glance", class_size(cohort), made, sections, (*class_notes(cohort), *nothing))


def class_size(cohort: Cohort) -> str:
    """How many learners there are, in how many scenarios."""
    return f"{counted(len(cohort.learners), 'learner')}, {counted(len(cohort.scenarios), 'scenario')}"


def class_notes(cohort: Cohort) -> Iterator[Paragraph]:
    """What has to be known of everything in it, and what is not in it."""
    if cohort.with_unreleased and cohort.unreleased:
        yield warned("Not for the class: results that are not released to the learners are among these.")
    yield from map(said, notes(cohort))
    if cohort.scenarios:
        yield said(INDICATIVE)


def _scenario(id_: str, scenario: ClassScenario, names: Names, most: int, *, every: bool) -> Section:
    size = f"{counted(len(scenario.learners), 'learner')}, {counted(len(scenario.attempts), 'attempt')}"
    versions = f"; {scenario.versions} versions of the scenario are counted together" if scenario.versions > 1 else ""
    few = small(scenario)
    return Section(
        id_,
        f"{scenario.title} ({scenario.id})",
        (said(f"{size}{versions}."), *([said(few)] if few else [])),
        (
            level_section(scenario, names, id_, every=every),
            *([point_section(scenario, id_, most)] if scenario.points else []),
            *([hard_section(scenario, id_, most)] if scenario.hardest else []),
            *([change_section(scenario, names, id_)] if scenario.changes else []),
        ),
    )


# Levels


def clause_section(scenario: ClassScenario) -> Section:
    """For each clause a letter for each learner's last attempt, the weakest first, and how many there are."""
    rows = []
    for head in scenario.clauses:
        outcomes = [tried.results.get(head.id) for _, tried in newest(scenario)]
        rows.append((line(_numbered(head)), line(shortened(head.title, TITLE)), *_distribution(outcomes)))
    refs = tuple(("clause", head.id) for head in scenario.clauses)
    table = Table("", ("",) * 4, tuple(rows), (1, 6, 6, 5), refs, (0,))
    elements = (table, _key(scenario)) if rows else (said("Nothing can be shown yet.", Style.QUIET),)
    return Section("clauses", "Each learner’s last attempt, by clause", elements)


def _distribution(outcomes: Sequence[ClauseOutcome | None]) -> Iterator[tuple[Span, ...]]:
    """How many learners are at each level: drawn, and as numbers."""
    count = Counter(each.level for each in outcomes if each is not None and each.level is not None)
    rest = len(outcomes) - sum(count.values())
    words = ", ".join(f"{count[level]} {level.word}" for level in Level if count[level])
    runs = ((LETTERS[level] * _scaled(count[level], len(outcomes)), LEVEL_TONES[level]) for level in Level)
    yield (Span(words or "nothing to say", signs=tuple(runs)),)
    numbers = [f"{LETTERS[level]}{count[level]}" for level in Level]
    yield (Span(" ".join([*numbers, *([f"{NOTHING}{rest}"] if rest else [])])),)


def _scaled(number: int, of: int) -> int:
    """How many letters stand for a number; at least one where there is anything."""
    return number if of <= BAR else max(round(number * BAR / of), 1 if number else 0)


def _numbered(head: ClauseHead) -> str:
    """A clause's number; a mark where it is about safety."""
    return f"{head.number}{'!' if head.critical else ''}"


def level_section(
    scenario: ClassScenario, names: Names, id_: str = "", *, every: bool = False, outcomes: bool = True
) -> Section:
    """A row of levels for each learner, the first attempt against the last; or one for each attempt."""
    learners = [(code, learner_words(code, names), attempts) for code, attempts in scenario.learners]
    if not outcomes:
        learners = [
            (code, name if any(each.shown for each in attempts) else f"{name}, not released", attempts)
            for code, name, attempts in learners
        ]
    if every:
        learners = [(code, f"{name}, {_when(each)}", (each,)) for code, name, attempts in learners for each in attempts]
    last = ("Outcome",) if outcomes else ()
    table = Table(
        "Each attempt" if every else "Each learner’s first attempt → last",
        ("Learner", *map(_numbered, scenario.clauses), *last),
        tuple((line(name), *_levels(scenario, attempts, outcomes=outcomes)) for _, name, attempts in learners),
        (4, *(1 for _ in scenario.clauses), *(3 for _ in last)),
        tuple(("learner", code) for code, _, _ in learners),
        titles=("", *(f"{head.title}{', about safety' if head.critical else ''}" for head in scenario.clauses), *last),
    )
    if not scenario.clauses:
        return Section(f"{id_}-levels", "Levels", (table,))
    titles = (f"{each.number} {each.title}{' (safety)' if each.critical else ''}" for each in scenario.clauses)
    clauses = said(f"Clauses: {'; '.join(titles)}.", Style.QUIET)
    return Section(f"{id_}-levels", "Levels", (table, _key(scenario), clauses))


def _key(scenario: ClassScenario) -> Paragraph:
    """What the letters mean."""
    shown = [each for each in scenario.attempts if each.shown]
    key = key_of(each.results.get(head.id) for each in shown for head in scenario.clauses)
    return Paragraph((Span(f"{key}; ! is about safety."),), Style.QUIET, gap=True)


def _when(tried: ClassAttempt) -> str:
    return f"{tried.started_at:%Y-%m-%d}, {tried.mode}"


def _last(attempts: Sequence[ClassAttempt]) -> ClassAttempt:
    """The last attempt that may be shown; the last where none may."""
    return ([each for each in attempts if each.shown] or attempts)[-1]


def _levels(scenario: ClassScenario, attempts: Sequence[ClassAttempt], *, outcomes: bool) -> Iterator[tuple[Span, ...]]:
    """The first of some attempts against the last, clause by clause, and how the last came out."""
    shown = [each for each in attempts if each.shown]
    for head in scenario.clauses:
        results = [each.results.get(head.id) for each in shown]
        yield (_course(results[0], results[-1]) if results else HELD_BACK,)
    if outcomes:
        yield line(outcome_words((shown or attempts)[-1]))


def _course(first: ClauseOutcome | None, last: ClauseOutcome | None) -> Span:
    """How a clause came out first and last."""
    if first is last:
        return Span(_in_words(last), signs=(_sign(last),))
    words = f"{_in_words(first)}, then {_in_words(last)}"
    return Span(words, signs=(_sign(first), ("→", Tone.PLAIN), _sign(last)))


def _in_words(outcome: ClauseOutcome | None) -> str:
    if outcome is None:
        return "nothing to say"
    return f"{outcome.word}{', settled by an assessor' if outcome.decided else ''}"


def _sign(outcome: ClauseOutcome | None) -> tuple[str, Tone]:
    return letter(outcome), Tone.PLAIN if outcome is None or outcome.level is None else LEVEL_TONES[outcome.level]


def newest(scenario: ClassScenario) -> tuple[tuple[str, ClassAttempt], ...]:
    """Each learner's last attempt whose result may be shown."""
    found = ((code, [each for each in attempts if each.shown]) for code, attempts in scenario.learners)
    return tuple((code, shown[-1]) for code, shown in found if shown)


# Points for discussion, and decisions


def point_section(scenario: ClassScenario, id_: str = "", most: int | None = None) -> Section:
    """The points for discussion, the commonest first."""
    points = scenario.points[:most]
    sections = tuple(_point(f"{id_}-point-{number}", number, each) for number, each in enumerate(points, start=1))
    nothing = () if sections else (said("Nothing went wrong that can be shown.", Style.QUIET),)
    return Section(
        f"{id_}-points", "Points for discussion", nothing, sections, _more(len(points), len(scenario.points))
    )


def _more(shown: int, of: int) -> str:
    return f"{shown} of {of}; --most {of} shows all" if shown < of else ""


def _point(id_: str, number: int, point: DiscussionPoint) -> Section:
    clause = f"clause {point.clause.number}, {point.clause.title}"
    is_clause = point.kind is MistakeKind.CLAUSE
    named = clause if is_clause else point.text.rstrip(".")
    level = "not shown" if point.level is None else level_label(point.level)
    return Section(
        id_,
        f"{HEADINGS[point.kind]}: {named}",
        tuple(_point_elements(point)),
        note=f"{out_of(point.learners, point.of)}, {level}{'' if is_clause else f'; {clause}'}",
        ref=("point", number - 1),
        sign=f"{number}.",
    )


def _point_elements(point: DiscussionPoint) -> Iterator[Element]:
    """The line that a mistake most often came from, and a stronger one."""
    found = shown_line(point)
    if found is not None:
        yield Quote(chosen_words(found.said), line_lead(found))
    better = stronger_words(point)
    if better:
        why = point.line.said.why if point.line is not None and point.line.said.stronger else ""
        yield Callout(((Span("Stronger: "), Span(better)), *([(Span("Why: "), Span(why))] if why else [])))


def hard_section(scenario: ClassScenario, id_: str = "", most: int | None = None) -> Section:
    """The hardest decisions, and what was chosen there."""
    hardest = scenario.hardest[:most]
    about = "What each learner chose when they first came there."
    if not hardest:
        about = "Nobody chose anything below what has to be reached."
    sections = tuple(_hard(f"{id_}-hard-{number}", number, each) for number, each in enumerate(hardest))
    return Section(f"{id_}-hardest", "Hardest decisions", (said(about, Style.QUIET),), sections)


def _hard(id_: str, number: int, hard: HardDecision) -> Section:
    return Section(
        id_,
        f"{out_of(hard.below, hard.of)} below what has to be reached, at {_place(hard)}",
        (Items(tuple(_chosen(each, hard.asked) for each in hard.lines)),),
        note=hard.asked,
        ref=("hard", number),
        share=(hard.below, hard.of),
    )


def _place(hard: HardDecision) -> str:
    return f"{hard.scene}, {hard.field}" if hard.field else hard.scene


def _chosen(often: LineCount, asked: str) -> ListItem:
    """A line, and how many chose it; boxes have no line besides what is asked."""
    many = counted(often.learners, "learner")
    words = many if often.said.text == asked else f"{chosen_words(often.said)} ({many})"
    return ListItem((Span(words),), level_span(often.level, "shows nothing"))


# First against last


def change_section(scenario: ClassScenario, names: Names, id_: str = "") -> Section:
    """The first attempt against the last, learner by learner."""
    numbers = {each.id: str(each.number) for each in scenario.clauses}
    items = [
        ListItem(
            (Span(f"{learner_words(each.learner, names)}:", Tone.STRONG), Span(change_words(each, numbers))),
            ref=("learner", each.learner),
        )
        for each in scenario.changes
    ]
    once = sum(len([each for each in attempts if each.shown]) == 1 for _, attempts in scenario.learners)
    alone = [said(f"{counted(once, 'learner')} with one attempt that can be shown.", Style.QUIET)] if once else []
    changes = [Items(tuple(items))] if items else []
    return Section(
        f"{id_}-changes", "First attempt against last, with the clauses that went up and down", (*changes, *alone)
    )


# One line of it


def detail_section(scenario: ClassScenario, names: Names, ref: Ref) -> Section | None:
    """What there is to say of one line: a clause, a learner, a point, a decision; None where it leads nowhere."""
    match ref:
        case ("clause", str(name)):
            return next((_clause(scenario, each, names) for each in scenario.clauses if each.id == name), None)
        case ("learner", str(name)):
            found = ((code, attempts) for code, attempts in scenario.learners if code == name)
            return next((_learner(scenario, code, attempts, names) for code, attempts in found), None)
        case ("point", number):
            return point_section(scenario).sections[int(number)]
        case ("hard", number):
            return hard_section(scenario).sections[int(number)]
        case _:
            return None


def _clause(scenario: ClassScenario, head: ClauseHead, names: Names) -> Section:
    groups: dict[Level | None, list[str]] = {}
    for code, tried in newest(scenario):
        outcome = tried.results.get(head.id)
        groups.setdefault(None if outcome is None else outcome.level, []).append(learner_words(code, names))
    elements = [
        Paragraph(
            (Span(f"{'No level' if level is None else level_label(level)}, {counted(len(groups[level]), 'learner')}"),),
            Style.STRONG,
            gap=True,
            more=((Span(", ".join(groups[level])),),),
        )
        for level in (*Level, None)
        if level in groups
    ]
    reached = (Section("", "What has to be reached", (said(head.competent),)),) if head.competent else ()
    note = "About safety." if head.critical else ""
    return Section("", clause_title(head.number, head.title), tuple(elements), reached, note)


def _learner(scenario: ClassScenario, code: str, attempts: Sequence[ClassAttempt], names: Names) -> Section:
    titles = {each.id: f"{each.number} {each.title}" for each in scenario.clauses}
    elements: list[Element] = []
    for tried in attempts:
        elements.append(Paragraph((Span(outcome_words(tried)),), Style.STRONG, gap=True, more=((Span(_when(tried)),),)))
        items = [
            ListItem((Span(titles.get(clause, clause)), *_settled(each)), level_span(each.level, each.word))
            for clause, each in tried.results.items()
        ]
        elements += [Items(tuple(items))] if items else []
    return Section("", learner_words(code, names), tuple(elements))


def _settled(outcome: ClauseOutcome) -> tuple[Span, ...]:
    return (Span("(settled by an assessor)", Tone.QUIET),) if outcome.decided else ()
