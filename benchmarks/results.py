"""A figure beside its aim, as a line of a table and as JSON."""

from dataclasses import dataclass, field

from benchmarks.rounds import Rounds, Spread


@dataclass(frozen=True, slots=True)
class Aim:
    """A ratio that one contestant should reach against another."""

    ours: str
    peer: str
    bound: float
    at_least: bool
    """Whether more is better."""

    def met(self, ratio: float) -> bool:
        """Whether a ratio reaches the aim."""
        return ratio >= self.bound if self.at_least else ratio <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:g} × {self.peer}"


@dataclass(frozen=True, slots=True)
class Result:
    """One comparison: its figures, and the ratios that matter."""

    title: str
    unit: str
    rounds: Rounds
    aims: tuple[Aim, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def lines(self) -> list[str]:
        """The result as a table."""
        width = max((len(name) for name in self.rounds.figures), default=0)
        lines = [self.title]
        for name in self.rounds.figures:
            found = self.rounds.spread(name)
            lines.append(f"  {name:<{width}}  {_three(found)} {self.unit}")
        for aim in self.aims:
            if aim.ours in self.rounds.figures and aim.peer in self.rounds.figures:
                ratio = self.rounds.ratio(aim.ours, aim.peer)
                word = "met" if aim.met(ratio.median) else "missed"
                lines.append(f"  {aim.ours} / {aim.peer}: {_three(ratio)}   aim {aim}: {word}")
        return [*lines, *(f"  {note}" for note in self.notes)]

    def as_json(self) -> dict[str, object]:
        """The result for a program to read."""
        return {
            "title": self.title,
            "unit": self.unit,
            "figures": {name: list(found) for name, found in self.rounds.figures.items()},
            "ratios": [
                {
                    "ours": aim.ours,
                    "peer": aim.peer,
                    "median": (ratio := self.rounds.ratio(aim.ours, aim.peer)).median,
                    "least": ratio.least,
                    "most": ratio.most,
                    "aim": str(aim),
                    "met": aim.met(ratio.median),
                }
                for aim in self.aims
                if aim.ours in self.rounds.figures and aim.peer in self.rounds.figures
            ],
            "notes": list(self.notes),
        }


def _three(spread: Spread) -> str:
    return f"{_number(spread.median):>9}  ({_number(spread.least)} to {_number(spread.most)})"


def _number(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 1000 else f"{figure:.3g}"
