"""A class as one page of HTML that stands by itself."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from simulator.report.words.signs import counted
from simulator.report.write.html import TEMPLATES as FRAME
from simulator.report.write.html import environment, style

from . import words
from .values import ClassScenario, Cohort

TEMPLATES: Final = Path(__file__).with_name("templates")


def class_page(cohort: Cohort, names: Mapping[str, str], *, most: int, at: datetime) -> str:
    """The page; ``most`` of the points and decisions of each scenario."""
    sheet, policy = style(FRAME / "frame.css", TEMPLATES / "class.css")
    known = dict(names)
    return (
        environment(TEMPLATES)
        .get_template("class.html")
        .render(
            style=sheet,
            policy=policy,
            cohort=cohort,
            most=most,
            made=f"Made on {at:%d %B %Y at %H:%M} UTC.",
            indicative=words.INDICATIVE,
            notes=list(words.notes(cohort)),
            headings=words.HEADINGS,
            letter=words.letter,
            sign=words.sign,
            key=_key,
            small=words.small,
            counted=counted,
            learner=lambda code: words.learner_words(code, known),
            outcome=words.outcome_words,
            out_of=words.out_of,
            chosen=words.chosen_words,
            stronger=words.stronger_words,
            line_lead=words.line_lead,
            told_line=words.told_line,
            numbers=_numbers,
        )
    )


def _key(scenario: ClassScenario) -> str:
    """What the letters of a table mean."""
    shown = [tried for tried in scenario.attempts if tried.shown]
    return words.key_of(tried.results.get(head.id) for tried in shown for head in scenario.clauses)


def _numbers(scenario: ClassScenario, clauses: tuple[str, ...]) -> str:
    """The numbers of some clauses."""
    numbers = {each.id: each.number for each in scenario.clauses}
    return ", ".join(str(numbers[each]) for each in clauses) or "none"
