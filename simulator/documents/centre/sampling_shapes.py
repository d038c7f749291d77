"""The shape of a sampling plan. Editors show the descriptions to the quality assurer who writes one."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from simulator.documents.yaml.parts import Day, DocumentShape, Flag, Kebab, Number, Shape, Text

Percent: TypeAlias = Annotated[Number, Field(ge=0, le=100)]
"""So many of every hundred, rounded up."""


class NewAssessorsShape(Shape, title="New assessors"):
    """Whose marking is looked at more, because they are new to it."""

    learners: Percent = Field(
        100,
        description="Of every hundred of their learners, so many at least; all, unless written.",
        examples=["learners: 100"],
    )
    signed_below: Annotated[Number, Field(ge=0, le=10000)] = Field(
        0, description="New is who has signed fewer reviews than this.", examples=["signed_below: 10"]
    )
    codes: tuple[Annotated[Text, Field(description="An assessor's code.")], ...] = Field(
        (), description="Also these assessors, by code, however many they signed.", examples=["codes: [A-7, A-12]"]
    )


class SamplingShape(DocumentShape, title="A sampling plan"):
    """A plan of internal quality assurance: how much of the assessors' marking is looked at, and what in any case."""

    kind: Literal["sampling"] = Field(description="What the document is.", examples=["kind: sampling"])
    title: Text = Field(description="The plan's title.", examples=["title: Sampling plan, autumn 2030"])
    from_: Day = Field(
        alias="from", description="The first day: attempts handed in from then on.", examples=["from: 2030-09-01"]
    )
    until: Day = Field(description="The last day of handing in.", examples=["until: 2030-12-18"])
    seed: Text = Field(
        description="Any words. What is chosen is drawn from them: with the same words anybody finds the same choice.",
        examples=["seed: autumn 2030"],
    )
    learners: Percent = Field(
        description="Of every hundred learners of an assessor, so many at least, once the assessor has signed. Shares "
        "are rounded up.",
        examples=["learners: 20"],
    )
    interim: Percent = Field(
        0,
        description="Of every hundred learners of an assessor, so many while the marking is still under way.",
        examples=["interim: 10"],
    )
    assessors: Percent = Field(
        100,
        description="Of every hundred assessors, so many at least; all, unless written.",
        examples=["assessors: 100"],
    )
    criteria: Percent = Field(
        100,
        description="Of every hundred criteria of the award, so many are looked at; all, unless written.",
        examples=["criteria: 50"],
    )
    methods: Flag = Field(
        True,
        description="Whether every method that an assessor accepted (a choice, a record, something written, a check) "
        "is looked at. It is, unless false.",
        examples=["methods: true"],
    )
    safety: Flag = Field(
        True,
        description="Whether every attempt is looked at in which safety was breached. It is, unless false.",
        examples=["safety: true"],
    )
    new_assessors: NewAssessorsShape | None = Field(None, description="Whose marking is looked at more.")
    within_days: Annotated[Number, Field(ge=1, le=366)] = Field(
        14,
        description="In how many days what was chosen is looked at; 14, unless written.",
        examples=["within_days: 14"],
    )
    scenarios: tuple[Annotated[Kebab, Field(description="A scenario's id.")], ...] = Field(
        (), description="Only attempts at these scenarios; at all, unless written.", examples=["scenarios: [a-promise]"]
    )
    awards: tuple[Annotated[Kebab, Field(description="A qualification's id.")], ...] = Field(
        (),
        description="Only criteria of these qualifications; of all, unless written.",
        examples=["awards: [aim-level-2-peer-mentoring]"],
    )
