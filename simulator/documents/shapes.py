"""The shape of a scenario document: what may be written where. The descriptions are shown in editors."""

import re
from typing import Annotated, Final, Literal, TypeAlias, get_args

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

from .names import KEBAB, SNAKE

WRITTEN: Final = r"\S"
DATE: Final = r"^\d{4}-\d{2}-\d{2}$"

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
        answer = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
        return {"anyOf": [{"type": "string", "pattern": KEBAB}, {"type": "object", "additionalProperties": answer}]}


Text: TypeAlias = Annotated[str, Field(pattern=WRITTEN)]
Plain: TypeAlias = Annotated[str, Field(pattern=WRITTEN), WithJsonSchema({"type": ["string", "integer", "boolean"]})]
"""A text that an editor may take for a number or a yes-or-no."""
Kebab: TypeAlias = Annotated[str, Field(pattern=KEBAB)]
Snake: TypeAlias = Annotated[str, Field(pattern=SNAKE)]
Number: TypeAlias = Annotated[int, BeforeValidator(number)]
Flag: TypeAlias = Annotated[bool, BeforeValidator(flag)]
LevelWord: TypeAlias = Literal["unsafe", "developing", "competent", "exemplary"]
Stage: TypeAlias = Literal["initiation", "exploration", "empowerment", "closure"]
Setting: TypeAlias = Literal["school", "college", "university", "community", "workplace"]
Kind: TypeAlias = Literal[
    "contracting",
    "rapport",
    "goal-setting",
    "boundary-test",
    "disclosure",
    "referral-trigger",
    "record-keeping",
    "equality",
    "challenge",
    "closure",
    "self-care",
]
KINDS: Final[tuple[str, ...]] = get_args(Kind)


