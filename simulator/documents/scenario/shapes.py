"""The shape of a scenario document: what may be written where. Editors show the descriptions to whoever writes one."""

from typing import Annotated, Final, Literal, TypeAlias, get_args

from pydantic import Field

from simulator.documents.yaml.parts import Day, DocumentShape, Kebab, LevelWord, Number, Shape, Snake, StepShape, Text

from .action_shapes import (
    ALLOW,
    ALLOW_EXAMPLE,
    Allow,
    Change,
    ChoiceShape,
    Criterion,
    DutyName,
    Fact,
    Targets,
    Value,
    Words,
)
from .form_shapes import FormShape

Stage: TypeAlias = Literal["initiation", "exploration", "empowerment", "closure"]
Setting: TypeAlias = Literal["school", "college", "university", "community", "workplace"]
Because: TypeAlias = Literal["never", "optional", "required"]
Review: TypeAlias = Literal["draft", "reviewed"]
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


class VariableShape(Shape, title="A variable"):
    """Something the scenario remembers: a number, true or false, or one of some words."""

    start: Text = Field(
        description="The value at the beginning: a whole number, true, false, or one of the words in values.",
        examples=["start: 3", "start: false"],
    )
    min: Number | None = Field(
        None, description="Numbers only: the smallest value. Changes stop here.", examples=["min: 0"]
    )
    max: Number | None = Field(
        None, description="Numbers only: the largest value. Changes stop here.", examples=["max: 10"]
    )
    values: tuple[Annotated[Snake, Field(description="A word that it can be.")], ...] | None = Field(
        None,
        description="Words only: every word it can be. Conditions ask for one of them, such as mood == guarded.",
        examples=["values: [guarded, hinting, told]"],
    )
    means: str = Field(
        "",
        description="What it stands for. Learners read it when they look back on how it changed.",
        examples=["means: How safe Jamie feels with you"],
    )
    allow: Allow = Field(default_factory=dict, description=ALLOW, examples=ALLOW_EXAMPLE)


class DutyShape(Shape, title="A duty"):
    """Something that must be done once it has opened. What is not done counts as much as what is."""

    clause: Kebab = Field(
        description="The clause of the code that it belongs to. Late or missed, it is a piece of evidence there.",
        examples=["clause: reporting"],
    )
    says: Text = Field(
        description="What must be done, as the learner will read it afterwards.",
        examples=["says: Tell Ms Okafor the same day"],
    )
    due: Kebab | None = Field(
        None,
        description="The scene on entering which it turns late. Left out, it is never late, only done or missed.",
        examples=["due: evening"],
    )
    late: LevelWord | None = Field(
        None, description="What doing it late shows. The same as missed, unless written.", examples=["late: developing"]
    )
    missed: LevelWord = Field(
        description="What not doing it shows: the best that its clause can then be.", examples=["missed: unsafe"]
    )
    breach: Kebab | None = Field(
        None, description="The breach of the code that not doing it is.", examples=["breach: not-reporting"]
    )
    allow: Allow = Field(default_factory=dict, description=ALLOW, examples=ALLOW_EXAMPLE)


class EndingShape(Shape, title="An ending"):
    """Where a playthrough can end."""

    title: Text = Field(description="The ending in a few words.", examples=["title: Ms Okafor has it"])
    text: Words | None = Field(
        None,
        description="What happens.",
        examples=["text: Jamie waits with you while Ms Okafor makes the calls."],
    )
    afterwards: Words | None = Field(
        None,
        description="What usually happens next for someone like the mentee, so that no one is left guessing.",
        examples=["afterwards: Ms Okafor tells Jamie what she does at each step."],
    )


