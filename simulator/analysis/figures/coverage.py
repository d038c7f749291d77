"""What scenarios cover of a qualification: which of them, and how many of their options, bear on each item."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from simulator.analysis.actions import actions
from simulator.engine.rubric import EvidenceKind, Item, ItemKind, Qualification
from simulator.engine.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Covered:
    """One item of a qualification, and what bears on it."""

    item: Item
    options: Mapping[str, int]
    """By scenario: how many of its options bear on it; 0 where only the scenario as a whole does."""

    @property
    def number(self) -> int:
        """How many options bear on it."""
        return sum(self.options.values())

    @property
    def only_told(self) -> bool:
        """Whether what a learner chooses cannot show it, so that it has to be written, said or checked."""
        return not {EvidenceKind.CHOICE, EvidenceKind.RECORD}.intersection(self.item.evidence)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A qualification, item by item."""

    qualification: Qualification
    items: tuple[Covered, ...]

    def of(self, kind: ItemKind) -> tuple[Covered, ...]:
        """The items of one kind."""
        return tuple(each for each in self.items if each.item.kind is kind)


def coverage(qualification: Qualification, scenarios: Sequence[Scenario]) -> Coverage:
    """What some scenarios cover of a qualification; its items stay in their order."""
    named = {scenario.id: _named(scenario) for scenario in scenarios}
    return Coverage(
        qualification,
        tuple(
            Covered(item, {name: numbers[item.id] for name, numbers in named.items() if item.id in numbers})
            for item in qualification.items.values()
        ),
    )


def _named(scenario: Scenario) -> Mapping[str, int]:
    """By item: how many options bear on it; 0 for what only the scenario as a whole names."""
    numbers = dict.fromkeys(scenario.about.covers, 0)
    for each in actions(scenario):
        for item in _once((*each.action.covers, *each.action.mistakes)):
            numbers[item] = numbers.get(item, 0) + 1
    return numbers


def _once(names: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(names)
