"""The shape of an organisation's signposts. Editors show the descriptions to whoever fills them in."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from simulator.documents.yaml.parts import DocumentShape, Flag, Number, Shape, Text

Nation: TypeAlias = Literal["England", "Wales", "Scotland", "Northern Ireland"]
Reach: TypeAlias = Literal["England", "Wales", "Scotland", "Northern Ireland", "UK"]


class PersonShape(Shape, title="Someone to turn to"):
    """Someone of the organisation to turn to."""

    name: Text = Field(description="Their name.", examples=["name: Alex Sample"])
    role: Text = Field(description="What they are here for.", examples=["role: Safeguarding lead"])
    hours: str = Field(
        "", description="When they can be found.", examples=["hours: Monday to Friday, 8.30 am to 4.30 pm in term time"]
    )
    contact: Text = Field(
        description="How to find them. It has to work for someone who is upset: a room, a desk, a person who answers.",
        examples=["contact: Room B12, or ask at reception"],
    )


class ServiceShape(Shape, title="A service"):
    """A service outside the organisation's own people. Check all of it at its source, never from memory."""

    name: Text = Field(description="What learners know it by.", examples=["name: Your school's counsellor"])
    for_: Text = Field(
        alias="for",
        description="What it can help with, in one plain sentence.",
        examples=["for: Talking through something that is weighing on you"],
    )
    contact: Text = Field(
        description="How to reach it. Say if there is a text relay or a British Sign Language service.",
        examples=["contact: A slip in the box outside room B10"],
    )
    hours: str = Field("", description="When someone answers.", examples=["hours: Tuesdays and Thursdays at lunch"])
    min_age: Annotated[Number, Field(ge=0, le=120)] | None = Field(
        None, description="The youngest age it is for. Left out, there is none.", examples=["min_age: 11"]
    )
    max_age: Annotated[Number, Field(ge=0, le=120)] | None = Field(
        None, description="The oldest age it is for. Left out, there is none.", examples=["max_age: 19"]
    )
    nation: Reach | None = Field(None, description="Where it works.", examples=["nation: England"])
    last_checked: str = Field(
        "",
        description="The day on which all of this was checked. After a year you are reminded to check again.",
        examples=["last_checked: 2030-01-31"],
    )
    checked_by: str = Field("", description="Who checked it.", examples=["checked_by: Alex Sample"])


class SignpostsShape(DocumentShape, title="Signposts"):
    """Signposts: where an organisation's learners find help. They see this whenever they choose to stop."""

    sample: Flag = Field(
        False,
        description="Whether anything here is still invented. Take it out only when every line is your own.",
        examples=["sample: true"],
    )
    organisation: Text | None = Field(
        None, description="The organisation.", examples=["organisation: Thistlewick College"]
    )
    nation: Nation | None = Field(
        None,
        description="Where it is. Titles of roles, laws and services differ between the nations.",
        examples=["nation: England"],
    )
    person: PersonShape | None = Field(
        None, description="Whom a learner tells first about a worry, such as your safeguarding lead."
    )
    deputy: PersonShape | None = Field(
        None, description="Who takes over when the first person is away. A worry never waits."
    )
    out_of_hours: str = Field(
        "",
        description="What to do in the evening, at a weekend or in the holidays.",
        examples=["out_of_hours: Tell an adult you trust. If someone is in danger now, ring 999."],
    )
    emergency: Text = Field(
        "999", description="The number in an emergency; 999, unless written.", examples=['emergency: "999"']
    )
    services: tuple[ServiceShape, ...] = Field((), description="Services outside, each with a dash.")
