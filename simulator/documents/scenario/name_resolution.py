"""What the parts of a scenario can refer to, and the telling of what they refer to in vain."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.documents.yaml.problems import Problems
from simulator.documents.yaml.reader import Tree
from simulator.documents.yaml.source_map import Address
from simulator.engine.condition import KEYWORDS, Value
from simulator.engine.rubric import EvidenceKind, Item, Rubric
from simulator.engine.scenario import Effects, Target, Variable, Variant, Words

from .action_shapes import ActionShape, TargetShape, VariantShape
from .conditions import Conditions, ValueType, Vocabulary
from .shapes import SceneShape, VariableShape

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
            variable = _variable(name, shape, self.problems)
            if variable is not None:
                self.variables[name] = variable
        sorts = dict.fromkeys(self.declared.variables, ValueType.UNKNOWN)
        sorts |= {name: _sort(variable.start) for name, variable in self.variables.items()}
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

    # Parts that scenes and actions share

    def words(self, shapes: Iterable[VariantShape] | None, address: Address) -> Words:
        """Variants in order."""
        if shapes is None:
            return ()
        read = self.conditions.read
        shapes = tuple(shapes)
        if len(shapes) > 1:
            self._check_variants(shapes, address)
        return tuple(
            [
                Variant(shape.text, None if shape.when is None else read(shape.when, (*address, position, "when")))
                for position, shape in enumerate(shapes)
            ]
        )

    def _check_variants(self, shapes: Sequence[VariantShape], address: Address) -> None:
        """Tell of the first variant that stands below one without a condition."""
        always = next((position for position, shape in enumerate(shapes) if shape.when is None), len(shapes))
        if always + 1 < len(shapes):
            message = "This can never be said, because the variant above it has no condition."
            hint = "Put the variant without when last, or give it one."
            self.problems.of((*address, always + 1), "variant-never-said", message, hint)

    def targets(self, shapes: Iterable[TargetShape], address: Address) -> tuple[Target, ...]:
        """Targets in order."""
        found: list[Target] = []
        for position, shape in enumerate(shapes):
            if shape.to not in self.declared.scenes:
                self.scene(shape.to, (*address, position, "to"))
            when = None if shape.when is None else self.conditions.read(shape.when, (*address, position, "when"))
            found.append(Target(shape.to, when))
        return tuple(found)

    def effects(self, shape: SceneShape | ActionShape, address: Address) -> Effects:
        """What entering a scene or doing something changes."""
        opens = tuple(shape.opens) if isinstance(shape, SceneShape) else ()
        fulfils = tuple(shape.fulfils) if isinstance(shape, ActionShape) else ()
        if not (opens or fulfils or shape.learn or shape.change or shape.set):
            return _NOTHING
        names = self.declared
        self.each_known(opens, names.duties, (*address, "opens"), "unknown-duty")
        self.each_known(fulfils, names.duties, (*address, "fulfils"), "unknown-duty")
        self.each_known(shape.learn, names.facts, (*address, "learn"), "unknown-fact")
        for name in shape.change:
            self._check_change(name, (*address, "change", name))
        values = [(name, self._value(name, text, (*address, "set", name))) for name, text in shape.set.items()]
        return Effects(
            learn=tuple(shape.learn),
            opens=opens,
            fulfils=fulfils,
            change=tuple(shape.change.items()),
            set=tuple((name, value) for name, value in values if value is not None),
        )

    def _check_change(self, name: str, address: Address) -> None:
        if not self._variable_exists(name, address):
            return
        variable = self.variables.get(name)
        if variable is not None and _sort(variable.start) is not ValueType.NUMBER:
            message = f"`{name}` is no number, so it cannot go up or down."
            self.problems.of(address, "change-not-number", message, "Use set to give it a value.")

    def _variable_exists(self, name: str, address: Address) -> bool:
        if name in self.declared.variables:
            return True
        if name in self.declared.facts:
            hint = "It is a fact; use learn."
        elif name in self.declared.duties:
            hint = "It is a duty; use fulfils."
        else:
            hint = self.problems.near(name, self.declared.variables)
        self.problems.of(address, "unknown-variable", f"There is no variable `{name}`.", hint)
        return False

    def _value(self, name: str, text: str, address: Address) -> Value | None:
        if not self._variable_exists(name, address):
            return None
        variable = self.variables.get(name)
        if variable is None:
            return None
        value = decoded(text)
        fault = _value_fault(variable, value)
        if fault is None:
            return value
        message, hint = fault
        self.problems.of(address, "value-out-of-range", message, hint, value=True)
        return None


_NOTHING: Final = Effects()


def decoded(text: str) -> Value:
    """The number, yes-or-no or word that a value's text means."""
    if text in ("true", "false"):
        return text == "true"
    digits = text.removeprefix("-").removeprefix("+")
    if digits.isascii() and digits.isdigit() and len(digits) <= 9 and (digits == "0" or digits[0] != "0"):
        return int(text)
    return text


