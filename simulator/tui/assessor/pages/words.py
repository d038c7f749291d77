"""Words and signs for what people decide in a review; a sign stands beside a word and never for it."""

from typing import Final

from textual.content import Content

from simulator.engine.rubric import Clause, Level
from simulator.report.words.levels import LEVEL_SIGNS, level_label
from simulator.review.events import Verdict
from simulator.review.people import Part, Role
from simulator.review.state import Status
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
WARN_GLYPH: Final = LEVEL_SIGNS[Level.UNSAFE]

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


def status_label(status: Status) -> str:
    """A status with its sign."""
    return f"{STATUS_GLYPHS[status]} {status}"


def verdict_label(verdict: Verdict) -> str:
    """A verdict with its sign."""
    return f"{VERDICT_GLYPHS[verdict]} {verdict}"


def level_words(level: Level | None) -> str:
    """A level with its sign; none is *not enough to say*."""
    return f"{OPEN_GLYPH} not enough to say" if level is None else level_label(level)


def clause_name(clause: Clause) -> Content:
    """``Clause 3, Confidentiality and its limits``."""
    return join(f"Clause {clause.number}, ", line(clause.title))
