"""Fits a tree to a shape. Whatever does not fit is told in a tutor's words and set aside; the rest is kept."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from .hints import in_quotes, shortened
from .names import KEBAB, SNAKE
from .parts import DATE, WRITTEN
from .problems import Problems
from .reader import Tree
from .source_map import Address

ShapeT = TypeVar("ShapeT", bound=BaseModel)

MAX_ROUNDS: Final = 40
"""How often what does not fit is set aside before giving up."""

_NAMES: Final = {
    "scenes": "scene",
    "choices": "choice",
    "variables": "variable",
    "facts": "fact",
    "duties": "duty",
    "fields": "field",
    "tick": "box",
    "pick": "option",
    "expect": "walkthrough",
    "clauses": "clause",
    "breaches": "breach",
    "moves": "move",
    "items": "item",
    "contacts": "contact",
    "transcripts": "transcript",
    "answers": "answer",
    "criteria": "criterion",
}


def validate(
    tree: Tree, model: type[ShapeT], problems: Problems, stand_ins: Mapping[str, Tree]
) -> tuple[ShapeT | None, bool]:
    """The tree as the model, and whether all of it fitted.

    ``stand_ins`` are values for the document's own keys, so that a document without a title is still checked further.
    None where not even the remains fit.
    """
    try:
        return model.model_validate(tree), True
    except ValidationError as error:
        faults = error.errors(include_url=False)
    if not isinstance(tree, dict):
        problems.at(0, "wrong-type", "The document should begin with names and colons, such as title: A name.")
        return None, False
    # What is missing is told last, when it is known which keys were only mistyped.
    for fault in sorted(faults, key=lambda fault: fault["type"] == "missing"):
        if problems.is_full:
            problems.count_unlisted()
        else:
            _tell(fault, tree, model, problems)
        problems.set_aside(_address(tree, fault))
    rest: Tree = deepcopy(tree)
    for _ in range(MAX_ROUNDS):
        _set_aside(rest, [_address(tree, fault) for fault in faults], faults, stand_ins)
        try:
            return model.model_validate(rest), False
        except ValidationError as error:
            faults = error.errors(include_url=False)
    return None, False


# Addresses ------------------------------------------------------------------------------------------------------------


def _address(tree: Tree, fault: ErrorDetails) -> Address:
    """The place in the document that a fault is about: its own steps only, none of the checker's."""
    steps: list[str | int] = []
    part: Tree | None = tree
    for step in fault["loc"]:
        if step == "[key]":
            break
        if isinstance(part, dict):
            name = _written(part, step)
            steps.append(name)
            part = part.get(name)
        elif isinstance(part, list) and isinstance(step, int) and step < len(part):
            steps.append(step)
            part = part[step]
        elif isinstance(part, str) or part is None:
            # An entry that was written short: the steps inside it are not in the document.
            break
    return tuple(steps)


def _written(part: Mapping[str, Tree], step: str | int) -> str:
    """The key as it is written; a number that is a key comes back as a number."""
    if isinstance(step, str):
        return step
    return next((key for key in part if key.strip().lstrip("+") == str(step)), str(step))


def _set_aside(rest: Tree, addresses: list[Address], faults: list[ErrorDetails], stand_ins: Mapping[str, Tree]) -> None:
    """Take out what does not fit; where something is missing, take out what it is missing from."""
    for address, fault in zip(addresses, faults, strict=True):
        gone = address[:-1] if fault["type"] == "missing" and len(address) > 1 else address
        # Without a list's faulty entry the places of the others would be wrong, so the whole list goes.
        if gone and isinstance(gone[-1], int):
            gone = gone[:-1]
        key = gone[0] if len(gone) == 1 else None
        if isinstance(rest, dict) and isinstance(key, str) and key in stand_ins:
            rest[key] = deepcopy(stand_ins[key])
        else:
            _delete(rest, gone)


def _delete(rest: Tree, address: Address) -> None:
    part = value_at(rest, address[:-1])
    if isinstance(part, dict) and address and isinstance(address[-1], str):
        part.pop(address[-1], None)


def value_at(tree: Tree, address: Address) -> Tree | None:
    """What is written at an address."""
    part: Tree | None = tree
    for step in address:
        if isinstance(part, dict) and isinstance(step, str):
            part = part.get(step)
        elif isinstance(part, list) and isinstance(step, int) and step < len(part):
            part = part[step]
        else:
            return None
    return part


