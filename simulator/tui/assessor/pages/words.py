"""Words and signs for what people decide in a review; a sign stands beside a word and never for it."""

from typing import Final

from textual.content import Content

from simulator.engine.rubric import Clause, Level
from simulator.review.events import Verdict
from simulator.review.people import Part, Role
from simulator.review.state import Status
from simulator.tui.widgets.levels import LEVEL_GLYPHS, level_label
from simulator.tui.widgets.prose import join, line

STATUS_GLYPHS: Final = {
    Status.HANDED_IN: "○",
    Status.MARKING: "◔",
    Status.SIGNED: "◑",
    Status.RELEASED: "●",
    Status.APPEALED: "△",
}
VERDICT_GLYPHS: Final = {Verdict.MET: "●", Verdict.NOT_YET: "◔", Verdict.NOT_ASSESSED: "○"}
OPEN_GLYPH: Final = "○"
DONE_GLYPH: Final = "✓"
WARN_GLYPH: Final = LEVEL_GLYPHS[Level.UNSAFE]

INDICATIVE: Final = "indicative: a person decides"
"""Stands on every screen of a review."""

SIGN_HERE: Final = {
    Part.FIRST: "First marking",
    Part.SECOND: "Second marking",
    Part.QUALITY: "Quality assurance",
    Part.APPEAL: "Appeal",
}
ROLES: Final = {Role.ASSESSOR: "Assessor", Role.QUALITY_ASSURER: "Quality assurer"}
"""The roles that work at a review screen."""

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def status_label(status: Status) -> str:
    """A status with its sign."""
    return f"{STATUS_GLYPHS[status]} {status}"


def verdict_label(verdict: Verdict | None) -> str:
    """A verdict with its sign; what nobody has decided is to decide."""
    return f"{OPEN_GLYPH} to decide" if verdict is None else f"{VERDICT_GLYPHS[verdict]} {verdict}"


def level_words(level: Level | None) -> str:
    """A level with its sign; none is *not enough to say*."""
    return f"{OPEN_GLYPH} not enough to say" if level is None else level_label(level)


def clause_name(clause: Clause) -> Content:
    """``Clause 3, Confidentiality and its limits``."""
    return join(f"Clause {clause.number}, ", line(clause.title))


def day(moment: str) -> str:
    """The day of a moment or of a date as the store writes it: ``22 Nov 2026``; anything else as it is."""
    year, month, number = moment[:4], moment[5:7], moment[8:10]
    if year.isdecimal() and number.isdecimal() and month.isdecimal() and 1 <= int(month) <= len(MONTHS):
        return f"{int(number)} {MONTHS[int(month) - 1]} {year}"
    return moment


def when(moment: str) -> str:
    """A moment to the minute, in UTC: ``22 Nov 2026, 14:03``."""
    return f"{day(moment)}, {moment[11:16]}" if len(moment) > 16 else day(moment)


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number and its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {nouns or noun + 's'}"
