"""Makes mutants: a scenario's text with one thing changed that bears on how it is played or marked."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Final

import yaml

from tests.mutants.places import Edit, Part, parts

LEVELS: Final = ("unsafe", "developing", "competent", "exemplary")
SAID: Final = frozenset({"says", "cue", "tells", "text", "afterwards"})
_COMPARISON: Final = re.compile(r"\b([a-z_]+) (==|!=|<=|>=|<|>) (\w+|-\d+)")
_BOUND: Final = re.compile(r"(?<=[<>=] )-?\d+")
_NAME: Final = re.compile(r"\b(?!(?:and|or|not|true|false)\b)[a-z_]+\b")
_TURNED: Final = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change."""

    kind: str
    scenario: str
    where: str
    what: str
    edit: Edit

    def __str__(self) -> str:
        return f"{self.kind}: {self.scenario}, {self.where}: {self.what}"


Change = tuple[str, str, Edit]
"""A kind, what is changed in words, and the edit."""


class Mutator:
    """Finds what can be changed in one scenario; a seed decides where there is more than one way."""

    def __init__(self, text: str, seed: int) -> None:
        self.seed = seed
        self.parts = list(parts(text))
        self.variables = {
            part.name: part.value for part in self.parts if len(part.path) == 2 and _in(part, "variables")
        }
        self.scenes = [part.name for part in self.parts if len(part.path) == 2 and _in(part, "scenes")]
        self.assessed = next(list(part.entries) for part in self.parts if part.path == ("assesses",))
        self.again = self._entered_again()
        self.deciding = frozenset(
            name
            for part in self.parts
            if part.name == "when" and not _only_words(part)
            for name in _NAME.findall(part.text)
        )
        """The names on which it depends where a playthrough goes, and not only what is said in it."""

    def changes(self) -> Iterator[tuple[Part, Change]]:
        """Every change, in the order of the file."""
        for part in self.parts:
            by_name = _BY_NAME.get(part.name)
            if by_name is not None and (part.path[0] == "scenes" or part.path[0] == "duties"):
                yield from ((part, change) for change in by_name(self, part))
            if len(part.path) == 4 and part.path[2] == "choices":
                yield from ((part, change) for change in self._once(part))

    def _random(self, part: Part) -> Random:
        return Random(f"{self.seed} {part.path}")

    # Conditions

    def _condition(self, part: Part) -> Iterator[Change]:
        text = part.text
        if _only_words(part):
            yield "words-turned", f"{text} → not ({text})", part.with_value(json.dumps(f"not ({text})"))
            return
        yield "guard-turned", f"{text} → not ({text})", part.with_value(json.dumps(f"not ({text})"))
        yield "guard-removed", f"when: {text} removed", part.without()
        for found in _COMPARISON.finditer(text):
            operator = found[2]
            yield _condition_changed("comparison-turned", part, found.span(2), _TURNED[operator])
        for found in _BOUND.finditer(text):
            moved = int(found[0]) + self._random(part).choice((-1, 1))
            yield _condition_changed("boundary-moved", part, found.span(), str(moved))
        for name in islice(_NAME.finditer(text), 1):
            yield _condition_changed("name-misspelt", part, name.span(), f"{name[0]}_x")

    # Ways

    def _goto(self, part: Part) -> Iterator[Change]:
        if isinstance(part.value, yaml.ScalarNode):
            here = part.text
            to = self._random(part).choice([scene for scene in self.scenes if scene != here])
            yield "target-moved", f"{here} → {to}", part.with_value(to)

    def _otherwise(self, part: Part) -> Iterator[Change]:
        yield "otherwise-removed", f"otherwise: {part.text} removed", part.without()

    def _once(self, part: Part) -> Iterator[Change]:
        if part.path[1] in self.again and not any(key.value == "again" for key, _ in part.value.value):
            yield "once-made-again", "may be chosen again", part.with_first("again: true")

    def _entered_again(self) -> frozenset[str]:
        """The scenes that a way leads back to: only there it matters whether a choice is once."""
        ways: dict[str, set[str]] = {scene: set() for scene in self.scenes}
        for part in self.parts:
            if part.path[0] == "scenes" and part.name in {"goto", "to", "otherwise"} and part.text:
                ways[str(part.path[1])].add(part.text)
        return frozenset(scene for scene in self.scenes if scene in _reached(ways, scene))

    # Marks

    def _evidence(self, part: Part) -> Iterator[Change]:
        for one in part.inner():
            clause, level = one.name, LEVELS.index(one.text)
            if clause not in self.assessed:
                continue
            for other in (level - 1, level + 1):
                if 0 <= other < len(LEVELS):
                    kind = "evidence-lowered" if other < level else "evidence-raised"
                    yield kind, f"{clause}: {one.text} → {LEVELS[other]}", one.with_value(LEVELS[other])
            others = [each for each in self.assessed if each not in part.entries]
            if others:
                to = self._random(part).choice(others)
                yield "evidence-moved", f"{clause} → {to}", one.with_key(to)

    def _levels(self, part: Part) -> Iterator[Change]:
        levels = [part.entries[each] for each in sorted(part.entries, key=int)]
        for kept in ([levels[0], *levels], levels[1:]):
            new = ", ".join(f"{number}: {level}" for number, level in enumerate(kept))
            yield "tick-levels-shifted", f"{levels} → {kept}", part.with_value(f"{{{new}}}")

    def _belongs(self, part: Part) -> Iterator[Change]:
        new = "false" if part.text == "true" else "true"
        yield "belongs-turned", f"{part.text} → {new}", part.with_value(new)

    def _removed(self, part: Part) -> Iterator[Change]:
        kind = f"{part.name}-removed"
        if part.name == "learn" and self.deciding.isdisjoint(part.listed):
            kind = "words-learn-removed"
        if len(part.listed) == 1:
            yield kind, f"{part.name}: {part.listed[0]} removed", part.without()
            return
        for gone in part.listed:
            rest = [each for each in part.listed if each != gone]
            yield kind, f"{part.name}: {gone} removed", part.with_value(f"[{', '.join(rest)}]")

    # Effects

    def _change(self, part: Part) -> Iterator[Change]:
        for one in part.inner():
            turned = str(-int(one.text))
            kind = self._felt("effect-turned", one.name)
            yield kind, f"{one.name}: {one.text} → {turned}", one.with_value(turned)
            yield "name-misspelt", f"{one.name} → {one.name}_x", one.with_key(f"{one.name}_x")

    def _set(self, part: Part) -> Iterator[Change]:
        for one in part.inner():
            others = [each for each in self._values(one.name, one.text) if each != one.text]
            to = self._random(one).choice(others)
            yield self._felt("set-changed", one.name), f"{one.name}: {one.text} → {to}", one.with_value(to)

    def _felt(self, kind: str, name: str) -> str:
        return kind if name in self.deciding else f"words-{kind}"

    def _values(self, variable: str, now: str) -> list[str]:
        if now in {"true", "false"}:
            return ["true", "false"]
        declared = {key.value: value for key, value in self.variables[variable].value}
        if "values" in declared:
            return [each.value for each in declared["values"].value]
        return [str(int(now) + 1), str(int(now) - 1)]


