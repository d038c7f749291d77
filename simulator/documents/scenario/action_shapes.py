"""The shape of what the learner can say or do, of words said to the learner, and of the ways onward."""

from typing import Annotated, Final, TypeAlias

from pydantic import Field

from simulator.documents.yaml.names import KEBAB
from simulator.documents.yaml.parts import WRITTEN, Flag, Kebab, LevelWord, Number, OneOrMany, Shape, Snake, Text, When

Reason: TypeAlias = Annotated[Text, Field(description="Why the warning is right here and may stay.")]
Allow: TypeAlias = dict[Kebab, Reason]
ALLOW: Final = "Warnings that are meant to be so: the rule's name and the reason why it is right here."
ALLOW_EXAMPLE: Final = ["allow: {never-read: The next part of the series reads it.}"]

Piece: TypeAlias = Annotated[LevelWord, Field(description="What it shows of this clause.")]
Fact: TypeAlias = Annotated[Snake, Field(description="A fact of the list `facts`.")]
DutyName: TypeAlias = Annotated[Snake, Field(description="A duty of the list `duties`.")]
Change: TypeAlias = Annotated[Number, Field(description="How far the number goes up, or down with a minus.")]
Value: TypeAlias = Annotated[Text, Field(description="The value that the variable gets.")]
Criterion: TypeAlias = Annotated[Text, Field(description="The id of an item of a qualification.")]


class VariantShape(Shape, title="A variant"):
    """One way of saying something."""

    when: When | None = Field(
        None,
        description="Said only if this holds. The first variant that fits is said: put the one without when last.",
        examples=["when: trust <= 2"],
    )
    text: Text = Field(description="The words.", examples=["text: You'd only go and tell someone."])


class TargetShape(Shape, title="A way on"):
    """Where to go, perhaps only if something holds."""

    when: When | None = Field(
        None,
        description="Taken only if this holds. The first target that fits is taken: put the one without when last.",
        examples=["when: promised and trust < 3"],
    )
    to: Kebab = Field(description="The scene to go to.", examples=["to: write-it-up"])


Words: TypeAlias = Annotated[list[VariantShape], Field(min_length=1), OneOrMany("text", WRITTEN)]
Targets: TypeAlias = Annotated[list[TargetShape], Field(min_length=1), OneOrMany("to", KEBAB)]


class ActionShape(Shape):
    """What something that the learner does counts for."""

    when: When | None = Field(
        None,
        description="Offered only if this holds. It can use variables, facts (true once learned) and duties (true "
        "once fulfilled), whole numbers, == != < <= > >=, and, or, not, and brackets.",
        examples=["when: trust >= 3 and not promised"],
    )
    evidence: dict[Kebab, Piece] = Field(
        default_factory=dict,
        description="What it shows: clauses of the code, each with unsafe, developing, competent or exemplary.",
        examples=["evidence: {confidentiality: competent, listening: exemplary}"],
    )
    breach: Kebab | None = Field(
        None,
        description="The breach of the code that it is. It holds the clause down until something repairs it.",
        examples=["breach: promises-secrecy"],
    )
    repairs: Kebab | None = Field(
        None,
        description="The earlier breach that it puts right. It repairs only what has happened already.",
        examples=["repairs: promises-secrecy"],
    )
    fulfils: tuple[DutyName, ...] = Field(
        (), description="Duties that it fulfils, also before they open.", examples=["fulfils: [state_limits]"]
    )
    learn: tuple[Fact, ...] = Field(
        (),
        description="Facts that the learner knows from then on. They stand in the learner's notes.",
        examples=["learn: [locked_in]"],
    )
    change: dict[Snake, Change] = Field(
        default_factory=dict,
        description="By how much numbers go up or down. They stop at their min and max.",
        examples=["change: {trust: -1}"],
    )
    set: dict[Snake, Value] = Field(
        default_factory=dict, description="The value that variables get.", examples=["set: {mood: hinting}"]
    )
    moves: tuple[Annotated[Kebab, Field(description="A move of the rubric's list.")], ...] = Field(
        (),
        description="What kind of conversational move it is, from the rubric's list. Looking back names it.",
        examples=["moves: [open-question]"],
    )
    mistakes: tuple[Criterion, ...] = Field(
        (),
        description="Mistakes and misconceptions of the qualifications that it shows, by id.",
        examples=["mistakes: [AIM-CM-2]"],
    )
    covers: tuple[Criterion, ...] = Field(
        (),
        description="Criteria of the qualifications that it gives evidence for, by id.",
        examples=["covers: [AIM-AC-3]"],
    )
    why: str = Field(
        "",
        description="The coach's reason: why it helps or harms. The learner reads it once the mentee has reacted.",
        examples=["why: Limits before the disclosure, in plain words, and the door left open."],
    )
    thinks: str = Field(
        "",
        description="What the mentee thinks and does not say. The learner reads it when looking back, never before.",
        examples=["thinks: At least they're straight with me."],
    )
    allow: Allow = Field(default_factory=dict, description=ALLOW, examples=ALLOW_EXAMPLE)


class ChoiceShape(ActionShape, title="A choice"):
    """Something the learner can say or do, and where it leads. It needs exactly one of say and do."""

    say: Text | None = Field(
        None,
        description="What the learner says, word for word.",
        examples=["say: I can't promise that. I'd still like to hear."],
    )
    do: Text | None = Field(
        None,
        description="What the learner does, where it is no speech.",
        examples=["do: Wait, and let the silence be."],
    )
    again: Flag = Field(
        False, description="Whether it may be chosen more than once. It may not, unless true.", examples=["again: true"]
    )
    goto: Targets = Field(
        description="The scene that follows; or a list, of which the first that fits is taken.",
        examples=["goto: tells", "goto:\n  - {when: trust <= 2, to: goes-quiet}\n  - {to: tells}"],
    )
