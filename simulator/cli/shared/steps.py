"""The steps of a walkthrough as they are given on the command line."""

from collections.abc import Sequence
from typing import TypeAlias

import click

from simulator.documents.yaml.reader import read
from simulator.documents.yaml.source import Source

WrittenStep: TypeAlias = "str | dict[str, str | tuple[str, ...]]"


def chosen_steps(chosen: Sequence[str]) -> list[WrittenStep]:
    """The steps that the option's texts mean; each is written as a list is written in a scenario.

    Raises:
        click.UsageError: they cannot be read.
    """
    steps: list[WrittenStep] = []
    for text in chosen:
        document = read(Source.of_text(f"choose: [{text}\n]", "the choices"))
        tree = document.tree
        if document.faults or not isinstance(tree, dict):
            problem = document.faults[0].message if document.faults else "They cannot be read."
            raise click.UsageError(f"The choices cannot be read. {problem}")
        listed = tree["choose"]
        if not listed:
            raise click.UsageError("The choices are empty.")
        steps.extend(_step(step) for step in (listed if isinstance(listed, list) else []))
    return steps


def _step(step: object) -> WrittenStep:
    if isinstance(step, dict):
        return {
            str(field): tuple(str(each) for each in given) if isinstance(given, list) else str(given)
            for field, given in step.items()
        }
    return str(step).strip()
