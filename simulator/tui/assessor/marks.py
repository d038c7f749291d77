"""The forms of marking: a written answer, a clause, the evidence as a whole, the feedback."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.engine.scoring import ClauseScore
from simulator.report.words.signs import counted
from simulator.review.events import Advised, Judged, Marked, Settled
from simulator.review.permissions import ReviewRefused
from simulator.tui.assessor.form import ReviewForm, title
from simulator.tui.assessor.pages.asked import (
    NONE,
    ask,
    chosen_level,
    clause_context,
    from_bank,
    joined,
    levels,
    lines,
    text,
)
from simulator.tui.assessor.pages.words import clause_name, level_words
from simulator.tui.shared.about import heading
from simulator.tui.shared.refs import ref
from simulator.tui.shared.typed import FormQuestion
from simulator.tui.widgets.choices import Offer
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import line, prose

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.store.format.dossier import WrittenAnswer
    from simulator.tui.assessor.review_services import ReviewServices

REQUIREMENTS = {
    "valid": "Valid: it shows what the criteria ask for",
    "authentic": "Authentic: it is this learner's own work",
    "current": "Current: it is recent enough to be relied on",
    "sufficient": "Sufficient: there is enough of it",
    "reliable": "Reliable: another assessor would decide the same",
}
"""The five requirements of vocational assessment, VACSR."""


def mark_form(services: "ReviewServices", reviewing: "ReviewSession", written: "WrittenAnswer") -> ReviewForm:
    """A written answer, marked by its clause's levels."""
    clause = reviewing.rubric.clauses[written.clause]
    entry = reviewing.review.markings[reviewing.part].answers.get(written.answer)
    before = entry.event if entry is not None else None
    word, comment = (before.level.word, before.comment) if isinstance(before, Marked) else ("", "")
    bank = services.comments(clause.id)
    asked = (
        levels(clause, word),
        text("comment", "Your comment to the learner", from_bank(bank), comment),
    )

    def give(answers: Mapping[str, str]) -> None:
        level = chosen_level(answers)
        if level is None:
            raise ReviewRefused("Pick a level first.")
        reviewing.mark(written.answer, level, answers["comment"])

    context = (
        Block(prose(written.ask), "strong", gap=1),
        Block(prose(written.text), "you"),
        Block(Content(counted(len(written.text.split()), "word")), "quiet"),
        *clause_context(clause),
    )
    return ReviewForm(
        services,
        reviewing,
        ref("mark", *written.answer),
        name=title("Mark a written answer", clause_name(clause)),
        asked=asked,
        give=give,
        said="Mark it so",
        context=context,
        bank=bank,
    )


def settle_form(services: "ReviewServices", reviewing: "ReviewSession", score: ClauseScore) -> ReviewForm:
    """A clause, accepted or overridden with a reason."""
    clause = reviewing.rubric.clauses[score.clause]
    entry = reviewing.review.markings[reviewing.part].clauses.get(score.clause)
    before = entry.event if entry is not None else None
    word, reason = "", ""
    if isinstance(before, Settled):
        word, reason = (before.level.word if before.level is not None else NONE), before.reason
    told = f"The choices show, as an indication: {level_words(score.level)}."
    asked = (
        levels(clause, word, none=True, ask_for="Which level counts?"),
        text("reason", "Why", "A reason is asked for where you pick another level than the one indicated.", reason),
    )

    return ReviewForm(
        services,
        reviewing,
        ref("settle", score.clause),
        name=title("Settle a clause", clause_name(clause)),
        asked=asked,
        give=lambda answers: reviewing.settle(score.clause, chosen_level(answers), answers["reason"]),
        said="Settle it so",
        context=(Block(Content(told), "strong", gap=1), *clause_context(clause)),
        bank=services.comments(clause.id),
    )


def judge_form(services: "ReviewServices", reviewing: "ReviewSession") -> ReviewForm:
    """The evidence against the five requirements."""
    entry = reviewing.review.markings[reviewing.part].judged
    before = entry.event if entry is not None else None
    start, note = "", ""
    if isinstance(before, Judged):
        start, note = joined(name for name in REQUIREMENTS if name not in before.lacking), before.note
    offers = tuple(Offer(name, Content(told)) for name, told in REQUIREMENTS.items())
    asked = (
        FormQuestion("ticks", ask("The evidence is…"), "many", "Tick what is so.", offers, start),
        text("note", "Note", "Say what is wrong where a box stays empty.", note),
    )

    def give(answers: Mapping[str, str]) -> None:
        ticked = lines(answers["ticks"])
        met = {name: name in ticked for name in REQUIREMENTS}
        reviewing.judge(Judged(reviewing.part, **met, note=answers["note"]))

    return ReviewForm(
        services,
        reviewing,
        "judge",
        name=title("Judge the evidence", line(reviewing.scenario.about.title)),
        asked=asked,
        give=give,
        said="Judge it so",
        context=(heading("The evidence as a whole"), Block(_declared(reviewing))),
    )


def _declared(reviewing: "ReviewSession") -> Content:
    handed_in = reviewing.review.handed_in
    if handed_in is None:
        return Content("Nobody has handed this attempt in.")
    note = getattr(handed_in.event, "note", "")
    return prose(f"The learner declared it their own work. {note}".strip())


def advise_form(services: "ReviewServices", reviewing: "ReviewSession") -> ReviewForm:
    """The feedback to the learner."""
    entry = reviewing.review.markings[reviewing.part].advice
    before = entry.event if entry is not None else None
    start = before.text if isinstance(before, Advised) else ""
    told = "What went well, what to work on, and the next step. The learner reads it when the result is released."

    def give(answers: Mapping[str, str]) -> None:
        if not answers["text"]:
            raise ReviewRefused("Write the feedback first.")
        reviewing.advise(answers["text"])

    return ReviewForm(
        services,
        reviewing,
        "advise",
        name=title("Feedback to the learner", line(reviewing.subject.learner)),
        asked=(text("text", "Your feedback", told, start),),
        give=give,
        said="Keep it as the feedback",
        bank=services.comments(""),
    )