_BY_NAME: Final[dict[str, Callable[[Mutator, Part], Iterator[Change]]]] = {
    "when": Mutator._condition,
    "goto": Mutator._goto,
    "to": Mutator._goto,
    "otherwise": Mutator._otherwise,
    "evidence": Mutator._evidence,
    "levels": Mutator._levels,
    "belongs": Mutator._belongs,
    "breach": Mutator._removed,
    "repairs": Mutator._removed,
    "fulfils": Mutator._removed,
    "opens": Mutator._removed,
    "learn": Mutator._removed,
    "due": Mutator._removed,
    "change": Mutator._change,
    "set": Mutator._set,
}


def _only_words(part: Part) -> bool:
    """Whether a condition decides which words are said, and nothing else."""
    return not SAID.isdisjoint(map(str, part.path))


def _in(part: Part, section: str) -> bool:
    return part.path[0] == section


def _condition_changed(kind: str, part: Part, span: tuple[int, int], new: str) -> Change:
    changed = part.text[: span[0]] + new + part.text[span[1] :]
    return kind, f"{part.text} → {changed}", part.with_value(json.dumps(changed))


def _reached(ways: dict[str, set[str]], scene: str) -> set[str]:
    met: set[str] = set()
    ahead = list(ways[scene])
    while ahead:
        here = ahead.pop()
        if here not in met:
            met.add(here)
            ahead += ways.get(here, ())
    return met


def mutants(scenario: str, text: str, seed: int = 1) -> list[Mutant]:
    """Every mutant of a scenario."""
    return [
        Mutant(kind, scenario, " ".join(map(str, part.path)), what, edit)
        for part, (kind, what, edit) in Mutator(text, seed).changes()
    ]


def sample(every: list[Mutant], of_each: int, seed: int = 1) -> list[Mutant]:
    """At most so many of each kind from each scenario."""
    shuffled = sorted(every, key=str)
    Random(seed).shuffle(shuffled)
    taken: dict[tuple[str, str], int] = {}
    found = []
    for each in shuffled:
        key = each.kind, each.scenario
        taken[key] = taken.get(key, 0) + 1
        if taken[key] <= of_each:
            found.append(each)
    return found
