"""The shape of a form: boxes to tick, options to pick, and texts to write."""

from typing import Annotated

from pydantic import Field

from simulator.documents.yaml.parts import Flag, Kebab, LevelWord, Number, Shape, Text, When

from .action_shapes import ALLOW, ALLOW_EXAMPLE, ActionShape, Allow


class TickOptionShape(ActionShape, title="A box to tick"):
    """A box that may be ticked."""

    text: Text = Field(
        description="What stands beside the box.", examples=["text: 'Jamie said, \"He locks my door at night.\"'"]
    )
    belongs: Flag = Field(
        description="Whether it should be ticked. Ticked wrongly, or wrongly left out, it counts as one wrong.",
        examples=["belongs: true"],
    )


class PickOptionShape(ActionShape, title="An option"):
    """One of several options, of which the learner picks one."""

    text: Text = Field(description="What the option says.", examples=["text: Ms Okafor, the safeguarding lead"])


class WriteShape(Shape, title="A text to write"):
    """How much has to be written."""

    min_words: Annotated[Number, Field(ge=0, le=2000)] = Field(
        1, description="The smallest number of words; 1, unless written.", examples=["min_words: 20"]
    )
    max_words: Annotated[Number, Field(ge=1, le=2000)] = Field(
        400, description="The largest number of words; 400, unless written.", examples=["max_words: 120"]
    )


class FieldShape(Shape, title="A field of a form"):
    """A question of a form. It needs exactly one of tick, pick and write."""

    ask: Text = Field(description="The question.", examples=["ask: Which of these belong in the record?"])
    when: When | None = Field(
        None,
        description="Asked only if this holds as the form opens.",
        examples=["when: locked_in"],
    )
    tick: Annotated[dict[Kebab, TickOptionShape], Field(min_length=1)] | None = Field(
        None,
        description="Boxes of which any number may be ticked, by name. It also needs clause and levels.",
        examples=[
            "tick:\n  words: {text: Jamie's own words, belongs: true}\n  guess: {text: Your guess, belongs: false}"
        ],
    )
    pick: Annotated[dict[Kebab, PickOptionShape], Field(min_length=1)] | None = Field(
        None,
        description="Options of which exactly one is picked, by name. Each has evidence of its own.",
        examples=[
            "pick:\n  lead: {text: Ms Okafor, evidence: {reporting: competent}}\n  tutor: {text: The form tutor}"
        ],
    )
    write: WriteShape | None = Field(
        None,
        description="The learner writes. A person marks it, never the machine. It also needs clause.",
        examples=["write: {min_words: 20, max_words: 120}"],
    )
    clause: Kebab | None = Field(
        None, description="Tick and write: the clause that the answer is evidence for.", examples=["clause: records"]
    )
    levels: dict[Number, Annotated[LevelWord, Field(description="The level for that many wrong.")]] | None = Field(
        None,
        description="Tick: the level by the number of wrong ticks, from 0 without a gap; more is unsafe.",
        examples=["levels: {0: exemplary, 1: competent, 2: developing}"],
    )
    allow: Allow = Field(default_factory=dict, description=ALLOW, examples=ALLOW_EXAMPLE)


class FormShape(Shape, title="A form"):
    """A document to fill in; all of it is handed in at once."""

    title: Text = Field(description="The form's title.", examples=["title: Record of concern"])
    fields: Annotated[dict[Kebab, FieldShape], Field(min_length=1)] = Field(
        description="The questions, by name.",
        examples=[
            "fields:\n  account:\n    ask: What would you hand over?\n    write: {max_words: 120}\n    clause: records"
        ],
    )
