"""What comes of guessing, as tables: endings, outcomes, clauses, breaches and duties."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from simulator.analysis.figures.figures import NOT_SHOWN, Chances, Likelihoods
from simulator.engine.rubric import Level
from simulator.engine.scenario import Scenario
from simulator.report.page import Table, text_table
from simulator.report.words.probability import RARE, one_in, percent

LEVELS: Final = tuple(level.word for level in reversed(Level))
"""Best to worst, as the tables have them."""

DUTY_FATES: Final = ("fulfilled", "late", "missed", "not opened")


def guessing_tables(scenario: Scenario, chances: Likelihoods, aside: str = "") -> Iterator[Table]:
    """Every table of what comes of guessing that has rows; ``aside`` ends each caption."""
    for caption, head, rows in _tables(scenario, chances):
        if rows:
            yield text_table(f"{caption}{aside}", head, rows, numbers=range(1, len(head)))


_Rows: TypeAlias = tuple[str, tuple[str, ...], Sequence[Sequence[str]]]
"""The caption of a table, its columns, and its rows."""


def _tables(scenario: Scenario, chances: Likelihoods) -> Iterator[_Rows]:
    single = ("", "how likely", "")
    outcomes = chances.outcomes
    if outcomes is not None:
        words = also(LEVELS, outcomes)
        yield "How it comes out", single, [_single(word, outcomes.get(word, Fraction(0))) for word in words]
    if chances.endings is not None:
        yield _endings(scenario, chances, chances.endings)
    columns = (*LEVELS, NOT_SHOWN)
    yield (
        "What each clause comes to (and how many pieces of evidence it needs)",
        ("", *columns),
        [(f"{name} ({scenario.assesses[name]})", *_cells(each, columns)) for name, each in chances.clauses.items()],
    )
    yield "Which breaches happen", single, [_single(*each) for each in chances.breaches.items()]
    yield (
        "What becomes of the duties",
        ("", *DUTY_FATES),
        [(name, *_cells(each, DUTY_FATES)) for name, each in chances.duties.items()],
    )


def has_rare(chances: Likelihoods) -> bool:
    """Whether some table says of something that it is rarer than its percentage can say."""
    several = [chances.outcomes, chances.endings, *chances.clauses.values(), *chances.duties.values()]
    several += (chances.endings_by_outcome or {}).values()
    found = [chance for each in several if each is not None for chance in each.values()]
    found += [chance for chance in chances.breaches.values() if chance is not None]
    return any(percent(chance) == RARE for chance in found)


def _endings(scenario: Scenario, chances: Likelihoods, endings: Chances) -> _Rows:
    """Each ending by outcome; without the outcomes where these are not known."""
    together = chances.endings_by_outcome
    names = scenario.endings
    if together is None:
        return (
            "Where it ends",
            ("", "how likely", ""),
            [_single(name, endings.get(name, Fraction(0))) for name in names],
        )
    columns = also(LEVELS, chances.outcomes or {})
    cells = [
        (name, _cell(sum(together.get(name, {}).values(), Fraction(0))), *_cells(together.get(name, {}), columns))
        for name in also(names, together)
    ]
    cells.append(("together", "100%", *_cells(chances.outcomes, columns)))
    return "Where it ends, and how it comes out there", ("", "in all", *columns), cells


def also(names: Iterable[str], found: Mapping[str, object]) -> tuple[str, ...]:
    """The names, and what else was found."""
    return tuple(dict.fromkeys((*names, *found)))


def _single(name: str, chance: Fraction | None) -> tuple[str, str, str]:
    return name, _cell(chance), "" if chance is None else one_in(chance)


def _cells(chances: Chances | None, columns: Sequence[str]) -> Iterator[str]:
    return (_cell(None if chances is None else chances.get(column, Fraction(0))) for column in columns)


def _cell(chance: Fraction | None) -> str:
    if chance is None:
        return "?"
    return "–" if chance == 0 else "100%" if chance == 1 else percent(chance)
