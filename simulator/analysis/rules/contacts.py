"""Real contacts: they belong into the organisation's signposts, where somebody keeps them right."""

import re
from collections.abc import Iterator
from typing import Final

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Address, Finding

_ADDRESS: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|\bwww\.\S+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|info|ac\.uk|co\.uk|gov\.uk|nhs\.uk|sch\.uk|police\.uk)(?:\.uk)?\b(?!\.\w)",
    re.IGNORECASE,
)
_PARTS_OF_ADDRESSES: Final = ("@", "://", "www.", ".org", ".com", ".net", ".info", ".uk")

_NUMBER: Final = re.compile(
    r"""(?<![\w.:/£$+(]) (?:
    (?:\+\s?44|00\s?44)[ -]?(?:\(0\)[ -]?)?(?:[ -]?\d){9,10}                                # +44 7700 900123
    | \(?0\d{2,4}\)?(?:[ -]?\d){6,8} | 0800[ -]?\d{4}                                       # 01632 960123, 0800 1111
    ) (?![\w:/]|[ -]?\d)""",
    re.VERBOSE,
)
_SHORT_NUMBER: Final = re.compile(
    r"\b116\s?(?:123|000|111|117)\b|\b85\s?258\b"
    r"|\b(?:NHS|call(?:ed|ing)?|ring(?:ing)?|rang|phon(?:e|ed|ing)|dial(?:led|ling)?)\s+(?:on\s+)?(?:111|101)\b",
    re.IGNORECASE,
)
_SERVICES: Final = (
    "Al-Anon|Alcoholics Anonymous|Anti-Terrorist Hotline|Barnardo's|Barnardos|Campaign Against Living Miserably|CEOP|"
    "Child Bereavement UK|Childline|Citizens Advice|Citizens' Advice|Coram Voice|Crimestoppers|Cruse|"
    "Forced Marriage Unit|Galop|GamCare|Hopeline|Internet Watch Foundation|Karma Nirvana|Kidscape|Kooth|Live Fear Free|"
    "Lucy Faithfull|Men's Advice Line|Mencap|Modern Slavery Helpline|Nacoa|Narcotics Anonymous|"
    "National Careers Service|National Domestic Abuse Helpline|NSPCC|Place2Be|Rethink Mental Illness|Runaway Helpline|"
    "Samaritans|Saneline|StepChange|Togetherall|Turn2us|Winston's Wish|YoungMinds"
)
"""Names that mean nothing else, however they are written."""

_TITLES: Final = (
    "ACT Early|Action for Children|Age UK|Carers Trust|Child Line|Family Lives|Grief Encounter|PAPYRUS|Rape Crisis|"
    "Report Remove|Stonewall|Stop It Now|Student Minds|talk to FRANK|Talk to FRANK|Victim Support|Women's Aid|"
    "Young Minds"
)
"""Names that mean nothing else when they are written so: “my family lives in Leeds” names no service."""

_SERVICE: Final = re.compile(rf"(?<!\b[Gg]ood )\b(?:(?i:{_SERVICES})(?:247|UK)?|{_TITLES})\b")

_ALSO_WORDS: Final = (
    "Beat|Become|Breathing Space|CALM|Centrepoint|Crisis|FRANK|Gingerbread|Lifeline|Mermaids|Mind|Nightline|"
    "Papyrus|Refuge|Relate|Respect|Scope|Shelter|Shout|Switchboard|The Mix|Turning Point"
)
_CONTACT: Final = r"(?:[Cc]all|[Rr]ing|[Rr]ang|[Pp]hon|[Tt]ext|[Cc]ontact|[Ee]mail|[Mm]essag)(?:e|ed|ing|s)?"
_LINE: Final = r"(?:helpline|infoline|hotline|textline|charity|website|webchat)"
_AFTER: Final = r"(?=\s*(?:[.,;:!?)]|$)|\s+(?:on|at|if|when|or|and|for|about|now|tonight|today)\b)"
_SERVICE_ALSO_WORD: Final = re.compile(
    rf"\b{_CONTACT}\s+(?:{_ALSO_WORDS})\b{_AFTER}"
    rf"|\b(?:{_ALSO_WORDS})(?:['’]s)?\s+{_LINE}\b"
    rf"|\b(?:{_ALSO_WORDS}),\s+(?:the|a)\s+(?:\w+\s+){{0,3}}{_LINE}\b"
    rf"|\b(?:{_LINE}|charit(?:y|ies))\s+(?:called\s+|like\s+|such\s+as\s+)?(?:{_ALSO_WORDS})\b"
)
"""Names that are words as well: they count only where somebody contacts them or calls them a charity or a line."""

_LOOKS: Final = (
    (_PARTS_OF_ADDRESSES, _ADDRESS),
    (("116", "85", "111", "101"), _SHORT_NUMBER),
    (("0", "+44", "+ 44"), _NUMBER),
    (tuple(f"{_SERVICES}|{_TITLES}".lower().split("|")), _SERVICE),
    (tuple(_ALSO_WORDS.lower().split("|")), _SERVICE_ALSO_WORD),
)
"""What a text must have in it to be looked at, and what is looked for."""


def real_contact(context: AnalysisContext) -> Iterator[Finding]:
    """A telephone number, an e-mail or web address, or a well-known service, in any text.

    Numbers and services are those of the United Kingdom: what begins with 0 or +44 and is as long as a number, the
    short numbers of help lines, and 111 and 101 where they are called. 999 and 112 may be said: to call them has to be
    learned. A service whose name is also a word (Mind, Shelter, Beat) counts only where it is contacted or called a
    charity or a line.
    """
    told: set[Address] = set()
    for stems, pattern in _LOOKS:
        for text in context.search.having(stems):
            found = pattern.search(text.words.replace("’", "'"))
            if found is not None and text.address not in told:
                told.add(text.address)
                contact = found[0].rstrip(".,;:!?")
                message = f"“{contact}” is a real contact, and in a scenario nobody keeps it right."
                hint = "Name a role, such as the school nurse or a helpline; contacts belong in the signposts file."
                yield Finding("real-contact", text.address, message, hint, value=True)