# Words ----------------------------------------------------------------------------------------------------------------


def named(address: Address) -> str:
    """The part of a document at an address, as a person would call it: ``the choice `promise```."""
    place = _innermost(address)
    if place is None:
        return f"`{address[0]}`" if address else "the document"
    whole = f"the {_NAMES[str(address[place - 1])]} `{address[place]}`"
    keys = [step for step in address[place + 1 :] if isinstance(step, str)]
    return f"`{keys[-1]}` of {whole}" if keys else whole


def _innermost(address: Address) -> int | None:
    """The place of the innermost name of the tutor's own, which may be the same word as one of our keys."""
    found, place = None, 0
    while place + 1 < len(address):
        if address[place] in _NAMES:
            place += 1
            found = place
        place += 1
    return found


def _tell(fault: ErrorDetails, tree: Tree, model: type[BaseModel], problems: Problems) -> None:
    address = _address(tree, fault)
    key = str(address[-1]) if address else ""
    kind = fault["type"]
    if "[key]" in fault["loc"]:
        _tell_of_name(address, fault, problems)
        return
    match kind:
        case "missing":
            _tell_of_missing(address, model, problems)
        case "extra_forbidden":
            _tell_of_unknown(address, tree, model, problems)
        case "string_type":
            _tell_of_text(address, value_at(tree, address), problems)
        case "dict_type" | "model_type" | "model_attributes_type":
            _tell_of_parts(address, value_at(tree, address), problems)
        case "list_type" | "tuple_type":
            _tell_of_list(address, value_at(tree, address), problems)
        case "literal_error":
            _tell_of_word(address, fault, tree, model, problems)
        case "string_pattern_mismatch":
            _tell_of_pattern(address, fault, tree, problems)
        case "too_short":
            if value_at(tree, address):
                return  # what is in it has faults of its own, and is told
            problems.of(address, "empty-text", f"Nothing is written under `{key}`.")
        case "greater_than_equal" | "less_than_equal":
            context = fault.get("ctx", {})
            limit = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
            problems.of(address, "out-of-range", f"{_subject(address)} should be {limit}.", value=True)
        case _:
            _tell_of_own(address, fault, tree, problems)


def _tell_of_missing(address: Address, model: type[BaseModel], problems: Problems) -> None:
    if address not in problems.meant:
        message = f"{_capital(named(address[:-1]))} needs `{address[-1]}`."
        problems.of(address[:-1], "missing-key", message, _describe(model, address))


def _tell_of_own(address: Address, fault: ErrorDetails, tree: Tree, problems: Problems) -> None:
    written = value_at(tree, address)
    message = fault["msg"].replace("{subject}", _subject(address))
    if written == "":
        _tell_of_nothing(address, problems)
    else:
        problems.of(address, fault["type"], message, str(fault.get("ctx", {}).get("hint", "")), value=_is_one(written))


def _is_one(written: Tree | None) -> bool:
    """Whether it is a text, which is pointed at itself; of other things the name is."""
    return not isinstance(written, dict)


def _tell_of_name(address: Address, fault: ErrorDetails, problems: Problems) -> None:
    key = str(address[-1])
    pattern = fault.get("ctx", {}).get("pattern")
    if pattern not in (KEBAB, SNAKE):
        problems.of(address, "bad-number", f"`{key}` should be a whole number.")
        return
    _tell_bad_name(address, key, pattern == KEBAB, problems, value=False)


def _tell_bad_name(address: Address, name: str, kebab: bool, problems: Problems, *, value: bool) -> None:
    joint = "-" if kebab else "_"
    parts = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower()).split()
    suggestion = joint.join(parts)
    hint = f"For example `{suggestion}`." if suggestion and (kebab or not suggestion[0].isdigit()) else ""
    signs = "small letters, digits and -" if kebab else "small letters, digits and _, and a letter first"
    shown = shortened(name)
    what = (
        "Nothing is written where a name is needed."
        if not name.strip()
        else f"“{shown}” cannot be a name here: use {signs}."
    )
    problems.of(address, "bad-name", what, hint, value=value)


