"""Conditions as they stand in a document: read, bound to the declared words, and checked for sense."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import assert_never

from simulator.documents.yaml.problems import Problems, nearest
from simulator.documents.yaml.source_map import Address
from simulator.engine.condition import (
    And,
    Comparison,
    Condition,
    ConditionError,
    Constant,
    Name,
    Not,
    Or,
    bind,
    parse,
    render,
)


class ValueType(Enum):
    """What kind of value something has."""

    NUMBER = "a number"
    FLAG = "true or false"
    WORD = "a word"
    UNKNOWN = "something that could not be read"


@dataclass(frozen=True)
class Vocabulary:
    """What the conditions of a scenario can speak of."""

    sorts: Mapping[str, ValueType]
    """Variables, facts and duties by what they are."""
    words: Mapping[str, tuple[str, ...]]
    """The declared words of each variable that has some."""

    @cached_property
    def all_words(self) -> frozenset[str]:
        """Every declared word of every variable that is not also the name of something (which is told elsewhere)."""
        return frozenset(word for words in self.words.values() for word in words) - self.sorts.keys()


class Conditions:
    """Reads the conditions of one document; the same text is read and bound once."""

    def __init__(self, vocabulary: Vocabulary, problems: Problems) -> None:
        self.vocabulary = vocabulary
        self.problems = problems
        self._read: dict[str, Condition] = {}

    def read(self, text: str | None, address: Address) -> Condition | None:
        """The bound condition; None where there is none or it has a fault, which is told."""
        if text is None:
            return None
        known = self._read.get(text)
        if known is not None:
            return known
        try:
            condition = bind(parse(text), self.vocabulary.all_words)
        except ConditionError as error:
            self.problems.at(self._index(text, address, error.column), "condition-syntax", error.message)
            return None
        fault = _Sense(self.vocabulary, text).fault(condition)
        if fault is None:
            self._read[text] = condition
            return condition
        index = self._index(text, address, _column(text, fault.about))
        self.problems.at(index, fault.rule, fault.message, fault.hint)
        return None

    def _index(self, text: str, address: Address, column: int) -> int:
        """Where a column of the condition stands in the document."""
        source_map = self.problems.source_map
        index = source_map.index(address, value=True)
        for offset in (0, 1):
            if source_map.text.startswith(text, index + offset):
                return index + offset + min(column, len(text))
        return index


def _column(text: str, about: str) -> int:
    """Where a name or a word stands in a condition, as a word of its own."""
    column = 0
    while (column := text.find(about, column)) >= 0:
        before = text[column - 1 : column]
        after = text[column + len(about) : column + len(about) + 1]
        if not (before.isalnum() or before == "_" or after.isalnum() or after == "_"):
            return column
        column += 1
    return 0


@dataclass(frozen=True, slots=True)
class _Fault:
    rule: str
    about: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Sense:
    """What makes no sense in a condition; the first such thing."""

    vocabulary: Vocabulary
    text: str

    def fault(self, condition: Condition) -> _Fault | None:
        match condition:
            case Constant(value):
                return self._constant(value)
            case Name(name):
                return self._unknown(name) or self._alone(name)
            case Comparison():
                return self._comparison(condition)
            case Not(part):
                return self.fault(part)
            case And(parts) | Or(parts):
                return next((found for part in parts if (found := self.fault(part))), None)
            case _:
                assert_never(condition)

    def _constant(self, value: int | bool | str) -> _Fault | None:
        if isinstance(value, bool):
            return None
        if isinstance(value, int):
            message = f"The number {value} stands alone; it holds or does not hold only in a comparison."
            return _Fault("condition-type", str(value), message, "Compare it, such as trust >= 3.")
        owner = next((name for name, words in self.vocabulary.words.items() if value in words), "")
        message = f"The word `{value}` stands alone; a word holds or does not hold only in a comparison."
        return _Fault("condition-type", value, message, f"Write {owner} == {value}.")

    def _unknown(self, name: str) -> _Fault | None:
        if name in self.vocabulary.sorts:
            return None
        near = nearest(name, [*self.vocabulary.sorts, *sorted(self.vocabulary.all_words)][:500])
        hint = f"Did you mean `{near}`?" if near else "Declare it under variables, facts or duties."
        return _Fault("condition-name", name, f"No variable, fact or duty is called `{name}`.", hint)

    def _alone(self, name: str) -> _Fault | None:
        match self.vocabulary.sorts[name]:
            case ValueType.NUMBER:
                message = f"`{name}` is a number; by itself it neither holds nor does not hold."
                return _Fault("condition-type", name, message, f"Compare it, such as {name} >= 1.")
            case ValueType.WORD:
                word = self.vocabulary.words[name][0]
                message = f"`{name}` is one of some words; by itself it neither holds nor does not hold."
                return _Fault("condition-type", name, message, f"Compare it, such as {name} == {word}.")
            case ValueType.FLAG | ValueType.UNKNOWN:
                return None

    def _comparison(self, comparison: Comparison) -> _Fault | None:
        left, right = comparison.left, comparison.right
        if ValueType.UNKNOWN in (self._sort(left), self._sort(right)):
            return None
        for one, other in ((left, right), (right, left)):
            found = self._word_fault(one, other)
            if found is not None:
                return found
        sorts = self._sort(left), self._sort(right)
        if sorts[0] is None or sorts[1] is None:  # pragma: no cover  (names that are not declared were told above)
            return None
        if sorts[0] is not sorts[1]:
            message = (
                f"{_said(left)} is {sorts[0].value} and {_said(right)} is {sorts[1].value}; they cannot be compared."
            )
            return _Fault("condition-type", render(left), message)
        if sorts[0] is not ValueType.NUMBER and comparison.operator not in ("==", "!="):
            message = f"{_said(left)} is {sorts[0].value}, which has no order."
            return _Fault("condition-type", render(left), message, "Use == or != here.")
        return None

    def _word_fault(self, one: Constant | Name, other: Constant | Name) -> _Fault | None:
        """A name that is not declared, or a word that the variable on the other side cannot be."""
        words = self.vocabulary.words.get(other.name, ()) if isinstance(other, Name) else ()
        written = one.name if isinstance(one, Name) else one.value
        undeclared = isinstance(one, Name) and one.name not in self.vocabulary.sorts
        if words and isinstance(written, str) and (undeclared or isinstance(one, Constant)) and written not in words:
            near = nearest(written, words)
            hint = f"Did you mean `{near}`?" if near else f"It can be: {', '.join(words[:20])}."
            assert isinstance(other, Name)  # noqa: S101  (only names have words)
            return _Fault("condition-name", written, f"`{written}` is not one of the words of `{other.name}`.", hint)
        return self._unknown(one.name) if isinstance(one, Name) and undeclared else None

    def _sort(self, term: Constant | Name) -> ValueType | None:
        """What kind of value a term has; None for a name that is not declared."""
        if isinstance(term, Name):
            return self.vocabulary.sorts.get(term.name)
        if isinstance(term.value, bool):
            return ValueType.FLAG
        return ValueType.NUMBER if isinstance(term.value, int) else ValueType.WORD


def _said(term: Constant | Name) -> str:
    return f"`{render(term)}`"
