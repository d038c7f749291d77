"""The shapes of marks for standardisation: the gold, with reasons, and what an assessor gives."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from .parts import Kebab, LevelWord, Number, Shape, Text

LevelOrNone: TypeAlias = Literal["unsafe", "developing", "competent", "exemplary", "not enough to say"]
VerdictWord: TypeAlias = Literal["met", "not yet met", "not assessed"]


class GoldClauseShape(Shape, title="A clause, agreed"):
    """The level that was agreed on for a clause."""

    level: LevelOrNone = Field(description="The level.", examples=["level: competent"])
    why: Text = Field(description="The reason, shown after the marking.", examples=["why: The limits come first."])


class GoldAnswerShape(Shape, title="A written answer, agreed"):
    """The level that was agreed on for a written answer."""

    level: LevelWord = Field(description="The level.", examples=["level: developing"])
    why: Text = Field(description="The reason, shown after the marking.", examples=["why: Mixes facts and guesses."])


class GoldCriterionShape(Shape, title="A criterion, agreed"):
    """The verdict that was agreed on for a criterion."""

    verdict: VerdictWord = Field(description="The verdict.", examples=["verdict: not yet met"])
    why: Text = Field(description="The reason, shown after the marking.", examples=["why: One example only."])


class GoldShape(Shape, title="Gold marks"):
    """What was agreed on for one transcript, and why; it stands beside the export as NAME.gold.yaml."""

    format: Annotated[Number, Field(ge=1)] = Field(1, description="The version of this format; 1, unless written.")
    kind: Literal["gold"] = Field(description="What the document is.", examples=["kind: gold"])
    attempt: Text = Field(description="The id of the attempt in the export.", examples=["attempt: 0123456789abcdef"])
    agreed_by: str = Field("", description="Who agreed, and when.", examples=["agreed_by: Ann, Ben and Cat, May 2030"])
    clauses: dict[Kebab, GoldClauseShape] = Field(default_factory=dict, description="Levels of clauses, by name.")
    answers: dict[Text, GoldAnswerShape] = Field(
        default_factory=dict, description="Levels of written answers, by the form's field."
    )
    criteria: dict[Text, GoldCriterionShape] = Field(
        default_factory=dict, description="Verdicts on criteria, each as qualification/criterion."
    )


class MarksOfShape(Shape, title="Marks of a transcript"):
    """What an assessor gives for one transcript."""

    clauses: dict[Kebab, LevelOrNone] = Field(default_factory=dict, description="Levels of clauses.")
    answers: dict[Text, LevelWord] = Field(default_factory=dict, description="Levels of written answers.")
    criteria: dict[Text, VerdictWord] = Field(default_factory=dict, description="Verdicts on criteria.")


class MarksShape(Shape, title="Marks"):
    """What an assessor gives for a set of transcripts."""

    format: Annotated[Number, Field(ge=1)] = Field(1, description="The version of this format; 1, unless written.")
    kind: Literal["marks"] = Field(description="What the document is.", examples=["kind: marks"])
    transcripts: dict[Text, MarksOfShape] = Field(description="The marks, by the name of each transcript.")
