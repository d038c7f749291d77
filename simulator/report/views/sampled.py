"""What happened in a sample of playthroughs, as a page for a person; every part says that it is a sample."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import sqrt
from typing import Final

from simulator.analysis.figures.figures import Likelihoods
from simulator.analysis.figures.sampling import GIVEN_UP, SampleCounts
from simulator.engine.scenario import Scenario
from simulator.report.page import Section, part, said
from simulator.report.words.probability import average, times, whole

from .figures import GUESSING
from .guessing import guessing_tables

_SURE: Final = 1.96
"""Standard deviations within which 19 of 20 samples lie."""


def frequencies(found: SampleCounts) -> Likelihoods:
    """The shares of a sample; what did not happen in it is left out."""

    def shares(counts: Mapping[str, int]) -> dict[str, Fraction]:
        return {name: Fraction(count, found.playthroughs) for name, count in counts.items()}

    return Likelihoods(
        endings=shares(found.endings),
        outcomes=shares(found.outcomes),
        endings_by_outcome={name: shares(counts) for name, counts in found.endings_by_outcome.items()},
        clauses={name: shares(counts) for name, counts in found.clauses.items()},
        breaches=shares(found.breaches),
        duties={name: shares(counts) for name, counts in found.duties.items()},
    )


def sampled_page(scenario: Scenario, found: SampleCounts) -> Iterator[Section]:
    """How many passed, how long they took, and the tables of what happened."""
    yield part(said(f"{scenario.about.title} ({scenario.id})"))
    yield part(
        said(
            f"A SAMPLE, NOT A PROOF: what happened when {whole(found.playthroughs)} playthroughs were guessed "
            f"(seed {found.seed}). What did not happen in them may still be possible."
        )
    )
    yield part(said(_passing(found)))
    yield part(said(_length(found)))
    yield part(said(f"{GUESSING} In the tables of this sample, – is what did not happen in it."))
    yield from map(part, guessing_tables(scenario, frequencies(found), ", in the sample"))


def _passing(found: SampleCounts) -> str:
    """How many passed, and how far from the truth that may be."""
    number = found.playthroughs
    least, most = likely_range(found.passing, number)
    if not found.passing:
        return f"None of them passed. In truth it is probably less than {times(most)} (19 samples of 20 are as near)."
    share = Fraction(found.passing, number)
    return (
        f"{whole(found.passing)} of them passed: {times(share)}. In truth it is probably between {times(least)} and "
        f"{times(most)} (19 samples of 20 are as near)."
    )


def likely_range(count: int, number: int) -> tuple[Fraction, Fraction]:
    """Between which shares the truth probably lies, if so many of a number did something (Wilson, 1927)."""
    share, spread = count / number, _SURE * _SURE / number
    middle = (share + spread / 2) / (1 + spread)
    reach = _SURE / (1 + spread) * sqrt(share * (1 - share) / number + spread / (4 * number))
    least = Fraction(max(middle - reach, 0.0)) if count else Fraction(0)
    most = Fraction(min(middle + reach, 1.0)) if count < number else Fraction(1)
    return least, most


def _length(found: SampleCounts) -> str:
    given_up = sum(found.endings_by_outcome.get(GIVEN_UP, {}).values())
    aside = f" {whole(given_up)} had not ended after a great many decisions and were given up." if given_up else ""
    if found.shortest is None or found.longest is None:
        return f"None of them came to an ending.{aside}"
    mean = average(Fraction(found.decisions, found.playthroughs))
    return (
        f"They took {whole(found.shortest)} to {whole(found.longest)} decisions, {mean} on average. "
        f"A form is one decision.{aside}"
    )
