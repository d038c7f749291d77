"""Name resolution: what the parts of a scenario can refer to, and the telling of what they refer to in vain."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.documents.yaml.problems import Problems
from simulator.documents.yaml.reader import Tree
from simulator.documents.yaml.source_map import Address
from simulator.engine.condition import KEYWORDS
from simulator.engine.rubric import EvidenceKind, Item, Rubric
from simulator.engine.scenario import Variable

from .conditions import Conditions, ValueType, Vocabulary
from .shapes import VariableShape
from .variables import type_of, variable_of

_UNKNOWN: Final = {
    "unknown-scene": "There is no scene `{}`.",
    "unknown-fact": "There is no fact `{}`.",
    "unknown-duty": "There is no duty `{}`.",
    "unknown-clause": "The rubric has no clause `{}`.",
    "unknown-breach": "The rubric has no breach `{}`.",
    "unknown-move": "The rubric has no move `{}`.",
    "unknown-criterion": "No qualification has a criterion or mistake `{}`.",
}

_EVIDENCE: Final[Mapping[EvidenceKind, str]] = {
    EvidenceKind.CHOICE: "a choice",
    EvidenceKind.RECORD: "a record",
    EvidenceKind.WRITTEN: "a text",
    EvidenceKind.CHECK: "a check",
}


@dataclass(frozen=True, slots=True)
class DeclaredNames:
    """Every name that a scenario declares, whether or not what it names has faults of its own."""

    scenes: frozenset[str]
    variables: frozenset[str]
    facts: frozenset[str]
    duties: frozenset[str]

    @classmethod
    def of(cls, tree: Mapping[str, Tree]) -> "DeclaredNames":
        """The names in a document."""

        def keys(part: str) -> frozenset[str]:
            held = tree.get(part)
            return frozenset(held) if isinstance(held, dict) else frozenset()

        return cls(keys("scenes"), keys("variables"), keys("facts"), keys("duties"))


class NameResolution:
    """The document being translated: its names, its conditions, the rubric, and the findings so far."""

    def __init__(
        self, declared: DeclaredNames, rubric: Rubric | None, items: Mapping[str, Item] | None, problems: Problems
    ) -> None:
        self.declared = declared
        self.rubric = rubric
        self.items = items
        """The criteria and mistakes that exist; None where that is not known."""
        self.problems = problems
        self.variables: dict[str, Variable] = {}
        """Those of which it is known what values they can have, even if they start with another."""
        self.conditions = Conditions(Vocabulary({}, {}), problems)

    def declare(self, shapes: Mapping[str, VariableShape]) -> None:
        """Take in the variables, and with them what conditions can speak of."""
        for name, shape in shapes.items():
            variable = variable_of(name, shape, self.problems)
            if variable is not None:
                self.variables[name] = variable
        sorts = dict.fromkeys(self.declared.variables, ValueType.UNKNOWN)
        sorts |= {name: type_of(variable.start) for name, variable in self.variables.items()}
        sorts |= dict.fromkeys((*self.declared.facts, *self.declared.duties), ValueType.FLAG)
        words = {name: variable.values for name, variable in self.variables.items() if variable.values}
        sorts |= dict.fromkeys(self._tell_of_clashes(words), ValueType.UNKNOWN)
        self.conditions = Conditions(Vocabulary(sorts, words), self.problems)

    def _tell_of_clashes(self, words: Mapping[str, tuple[str, ...]]) -> set[str]:
        """Tell of names that stand for two things; what they are."""
        clashing: set[str] = set()
        sections = {
            "variables": self.declared.variables,
            "facts": self.declared.facts,
            "duties": self.declared.duties,
        }
        owner: dict[str, str] = {}
        for section, names in sections.items():
            for name in sorted(names):
                if name in KEYWORDS:
                    message = f"`{name}` has a meaning of its own in conditions."
                    self.problems.of((section, name), "name-clash", message, "Give it another name.")
                elif name in owner:
                    clashing.add(name)
                    message = f"`{name}` is declared under {owner[name]} as well."
                    self.problems.of((section, name), "name-clash", message, "Give one of them another name.")
                else:
                    owner[name] = section
        for variable, values in words.items():
            for position, word in enumerate(values):
                address: Address = ("variables", variable, "values", position)
                if word in KEYWORDS:
                    message = f"`{word}` has a meaning of its own in conditions."
                    self.problems.of(address, "name-clash", message, "Choose another word.")
                elif word in owner:
                    clashing.add(word)
                    message = f"`{word}` is also declared under {owner[word]}."
                    self.problems.of(address, "name-clash", message, "Choose another word or another name.")
        return clashing

    # Names

    def scene(self, name: str, address: Address) -> None:
        """Tell of a scene that does not exist, unless there are none at all, which was told."""
        if not self.declared.scenes:
            return
        self.known(name, self.declared.scenes, address, "unknown-scene")

    def clause(self, name: str, address: Address, *, key: bool = False) -> None:
        """Tell of a clause that the rubric does not have."""
        if self.rubric:
            self.known(name, self.rubric.clauses, address, "unknown-clause", key=key)

    def breach(self, name: str | None, address: Address) -> None:
        """Tell of a breach that the rubric does not have."""
        if self.rubric and name is not None:
            self.known(name, self.rubric.breaches, address, "unknown-breach")

    def moves(self, names: Sequence[str], address: Address) -> None:
        """Tell of moves that the rubric does not have."""
        if names and self.rubric:
            self.each_known(names, self.rubric.moves, address, "unknown-move")

    def criteria(self, names: Sequence[str], address: Address) -> None:
        """Tell of criteria and mistakes that no qualification has."""
        if names and self.items is not None:
            self.each_known(names, self.items, address, "unknown-criterion")

    def evidenced(self, covers: Sequence[str], way: EvidenceKind, address: Address) -> None:
        """Tell of criteria that what is done in this way is no evidence of."""
        for position, name in enumerate(covers):
            item = self.items.get(name) if self.items is not None else None
            if item is not None and item.evidence and way not in item.evidence:
                kinds = " or ".join(_EVIDENCE[each] for each in item.evidence)
                message = f"`{name}` can be shown by {kinds}, and not by {_EVIDENCE[way]}."
                hint = "Take it out here, and name it where that is asked for."
                self.problems.of((*address, position), "covers-unfit", message, hint, value=True)

    def each_known(self, given: Sequence[str], names: Collection[str], address: Address, rule: str) -> None:
        """Tell, under this rule, of every entry of a list that is not one of the names, or stands in it twice."""
        for position, name in enumerate(given):
            if name not in names:
                self.known(name, names, (*address, position), rule)
        if len(given) > 1:
            self.once(given, address)

    def known(self, name: str, names: Collection[str], address: Address, rule: str, *, key: bool = False) -> None:
        """Tell, under this rule, of a name that is not one of the names."""
        if name not in names:
            hint = self.problems.near(name, names)
            self.problems.of(address, rule, _UNKNOWN[rule].format(name), hint, value=not key)

    def once(self, entries: Iterable[str], address: Address) -> None:
        """Tell of an entry that stands in a list twice."""
        seen: set[str] = set()
        for position, entry in enumerate(entries):
            if entry in seen:
                message = f"`{entry}` stands in this list twice."
                self.problems.of((*address, position), "repeated-entry", message, "Delete one of them.")
            seen.add(entry)
