"""What the schemas say of keys that need or exclude one another: the rules of the loader that a shape cannot say.

The sentences are shown by editors that know ``errorMessage``; the others show sentences of their own.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

from simulator.documents.yaml.reading_session import FORMAT
from simulator.json_value import Json, JsonObject

from .patterns import LARGEST, whole_number

Schema: TypeAlias = JsonObject

_LEVELS: Final = ("unsafe", "developing", "competent", "exemplary")

LARGEST_STEP: Final = 30
"""Up to how many wrong ticks a gap in the levels is seen."""


def _needs_one(*keys: str, why: str) -> Schema:
    none: Schema = {"not": {"anyOf": [{"required": [key]} for key in keys]}}
    return {"if": none, "then": {"required": [keys[0]], "errorMessage": why}}


def _has(key: str, value: Json = None) -> Schema:
    """That a key is written, with this value if one is given."""
    found: Schema = {"required": [key]}
    return found if value is None else {**found, "properties": {key: {"const": value}}}


def _needs(given: Schema, keys: Iterable[str], why: str) -> Schema:
    return {"if": given, "then": {"required": list(keys), "errorMessage": why}}


def _excludes(given: Schema, keys: Iterable[str], why: str) -> Schema:
    return {"if": given, "then": {"properties": dict.fromkeys(keys, False), "errorMessage": why}}


_ONE_KIND: Final = "A scene has choices, or goto alone, or form with goto, or ending."
_GOTO_ALONE: Final[Schema] = {
    **_has("goto"),
    "not": {"anyOf": [_has("choices"), _has("form"), _has("ending")]},
}
_SCENE: Final[list[Json]] = [
    _needs_one("choices", "goto", "form", "ending", why=_ONE_KIND),
    _excludes(_has("choices"), ["form", "ending"], _ONE_KIND),
    _excludes(_has("form"), ["ending"], _ONE_KIND),
    _excludes(
        _has("choices"), ["goto"], "Each choice has a goto of its own; for when no choice is open, write otherwise."
    ),
    _needs(_has("form"), ["goto"], "Write goto: and the next scene, beside form."),
    _excludes(_has("form"), ["otherwise"], "Only a scene with choices has otherwise."),
    _excludes(_has("ending"), ["goto", "otherwise"], "Nothing follows an ending."),
    _excludes({"anyOf": [_has("form"), _has("ending")]}, ["because"], "Only choices have because."),
    _excludes(_GOTO_ALONE, ["otherwise", "because"], "Only a scene with choices has otherwise and because."),
]

_ACTION: Final[list[Json]] = [
    _excludes(_has("breach"), ["repairs"], "One deed cannot breach the code and put a breach right. Keep one."),
]
_CHOICE: Final[list[Json]] = [
    _needs_one("say", "do", why="Write say for words, or do for an action."),
    _excludes(_has("say"), ["do"], "Write say for words, or do for an action; not both."),
    *_ACTION,
]

_FIELD: Final[list[Json]] = [
    _needs_one("tick", "pick", "write", why="Write one of tick, pick and write: how the question is answered."),
    _excludes(_has("tick"), ["pick", "write"], "Write exactly one of tick, pick and write."),
    _excludes(_has("pick"), ["write"], "Write exactly one of tick, pick and write."),
    _needs(_has("tick"), ["clause", "levels"], "Boxes to tick need clause: and levels:."),
    _needs(_has("write"), ["clause"], "A text to write needs clause:, the clause that it is evidence for."),
    _excludes(_has("pick"), ["clause", "levels"], "Each option of a pick field has evidence of its own."),
    _excludes(_has("write"), ["levels"], "Only boxes to tick have levels; a person marks what is written."),
]

_YES_OR_NO: Final[Schema] = {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": "^(true|false)$"}]}
_WHOLE: Final[Schema] = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": whole_number(-LARGEST, LARGEST)}]}


def _starts(kind: Schema) -> Schema:
    return {"required": ["start"], "properties": {"start": kind}}


_NO_WORD: Final[Schema] = {"anyOf": [_YES_OR_NO, _WHOLE]}
_VARIABLE: Final[list[Json]] = [
    _excludes(_starts(_YES_OR_NO), ["min", "max", "values"], "What starts as true or false has nothing else."),
    _excludes(_starts(_WHOLE), ["values"], "What starts as a number has no words. Use min and max."),
    _needs(
        _starts({"not": _NO_WORD}),
        ["values"],
        "List the words that it can be in values; or start it with a whole number, true or false.",
    ),
    _excludes(_starts({"not": _NO_WORD}), ["min", "max"], "Only numbers have min and max."),
]

_SCENARIO: Final[list[Json]] = [
    _needs(
        _has("review", "reviewed"),
        ["reviewed_by", "reviewed_on"],
        "A reviewed scenario also says who reviewed it and when: reviewed_by and reviewed_on.",
    )
]

_BREACH: Final[list[Json]] = [
    {
        "if": _has("caps", level),
        "then": {"properties": {"repaired": {"enum": list(_LEVELS[place:])}}},
    }
    for place, level in enumerate(_LEVELS)
    if place
]

RULES: Final[dict[str, list[Json]]] = {
    "SceneShape": _SCENE,
    "ChoiceShape": _CHOICE,
    "TickOptionShape": _ACTION,
    "PickOptionShape": _ACTION,
    "FieldShape": _FIELD,
    "VariableShape": _VARIABLE,
    "WalkthroughShape": [_needs_one("ending", "outcome", why="Write ending: or outcome:, or both.")],
    "ScenarioShape": _SCENARIO,
    "BreachShape": _BREACH,
    "GoldShape": [_needs_one("answers", "clauses", "criteria", why="Write answers:, clauses: or criteria:.")],
    "NewAssessorsShape": [
        _needs_one("signed_below", "codes", why="Say who is new: signed_below: 10, or codes: and a list.")
    ],
}
"""What holds of each shape beyond its keys."""

EXTRAS: Final[dict[tuple[str, str], Schema]] = {
    **{
        (shape, "format"): {"maximum": FORMAT, "pattern": whole_number(1, FORMAT)}
        for shape in (
            "ScenarioShape",
            "RubricShape",
            "QualificationShape",
            "SignpostsShape",
            "SamplingShape",
            "GoldShape",
            "MarksShape",
            "CommentsShape",
        )
    },
    ("ScenarioShape", "kinds"): {"uniqueItems": True},
    ("ScenarioShape", "alternates"): {"uniqueItems": True},
    ("ScenarioShape", "covers"): {"uniqueItems": True},
    ("VariableShape", "values"): {"uniqueItems": True, "minItems": 1},
    ("SceneShape", "learn"): {"uniqueItems": True},
    ("SceneShape", "opens"): {"uniqueItems": True},
    **{
        (shape, key): {"uniqueItems": True}
        for shape in ("ChoiceShape", "TickOptionShape", "PickOptionShape")
        for key in ("fulfils", "learn", "moves", "mistakes", "covers")
    },
    ("FieldShape", "levels"): {
        "minProperties": 1,
        "propertyNames": {
            "pattern": whole_number(-LARGEST, LARGEST),
            "errorMessage": "Write how many ticks are wrong, such as 0.",
            "doNotSuggest": True,
        },
        "dependencies": {
            str(wrong): {"required": [str(wrong - 1)], "errorMessage": "Count from 0 without leaving out a number."}
            for wrong in range(1, LARGEST_STEP + 1)
        },
    },
    ("SamplingShape", "scenarios"): {"uniqueItems": True},
    ("SamplingShape", "awards"): {"uniqueItems": True},
    ("NewAssessorsShape", "codes"): {"uniqueItems": True},
    ("RubricShape", "levels"): {"const": list(_LEVELS)},
}
"""What holds of one key beyond its own shape."""