def _sort(value: Value) -> ValueType:
    if isinstance(value, bool):
        return ValueType.FLAG
    return ValueType.NUMBER if isinstance(value, int) else ValueType.WORD


def _value_fault(variable: Variable, value: Value) -> tuple[str, str] | None:
    """What is wrong with giving a variable this value: a sentence and a hint; None where nothing is."""
    name = variable.name
    match _sort(variable.start):
        case ValueType.WORD:
            if value not in variable.values:
                listed = ", ".join(variable.values[:20])
                return f"`{name}` cannot be “{_shown(value)}”.", f"It can be: {listed}."
        case ValueType.FLAG:
            if not isinstance(value, bool):
                return f"`{name}` is true or false, and cannot be “{_shown(value)}”.", "Write true or false."
        case _:
            if isinstance(value, bool) or not isinstance(value, int):
                return f"`{name}` is a number, and cannot be “{_shown(value)}”.", "Write a whole number."
            if variable.minimum is not None and value < variable.minimum:
                return f"{value} is below the smallest value of `{name}`, {variable.minimum}.", ""
            if variable.maximum is not None and value > variable.maximum:
                return f"{value} is above the largest value of `{name}`, {variable.maximum}.", ""
    return None


def _shown(value: Value) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else text[:40] + "…"


def _variable(name: str, shape: VariableShape, problems: Problems) -> Variable | None:
    """The variable, with its faults told; None where it cannot be known what values it can have."""
    address: Address = ("variables", name)
    start = decoded(shape.start)
    values = tuple(shape.values or ())
    if shape.values is not None and not values:
        problems.of((*address, "values"), "empty-text", "Nothing is written in `values`.", "List every word it can be.")
        return None
    if len(set(values)) < len(values):
        problems.of(
            (*address, "values"), "repeated-entry", f"A word of `{name}` is listed twice.", "Delete one of them."
        )
    number = _sort(start) is ValueType.NUMBER
    fault = _kind_fault(name, shape, start, values)
    if fault is not None and not problems.whole(address):
        return None
    if fault is not None:
        key, message, hint = fault
        problems.of((*address, key), "variable-kind", message, hint, value=key == "start")
        return _meant(name, shape, start)
    if number and shape.min is not None and shape.max is not None and shape.min > shape.max:
        problems.of((*address, "min"), "min-over-max", f"The smallest value of `{name}` is above its largest.", "")
        return Variable(name, start)
    variable = Variable(name, start, shape.min, shape.max, values, shape.means)
    wrong = _value_fault(variable, start)
    if wrong is not None:
        problems.of((*address, "start"), "value-out-of-range", *wrong, value=True)
    return variable


def _meant(name: str, shape: VariableShape, start: Value) -> Variable | None:
    """The variable whose start is of the wrong kind, where the rest of it shows the right one; else None."""
    limits = [limit for limit in (shape.min, shape.max) if limit is not None]
    if _sort(start) is ValueType.WORD and limits and not shape.values:
        ordered = len(limits) < 2 or limits[0] <= limits[1]
        return Variable(name, limits[0], shape.min, shape.max) if ordered else Variable(name, limits[0])
    return None


def _kind_fault(name: str, shape: VariableShape, start: Value, values: tuple[str, ...]) -> tuple[str, str, str] | None:
    limits = [key for key in ("min", "max") if getattr(shape, key) is not None]
    match _sort(start):
        case ValueType.WORD:
            if limits:
                return limits[0], f"Only numbers have `{limits[0]}`, and `{name}` starts as a word.", "Delete it."
            if not values:
                flag = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(str(start).lower())
                hint = (
                    f"Write {flag}."
                    if flag
                    else "List its words: values: [one, another]; or start it with a number, true or false."
                )
                return "start", f"`{name}` starts as “{_shown(start)}”, but its words are not listed.", hint
        case ValueType.FLAG:
            if limits or values:
                key = limits[0] if limits else "values"
                return key, f"`{name}` is true or false, so it has no `{key}`.", "Delete it."
        case _:
            if values:
                return (
                    "values",
                    f"`{name}` starts as a number, so it has no words.",
                    "Use min and max, or start with a word.",
                )
    return None
