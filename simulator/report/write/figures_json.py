"""The figures of a scenario as JSON, under names that stay; docs/analysis.md says what each means."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from simulator.analysis.bearing import Bearing
from simulator.analysis.figures.analysed import Analysed
from simulator.analysis.figures.figures import NOT_SHOWN, UNIFORM, Chances, Figures
from simulator.analysis.figures.sampling import SampleCounts
from simulator.engine.rubric import Level
from simulator.engine.scenario import Scenario
from simulator.json_value import Json
from simulator.report.views.guessing import DUTY_FATES, also
from simulator.report.words.probability import exact
from simulator.report.words.witness import plain

from .json_fields import fields_of

LEVELS = tuple(level.word for level in Level)


def analysis_json(found: Analysed, digest: str, budget: int) -> dict[str, Json]:
    """Everything: the figures of the first way of choosing at the top, those of each under ``policies``."""
    policies = {policy: _figures(found, figures) for policy, figures in found.policies.items()}
    first = next(iter(policies.values()))
    return {
        **head(found.scenario.id, digest, found.scenario.rubric, budget),
        "proved": True,
        **first,
        "policies": dict(policies),
        "bearing": [bearing_json(row) for row in found.bearings],
    }


def head(scenario: str, digest: str, rubric: str, budget: int) -> dict[str, Json]:
    """What says of what the figures are."""
    return {"scenario": scenario, "digest": digest, "rubric": rubric, "budget": budget}


def not_proved_json(scenario: str, digest: str, rubric: str, budget: int) -> dict[str, Json]:
    """What is said past the budget, where nothing is claimed."""
    reason = f"There are more than {budget:,} situations."
    return {**head(scenario, digest, rubric, budget), "proved": False, "not_computed": [reason]}


def sampled_json(scenario: Scenario, found: SampleCounts, digest: str, budget: int) -> dict[str, Json]:
    """Counts of what happened in a sample, all below ``sampled``; no probability is among them."""
    together = found.endings_by_outcome
    counts: dict[str, Json] = {
        **fields_of(found, "playthroughs", "seed"),
        "policy": UNIFORM,
        "decisions": {"shortest": found.shortest, "longest": found.longest, "all": found.decisions},
        "passing": found.passing,
        "endings": _counts(found.endings, scenario.endings),
        "outcomes": _counts(found.outcomes, LEVELS),
        "endings_by_outcome": {
            name: _counts(together.get(name, {}), LEVELS) for name in also(scenario.endings, together)
        },
        "clauses": {name: _counts(each, (*LEVELS, NOT_SHOWN)) for name, each in found.clauses.items()},
        "breaches": dict(found.breaches),
        "duties": {name: _counts(each, DUTY_FATES) for name, each in found.duties.items()},
    }
    return {**head(scenario.id, digest, scenario.rubric, budget), "proved": False, "sampled": counts}


def _counts(counts: Mapping[str, int], names: Iterable[str]) -> Json:
    return {name: counts.get(name, 0) for name in also(names, counts)}


def _figures(found: Analysed, figures: Figures) -> dict[str, Json]:
    scenario = found.scenario
    together = figures.endings_by_outcome
    ways: dict[str, Json] = {}
    if figures.policy in found.ways:
        ways["choose"] = plain(found.ways[figures.policy])
    return {
        **fields_of(figures, "policy", "situations", "transitions", "playthroughs"),
        "decisions": {
            **fields_of(figures.decisions, "shortest", "longest"),
            "expected": _exact(figures.decisions.expected),
        },
        "passing": _exact(figures.passing),
        "endings": _chances(figures.endings, scenario.endings),
        "outcomes": _chances(figures.outcomes, LEVELS),
        "endings_by_outcome": None
        if together is None
        else {name: _chances(together.get(name, {}), LEVELS) for name in also(scenario.endings, together)},
        "clauses": {name: _chances(each, (*LEVELS, NOT_SHOWN)) for name, each in figures.clauses.items()},
        "breaches": {name: _exact(each) for name, each in figures.breaches.items()},
        "duties": {name: _chances(each, DUTY_FATES) for name, each in figures.duties.items()},
        "not_computed": list(figures.not_computed),
        **ways,
    }


def _chances(chances: Chances | None, names: Iterable[str]) -> Json:
    """The probabilities of all names, also of what cannot happen; None where they were not computed."""
    if chances is None:
        return None
    return {name: exact(chances.get(name, Fraction(0))) for name in also(names, chances)}


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else exact(number)


def bearing_json(row: Bearing) -> Json:
    """One thing that can be done, and what it bears on."""
    return {
        "kind": str(row.sort),
        "scene": row.scene or None,
        "field": row.field or None,
        "id": row.id,
        "place": row.place or None,
        "of": row.among or None,
        "belongs": row.belongs,
        "characters": row.characters if row.is_option else None,
        **fields_of(row, "level", "clauses"),
        "breach": row.breach or None,
        "repairs": row.repairs or None,
        **fields_of(row, "fulfils", "criteria", "mistakes"),
        "when": row.when or None,
    }