def _tell_of_unknown(address: Address, tree: Tree, model: type[BaseModel], problems: Problems) -> None:
    key = str(address[-1])
    here = model_at(model, address[:-1])
    own = list(_fields(here)) if here else []
    where = named(address[:-1])
    if not key.strip():
        problems.of(address, "unknown-key", f"A name is missing before the colon in {where}.")
        return
    shown = shortened(key, 60)
    comma = "If it belongs to the text before a comma, put the whole text in quotes."
    word, colon, _ = key.partition(":")
    if colon and word in own:
        wide = key[len(word) + 1 :][:1].isspace()
        hint = f"Write {'an ordinary' if wide else 'a'} space after “{word}:”."
        problems.meant.add((*address[:-1], word))
    elif value_at(tree, address) == "" and not re.fullmatch("[a-z_-]+", key):
        if not problems.whole((*address[:-1], comma)):
            return  # the same text goes on after its next comma
        hint = comma
    else:
        meant = problems.nearest(key, own)
        hint = f"Did you mean `{meant}`?" if meant else ""
        if meant:
            problems.meant.add((*address[:-1], meant))
    hint = hint or _homes(model, key) or (comma if value_at(tree, address) == "" else "")
    if hint == comma:
        problems.set_aside((*address[:-1], comma))
    problems.of(address, "unknown-key", f"`{shown}` means nothing in {where}.", hint)


def _tell_of_text(address: Address, written: Tree | None, problems: Problems) -> None:
    subject = _subject(address)
    raw = _raw_line(address, problems)
    if isinstance(written, list):
        hint = (
            f"Put the whole text in quotes: {in_quotes(raw)}"
            if raw.startswith("[")
            else "Write one text, without dashes."
        )
        problems.of(address, "wrong-type", f"{subject} should be a text, but this is read as a list.", hint, value=True)
    elif isinstance(written, dict):
        hint = (
            f"Put the whole text in quotes: {in_quotes(raw)}"
            if raw.startswith("{")
            else ("If the text has a colon in it, put all of it in quotes.")
        )
        problems.of(address, "wrong-type", f"{subject} should be a text, but names with colons stand here.", hint)


def _raw_line(address: Address, problems: Problems) -> str:
    line, column = problems.source_map.of(address, value=True)
    return problems.source_map.line_text(line)[column - 1 :].strip()


def _tell_of_parts(address: Address, written: Tree | None, problems: Problems) -> None:
    subject = _subject(address)
    if not address:
        problems.at(0, "wrong-type", "The document should begin with names and colons, such as title: A name.")
    elif written == "":
        _tell_of_nothing(address, problems, where="under")
    elif isinstance(written, list):
        hint = "Give each entry a name and a colon instead of a dash."
        problems.of(
            address, "wrong-type", f"{subject} should hold names with colons, but this is a list.", hint, value=True
        )
    else:
        hint = "Write the names further in on the lines below, each with a colon."
        problems.of(
            address, "wrong-type", f"{subject} should hold names with colons, but this is a text.", hint, value=True
        )


def _tell_of_list(address: Address, written: Tree | None, problems: Problems) -> None:
    subject = _subject(address)
    if written == "":
        _tell_of_nothing(address, problems, "Write a list such as [one, two], or leave it out.")
    elif isinstance(written, str):
        shown = written if len(written) <= 40 and not set(written) & set("[]{},:#\"'") else in_quotes(written)
        hint = f"Put it in square brackets: {address[-1]}: [{shown}]"
        problems.of(address, "wrong-type", f"{subject} should be a list.", hint, value=True)
    else:
        hint = "Write it as [one, two], or with a dash before each entry."
        problems.of(address, "wrong-type", f"{subject} should be a list, but names with colons stand here.", hint)


def _tell_of_word(
    address: Address, fault: ErrorDetails, tree: Tree, model: type[BaseModel], problems: Problems
) -> None:
    written = value_at(tree, address)
    subject = _subject(address)
    options = _options(model, address)
    listed = ", ".join(options)
    if written == "":
        _tell_of_nothing(address, problems, f"One of: {listed}.")
    elif not isinstance(written, str):
        problems.of(address, "wrong-type", f"{subject} should be one word.", f"One of: {listed}.", value=True)
    else:
        shown = shortened(written)
        hint = problems.near(written, options) or f"One of: {listed}."
        problems.of(address, "unknown-word", f"{subject} cannot be “{shown}”.", hint, value=True)


