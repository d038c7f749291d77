"""The pages that can be read at any time, in plain lines: brief, code of conduct, notes."""

from collections.abc import Iterator
from typing import Final

from simulator.engine.events import Mode
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.report.words.draft import draft_words
from simulator.report.words.sanitize import in_one_line

MODES: Final = {
    Mode.PRACTICE: "Practice: coaching after each choice, you may take a choice back, and it does not count.",
    Mode.REHEARSAL: "Rehearsal: no coaching until the end, nothing can be taken back, and it does not count.",
    Mode.ASSESSMENT: "Assessment: it counts. No coaching; you see how it went when an assessor has released it.",
}


def brief_lines(scenario: Scenario, mode: Mode) -> Iterator[str]:
    """Who you meet, where, who you are, what to know before, and whether it counts."""
    about = scenario.about
    yield in_one_line(about.title)
    yield from who_lines(scenario)
    yield in_one_line(about.brief)
    if about.notes:
        yield f"Before you start: {'; '.join(in_one_line(note) for note in about.notes)}."
    yield f"For people aged {about.min_age} and over."
    if about.alternates:
        others = ", ".join(in_one_line(other) for other in about.alternates)
        yield f"If you would rather not do this one, these cover the same ground: {others}."
    if about.review == "draft":
        yield "This scenario is a draft: no safeguarding lead has reviewed it yet."
    elif told := draft_words(about):
        yield told
    yield MODES[mode]
    yield "At any time: help, support, quit. Nothing is lost."


def who_lines(scenario: Scenario) -> Iterator[str]:
    """Whom you meet, and who you are."""
    mentee = scenario.mentee
    age = f", {mentee.age}" if mentee.age else ""
    pronouns = f" ({in_one_line(mentee.pronouns)})" if mentee.pronouns else ""
    yield f"You meet {in_one_line(mentee.name)}{pronouns}{age}. {in_one_line(mentee.about)}".rstrip()
    yield in_one_line(scenario.about.you)


def code_lines(rubric: Rubric) -> Iterator[str]:
    """The code of conduct."""
    yield in_one_line(rubric.title)
    for clause in rubric.clauses.values():
        critical = " (safety critical)" if clause.critical else ""
        yield f"{clause.number}. {in_one_line(clause.title)}{critical}. {in_one_line(clause.text)}"
