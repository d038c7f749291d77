"""What bears on what: clauses, criteria and mistakes, and every question with its options."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from simulator.analysis.bearing import Bearing, BearingKind, questions
from simulator.analysis.questions import Best
from simulator.engine.rubric import Item, Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.report.page import Element, Section, part, said, text_table
from simulator.report.words.signs import counted

LEVELS: Final = tuple(reversed(Level))
"""Best to worst, as the tables have them."""

_OTHERS: Final = (
    (BearingKind.BOXES, "field of boxes", "fields of boxes"),
    (BearingKind.WRITE, "text", "texts"),
    (BearingKind.DUTY, "duty", "duties"),
)


def evidence(scenario: Scenario, rubric: Rubric, rows: Sequence[Bearing]) -> Iterator[Element]:
    """A table of how many options are evidence of each clause, by what they count as."""
    clauses = [clause for clause in rubric.clauses if clause in scenario.assesses or _of(rows, clause)]
    head = ("", *(level.word for level in LEVELS), "and")
    yield text_table(
        "What is evidence of which clause: how many options, by what they count as",
        head,
        (_clause_row(clause, _of(rows, clause), asked=clause in scenario.assesses) for clause in clauses),
        numbers=range(1, len(head) - 1),
    )
    if any(clause not in scenario.assesses for clause in clauses):
        yield said("* not assessed here")


def _of(rows: Sequence[Bearing], clause: str) -> list[Bearing]:
    return [row for row in rows if clause in row.clauses]


def _clause_row(clause: str, rows: Sequence[Bearing], *, asked: bool) -> tuple[str, ...]:
    options = [level for row in rows if row.is_option for level in row.clauses[clause]]
    numbers = (str(options.count(level) or "–") for level in LEVELS)
    more = (
        f"{number} {one if number == 1 else many}"
        for sort, one, many in _OTHERS
        if (number := sum(row.sort is sort for row in rows))
    )
    return f"{clause}{'' if asked else ' *'}", *numbers, ", ".join(more)


def named_items(scenario: Scenario, rows: Sequence[Bearing], items: Mapping[str, Item]) -> Iterator[Element]:
    """A table of the criteria, mistakes and other items that are named, with how many options speak to each."""
    numbers: dict[str, int] = dict.fromkeys(scenario.about.covers, 0)
    for row in rows:
        for item in dict.fromkeys((*row.criteria, *row.mistakes)):
            numbers[item] = numbers.get(item, 0) + 1
    if numbers:
        texts = {name: items[name].text if name in items else "" for name in sorted(numbers, key=_natural)}
        cells = [(name, str(numbers[name] or "–"), text) for name, text in texts.items()]
        caption = "What speaks to which criterion or mistake: how many options"
        yield text_table(caption, ("", "", ""), cells, numbers=(1,))
        if not all(numbers.values()):
            yield said("– is named in the scenario's `covers`, and by none of its options.")


def _natural(name: str) -> tuple[tuple[str, int], ...]:
    """So that AC-2 comes before AC-10."""
    return tuple((part, -1) if not part.isdecimal() else ("", int(part)) for part in name.split("-"))


# Every question with its options


def option_page(scenario: Scenario, rows: Sequence[Bearing], bests: Sequence[Best]) -> Iterator[Section]:
    """Every decision, pick and field of boxes: its options with place, length, level, and what they bear on."""
    yield part(said(f"{scenario.about.title} ({scenario.id})"))
    yield part(
        said(
            "Every option as written: its place, how many characters it has, and what it counts as. "
            "The player shuffles choices; forms, print-outs and reviewers see them in this order."
        )
    )
    if bests:
        yield part(said(_habits(bests)))
    for (scene, field), options in questions(rows):
        where = f"{scene}, {field}" if field else scene
        lengths = [option.characters for option in options]
        longest = max(lengths) if lengths.count(max(lengths)) == 1 and len(lengths) > 1 else -1
        cells = [_option_row(option, longest=option.characters == longest) for option in options]
        caption = f"{where}: {counted(len(options), 'option')}{_how(options[0].sort)}"
        yield part(text_table(caption, ("",) * 6, cells, numbers=(0, 2)))


def _how(sort: BearingKind) -> str:
    return {BearingKind.PICK: ", pick one", BearingKind.TICK: ", tick any"}.get(sort, "")


def _option_row(option: Bearing, *, longest: bool) -> tuple[str, ...]:
    level = option.level.word if option.level is not None else "–"
    size = (str(option.characters), "longest" if longest else "")
    return str(option.place), option.id, *size, level, _bears(option)


def _bears(option: Bearing) -> str:
    """What an option bears on, in words; levels are told again only where they differ."""
    levels = {level for found in option.clauses.values() for level in found}
    parts = [] if option.belongs is None else ["belongs" if option.belongs else "does not belong"]
    parts += [", ".join(clause for clause, _ in option.clauses.items())] if len(levels) == 1 else []
    if len(levels) > 1:
        told = (f"{clause} {' and '.join(level.word for level in found)}" for clause, found in option.clauses.items())
        parts += [", ".join(told)]
    parts += [f"breach {option.breach}"] if option.breach else []
    parts += [f"repairs {option.repairs}"] if option.repairs else []
    parts += [f"fulfils {', '.join(option.fulfils)}"] if option.fulfils else []
    parts += [f"criteria {', '.join(option.criteria)}"] if option.criteria else []
    parts += [f"mistakes {', '.join(option.mistakes)}"] if option.mistakes else []
    parts += [f"when {option.when}"] if option.when else []
    return "; ".join(filter(None, parts))


def _habits(bests: Sequence[Best]) -> str:
    """Where the best options stand, and how long they are."""
    lengths = [(len(each.option.action.text), [len(other.action.text) for other in each.others]) for each in bests]
    longest = sum(all(own > other for other in others) for own, others in lengths)
    shortest = sum(all(own < other for other in others) for own, others in lengths)
    places = [each.place for each in bests]
    where = ", ".join(f"{_ordinal(place)} in {places.count(place)}" for place in sorted(set(places)))
    last = sum(each.place == len(each.others) for each in bests)
    return (
        f"{counted(len(bests), 'question')} with one best option. It is the longest in {longest} and the shortest in "
        f"{shortest}. It stands {where}; it is the last in {last}."
    )


def _ordinal(place: int) -> str:
    words = ("first", "second", "third", "fourth", "fifth", "sixth")
    return words[place] if place < len(words) else f"in place {place + 1}"