def _tell_of_pattern(address: Address, fault: ErrorDetails, tree: Tree, problems: Problems) -> None:
    pattern = fault.get("ctx", {}).get("pattern")
    written = value_at(tree, address)
    text = written if isinstance(written, str) else ""
    if not text.strip():
        line = problems.source_map.line_text(problems.source_map.of(address)[0])
        hint = "A # after a space begins a remark; put the whole text in quotes." if " #" in line else ""
        _tell_of_nothing(address, problems, hint, where="after" if isinstance(written, str) else "in")
    elif pattern == DATE:
        problems.of(
            address, "bad-date", f"{_subject(address)} should be a date.", "Write it as 2025-03-31.", value=True
        )
    elif pattern in (KEBAB, SNAKE):
        _tell_bad_name(address, text, pattern == KEBAB, problems, value=True)
    elif pattern == WRITTEN:  # pragma: no cover  (whitespace alone was told above)
        _tell_of_nothing(address, problems)


def _tell_of_nothing(address: Address, problems: Problems, hint: str = "", *, where: str = "after") -> None:
    problems.of(address, "empty-text", f"Nothing is written {where} {_subject(address, small=True)}.", hint)


def _subject(address: Address, *, small: bool = False) -> str:
    if not address:
        return "the document" if small else "The document"
    if isinstance(address[-1], int):
        keys = [step for step in address if isinstance(step, str)]
        text = f"entry {address[-1] + 1} of `{keys[-1]}`" if keys else f"entry {address[-1] + 1}"
        return text if small else _capital(text)
    return f"`{address[-1]}`"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# What a shape has -----------------------------------------------------------------------------------------------------


def _inner(annotation: Any) -> Iterator[Any]:
    """What an annotation is made of, without its wrappings."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _inner(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            yield from _inner(part)
    elif annotation is not type(None):
        yield annotation


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    return (inner for inner in _inner(annotation) if isinstance(inner, type) and issubclass(inner, BaseModel))


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The keys of a shape as they are written."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _step(annotation: Any, step: str | int) -> Any:
    for inner in _inner(annotation):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found = _fields(inner).get(str(step))
            if found is not None:
                return found.annotation
        elif get_origin(inner) is dict:
            return get_args(inner)[1]
        elif get_origin(inner) in (list, tuple):
            entry = get_args(inner)[0]
            return _step(entry, step) if isinstance(step, str) else entry
    return None


def _annotation_at(model: type[BaseModel], address: Address) -> Any:
    annotation: Any = model
    for step in address:
        annotation = _step(annotation, step)
        if annotation is None:
            return None
    return annotation


def model_at(model: type[BaseModel], address: Address) -> type[BaseModel] | None:
    """The shape of the part at an address; None where it is no group of named parts."""
    for inner in _inner(_annotation_at(model, address)):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
        if get_origin(inner) in (list, tuple):
            return next(_models(get_args(inner)[0]), None)
    return None


def _options(model: type[BaseModel], address: Address) -> list[str]:
    return [
        str(option)
        for inner in _inner(_annotation_at(model, address))
        for option in get_args(inner)
        if isinstance(option, str)
    ]


def _describe(model: type[BaseModel], address: Address) -> str:
    here = model_at(model, address[:-1])
    found = _fields(here).get(str(address[-1])) if here else None
    first = (found.description or "").partition(". ")[0].rstrip(".") if found else ""
    return f"It is: {first[:1].lower()}{first[1:]}." if first else ""


def _homes(model: type[BaseModel], key: str) -> str:
    """The hint that names the kinds of part in which a key may stand; empty where there are none."""
    homes = sorted({home for home, keys in _keys_by_home(model, "the document").items() if key in keys})
    listed = " or ".join([", ".join(homes[:-1]), homes[-1]] if len(homes) > 1 else homes)
    return f"It belongs in {listed}." if listed else ""


@cache
def _keys_by_home(model: type[BaseModel], home: str) -> dict[str, frozenset[str]]:
    found = {home: frozenset(_fields(model))}
    for key, field in _fields(model).items():
        for inner in _inner(field.annotation):
            parts = [inner] if isinstance(inner, type) else list(get_args(inner))[-1:]
            for part in (model for wrapped in parts for model in _models(wrapped)):
                kind = _NAMES.get(key)
                article = "an" if kind and kind[0] in "aeiou" else "a"
                found |= _keys_by_home(part, f"{article} {kind}" if kind else f"`{key}`")
    return found