class Shape(BaseModel):
    """Named parts, of which only those listed may be written."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


Allow: TypeAlias = dict[Kebab, Text]
ALLOW: Final = "Warnings that are meant to be so: the rule's name and the reason why it is right here."


class VariantShape(Shape):
    """One way of saying something."""

    when: Text | None = Field(None, description="Said only if this holds, such as: trust <= 2")
    text: Text = Field(description="The words.")


class TargetShape(Shape):
    """Where to go, perhaps only if something holds."""

    when: Text | None = Field(None, description="Taken only if this holds. The first target that fits is taken.")
    to: Kebab = Field(description="The scene to go to.")


Words: TypeAlias = Annotated[list[VariantShape], Field(min_length=1), OneOrMany("text", WRITTEN)]
Targets: TypeAlias = Annotated[list[TargetShape], Field(min_length=1), OneOrMany("to", KEBAB)]


class VariableShape(Shape):
    """Something the scenario remembers."""

    start: Plain = Field(description="The value at the beginning: a whole number, true, false, or one of the words.")
    min: Number | None = Field(None, description="Numbers only: the smallest value. Changes stop here.")
    max: Number | None = Field(None, description="Numbers only: the largest value. Changes stop here.")
    values: tuple[Snake, ...] | None = Field(None, description="Words only: every word it can be.")
    means: str = Field("", description="What it stands for, for whoever reads the scenario.")
    allow: Allow = Field(default_factory=dict, description=ALLOW)


class DutyShape(Shape):
    """Something that must be done once it has opened; not doing it is evidence too."""

    clause: Kebab = Field(description="The clause of the code that it belongs to.")
    says: Text = Field(description="What must be done, as the learner will read it afterwards.")
    due: Kebab | None = Field(None, description="The scene on entering which it turns late.")
    late: LevelWord | None = Field(None, description="What doing it late shows. The same as missed, unless written.")
    missed: LevelWord = Field(description="What not doing it shows.")
    breach: Kebab | None = Field(None, description="The breach that not doing it is.")
    allow: Allow = Field(default_factory=dict, description=ALLOW)


class DeedShape(Shape):
    """What something that the learner does counts for."""

    when: Text | None = Field(None, description="Offered only if this holds, such as: trust >= 3 and not promised")
    evidence: dict[Kebab, LevelWord] = Field(default_factory=dict, description="What it shows: clause and level.")
    breach: Kebab | None = Field(None, description="The breach of the code that it is.")
    repairs: Kebab | None = Field(None, description="The earlier breach that it puts right.")
    fulfils: tuple[Snake, ...] = Field((), description="Duties that it fulfils.")
    learn: tuple[Snake, ...] = Field((), description="Facts that the learner knows from then on.")
    change: dict[Snake, Number] = Field(default_factory=dict, description="By how much numbers go up or down.")
    set: dict[Snake, Plain] = Field(default_factory=dict, description="The value that variables get.")
    moves: tuple[Kebab, ...] = Field((), description="What kind of move it is, from the rubric's list.")
    mistakes: tuple[Text, ...] = Field((), description="Mistakes and misconceptions of the qualifications, by id.")
    covers: tuple[Text, ...] = Field((), description="Criteria of the qualifications, by id.")
    why: str = Field("", description="The coach's reason, shown once the mentee has reacted.")
    thinks: str = Field("", description="What the mentee thinks, shown at the end only.")
    allow: Allow = Field(default_factory=dict, description=ALLOW)


class ChoiceShape(DeedShape):
    """Something the learner can say or do, and where it leads. It needs exactly one of say and do."""

    say: Text | None = Field(None, description="What the learner says.")
    do: Text | None = Field(None, description="What the learner does, where it is no speech.")
    again: Flag = Field(False, description="Whether it may be chosen more than once.")
    goto: Targets = Field(description="The scene that follows; or a list, of which the first that fits is taken.")


class TickOptionShape(DeedShape):
    """A box that may be ticked."""

    text: Text = Field(description="What stands beside the box.")
    belongs: Flag = Field(description="Whether it should be ticked.")


class PickOptionShape(DeedShape):
    """One of several options."""

    text: Text = Field(description="What the option says.")


class WriteShape(Shape):
    """How much has to be written."""

    min_words: Annotated[Number, Field(ge=0, le=2000)] = Field(1, description="The smallest number of words.")
    max_words: Annotated[Number, Field(ge=1, le=2000)] = Field(400, description="The largest number of words.")


class FieldShape(Shape):
    """A question of a form. It needs exactly one of tick, pick and write."""

    ask: Text = Field(description="The question.")
    when: Text | None = Field(None, description="Asked only if this holds.")
    tick: Annotated[dict[Kebab, TickOptionShape], Field(min_length=1)] | None = Field(
        None, description="Boxes of which any number may be ticked."
    )
    pick: Annotated[dict[Kebab, PickOptionShape], Field(min_length=1)] | None = Field(
        None, description="Options of which exactly one is picked."
    )
    write: WriteShape | None = Field(None, description="The learner writes; a person marks it, never the machine.")
    clause: Kebab | None = Field(None, description="Tick and write: the clause that the answer is evidence for.")
    levels: dict[Number, LevelWord] | None = Field(
        None, description="Tick: the level by the number of wrong ticks, from 0; more is unsafe."
    )
    allow: Allow = Field(default_factory=dict, description=ALLOW)


class FormShape(Shape):
    """A document to fill in."""

    title: Text = Field(description="The form's title.")
    fields: Annotated[dict[Kebab, FieldShape], Field(min_length=1)] = Field(description="The questions, by name.")


class EndingShape(Shape):
    """Where a playthrough can end."""

    title: Text = Field(description="The ending in a few words.")
    text: Words | None = Field(None, description="What happens.")
    afterwards: Words | None = Field(None, description="What usually happens next for someone like the mentee.")


class SceneShape(Shape):
    """One moment. It needs exactly one of choices, goto, form (with goto) and ending."""

    learn: tuple[Snake, ...] = Field((), description="Facts that the learner knows from here on.")
    opens: tuple[Snake, ...] = Field((), description="Duties that begin here.")
    change: dict[Snake, Number] = Field(
        default_factory=dict, description="By how much numbers go up or down on entering."
    )
    set: dict[Snake, Plain] = Field(default_factory=dict, description="The value that variables get on entering.")
    tells: Words | None = Field(None, description="What the narrator tells.")
    cue: Words | None = Field(None, description="What can be seen; it can be quoted in a record.")
    says: Words | None = Field(None, description="What the mentee says; or a list, the first that fits is said.")
    choices: Annotated[dict[Kebab, ChoiceShape], Field(min_length=1)] | None = Field(
        None, description="What the learner can say or do, by name."
    )
    because: Literal["never", "optional", "required"] | None = Field(
        None, description="Whether the learner is asked for a written reason."
    )
    otherwise: Kebab | None = Field(None, description="The scene to go to when no choice is open.")
    goto: Targets | None = Field(None, description="No choice: the scene that follows, or a list of targets.")
    form: FormShape | None = Field(None, description="A document to fill in; goto says what follows.")
    ending: EndingShape | None = Field(None, description="The playthrough ends here.")
    allow: Allow = Field(default_factory=dict, description=ALLOW)


class MenteeShape(Shape):
    """The fictional person the learner talks with."""

    name: Text = Field(description="The first name.")
    pronouns: str = Field("", description="Such as they/them.")
    age: Annotated[Number, Field(ge=4, le=120)] | None = Field(None, description="In years.")
    about: str = Field("", description="What the learner knows of them at the start.")


class WalkthroughShape(Shape):
    """A way through that must hold: the scenario's own test."""

    choose: tuple[StepShape, ...] = Field(description="One entry a decision: a choice's name, or a form's answers.")
    ending: Kebab | None = Field(None, description="The scene in which it must end.")
    outcome: LevelWord | None = Field(None, description="The outcome that it must have.")


