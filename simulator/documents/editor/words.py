"""What the words mean of which one is chosen, as editors explain them."""

from collections.abc import Mapping
from typing import Final, TypeAlias, get_args

from simulator.documents.rubric.shapes import EvidenceWord, ItemKindWord, PassWord
from simulator.documents.scenario.shapes import Because, Kind, Review, Stage
from simulator.documents.yaml.parts import LevelWord

_Words: TypeAlias = tuple[str, ...]


def _in_order(words: _Words, meanings: Mapping[str, str]) -> tuple[_Words, _Words]:
    return words, tuple(meanings[word] for word in words)


_LEVELS: Final = {
    "unsafe": "Someone could come to harm.",
    "developing": "Not there yet.",
    "competent": "Good enough: what the code asks for.",
    "exemplary": "Done very well.",
}

MEANINGS: Final[Mapping[_Words, _Words]] = dict(
    [
        *(_in_order(words, _LEVELS) for words in (get_args(LevelWord), get_args(PassWord))),
        _in_order(
            get_args(Stage),
            {
                "initiation": "Starting out: getting to know each other, and agreeing how to work.",
                "exploration": "Finding out more: what matters to the mentee, and what is going on.",
                "empowerment": "Moving forward: the mentee finds steps of their own.",
                "closure": "Ending well, and looking at what comes next.",
            },
        ),
        _in_order(
            get_args(Kind),
            {
                "contracting": "Agreeing how you work, and what cannot stay private.",
                "rapport": "Getting to know each other.",
                "goal-setting": "Helping the mentee to goals of their own.",
                "boundary-test": "The mentee asks for more than the role allows: a secret, a gift, private contact.",
                "disclosure": "The mentee tells, or half tells, that someone comes to harm.",
                "referral-trigger": "More help is needed than a mentor can give.",
                "record-keeping": "What to write down, how, and who may read it.",
                "equality": "Treating people fairly, and what to do when someone is not.",
                "challenge": "Saying kindly what is hard to hear.",
                "closure": "Ending the mentoring.",
                "self-care": "The mentor looks after themselves and talks to someone.",
            },
        ),
        _in_order(
            get_args(Because),
            {
                "never": "No reason is asked for.",
                "optional": "A reason is asked for and may be skipped.",
                "required": "A reason must be written, except in practice, where any may be skipped.",
            },
        ),
        _in_order(
            get_args(Review),
            {
                "draft": "Nobody has reviewed it yet. Learners are told so.",
                "reviewed": "Someone who knows has reviewed it, and signs with a name and a date.",
            },
        ),
        _in_order(
            get_args(ItemKindWord),
            {
                "outcome": "What a learner will be able to do or explain.",
                "criterion": "What an assessor looks for.",
                "concept": "Something that has to be understood.",
                "guidance": "Advice to whoever teaches or assesses it.",
                "mistake": "Something that learners commonly do wrong.",
                "misconception": "Something that learners commonly believe and that is not so.",
                "prior-knowledge": "What a learner should know before.",
                "term": "A word that has a meaning of its own here.",
                "overview": "What the award is about.",
            },
        ),
        _in_order(
            get_args(EvidenceWord),
            {
                "choice": "By what is chosen in a conversation.",
                "record": "By a record or form that is filled in.",
                "written": "By what the learner writes; a person marks it.",
                "check": "By a short check of what is known.",
            },
        ),
    ]
)
"""The words of each choice, and what each of them means, in the same order."""