class SceneShape(Shape, title="A scene"):
    """One moment: what is told, seen and said, and what follows.

    It needs exactly one of choices, goto alone, form (with goto) and ending.
    """

    learn: tuple[Fact, ...] = Field(
        (),
        description="Facts that the learner knows from here on. They stand in the learner's notes.",
        examples=["learn: [locked_in]"],
    )
    opens: tuple[DutyName, ...] = Field(
        (),
        description="Duties that begin here. From now until an ending the learner can fulfil or miss them.",
        examples=["opens: [tell_lead]"],
    )
    change: dict[Snake, Change] = Field(
        default_factory=dict,
        description="By how much numbers go up or down on entering. They stop at their min and max.",
        examples=["change: {trust: -1}"],
    )
    set: dict[Snake, Value] = Field(
        default_factory=dict, description="The value that variables get on entering.", examples=["set: {mood: hinting}"]
    )
    tells: Words | None = Field(
        None,
        description="What the narrator tells; or a list, of which the first that fits is told.",
        examples=["tells: Ten minutes later."],
    )
    cue: Words | None = Field(
        None,
        description="What can be seen. It stands in the learner's notes and can be quoted in a record.",
        examples=["cue: Jamie looks at the door."],
    )
    says: Words | None = Field(
        None,
        description="What the mentee says; or a list, of which the first that fits is said.",
        examples=[
            "says: Promise you won't tell anyone?",
            "says:\n  - {when: trust <= 2, text: You'd only go and tell someone.}\n  - Promise you won't tell anyone?",
        ],
    )
    choices: Annotated[dict[Kebab, ChoiceShape], Field(min_length=1)] | None = Field(
        None,
        description="What the learner can say or do, by name. Each choice is offered once, unless it has again.",
        examples=["choices:\n  wait:\n    do: Leave a little silence, and stay.\n    goto: talks"],
    )
    because: Because | None = Field(
        None,
        description="Whether the learner is asked to write down why they chose as they did; never, unless written.",
        examples=["because: optional"],
    )
    otherwise: Kebab | None = Field(
        None, description="The scene to go to when no choice is open.", examples=["otherwise: goes-quiet"]
    )
    goto: Targets | None = Field(
        None,
        description="Without choices: the scene that follows; or a list, of which the first that fits is taken.",
        examples=["goto: write-it-up", "goto:\n  - {when: promised, to: goes-quiet}\n  - {to: write-it-up}"],
    )
    form: FormShape | None = Field(
        None, description="A document to fill in, such as a record of concern. goto, beside it, says what follows."
    )
    ending: EndingShape | None = Field(
        None,
        description="The playthrough ends here. Duties that are still open are missed.",
        examples=["ending: {title: A start, text: You find a quieter table.}"],
    )
    allow: Allow = Field(default_factory=dict, description=ALLOW, examples=ALLOW_EXAMPLE)


class MenteeShape(Shape, title="The mentee"):
    """The fictional person the learner talks with."""

    name: Text = Field(description="The first name, which stands before everything they say.", examples=["name: Jamie"])
    pronouns: str = Field("", description="How they are spoken of.", examples=["pronouns: they/them"])
    age: Annotated[Number, Field(ge=4, le=120)] | None = Field(None, description="In years.", examples=["age: 15"])
    about: str = Field(
        "",
        description="What the learner knows of them at the start.",
        examples=["about: Year 10. You have met three times. Funny, usually early."],
    )


_PIECES: Final = "The level of each piece that the clause has, in the order in which they come."
_AT_THE_END: Final = "What it is at the end of the walkthrough."


class WalkthroughShape(Shape, title="A walkthrough"):
    """A way through that must hold: the scenario's own test. It needs ending or outcome, or both."""

    choose: tuple[StepShape, ...] = Field(
        description="One entry for each decision, in the order met: a choice's name, or a form's answers.",
        examples=["choose: [honest-limits, listen, {contents: [words], who: lead}]"],
    )
    ending: Kebab | None = Field(None, description="The scene in which it must end.", examples=["ending: home-safe"])
    outcome: LevelWord | None = Field(
        None, description="The outcome that it must have, as an assessor would see it.", examples=["outcome: competent"]
    )
    evidence: dict[Kebab, Annotated[tuple[LevelWord, ...], Field(description=_PIECES)]] | None = Field(
        None,
        description="Every piece of evidence that it must give, by clause, in the order in which they come. A clause "
        "that is left out has none.",
        examples=["evidence: {confidentiality: [competent, exemplary], reporting: [competent]}"],
    )
    breaches: tuple[Annotated[Kebab, Field(description="A breach of the rubric.")], ...] | None = Field(
        None,
        description="Every breach that must stand at its end and was not put right, in order.",
        examples=["breaches: [promises-secrecy]", "breaches: []"],
    )
    values: dict[Snake, Annotated[Text, Field(description=_AT_THE_END)]] = Field(
        default_factory=dict,
        description="What variables, facts and duties must be at its end.",
        examples=["values: {trust: 4, mood: open}"],
    )


