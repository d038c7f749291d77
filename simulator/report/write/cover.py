"""A set of walkthroughs that goes through everything, as text for a document and as JSON."""

from collections.abc import Iterator, Sequence
from itertools import count
from textwrap import wrap
from typing import Final

from simulator.analysis.figures.cover import Cover, CoverWalkthrough
from simulator.analysis.figures.cover_graph import ENDING, CoverTarget
from simulator.documents.scenario.expect import MAX_STEPS
from simulator.engine.scenario import Scenario
from simulator.json_value import Json
from simulator.report.words.signs import counted, listed
from simulator.report.words.witness import plain

from .expect import walkthrough
from .json_fields import fields_of

WIDTH: Final = 100
"""How long a remark's lines may be."""


def cover_lines(scenario: Scenario, found: Cover) -> Iterator[str]:
    """The walkthroughs as they stand in a document, with a remark before them."""
    for sentence in (_summary(scenario, found), _missing(found.missing), _unknown(found)):
        yield from wrap(sentence, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
    if found.walks and not scenario.expect:
        yield "expect:"
    for name, each in named(scenario, found):
        yield from walkthrough(name, each.steps, each.ending, each.outcome)


def _summary(scenario: Scenario, found: Cover) -> str:
    if not found.walks:
        return "No walkthrough comes to an ending."
    number = counted(len(found.walks), "walkthrough")
    how = "goes" if len(found.walks) == 1 else "together go"
    return f"{number} that {how} through {_what(scenario, found)}, as far as that can be."


def _what(scenario: Scenario, found: Cover) -> str:
    """What the walkthroughs go through: nothing is claimed of what was not worked out."""
    parts = ["every option", "every ending and outcome" if found.outcomes_known else "every ending"]
    if not found.clauses_unknown:
        parts.append("each assessed clause met and failed")
    elif known := [clause for clause in scenario.assesses if clause not in found.clauses_unknown]:
        parts.append(f"{listed(known)} met and failed")
    return listed(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])}, and {parts[-1]}"


def _unknown(found: Cover) -> str:
    """What was not worked out, because scores have no limit or are too many."""
    parts = [] if found.outcomes_known else ["which outcomes there can be"]
    if found.clauses_unknown:
        parts.append(f"whether {listed(found.clauses_unknown)} can be met and failed")
    return f"It was not worked out {listed(parts)}." if parts else ""


def _missing(missing: Sequence[CoverTarget]) -> str:
    if not missing:
        return ""
    return f"No walkthrough that ends goes through {', '.join(_place(target) for target in missing)}."


def _place(target: CoverTarget) -> str:
    if target.sort == ENDING:
        return f"the ending {target.name[0]}"
    *where, option = target.name
    return f"{option} in {', '.join(where)}"


def named(scenario: Scenario, found: Cover) -> Iterator[tuple[str, CoverWalkthrough]]:
    """The walkthroughs with names that none in the scenario has yet."""
    taken = {each.name for each in scenario.expect}
    for each in found.walks:
        stem = f"{each.outcome.word}-to-{each.ending}"
        numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
        name = next(name for name in numbered if name not in taken)
        taken.add(name)
        yield name, each


def remark(scenario: Scenario, found: Cover) -> str:
    """What there is to know before they are put into the document; empty where there is nothing."""
    before = sum(len(each.choose) for each in scenario.expect)
    steps = before + sum(len(each.steps) for each in found.walks)
    if steps > MAX_STEPS:
        aside = " with those that are there already" if before else ""
        return f"Together{aside} they have {steps:,} steps, and “simulator check” walks {MAX_STEPS:,} of a document."
    return "These lines go among the document's other walkthroughs, below `expect`." if scenario.expect else ""


def cover_json(scenario: Scenario, found: Cover) -> dict[str, Json]:
    """The same under names that stay."""
    return {
        "walkthroughs": [
            {"name": name, "choose": plain(each.steps), **fields_of(each, "ending", "outcome")}
            for name, each in named(scenario, found)
        ],
        "missing": [list(target.name) for target in found.missing],
        "outcomes_known": found.outcomes_known,
        "clauses_unknown": list(found.clauses_unknown),
    }
