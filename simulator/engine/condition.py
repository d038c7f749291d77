"""The condition language: ``trust >= 3 and not promised or mood == told``.

The grammar, loosest first (``or``, ``and``, ``not``, one comparison, a term or parentheses)::

    either     = both ("or" both)*
    both       = negation ("and" negation)*
    negation   = "not" negation | comparison
    comparison = term (("==" | "!=" | "<" | "<=" | ">" | ">=") term)?
    term       = NUMBER | "true" | "false" | NAME | "(" either ")"

There are no calls, no attributes and no arithmetic, so a condition cannot do anything but hold or not hold.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never

Value: TypeAlias = int | bool | str
"""A number, a yes-or-no, or one of a variable's declared words."""

Comparator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]

MAX_LENGTH: Final = 300
"""The longest condition, in characters."""

MAX_DEPTH: Final = 50
"""How many brackets and ``not`` may stand inside one another."""

KEYWORDS: Final = frozenset({"and", "or", "not", "true", "false"})


class ConditionError(ValueError):
    """A condition that cannot be read: a sentence for a tutor, and where in the text it applies."""

    def __init__(self, message: str, column: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        """Characters from the start of the condition, counting from 0."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, ``true``, ``false``, or a declared word."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a variable, a fact or a duty."""

    name: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two terms compared."""

    left: "Constant | Name"
    operator: Comparator
    right: "Constant | Name"


@dataclass(frozen=True, slots=True)
class Not:
    """Holds where its part does not."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class And:
    """Holds where every part holds."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """Holds where any part holds."""

    parts: "tuple[Condition, ...]"


Condition: TypeAlias = Constant | Name | Comparison | Not | And | Or

COMPARATORS: Final[dict[Comparator, Callable[[Value, Value], bool]]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,  # type: ignore[operator]
    "<=": lambda left, right: left <= right,  # type: ignore[operator]
    ">": lambda left, right: left > right,  # type: ignore[operator]
    ">=": lambda left, right: left >= right,  # type: ignore[operator]
}

_TOKEN: Final = re.compile(r"\s*(?:(-?[0-9]+)|([A-Za-z_][A-Za-z0-9_]*)|(==|!=|<=|>=|<|>|\(|\)))", re.ASCII)

_HINTS: Final = {
    "=": "write == to ask whether two things are equal",
    "!": "write != for “is not”, or the word not",
    "&": "write the word and",
    "|": "write the word or",
    "+": "a condition cannot calculate",
    "-": "a condition cannot calculate; names use _ and not -",
    "*": "a condition cannot calculate",
    "/": "a condition cannot calculate",
    ".": "only names, whole numbers and comparisons may stand here",
    '"': "declared words stand without quotation marks",
    "'": "declared words stand without quotation marks",
    "“": "declared words stand without quotation marks",
    "≥": "write >=",
    "≤": "write <=",
    "≠": "write !=",
}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["number", "name", "sign", "end"]
    text: str
    column: int


def _tokens(text: str) -> list[_Token]:
    if len(text) > MAX_LENGTH:
        raise ConditionError(f"A condition may have at most {MAX_LENGTH} characters; this one has {len(text)}.")
    found: list[_Token] = []
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            column = position + len(text[position:]) - len(text[position:].lstrip())
            sign = text[column]
            hint = _HINTS.get(sign)
            raise ConditionError(f"“{sign}” means nothing in a condition{': ' + hint if hint else ''}.", column)
        number, name, sign = match.groups()
        kind: Literal["number", "name", "sign"] = "number" if number else "name" if name else "sign"
        if number and len(number.lstrip("-")) > 9:
            raise ConditionError("A number in a condition has at most nine digits.", match.start(1))
        content = number or name or sign
        found.append(_Token(kind, content, match.end() - len(content)))
        position = match.end()
    found.append(_Token("end", "", len(text)))
    return found


class _Parser:
    """Recursive descent over the tokens; one method for each rule of the grammar."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.position = 0
        self.depth = 0

    def peek(self) -> _Token:
        return self.tokens[self.position]

    def take(self, *texts: str) -> _Token | None:
        token = self.peek()
        if token.kind in ("name", "sign") and token.text in texts:
            self.position += 1
            return token
        return None

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ConditionError("Too many brackets inside one another.", self.peek().column)

    def whole(self) -> Condition:
        if self.peek().kind == "end":
            raise ConditionError("The condition is empty.")
        condition = self.either()
        token = self.peek()
        if token.kind != "end":
            if token.text == ")":
                raise ConditionError("A closing bracket without an opening one.", token.column)
            if token.kind == "sign":
                raise ConditionError(
                    "Only two things can be compared at a time; join comparisons with and.", token.column
                )
            raise ConditionError(f"“{token.text}” is left over; join the parts with and, or or.", token.column)
        return condition

    def either(self) -> Condition:
        parts = [self.both()]
        while self.take("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def both(self) -> Condition:
        parts = [self.negation()]
        while self.take("and"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negation(self) -> Condition:
        if self.take("not"):
            self.deeper()
            part = self.negation()
            self.depth -= 1
            return Not(part)
        return self.comparison()

    def comparison(self) -> Condition:
        start = self.peek().column
        left = self.term()
        token = self.take(*COMPARATORS)
        if token is None:
            return left
        after = self.peek().column
        right = self.term()
        for side, column in ((left, start), (right, after)):
            if not isinstance(side, Constant | Name):
                raise ConditionError("Only names, words and numbers can be compared, not brackets.", column)
        assert isinstance(left, Constant | Name)  # noqa: S101  (shown by the loop above)
        assert isinstance(right, Constant | Name)  # noqa: S101
        return Comparison(left, _comparator(token.text), right)

    def term(self) -> Condition:
        token = self.peek()
        if self.take("("):
            self.deeper()
            inside = self.either()
            self.depth -= 1
            if not self.take(")"):
                raise ConditionError("An opening bracket that is never closed.", token.column)
            return inside
        if token.kind == "number":
            self.position += 1
            return Constant(int(token.text))
        if token.kind == "name" and token.text in ("true", "false"):
            self.position += 1
            return Constant(token.text == "true")
        if token.kind == "name" and token.text not in KEYWORDS:
            self.position += 1
            return Name(token.text)
        if token.kind == "end":
            raise ConditionError("The condition stops too early.", token.column)
        raise ConditionError(f"“{token.text}” cannot stand here.", token.column)


def _comparator(text: str) -> Comparator:
    for comparator in COMPARATORS:
        if comparator == text:
            return comparator
    raise AssertionError(text)  # pragma: no cover


def parse(text: str) -> Condition:
    """Read a condition. Every bare word is a ``Name``; ``bind`` tells declared words from names.

    Raises:
        ConditionError: the text is no condition; its message is a sentence for a tutor.
    """
    return _Parser(text).whole()


def bind(condition: Condition, words: frozenset[str]) -> Condition:
    """The same condition in which the declared ``words`` of variables are constants."""
    match condition:
        case Name(name):
            return Constant(name) if name in words else condition
        case Comparison(left, operator, right):
            return Comparison(_bind_term(left, words), operator, _bind_term(right, words))
        case Not(part):
            return Not(bind(part, words))
        case And(parts):
            return And(tuple(bind(part, words) for part in parts))
        case Or(parts):
            return Or(tuple(bind(part, words) for part in parts))
        case Constant():
            return condition
        case _:
            assert_never(condition)


def _bind_term(term: Constant | Name, words: frozenset[str]) -> Constant | Name:
    return Constant(term.name) if isinstance(term, Name) and term.name in words else term


def names(condition: Condition) -> frozenset[str]:
    """The names a condition reads."""
    match condition:
        case Name(name):
            return frozenset({name})
        case Comparison(left, _, right):
            return names(left) | names(right)
        case Not(part):
            return names(part)
        case And(parts) | Or(parts):
            return frozenset[str]().union(*(names(part) for part in parts))
        case Constant():
            return frozenset()
        case _:
            assert_never(condition)


def holds(condition: Condition, value_of: Mapping[str, Value]) -> bool:
    """Whether a bound condition holds where the names have these values.

    Raises:
        KeyError: the condition reads a name that has no value.
    """
    match condition:
        case Constant(value):
            return value is True
        case Name(name):
            return value_of[name] is True
        case Comparison(left, operator, right):
            return COMPARATORS[operator](_value(left, value_of), _value(right, value_of))
        case Not(part):
            return not holds(part, value_of)
        case And(parts):
            return all(holds(part, value_of) for part in parts)
        case Or(parts):
            return any(holds(part, value_of) for part in parts)
        case _:
            assert_never(condition)


def _value(term: Constant | Name, value_of: Mapping[str, Value]) -> Value:
    return term.value if isinstance(term, Constant) else value_of[term.name]


def written(value: Value) -> str:
    """A value as a tutor would write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def render(condition: Condition) -> str:
    """The condition as a tutor would write it; ``parse`` reads it back to the same (words as names)."""
    match condition:
        case Constant(value):
            return written(value)
        case Name(name):
            return name
        case Comparison(left, operator, right):
            return f"{render(left)} {operator} {render(right)}"
        case Not(part):
            return f"not {_bracketed(part)}"
        case And(parts):
            return " and ".join(_bracketed(part) for part in parts)
        case Or(parts):
            return " or ".join(f"({render(part)})" if isinstance(part, Or) else render(part) for part in parts)
        case _:
            assert_never(condition)


def _bracketed(part: Condition) -> str:
    return f"({render(part)})" if isinstance(part, And | Or) else render(part)
