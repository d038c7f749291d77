"""The shapes of rubrics and qualifications. Editors show the descriptions to whoever writes one."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from simulator.documents.yaml.parts import DocumentShape, Flag, Kebab, LevelWord, Number, Shape, Text

ItemKindWord: TypeAlias = Literal[
    "outcome",
    "criterion",
    "concept",
    "guidance",
    "mistake",
    "misconception",
    "prior-knowledge",
    "term",
    "overview",
]
EvidenceWord: TypeAlias = Literal["choice", "record", "written", "check"]
PassWord: TypeAlias = Literal["developing", "competent", "exemplary"]
ClauseName: TypeAlias = Annotated[Kebab, Field(description="A clause of the code.")]


class ClauseShape(Shape, title="A clause"):
    """One clause of the code of conduct, with what each level of keeping it looks like."""

    number: Annotated[Number, Field(ge=1, le=999)] = Field(
        description="Its number in the code. No two clauses have the same.", examples=["number: 3"]
    )
    title: Text = Field(description="The clause in a few words.", examples=["title: Confidentiality and its limits"])
    text: Text = Field(
        description="The clause as a mentor signs it. Your organisation may put its own wording here.",
        examples=["text: I keep what you say to me inside the mentoring scheme, with some limits."],
    )
    critical: Flag = Field(
        False,
        description="Safety critical: unsafe here makes the whole playthrough unsafe. It is not, unless true.",
        examples=["critical: true"],
    )
    unsafe: Text = Field(
        description="What it looks like when someone could come to harm.",
        examples=["unsafe: Promises or hints that nothing will go any further."],
    )
    developing: Text = Field(
        description="What it looks like when it is not there yet.",
        examples=["developing: Says the limits late, or so vaguely that the mentee cannot know them."],
    )
    competent: Text = Field(
        description="What it looks like when it is good enough.",
        examples=["competent: Says plainly what stays private and what cannot, before anything is told."],
    )
    exemplary: Text = Field(
        description="What it looks like when it is done very well.",
        examples=["exemplary: Says it in the mentee's words, and makes sure that it was understood."],
    )


class BreachShape(Shape, title="A breach"):
    """A way of breaking the code. What a choice breaches holds its clause down, whatever else went well."""

    clause: Kebab = Field(description="The clause that it breaks.", examples=["clause: confidentiality"])
    text: Text = Field(description="What it is.", examples=["text: Promises secrecy"])
    caps: LevelWord = Field(description="The best that its clause can still be.", examples=["caps: unsafe"])
    repaired: LevelWord | None = Field(
        None,
        description="The best that its clause can be once it was put right; the same as caps, unless written.",
        examples=["repaired: developing"],
    )
    why: str = Field(
        "",
        description="Why it matters, as the learner reads it when looking back.",
        examples=["why: A promise that has to be broken later costs more than an honest no."],
    )


class RubricShape(DocumentShape, title="A rubric"):
    """A code of conduct as a rubric: what mentors sign, and what each level looks like to an assessor."""

    kind: Literal["rubric"] = Field("rubric", description="What the document is.", examples=["kind: rubric"])
    title: Text = Field(description="The code's title.", examples=["title: Code of conduct for peer mentors"])
    levels: tuple[LevelWord, ...] = Field(
        ("unsafe", "developing", "competent", "exemplary"),
        description="The levels, worst to best; always these four. You change what they look like, not their names.",
        examples=["levels: [unsafe, developing, competent, exemplary]"],
    )
    passing: PassWord = Field(
        "competent",
        alias="pass",
        description="The level that each assessed clause must reach; competent, unless written.",
        examples=["pass: competent"],
    )
    clauses: Annotated[dict[Kebab, ClauseShape], Field(min_length=1)] = Field(
        description="The clauses, by name. Scenarios refer to these names, so keep them when you change the wording."
    )
    breaches: dict[Kebab, BreachShape] = Field(
        default_factory=dict,
        description="Ways of breaking the code, by name.",
        examples=["breaches:\n  promises-secrecy: {clause: confidentiality, text: Promises secrecy, caps: unsafe}"],
    )
    moves: dict[Kebab, Annotated[Text, Field(description="What kind of move it is.")]] = Field(
        default_factory=dict,
        description="Kinds of conversational move, by name.",
        examples=["moves: {open-question: A question that cannot be answered with yes or no}"],
    )


class ItemShape(Shape, title="An item"):
    """One numbered item of a qualification."""

    kind: ItemKindWord = Field(description="What it is.", examples=["kind: criterion"])
    text: Text = Field(
        description="The item in our own words. The awarding organisation's wording is theirs.",
        examples=["text: Can say what a peer mentor cannot keep private, and why."],
    )
    clauses: tuple[ClauseName, ...] = Field(
        (), description="The clauses of the code that bear on it.", examples=["clauses: [confidentiality, reporting]"]
    )
    evidence: tuple[EvidenceWord, ...] = Field(
        (),
        description="How it can be shown. A choice shows that someone recognises or applies, never that they explain.",
        examples=["evidence: [choice, written]"],
    )
    teaches: str = Field(
        "",
        description="What to teach where the source's wording needs correcting.",
        examples=["teaches: These are benefits that a scheme hopes for, not ones that are proven."],
    )


class QualificationShape(DocumentShape, title="A qualification"):
    """A qualification: an award's outcomes, criteria, mistakes and misconceptions."""

    kind: Literal["qualification"] = Field(description="What the document is.", examples=["kind: qualification"])
    title: Text = Field(description="The award's title.", examples=["title: Understand Peer Mentoring"])
    awarding_body: Text = Field(description="Who awards it.", examples=["awarding_body: Thistlewick Awards"])
    level: Text = Field(description="Its level.", examples=["level: 2"])
    note: str = Field(
        "",
        description="What whoever uses it should know, such as where it comes from and what to check.",
        examples=["note: Check these against the award's current specification."],
    )
    items: Annotated[dict[Text, ItemShape], Field(min_length=1)] = Field(
        description="The items, by id. Choices name these ids in covers and mistakes.",
        examples=["items:\n  AIM-CM-2: {kind: mistake, text: Promises to tell no one}"],
    )