class ScenarioShape(DocumentShape, title="A scenario"):
    """A scenario: a conversation that can go several ways, and what each way shows."""

    title: Text = Field(description="The title in the library.", examples=["title: Promise you won't tell"])
    summary: Text = Field(
        description="One line about the mentee's situation that gives nothing away.",
        examples=["summary: Jamie wants your word before saying what is wrong at home."],
    )
    level: Annotated[Number, Field(ge=1, le=2)] = Field(
        description="The level of the award that it prepares for, 1 or 2.", examples=["level: 2"]
    )
    stage: Stage = Field(
        description="The stage of the mentoring relationship. The library is sorted by it.",
        examples=["stage: exploration"],
    )
    setting: Setting = Field(description="Where the mentoring takes place.", examples=["setting: school"])
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)] = Field(
        description="What it is about, the most important first.", examples=["kinds: [disclosure, record-keeping]"]
    )
    minutes: Annotated[Number, Field(ge=1, le=240)] = Field(
        description="How long it takes, about.", examples=["minutes: 20"]
    )
    min_age: Annotated[Number, Field(ge=4, le=99)] = Field(
        14,
        description="The youngest learner it is meant for; 14, unless written. Learners read it before the start.",
        examples=["min_age: 16"],
    )
    notes: tuple[Annotated[Text, Field(description="A content note.")], ...] = Field(
        (),
        description="Content notes, shown before the start, so that nobody meets a hard subject unprepared.",
        examples=["notes: [mentions of harm at home]"],
    )
    alternates: tuple[Annotated[Kebab, Field(description="The name of a scenario's file.")], ...] = Field(
        (),
        description="Equivalent scenarios for a learner who would rather not meet this subject.",
        examples=["alternates: [six-out-of-six]"],
    )
    review: Review = Field(
        "draft",
        description="Whether an expert has reviewed it; draft, unless written. Reviewed also needs who and when.",
        examples=["review: draft"],
    )
    reviewed_by: Text | None = Field(
        None, description="Who reviewed it.", examples=["reviewed_by: A. Okafor, safeguarding lead"]
    )
    reviewed_on: Day | None = Field(
        None, description="The day on which it was reviewed.", examples=["reviewed_on: 2025-03-31"]
    )
    reviewed_text: Text | None = Field(
        None,
        description="What was reviewed, in 64 digits that `simulator check` tells. After a change it is a draft again.",
        examples=["reviewed_text: 5849db23805f1308f4fb23c038046132a8d5f41098e2e8dc5ba6d2aad9e8d1db"],
    )
    rubric: Kebab = Field(
        description="The rubric that it is marked against: the name of its file.", examples=["rubric: code-of-conduct"]
    )
    assesses: Annotated[
        dict[Kebab, Annotated[Number, Field(ge=1, description="How many pieces of evidence are needed.")]],
        Field(min_length=1),
    ] = Field(
        description="The clauses it assesses, each with the pieces of evidence that are needed.",
        examples=["assesses: {confidentiality: 1, records: 1}"],
    )
    covers: tuple[Criterion, ...] = Field(
        (),
        description="Criteria and mistakes of the qualifications that it is about, by id.",
        examples=["covers: [AIM-MC-3, ASC-CM-3]"],
    )
    mentee: MenteeShape = Field(
        description="The fictional person the learner talks with.",
        examples=["mentee: {name: Jamie, pronouns: they/them, age: 15}"],
    )
    you: Text = Field(
        description="Who the learner is in it.",
        examples=["you: You are Jamie's peer mentor. Your safeguarding lead is Ms Okafor."],
    )
    brief: Text = Field(
        description="The situation at the start, which the learner reads before the first scene.",
        examples=["brief: Your fourth meeting, in the library. Jamie is late and will not take their coat off."],
    )
    variables: dict[Snake, VariableShape] = Field(
        default_factory=dict,
        description="What the scenario remembers, by name: how the mentee feels, what was promised.",
        examples=["variables:\n  trust: {start: 3, min: 0, max: 10}\n  promised: {start: false}"],
    )
    facts: dict[
        Snake, Annotated[Text, Field(description="What the learner then knows, as it stands in the notes.")]
    ] = Field(
        default_factory=dict,
        description="What can be learned, by name. A scene or a choice gives it with learn.",
        examples=["facts:\n  locked_in: Jamie says the bedroom door gets locked from outside."],
    )
    duties: dict[Snake, DutyShape] = Field(
        default_factory=dict,
        description="What must be done, by name. A scene opens a duty, and a choice fulfils it.",
        examples=["duties:\n  tell_lead: {clause: reporting, says: Tell Ms Okafor the same day, missed: unsafe}"],
    )
    start: Kebab = Field(description="The first scene.", examples=["start: arrives"])
    scenes: Annotated[dict[Kebab, SceneShape], Field(min_length=1)] = Field(
        description="The scenes, by name. At least one is an ending.",
        examples=["scenes:\n  arrives:\n    says: Hi.\n    goto: end\n  end:\n    ending: {title: A start}"],
    )
    expect: dict[Text, WalkthroughShape] = Field(
        default_factory=dict,
        description="Walkthroughs that must hold, by name: the scenario's own tests. Write at least a competent, a "
        "developing and an unsafe way.",
        examples=["expect:\n  keeps-the-secret:\n    choose: [promise]\n    outcome: unsafe"],
    )
    allow: Allow = Field(default_factory=dict, description=ALLOW, examples=ALLOW_EXAMPLE)
