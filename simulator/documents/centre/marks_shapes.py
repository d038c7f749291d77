"""The shapes of marks for standardisation: the gold, with reasons, and what an assessor gives."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from simulator.documents.yaml.parts import DocumentShape, Kebab, LevelWord, Shape, Text

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


class GoldShape(DocumentShape, title="Gold marks"):
    """What was agreed on for one transcript, and why; it stands beside the export as NAME.gold.yaml."""

    kind: Literal["gold"] = Field(description="What the document is.", examples=["kind: gold"])
    attempt: Text = Field(description="The id of the attempt in the export.", examples=["attempt: 0123456789abcdef"])
    agreed_by: str = Field("", description="Who agreed, and when.", examples=["agreed_by: Ann, Ben and Cat, May 2030"])
    answers: Annotated[dict[Text, GoldAnswerShape], Field(min_length=1)] = Field(
        default_factory=dict,
        description="Levels of written answers, by the form's field; where a form was filled in more than once, as "
        "event/field.",
        examples=["answers:\n  account: {level: developing, why: Facts and guesses are mixed.}"],
    )
    clauses: Annotated[dict[Kebab, GoldClauseShape], Field(min_length=1)] = Field(
        default_factory=dict,
        description="Levels of clauses, by name.",
        examples=["clauses:\n  records: {level: competent, why: It has the date and her own words.}"],
    )
    criteria: Annotated[dict[Text, GoldCriterionShape], Field(min_length=1)] = Field(
        default_factory=dict,
        description="Verdicts on criteria, each as qualification/criterion.",
        examples=["criteria:\n  our-award/AC-1: {verdict: not yet met, why: It has no date.}"],
    )


class MarksOfShape(Shape, title="Marks of a transcript"):
    """What an assessor gives for one transcript."""

    answers: dict[Text, Annotated[LevelWord, Field(description="The level.")]] = Field(
        default_factory=dict,
        description="Levels of written answers, each as event/field.",
        examples=["answers: {9/account: developing}"],
    )
    clauses: dict[Kebab, Annotated[LevelOrNone, Field(description="The level.")]] = Field(
        default_factory=dict, description="Levels of clauses, by name.", examples=["clauses: {records: competent}"]
    )
    criteria: dict[Text, Annotated[VerdictWord, Field(description="The verdict.")]] = Field(
        default_factory=dict,
        description="Verdicts on criteria, each as qualification/criterion.",
        examples=["criteria: {our-award/AC-1: not yet met}"],
    )


class MarksShape(DocumentShape, title="Marks"):
    """What an assessor gives for a set of transcripts."""

    kind: Literal["marks"] = Field(description="What the document is.", examples=["kind: marks"])
    note: str = Field(
        "",
        description="Whatever you want to remember, such as what you were unsure of. Nothing is done with it.",
        examples=["note: Unsure about listening in the first one."],
    )
    transcripts: Annotated[dict[Text, MarksOfShape], Field(min_length=1)] = Field(
        description="The marks, by the name of each transcript.",
        examples=["transcripts:\n  first-meeting:\n    clauses: {records: competent}"],
    )
