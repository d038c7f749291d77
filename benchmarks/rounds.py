"""Rounds: what is compared is measured in turn, again and again, so that the machine's moods fall on all alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some figures, with the least and the most."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, figures: list[float]) -> "Spread":
        """The spread of at least one figure."""
        return cls(median(figures), min(figures), max(figures))


@dataclass(frozen=True, slots=True)
class Rounds:
    """What each contestant measured in each round."""

    figures: Mapping[str, tuple[float, ...]]

    def spread(self, name: str) -> Spread:
        """One contestant's figures."""
        return Spread.of(list(self.figures[name]))

    def ratio(self, name: str, to: str) -> Spread:
        """One contestant's figures over another's, each within its round."""
        return Spread.of([ours / theirs for ours, theirs in zip(self.figures[name], self.figures[to], strict=True)])


def interleave(contestants: Mapping[str, Callable[[], float]], rounds: int) -> Rounds:
    """Measure every contestant once a round; every second round goes the other way about."""
    figures: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds):
        order = list(contestants.items())
        for name, measure in reversed(order) if number % 2 else order:
            figures[name].append(measure())
    return Rounds({name: tuple(found) for name, found in figures.items()})
