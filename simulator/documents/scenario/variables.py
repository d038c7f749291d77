"""Variables of a scenario: what values each can have, and what is wrong with giving it another."""

from simulator.documents.yaml.hints import shortened
from simulator.documents.yaml.problems import Problems
from simulator.documents.yaml.source_map import Address
from simulator.engine.condition import Value, written
from simulator.engine.scenario import Variable

from .conditions import ValueType
from .shapes import VariableShape


def decoded(text: str) -> Value:
    """The number, yes-or-no or word that a value's text means."""
    if text in ("true", "false"):
        return text == "true"
    digits = text.removeprefix("-").removeprefix("+")
    if digits.isascii() and digits.isdigit() and len(digits) <= 9 and (digits == "0" or digits[0] != "0"):
        return int(text)
    return text


def type_of(value: Value) -> ValueType:
    """What kind of value it is."""
    if isinstance(value, bool):
        return ValueType.FLAG
    return ValueType.NUMBER if isinstance(value, int) else ValueType.WORD


def value_fault(variable: Variable, value: Value) -> tuple[str, str] | None:
    """What is wrong with giving a variable this value: a sentence and a hint; None where nothing is."""
    name = variable.name
    match type_of(variable.start):
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
    return shortened(written(value))


def variable_of(name: str, shape: VariableShape, problems: Problems) -> Variable | None:
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
    number = type_of(start) is ValueType.NUMBER
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
    wrong = value_fault(variable, start)
    if wrong is not None:
        problems.of((*address, "start"), "value-out-of-range", *wrong, value=True)
    return variable


def _meant(name: str, shape: VariableShape, start: Value) -> Variable | None:
    """The variable whose start is of the wrong kind, where the rest of it shows the right one; else None."""
    limits = [limit for limit in (shape.min, shape.max) if limit is not None]
    if type_of(start) is ValueType.WORD and limits and not shape.values:
        ordered = len(limits) < 2 or limits[0] <= limits[1]
        return Variable(name, limits[0], shape.min, shape.max) if ordered else Variable(name, limits[0])
    return None


def _kind_fault(name: str, shape: VariableShape, start: Value, values: tuple[str, ...]) -> tuple[str, str, str] | None:
    limits = [key for key in ("min", "max") if getattr(shape, key) is not None]
    match type_of(start):
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
