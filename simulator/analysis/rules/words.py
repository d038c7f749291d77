"""Words: those never to be used about suicide and self-harm, those that are too hard, and those that warn."""

import re
from collections.abc import Iterator
from typing import Final

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding
from simulator.analysis.questions import UNMARKED, worth
from simulator.analysis.readability import TextCounts, read, total
from simulator.analysis.texts import ScenarioText, Voice

_OWN: Final = r"(?:his|her|their|my|your|our)"
_SELF: Final = r"(?:him|her|them|my|your|our)sel(?:f|ves)"

_METHODS: Final = re.compile(
    rf"""\b(?:
    (?:slit|slash)(?:s|es|ting|ed|ing)?\s+(?:{_OWN}|the)\s+(?:own\s+)?wrists?
    | cut(?:s|ting)?\s+{_OWN}\s+(?:own\s+)?wrists
    | (?:hang|hangs|hanged|hanging|hung)\s+{_SELF}
    | overdos(?:e|es|ed|ing)\s+on
    | jump(?:s|ed|ing)?\s+(?:in\ front\ of|under)\s+(?:a|the)\s+(?:train|tube|lorry|bus|car)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)

_BLAMING: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), instead)
    for pattern, instead in (
        (r"commit(?:s|ted|ting)?\s+suicide", "died by suicide, ended their life, or thinking of suicide"),
        (r"commit(?:s|ted|ting)?\s+self[- ]?harm", "hurt themselves, or self-harmed"),
        (
            r"(?:failed|(?:un)?successful|botched)\s+(?:suicide(?:\s+(?:attempt|bid)s?)?"
            rf"|attempts?\s+(?:at\s+suicide|on\s+{_OWN}\s+(?:own\s+)?life|to\s+(?:kill|end)))",
            "tried to end their life, or died by suicide",
        ),
        (
            r"suicide\s+(?:attempt|bid)s?\s+(?:was\s+|were\s+)?(?:failed|(?:un)?successful)",
            "survived, or died by suicide",
        ),
        (r"suicide\s+(?:bids?|victims?|epidemics?)", "suicide attempt, someone who died by suicide, or more deaths"),
        (r"suicidal\s+gestures?", "suicide attempt"),
        (r"cr(?:y|ies)\s+for\s+help", "what the person said or did"),
        (r"attention[- ]seek(?:ing|ers?)", "what the person needs, or was seen to do"),
        (r"self[- ]?(?:harmers?|mutilat\w+)", "someone who self-harms"),
    )
)

_STEMS: Final = ("suicid", "harm", "wrist", "sel", "overdos", "jump", "attempt", "for help", "seek", "mutilat")
"""What any of these words has in it."""

_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|(?<!\w)'[^']*'(?!\w)")

AGES: Final = {1: 11, 2: 13}
"""The oldest reading age by level."""

LEEWAY: Final = 120
"""One text of n words may ask this / n years more: the fewer the words, the less an age means."""

WHOLE: Final = 100
"""The fewest words from which the whole is judged; the formula was made on passages of that length."""

LONG: Final = 20
"""The fewest words from which one text is judged by itself."""


def harmful_words(context: AnalysisContext) -> Iterator[Finding]:
    """Words about suicide and self-harm that blame, belittle or show how.

    How (a method with its detail) is found anywhere. Words that blame or belittle are found in everything that the
    scenario says in its own voice, and in what a learner can rightly say. They are left alone where they are in the
    mentee's mouth or mind, because people do speak so; in a weak option or a box that does not belong, if its `why`
    puts it right; and in quotation marks in a `why`, which may say what not to say.

    Source: Samaritans, Media Guidelines for Reporting Suicide, and the word lists that public health teams made of it.
    """
    for text in context.search.having(_STEMS):
        method = _METHODS.search(text.words)
        if method:
            message = f"“{method[0]}” tells of a method."
            yield Finding("harmful-words", text.address, message, "Say that somebody was hurt, never how.", value=True)
            continue
        if _may_say_it(text):
            continue
        own = _QUOTED.sub("", text.words) if text.voice is Voice.COACH else text.words
        for pattern, instead in _BLAMING:
            found = pattern.search(own)
            if found:
                message = f"“{found[0]}” can hurt somebody who has been close to it."
                yield Finding("harmful-words", text.address, message, f"Say instead: {instead}.", value=True)
                break


def missing_content_note(context: AnalysisContext) -> Iterator[Finding]:
    """The kinds have `disclosure`, and there are no content notes."""
    if "disclosure" in context.scenario.about.kinds and not any(note.strip() for note in context.scenario.about.notes):
        message = "Somebody discloses something here, and no content note says so before the start."
        hint = "Write notes: [mentions of harm at home, no detail], or what fits."
        yield Finding("missing-content-note", ("kinds",), message, hint)


def reading_age(context: AnalysisContext) -> Iterator[Finding]:
    """What is read in play asks a reading age above 11 at level 1, or above 13 at level 2.

    Judged together, from 100 words on: the brief and all that is told, said, seen, asked and offered. If that is well,
    each text of 20 words or more is judged by itself, with 120 / words years of leeway (3 for 40 words, 2 for 60). The
    age is the Flesch–Kincaid grade plus five, reckoned for English. The two ages are those of plain English for the
    learners of each level.
    """
    level = context.scenario.about.level
    limit = AGES.get(level, max(AGES.values()))
    played = [
        (each, read(each.words))
        for each in context.texts
        if each.voice in (Voice.NARRATOR, Voice.MENTEE, Voice.LEARNER)
    ]
    whole = total([reading for _, reading in played])
    hint = "Cut sentences in two, and use short words that people say."
    if whole.words >= WHOLE and whole.age > limit:
        yield Finding("reading-age", ("level",), f"{_asks('The scenario', whole)}; level {level} allows {limit}.", hint)
        return
    for each, reading in played:
        if reading.words >= LONG and reading.age > limit + LEEWAY / reading.words:
            message = f"{_asks('This text', reading)}, which is too much for level {level}."
            yield Finding("reading-age", each.address, message, hint, value=True)


def _asks(what: str, reading: TextCounts) -> str:
    return (
        f"{what} asks a reading age of about {reading.age:.0f} "
        f"({reading.words / reading.sentences:.0f} words a sentence)"
    )


def _may_say_it(text: ScenarioText) -> bool:
    """Whether blaming words may stand in this text."""
    if text.voice in (Voice.MENTEE, Voice.THOUGHT):
        return True
    if text.voice is not Voice.LEARNER or text.of is None or not text.of.action.why.strip():
        return False
    return text.of.belongs is False or worth(text.of.action) < UNMARKED
