"""The history of a review: every entry with who, when, what and why."""

from collections.abc import Iterator
from typing import assert_never

from textual.content import Content

from simulator.engine.rubric import Rubric
from simulator.report.words.moments import day, when
from simulator.review.events import (
    REQUIREMENTS,
    Actioned,
    Advised,
    Agreed,
    AppealDecided,
    Appealed,
    Checked,
    Claimed,
    Decided,
    HandedIn,
    Judged,
    LetGo,
    Marked,
    Released,
    Reopened,
    ReviewEvent,
    Sampled,
    Settled,
    Signed,
    TakenIn,
)
from simulator.review.state import Review
from simulator.tui.assessor.pages.words import level_words, verdict_label
from simulator.tui.shared.about import heading
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose


def history_blocks(review: Review, rubric: Rubric) -> Iterator[Block]:
    """Every entry that this part may see, the newest last."""
    yield heading("Everything that was decided, in order")
    yield Block(Content("Nothing is ever changed in place. Times are in UTC."), "quiet")
    for entry in review.entries:
        what, why = told(entry.event, rubric)
        by = line(f"{when(entry.at)}  {entry.by.code}, {entry.by.role}", ".page--quiet")
        text = join(by, "\n", line(what, "bold"))
        yield Block(join(text, "\n", prose(why)) if why else text, gap=1)


def told(event: ReviewEvent, rubric: Rubric) -> tuple[str, str]:
    """What happened, and why or with which words."""
    match event:
        case Marked() | Settled() | Decided() | Judged() | Advised() | Signed():
            return _marking(event, rubric)
        case HandedIn(count=count, note=note):
            return f"Handed in, {count} events, with the declaration", note
        case TakenIn(digest=digest):
            return f"Taken in from a file ({digest[:12]}…)", ""
        case Claimed(part=part, until=until):
            return f"Took the {part}, until {when(until)}", ""
        case LetGo(part=part):
            return f"Gave the {part} back", ""
        case _:
            return _afterwards(event, rubric)


def _marking(event: Marked | Settled | Decided | Judged | Advised | Signed, rubric: Rubric) -> tuple[str, str]:
    match event:
        case Marked(level=level, comment=comment, event=number):
            return f"Marked a written answer (event {number}): {level_words(level)}", comment
        case Settled(clause=clause, machine=machine, level=level, reason=reason):
            if not event.overridden:
                return f"{_clause(rubric, clause)}: accepted {level_words(level)}", reason
            return f"{_clause(rubric, clause)}: {level_words(machine)} overridden to {level_words(level)}", reason
        case Decided(criterion=criterion, verdict=verdict, evidence=evidence, reason=reason):
            pieces = f", on {len(evidence)} of the evidence" if evidence else ""
            return f"{criterion}: {verdict_label(verdict)}{pieces}", reason
        case Judged(note=note):
            return f"Judged the evidence: {_requirements(event)}", note
        case Advised(text=text):
            return "Wrote the feedback", text
        case Signed(part=part):
            return f"Signed the {part}", ""
        case _:
            assert_never(event)


def _afterwards(
    event: Agreed | Sampled | Checked | Actioned | Released | Reopened | Appealed | AppealDecided, rubric: Rubric
) -> tuple[str, str]:
    match event:
        case Agreed(clause=clause, criterion=criterion, level=level, verdict=verdict, reason=reason):
            if clause:
                return f"{_clause(rubric, clause)}: agreed on {level_words(level)}", reason
            return f"{criterion}: agreed on {verdict_label(verdict)}", reason
        case Sampled(plan=plan, why=why):
            return f"Put into the sample {plan}", "; ".join(why)
        case Checked(criterion=criterion, accepted=accepted, action=action, due=due):
            return (
                (f"{criterion}: accepted", "")
                if accepted
                else (f"{criterion}: rejected, to be done by {day(due)}", action)
            )
        case Actioned(criterion=criterion, note=note):
            return f"{criterion}: did what was asked for", note
        case Released():
            return "Released the result to the learner", ""
        case Reopened(reason=reason):
            return "Took the result up again", reason
        case Appealed(grounds=grounds):
            return "An appeal was made", grounds
        case AppealDecided(outcome=outcome, reason=reason):
            return f"Decided the appeal: {outcome}", reason
        case _:
            assert_never(event)


def _clause(rubric: Rubric, clause: str) -> str:
    found = rubric.clauses.get(clause)
    return clause if found is None else f"Clause {found.number}, {found.title}"


def _requirements(event: Judged) -> str:
    return ", ".join(f"not {name}" for name in event.lacking) or ", ".join(REQUIREMENTS)
