"""What comes of guessing, as tables: endings, outcomes, clauses, breaches and duties."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple, Protocol

from simulator.analysis.figures.figures import NOT_SHOWN, Chances
from simulator.engine.rubric import Level
from simulator.engine.scenario import Ending, Scenario
from simulator.report.words.columns import prose, table
from simulator.report.words.probability import RARE, one_in, percent

LEVELS: Final = tuple(level.word for level in reversed(Level))
"""Best to worst, as the tables have them."""

DUTY_WORDS: Final = ("fulfilled", "late", "missed", "not opened")


class Chanced(Protocol):
    """How likely or how frequent everything is; None is what is not known."""

    @property
    def endings(self) -> Chances | None:
        """By ending."""

    @property
    def outcomes(self) -> Chances | None:
        """By outcome."""

    @property
    def endings_by_outcome(self) -> Mapping[str, Chances] | None:
        """By ending and outcome."""

    @property
    def clauses(self) -> Mapping[str, Chances | None]:
        """By clause and level."""

    @property
    def breaches(self) -> Mapping[str, Fraction | None]:
        """By breach."""

    @property
    def duties(self) -> Mapping[str, Chances | None]:
        """By duty and what became of it."""


class Table(NamedTuple):
    """One table; without rows it is not shown."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def table_lines(tables: Iterable[Table], width: int | None) -> Iterator[str]:
    """The lines of some tables, with an empty one before each."""
    for each in tables:
        if each.rows:
            yield ""
            yield prose(each.title, width)
            yield from table(each.head, each.rows, right=range(1, len(each.head)), width=width)


def guessing_tables(scenario: Scenario, chances: Chanced) -> Iterator[Table]:
    """Every table of what comes of guessing."""
    outcomes = chances.outcomes
    if outcomes is not None:
        words = _also(LEVELS, outcomes)
        rows = [_single(word, outcomes.get(word, Fraction(0))) for word in words]
        yield Table("How it comes out", ("", "how likely", ""), rows)
    yield _endings(scenario, chances)
    columns = (*LEVELS, NOT_SHOWN)
    yield Table(
        "What each clause comes to (and how many pieces of evidence it needs)",
        ("", *columns),
        [(f"{name} ({scenario.assesses[name]})", *_cells(each, columns)) for name, each in chances.clauses.items()],
    )
    yield Table("Which breaches happen", ("", "how likely", ""), [_single(*each) for each in chances.breaches.items()])
    yield Table(
        "What becomes of the duties",
        ("", *DUTY_WORDS),
        [(name, *_cells(each, DUTY_WORDS)) for name, each in chances.duties.items()],
    )


def has_rare(chances: Chanced) -> bool:
    """Whether some table says of something that it is rarer than its percentage can say."""
    several = [chances.outcomes, chances.endings, *chances.clauses.values(), *chances.duties.values()]
    several += (chances.endings_by_outcome or {}).values()
    found = [chance for each in several if each is not None for chance in each.values()]
    found += [chance for chance in chances.breaches.values() if chance is not None]
    return any(percent(chance) == RARE for chance in found)


def _endings(scenario: Scenario, chances: Chanced) -> Table:
    """Each ending by outcome; without the outcomes where these are not known."""
    endings, together = chances.endings, chances.endings_by_outcome
    names = [name for name, scene in scenario.scenes.items() if isinstance(scene.content, Ending)]
    if endings is None:
        return Table("", (), ())
    if together is None:
        rows = [_single(name, endings.get(name, Fraction(0))) for name in names]
        return Table("Where it ends", ("", "how likely", ""), rows)
    columns = _also(LEVELS, chances.outcomes or {})
    cells = [
        (name, _cell(sum(together.get(name, {}).values(), Fraction(0))), *_cells(together.get(name, {}), columns))
        for name in _also(names, together)
    ]
    cells.append(("together", "100%", *_cells(chances.outcomes, columns)))
    return Table("Where it ends, and how it comes out there", ("", "in all", *columns), cells)


def _also(names: Sequence[str], found: Mapping[str, object]) -> tuple[str, ...]:
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
