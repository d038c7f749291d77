"""What somebody meant to fill in and that would reach learners as it is: TODO, {name}, [your school], lorem ipsum.

People do say “[laughs]”, end with “XXX” and draw <3: a bracket counts only where what is in it asks to be filled in.
"""

import re
from collections.abc import Iterator
from typing import Final

_NOUN: Final = (
    "name|surname|school|college|centre|center|organisation|organization|company|employer|town|city|village|place|address|"
    "location|room|date|day|month|year|time|age|number|phone|telephone|mobile|email|e-mail|link|url|website|contact|"
    "details?|role|job|title|lead|dsl|teacher|tutor|mentor|mentee|learner|pupil|student|friend|person|parent|"
    "coordinator|co-ordinator|manager|head|service|helpline|charity|subject|hobby|topic|reason|example|quote|text|"
    "sentence|words?|something|placeholder|blank|pronouns?|tbc|tbd|tba|n/a|xx+|todo|he/she|she/he|his/her|him/her"
)
_OF_WHOM: Final = (
    r"(?:(?:the|a|an|your|their|his|her|my|our|this|first|last|full|other|local|real|some)\s+|[\w-]+['’]s\s+)*"
)
_WHICH: Final = r"(?:(?:safeguarding|designated|head|deputy|phone|telephone|mobile|email|support|pastoral|peer)\s+)?"
_MORE: Final = r"(?:\s+(?:of|for|here|goes\s+here|to\s+come|tbc|\d+|or|and|and/or)\b.*)?"
_ASKING: Final = re.compile(
    rf"(?:insert|add|enter|fill|replace|choose|pick|put|write|give|describe|say)\s+(?:in\b|your|their|the|a|an|here)\b.*"
    rf"|insert\b.*|{_OF_WHOM}{_WHICH}(?:{_NOUN})s?{_MORE}|\.\.\.|…|\?+|_+|x{{2,}}",
    re.IGNORECASE | re.DOTALL,
)
"""What stands in a bracket that asks to be filled in; “laughs”, “time passes” and “mentor nods” do not."""

_PLACEHOLDER: Final = re.compile(
    r"(?P<mark>\b(?:TODO|FIXME|TBC|TBD)\b|\bX{3,}\b(?!\s*$)|^\s*X{3,}\s*$|\b(?i:todo|fixme|tbc)\b(?=\s*[:!?]))"
    r"|(?P<filler>(?i:\blorem\s+ipsum\b|\bdolor\s+sit\s+amet\b|\bplaceholder\s+text\b))"
    r"|(?P<braces>\$?\{{1,2}\s*[^\s{}][^{}\n]{0,60}\}{1,2}|%\(\w+\)[sd]|(?<![\w%])%s\b)"
    r"|(?P<angles><(?:/?[A-Za-z][^<>\n]{0,60}|…|\.\.\.|\?+)\s*>)"
    r"|(?P<square>\[\[?\s*(?P<inside>[^\[\]\n]{1,60}?)\s*\]\]?)"
    r"|(?P<blank>(?<!\^)_{3,})"
)


_SIGN: Final = re.compile(r"[{<\[%_]")
_WORD: Final = ("todo", "fixme", "tbc", "tbd", "xxx", "lorem", "dolor", "placeholder")
"""One of these signs or words is in every text in which something is found."""


def has_sign(text: str) -> bool:
    """Whether a sign is in a text: a quick look that misses nothing but words."""
    return _SIGN.search(text) is not None


def has_word(text: str) -> bool:
    """Whether a word is in a text, or in many that stand in one: a quick look that misses nothing but signs."""
    lowered = text.lower()
    return any(word in lowered for word in _WORD)


def placeholders(text: str) -> Iterator[str]:
    """What was never filled in, as it is written, in the order of the text."""
    for match in _PLACEHOLDER.finditer(text):
        if match["square"] is None or _ASKING.fullmatch(match["inside"]):
            yield match[0]