class ScenarioShape(Shape):
    """A scenario."""

    format: Annotated[Number, Field(ge=1)] = Field(1, description="The version of this format.")
    title: Text = Field(description="The title in the library.")
    summary: Text = Field(description="One line about the mentee's situation that gives nothing away.")
    level: Annotated[Number, Field(ge=1, le=2)] = Field(description="The level of the award that it prepares for.")
    stage: Stage = Field(description="The stage of the mentoring relationship.")
    setting: Setting = Field(description="Where the mentoring takes place.")
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)] = Field(description="What it is about.")
    minutes: Annotated[Number, Field(ge=1, le=240)] = Field(description="How long it takes, about.")
    min_age: Annotated[Number, Field(ge=4, le=99)] = Field(14, description="The youngest learner it is meant for.")
    notes: tuple[Text, ...] = Field((), description="Content notes, shown before the start.")
    alternates: tuple[Kebab, ...] = Field((), description="Equivalent scenarios for a learner who would rather not.")
    review: Literal["draft", "reviewed"] = Field("draft", description="Whether an expert has reviewed it.")
    reviewed_by: Text | None = Field(None, description="Who reviewed it.")
    reviewed_on: Annotated[str, Field(pattern=DATE)] | None = Field(None, description="When, such as 2025-03-31.")
    rubric: Kebab = Field(description="The rubric that it is marked against.")
    assesses: Annotated[dict[Kebab, Annotated[Number, Field(ge=1)]], Field(min_length=1)] = Field(
        description="The clauses it assesses, each with the pieces of evidence that are needed."
    )
    covers: tuple[Text, ...] = Field((), description="Criteria and mistakes of the qualifications, by id.")
    mentee: MenteeShape = Field(description="The fictional person the learner talks with.")
    you: Text = Field(description="Who the learner is in it.")
    brief: Text = Field(description="The situation at the start.")
    variables: dict[Snake, VariableShape] = Field(
        default_factory=dict, description="What the scenario remembers, by name."
    )
    facts: dict[Snake, Text] = Field(default_factory=dict, description="What can be learned, by name.")
    duties: dict[Snake, DutyShape] = Field(default_factory=dict, description="What must be done, by name.")
    start: Kebab = Field(description="The first scene.")
    scenes: Annotated[dict[Kebab, SceneShape], Field(min_length=1)] = Field(description="The scenes, by name.")
    expect: dict[Text, WalkthroughShape] = Field(default_factory=dict, description="Walkthroughs that must hold.")
    allow: Allow = Field(default_factory=dict, description=ALLOW)
