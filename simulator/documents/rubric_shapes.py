"""The shapes of rubric and qualification documents. The descriptions are shown in editors."""

from typing import Annotated, Literal

from pydantic import Field

from .shapes import Flag, Kebab, LevelWord, Number, Plain, Shape, Text


class ClauseShape(Shape):
    """One clause of the code of conduct, with what each level of keeping it looks like."""

    number: Annotated[Number, Field(ge=1, le=999)] = Field(description="Its number in the code.")
    title: Text = Field(description="The clause in a few words.")
    text: Text = Field(description="The clause as a mentor signs it.")
    critical: Flag = Field(False, description="Safety critical: unsafe here makes the whole playthrough unsafe.")
    unsafe: Text = Field(description="What it looks like when someone could come to harm.")
    developing: Text = Field(description="What it looks like when it is not there yet.")
    competent: Text = Field(description="What it looks like when it is good enough.")
    exemplary: Text = Field(description="What it looks like when it is done very well.")


class BreachShape(Shape):
    """A way of breaking the code."""

    clause: Kebab = Field(description="The clause that it breaks.")
    text: Text = Field(description="What it is.")
    caps: LevelWord = Field(description="The best that its clause can still be.")
    repaired: LevelWord | None = Field(
        None, description="The same once it was put right; the same as caps, unless written."
    )
    why: str = Field("", description="Why it matters.")


class RubricShape(Shape):
    """A code of conduct as a rubric."""

    format: Annotated[Number, Field(ge=1)] = Field(1, description="The version of this format.")
    kind: Literal["rubric"] = Field("rubric", description="What the document is.")
    title: Text = Field(description="The code's title.")
    levels: tuple[LevelWord, ...] = Field(
        ("unsafe", "developing", "competent", "exemplary"), description="The levels, worst to best; always these four."
    )
    passing: LevelWord = Field("competent", alias="pass", description="The level that each assessed clause must reach.")
    clauses: Annotated[dict[Kebab, ClauseShape], Field(min_length=1)] = Field(description="The clauses, by name.")
    breaches: dict[Kebab, BreachShape] = Field(default_factory=dict, description="Ways of breaking the code, by name.")
    moves: dict[Kebab, Text] = Field(default_factory=dict, description="Kinds of conversational move, by name.")


class ItemShape(Shape):
    """One numbered item of a qualification."""

    kind: Literal[
        "outcome",
        "criterion",
        "concept",
        "guidance",
        "mistake",
        "misconception",
        "prior-knowledge",
        "term",
        "overview",
    ] = Field(description="What it is.")
    text: Text = Field(description="The item in our own words.")
    clauses: tuple[Kebab, ...] = Field((), description="The clauses of the code that bear on it.")
    evidence: tuple[Literal["choice", "record", "written", "check"], ...] = Field(
        (), description="How it can be shown."
    )
    teaches: str = Field("", description="What to teach where the source's wording needs correcting.")


class QualificationShape(Shape):
    """An award's outcomes, criteria, mistakes and misconceptions."""

    format: Annotated[Number, Field(ge=1)] = Field(1, description="The version of this format.")
    kind: Literal["qualification"] = Field(description="What the document is.")
    title: Text = Field(description="The award's title.")
    awarding_body: Text = Field(description="Who awards it.")
    level: Plain = Field(description="Its level.")
    note: str = Field("", description="What whoever uses it should know.")
    items: Annotated[dict[Annotated[str, Field(pattern=r"\S")], ItemShape], Field(min_length=1)] = Field(
        description="The items, by id."
    )


class PersonShape(Shape):
    """Someone to turn to."""

    name: Text = Field(description="Their name.")
    role: Text = Field(description="What they are here for.")
    hours: str = Field("", description="When they can be found.")
    contact: Text = Field(description="How to find them.")


class ServiceShape(Shape):
    """A service outside the organisation's own people."""

    name: Text = Field(description="What learners know it by.")
    for_: Text = Field(alias="for", description="What it can help with.")
    contact: Text = Field(description="How to reach it.")
    hours: str = Field("", description="When someone answers.")
    min_age: Annotated[Number, Field(ge=0, le=120)] | None = Field(None, description="The youngest age it is for.")
    max_age: Annotated[Number, Field(ge=0, le=120)] | None = Field(None, description="The oldest age it is for.")
    nation: Literal["England", "Wales", "Scotland", "Northern Ireland", "UK"] | None = Field(
        None, description="Where it works."
    )
    last_checked: str = Field("", description="The day on which all of this was checked, such as 2030-01-31.")
    checked_by: str = Field("", description="Who checked it.")


class SignpostsShape(Shape):
    """Where an organisation's learners find help."""

    sample: Flag = Field(False, description="Whether anything here is still invented.")
    organisation: Text | None = Field(None, description="The organisation.")
    nation: Literal["England", "Wales", "Scotland", "Northern Ireland"] | None = Field(None, description="Where it is.")
    person: PersonShape | None = Field(None, description="Whom a learner tells first.")
    deputy: PersonShape | None = Field(None, description="Who takes over when the first person is away.")
    out_of_hours: str = Field("", description="What to do in the evening, at a weekend or in the holidays.")
    emergency: Plain = Field("999", description="The number in an emergency.")
    services: tuple[ServiceShape, ...] = Field((), description="Services outside.")
