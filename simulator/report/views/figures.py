"""The figures of a scenario as a page for a person."""

from collections.abc import Iterator, Mapping
from typing import Final

from simulator.analysis.figures.analysed import Analysed
from simulator.analysis.figures.figures import ENDLESS, STUCK, UNIFORM, Figures
from simulator.analysis.figures.strategies import BLIND, Strategy
from simulator.analysis.rules.passing import TOO_OFTEN
from simulator.engine.rubric import Item
from simulator.report.page import Element, Section, part, said, text_table
from simulator.report.words.probability import RARE, average, times, whole
from simulator.report.words.signs import counted, listed
from simulator.report.words.witness import steps

from .bearing import evidence, named_items
from .guessing import guessing_tables, has_rare

GUESSING: Final = (
    "To guess is to take every open choice equally often, one option of each list to pick from, every box as often "
    "ticked as not, and to write nothing."
)


def figures_page(found: Analysed, items: Mapping[str, Item]) -> Iterator[Section]:
    """What guessing comes to, the ways of choosing that leave nothing to chance, and what is evidence of what."""
    guessing = found.policies.get(UNIFORM)
    first = guessing or next(iter(found.policies.values()))
    yield part(said(f"{found.scenario.about.title} ({found.scenario.id})"))
    if guessing is not None:
        yield part(said(verdict(guessing)))
    if found.ways:
        yield part(*_strategies(found))
    yield part(said(_proved(first)))
    if guessing is not None:
        yield from _guessing(found, guessing)
    else:
        yield from (part(*_strategy(found, Strategy(policy))) for policy in found.ways)
    yield part(*evidence(found.scenario, found.rubric, found.bearings))
    if named := tuple(named_items(found.scenario, found.bearings, items)):
        yield part(*named)


def verdict(figures: Figures) -> str:
    """What the figures of guessing come to, in a sentence or two."""
    passing = figures.passing
    if passing is None:
        return "How often someone who guesses would pass was not worked out."
    if passing == 0:
        return "Nobody can pass: no playthrough comes out as competent or better."
    if passing == 1:
        return "Everybody passes, whatever they choose."
    often = f"someone who guesses passes {times(passing)}"
    if passing < TOO_OFTEN:
        return f"Guessing does not pay: {often}."
    return f"Guessing pays too often: {often}. It should be less than {times(TOO_OFTEN)}."


def _proved(figures: Figures) -> str:
    situations, ways = whole(figures.situations), whole(figures.transitions)
    if figures.situations == 1:
        return "This is proved, not estimated: the one situation that a learner can come to was looked at."
    return (
        f"This is proved, not estimated: all {situations} situations that a learner can come to were looked at, with "
        f"all {ways} ways on from them."
    )


# The ways of choosing that leave nothing to chance


def _strategies(found: Analysed) -> Iterator[Element]:
    rows = [_strategy_row(policy, found.policies[policy]) for policy in found.ways]
    yield text_table("", ("", "outcome", "", "decisions"), rows, numbers=(3,))
    passing = [policy for policy in BLIND if (each := found.policies.get(policy)) is not None and each.passing]
    if passing:
        yield said(f"Always taking the {listed(passing, 'or')} option passes, and that needs no reading.")
    best = found.policies.get(Strategy.BEST)
    if best is not None and not best.passing:
        yield said("Not even always taking the best option passes.")


def _strategy_row(policy: str, figures: Figures) -> tuple[str, ...]:
    word, where = _came_out(figures)
    decided = figures.decisions.shortest
    return f"always the {policy} option", word, where, "–" if decided is None else whole(decided)


def _came_out(figures: Figures) -> tuple[str, str]:
    """The outcome of a playthrough that leaves nothing to chance, and where it ends."""
    word = next(iter(figures.outcomes or {}), "")
    if word == ENDLESS:
        return "no outcome", "goes round for ever"
    if word == STUCK:
        return "no outcome", "gets stuck"
    return word, f"ends at {next(iter(figures.endings or {}), '')}"


def _strategy(found: Analysed, policy: Strategy) -> Iterator[Element]:
    figures = found.policies[policy]
    yield said(f"Always the {policy} option")
    yield said(steps(found.ways[policy]) or "There is nothing to choose.", indent=1)
    rows = [(f"clause {clause}", next(iter(chances or {}), "–")) for clause, chances in figures.clauses.items()]
    rows += [(f"breach {breach}", "happens") for breach, chance in figures.breaches.items() if chance]
    rows += [(f"duty {name}", next(iter(chances or {}), "–")) for name, chances in figures.duties.items()]
    yield text_table("", ("", ""), rows)


# Guessing


def _guessing(found: Analysed, figures: Figures) -> Iterator[Section]:
    yield part(said(_length(figures)), *(said(f"Not computed: {sentence}") for sentence in figures.not_computed))
    rare = f" {RARE} is less than once in a million times." if has_rare(figures) else ""
    yield part(said(f"The tables say what comes of guessing. {GUESSING} In the tables – is never.{rare}"))
    yield from map(part, guessing_tables(found.scenario, figures))


def _length(figures: Figures) -> str:
    decisions = figures.decisions
    if decisions.shortest is None:
        return "No playthrough comes to an ending."
    if decisions.longest == decisions.shortest:
        text = f"A playthrough takes {counted(decisions.shortest, 'decision')}"
    else:
        longest = "as many as one likes" if decisions.longest is None else whole(decisions.longest)
        text = f"A playthrough takes {whole(decisions.shortest)} to {longest} decisions"
        if decisions.expected is not None:
            text += f", {average(decisions.expected)} on average when guessing"
    if figures.playthroughs is None:
        return f"{text}. A loop makes different playthroughs endless. A form is one decision."
    if figures.playthroughs == 1:
        return f"{text}, and there is only one. A form is one decision."
    return f"{text}; there are {whole(figures.playthroughs)} different ones. A form is one decision."
