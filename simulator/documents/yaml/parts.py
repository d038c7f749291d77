"""What documents are made of: texts, names, numbers, yes-or-no, lists that may be written short, and named parts."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from simulator.engine.rubric import Level

from .names import KEBAB, SNAKE

DATE: Final = r"^\d{4}-\d{2}-\d{2}$"
WRITTEN: Final = r"\S"

_NUMBER: Final = re.compile(r"[+-]?(0|[1-9][0-9]{0,8})", re.ASCII)
_FLAGS: Final = {"true": True, "false": False, "True": True, "False": False, "TRUE": True, "FALSE": False}
_LIKE_FLAGS: Final = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}

_COLON_HINT: Final = "If the text has a colon in it, put all of it in quotes."


def number(value: object) -> int:
    """The whole number that a text means."""
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        hint = "Write digits only." if isinstance(value, str) and value.strip() else "Write a whole number."
        raise PydanticCustomError("bad-number", "{subject} should be a whole number.", {"hint": hint})
    return int(value)


def flag(value: object) -> bool:
    """The yes or no that a text means."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value not in _FLAGS:
        meant = _LIKE_FLAGS.get(value.lower()) if isinstance(value, str) else None
        hint = f"Write {meant}." if meant else "Write true or false."
        raise PydanticCustomError("bad-flag", "{subject} should be true or false.", {"hint": hint})
    return _FLAGS[value]


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar, written as year-month-day."""
    if not re.fullmatch(DATE, text, re.ASCII):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class OneOrMany:
    """A list in which one entry may stand by itself, and a plain text stands for an entry with only that key."""

    def __init__(self, key: str, pattern: str) -> None:
        self.key = key
        self.pattern = pattern

    def listed(self, value: object) -> object:
        """The value as a list of named parts."""
        if isinstance(value, str):
            return [{self.key: value}]
        if isinstance(value, list):
            return [{self.key: entry} if isinstance(entry, str) else entry for entry in value]
        if isinstance(value, dict):
            if self.key not in value:
                raise PydanticCustomError("wrong-type", "{subject} should be a text.", {"hint": _COLON_HINT})
            return [value]
        return value

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        inner = handler(source)
        return core_schema.no_info_before_validator_function(self.listed, inner)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        many = handler(schema)
        entry = many.pop("items")
        text = {"type": "string", "pattern": self.pattern}
        return {"anyOf": [text, entry, {"type": "array", "minItems": 1, "items": {"anyOf": [text, entry]}}]}


class StepShape:
    """One step of a walkthrough: a choice's id, or answers by field."""

    @staticmethod
    def checked(value: object) -> object:
        """The step if it has the shape of one."""
        if isinstance(value, str) and value:
            return value
        if isinstance(value, dict) and all(
            isinstance(answer, str) or (isinstance(answer, list) and all(isinstance(box, str) for box in answer))
            for answer in value.values()
        ):
            return value
        raise PydanticCustomError(
            "wrong-type",
            "A step is the name of a choice, or a form's answers.",
            {"hint": "Write choice-name, or {field: [ticked, boxes], field: picked-option, field: Some words.}"},
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.checked)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        answer = {"type": "string", "format": "answer"}
        return {"anyOf": [{"type": "string", "pattern": KEBAB}, {"type": "object", "additionalProperties": answer}]}


Text: TypeAlias = Annotated[str, Field(pattern=WRITTEN)]
"""A text with something in it."""
When: TypeAlias = Annotated[str, Field(pattern=WRITTEN), WithJsonSchema({"type": "string", "format": "condition"})]
"""A condition; what it says is read later."""
Day: TypeAlias = Annotated[str, Field(pattern=DATE), WithJsonSchema({"type": "string", "format": "date"})]
"""A date; whether there is such a day is found later."""
Kebab: TypeAlias = Annotated[str, Field(pattern=KEBAB)]
Snake: TypeAlias = Annotated[str, Field(pattern=SNAKE)]
Number: TypeAlias = Annotated[int, BeforeValidator(number)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(flag)]
LevelWord: TypeAlias = Literal["unsafe", "developing", "competent", "exemplary"]
LEVELS: Final[Mapping[str, Level]] = {level.word: level for level in Level}
"""The levels by their words."""


class Shape(BaseModel):
    """Named parts, of which only those listed may be written."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class DocumentShape(Shape):
    """A whole document, which may say in which version of the format it is written."""

    format: Annotated[Number, Field(ge=1)] = Field(
        1, description="The version of this format; 1, unless written.", examples=["format: 1"]
    )
