"""Whole parts that an editor can put in at once, with places to fill in.

The names to fill in are single words: some editors indent what follows a name with a hyphen too far.
"""

from typing import Final

from simulator.json_value import Json


def _snippet(label: str, description: str, body: Json) -> Json:
    return {"label": label, "description": description, "body": body}


def _named(name: str, part: Json) -> Json:
    return {f"${{1:{name}}}": part}


_SCENES: Final[list[Json]] = [
    _snippet(
        "scene: choices",
        "The mentee says something, and the learner chooses what to say or do.",
        _named(
            "scene",
            {
                "cue": "${2:What can be seen.}",
                "says": "${3:What the mentee says.}",
                "choices": {
                    "${4:one}": {"say": "${5:What the learner could say.}", "goto": "${6:next}"},
                    "${7:another}": {"say": "${8:What else they could say.}", "goto": "${9:next}"},
                },
            },
        ),
    ),
    _snippet(
        "scene: moves on",
        "Something is told, seen or said, and the next scene follows.",
        _named("scene", {"tells": "${2:Ten minutes later.}", "goto": "${3:next}"}),
    ),
    _snippet(
        "scene: form",
        "The learner fills in a document, such as a record of concern.",
        _named(
            "scene",
            {
                "form": {
                    "title": "${2:Record of concern}",
                    "fields": {
                        "${3:account}": {
                            "ask": "${4:What would you hand over?}",
                            "write": {"min_words": "${5:20}", "max_words": "${6:120}"},
                            "clause": "${7:records}",
                        }
                    },
                },
                "goto": "${8:next}",
            },
        ),
    ),
    _snippet(
        "scene: ending",
        "The playthrough ends here.",
        _named(
            "scene",
            {
                "ending": {
                    "title": "${2:The ending in a few words}",
                    "text": "${3:What happens.}",
                    "afterwards": "${4:What usually happens next.}",
                }
            },
        ),
    ),
]

_CHOICE: Final[Json] = _snippet(
    "choice",
    "Something the learner can say. For an action write do in place of say.",
    _named(
        "choice",
        {
            "say": "${2:What the learner says.}",
            "evidence": {"${3:listening}": "${4|competent,exemplary,developing,unsafe|}"},
            "why": "${5:Why it helps or harms.}",
            "goto": "${6:next}",
        },
    ),
)

_DUTY: Final[Json] = _snippet(
    "duty",
    "Something that must be done once a scene has opened it.",
    _named(
        "duty",
        {
            "clause": "${2:reporting}",
            "says": "${3:What must be done}",
            "missed": "${4|unsafe,developing|}",
        },
    ),
)

_VARIABLES: Final[list[Json]] = [
    _snippet(
        "variable: number",
        "A number in a range, such as trust.",
        _named("trust", {"start": "${2:3}", "min": "${3:0}", "max": "${4:10}", "means": "${5:What it stands for}"}),
    ),
    _snippet(
        "variable: yes or no",
        "Something that is so or is not, such as a promise.",
        _named("promised", {"start": "${2|false,true|}", "means": "${3:What it stands for}"}),
    ),
    _snippet(
        "variable: words",
        "One of some words, such as a mood.",
        _named(
            "mood",
            {"start": "${2:guarded}", "values": ["${3:guarded}", "${4:open}"], "means": "${5:What it stands for}"},
        ),
    ),
]

_FIELDS: Final[list[Json]] = [
    _snippet(
        "field: boxes to tick",
        "Any number of boxes may be ticked; the number of wrong ones decides the level.",
        _named(
            "contents",
            {
                "ask": "${2:Which of these belong in the record?}",
                "tick": {
                    "${3:words}": {"text": "${4:What belongs}", "belongs": True},
                    "${5:guess}": {"text": "${6:What does not}", "belongs": False},
                },
                "clause": "${7:records}",
                "levels": {"0": "exemplary", "1": "developing"},
            },
        ),
    ),
    _snippet(
        "field: pick one",
        "Exactly one option is picked.",
        _named(
            "who",
            {
                "ask": "${2:Who gets it?}",
                "pick": {
                    "${3:lead}": {
                        "text": "${4:The safeguarding lead}",
                        "evidence": {"${5:reporting}": "${6|competent,exemplary|}"},
                    },
                    "${7:tutor}": {
                        "text": "${8:The form tutor}",
                        "evidence": {"${9:reporting}": "${10|developing,unsafe|}"},
                    },
                },
            },
        ),
    ),
    _snippet(
        "field: write",
        "The learner writes, and a person marks it.",
        _named(
            "account",
            {
                "ask": "${2:What would you hand over?}",
                "write": {"min_words": "${3:20}", "max_words": "${4:120}"},
                "clause": "${5:records}",
            },
        ),
    ),
]

SNIPPETS: Final[dict[tuple[str, str], list[Json]]] = {
    ("ScenarioShape", "scenes"): _SCENES,
    ("ScenarioShape", "variables"): _VARIABLES,
    ("ScenarioShape", "duties"): [_DUTY],
    ("ScenarioShape", "facts"): [
        _snippet("fact", "Something that can be learned.", _named("fact", "${2:What the learner then knows.}"))
    ],
    ("ScenarioShape", "expect"): [
        _snippet(
            "walkthrough",
            "A way through that must hold.",
            _named("way", {"choose": ["${2:choice}"], "outcome": "${3|competent,exemplary,developing,unsafe|}"}),
        )
    ],
    ("SceneShape", "choices"): [_CHOICE],
    ("FormShape", "fields"): _FIELDS,
    ("FieldShape", "tick"): [
        _snippet(
            "box",
            "A box that may be ticked.",
            _named("box", {"text": "${2:What it says}", "belongs": "${3|true,false|}"}),
        )
    ],
    ("FieldShape", "pick"): [
        _snippet(
            "option",
            "One of several options.",
            _named(
                "option",
                {"text": "${2:What it says}", "evidence": {"${3:reporting}": "${4|competent,developing,unsafe|}"}},
            ),
        )
    ],
    ("RubricShape", "breaches"): [
        _snippet(
            "breach",
            "A way of breaking the code.",
            _named(
                "breach",
                {"clause": "${2:boundaries}", "text": "${3:What it is}", "caps": "${4|developing,unsafe|}"},
            ),
        )
    ],
}
"""The parts that may be put in under a key of a shape."""
