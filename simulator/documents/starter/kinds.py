"""What the kinds of scenario begin with, and where they take place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class KindOfStory:
    """How a scenario of one kind begins. ``{name}`` is the mentee, ``{place}`` where you meet."""

    in_words: str
    stage: str
    summary: str
    brief: str
    about: str
    core: str
    """The clause without which it would not be a scenario of this kind."""
    clauses: tuple[str, ...]
    """The clauses that it assesses unless others are asked for, in order; records come to them."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A setting in words."""

    org: str
    place: str
    age: int
    """How old a mentee is there, unless told otherwise."""


KINDS: Final[Mapping[str, KindOfStory]] = {
    "contracting": KindOfStory(
        "agreeing how you will work together",
        "initiation",
        "{name} is new here and wants to know how this works.",
        "Your first meeting with {name}, in {place}. Nothing has been agreed yet.",
        "New to the scheme.",
        "contracting",
        ("contracting", "confidentiality"),
    ),
    "rapport": KindOfStory(
        "getting to know each other",
        "initiation",
        "{name} has come because somebody else thought that it would help.",
        "Your first meeting with {name}, in {place}. To come here was somebody else's idea.",
        "New to the scheme.",
        "listening",
        ("listening", "role"),
    ),
    "goal-setting": KindOfStory(
        "finding a goal",
        "exploration",
        "{name} wants things to be better and does not know where to begin.",
        "Your third meeting with {name}, in {place}. Today the two of you want to find a goal.",
        "You have met twice.",
        "goals",
        ("goals", "autonomy"),
    ),
    "boundary-test": KindOfStory(
        "someone tries out where the line is",
        "exploration",
        "{name} would like to be able to reach you at any time.",
        "Your fourth meeting with {name}, in {place}. You get on well. The scheme has its own email.",
        "You have met three times. Easy to talk to.",
        "boundaries",
        ("listening", "boundaries"),
    ),
    "disclosure": KindOfStory(
        "someone tells of harm",
        "exploration",
        "{name} would like to know what you do with a secret.",
        "Your fourth meeting with {name}, in {place}. {name} is late and has not said why.",
        "You have met three times. Usually early.",
        "receiving-disclosure",
        ("confidentiality", "receiving-disclosure", "reporting"),
    ),
    "referral-trigger": KindOfStory(
        "more than a mentor can do",
        "exploration",
        "{name} is tired all the time and is falling behind.",
        "Your fourth meeting with {name}, in {place}. Last week {name} did not come.",
        "You have met three times.",
        "reporting",
        ("listening", "reporting"),
        ("not sleeping, falling behind with work",),
    ),
    "record-keeping": KindOfStory(
        "writing down what was said and done",
        "exploration",
        "{name} talks to you, and afterwards there is a record to write.",
        "Your third meeting with {name}, in {place}. Afterwards you write the record.",
        "You have met twice.",
        "records",
        ("listening", "confidentiality"),
    ),
    "equality": KindOfStory(
        "fairness and respect",
        "exploration",
        "{name} is tired of being asked to stand for a whole group.",
        "Your fourth meeting with {name}, in {place}. Something happened this morning.",
        "You have met three times.",
        "equality",
        ("listening", "equality"),
        ("being treated as an example of a group",),
    ),
    "challenge": KindOfStory(
        "saying something that is hard to hear",
        "empowerment",
        "{name} has not done what was agreed, once more.",
        "Your sixth meeting with {name}, in {place}. There is a step on the list that {name} chose three weeks ago.",
        "You have met five times. Full of plans.",
        "goals",
        ("goals", "autonomy"),
    ),
    "closure": KindOfStory(
        "saying goodbye",
        "closure",
        "{name} has begun to count the meetings that are left.",
        "One of your last meetings with {name}, in {place}.",
        "You have met nine times.",
        "endings",
        ("listening", "endings"),
        ("saying goodbye to someone who matters",),
    ),
    "self-care": KindOfStory(
        "your own limits",
        "exploration",
        "{name} does not want to talk to anybody but you.",
        "Your fifth meeting with {name}, in {place}. You have been thinking about the last one all week.",
        "You have met four times.",
        "self-care",
        ("listening", "self-care"),
    ),
}
"""The kinds, by the words that `kinds` takes."""

PLACES: Final[Mapping[str, Place]] = {
    "school": Place("the school", "a corner of the library", 14),
    "college": Place("the college", "a quiet end of the canteen", 17),
    "university": Place("the university", "a small room in the students' union", 19),
    "community": Place("the community centre", "the small room behind the kitchen", 16),
    "workplace": Place("work", "the meeting room beside the stores", 18),
}
"""The settings, by the words that `setting` takes."""

HARM: Final = ("trouble at home that frightens someone, no detail",)
"""The content note where somebody tells of harm."""
