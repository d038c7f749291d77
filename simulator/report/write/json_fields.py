"""Fields of frozen values as JSON, under their own names: a name that is given here is one that stays."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from simulator.engine.rubric import Level
from simulator.json_value import Json, JsonObject


def fields_of(value: object, *names: str) -> JsonObject:
    """These fields of a value; a level as its word, a moment in ISO 8601.

    Raises:
        AttributeError: the value has no such field.
        TypeError: one of them is nothing that JSON can hold.
    """
    return {name: as_json(getattr(value, name)) for name in names}


def as_json(value: object) -> Json:
    """A value in what JSON can hold.

    Raises:
        TypeError: there is no way to.
    """
    match value:
        case Level():
            return value.word
        case StrEnum():
            return str(value)
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.isoformat()
        case tuple() | list():
            return [as_json(each) for each in value]
        case Mapping():
            return {str(name): as_json(each) for name, each in value.items()}
        case _:
            raise TypeError(f"a {type(value).__name__} is nothing that JSON can hold")
