"""The forms after the marking: agreeing, checking a decision, what was asked for, reopening, appeals."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.report.views import decisions
from simulator.report.words.moments import day
from simulator.review.events import Actioned, Agreed, Checked, Outcome, Verdict
from simulator.review.state import Criterion
from simulator.tui.assessor.form import ReviewForm, title
from simulator.tui.assessor.pages.asked import ask, level_of, levels, outcomes, text, verdicts
from simulator.tui.assessor.pages.decisions import decided_blocks, row_blocks
from simulator.tui.assessor.pages.words import clause_name
from simulator.tui.shared.refs import ref
from simulator.tui.shared.typed import FormQuestion
from simulator.tui.widgets.choices import Offer
from simulator.tui.widgets.page import Block, heading
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.review_services import ReviewServices


def agree_form(services: "ReviewServices", reviewing: "ReviewSession", clause: str, criterion: Criterion) -> ReviewForm:
    """What two markers saw differently, agreed with a reason."""
    if clause:
        about = reviewing.rubric.clauses[clause]
        first: FormQuestion = levels(about, none=True, ask_for="Which level do you agree on?")
        name = clause_name(about)
    else:
        first, name = verdicts(), line(criterion[1])

    differing = decisions.differences(reviewing.review, [(clause, *criterion)], services.glossary(reviewing))

    def give(answers: Mapping[str, str]) -> None:
        level, verdict = (level_of(answers), None) if clause else (None, Verdict(answers["verdict"]))
        reviewing.agree(Agreed(clause, *criterion, level=level, verdict=verdict, reason=answers["reason"]))

    return ReviewForm(
        services,
        reviewing,
        ref("agree", clause, *criterion),
        name=title("Agree", name),
        asked=(first, text("reason", "Why you agreed on this")),
        give=give,
        said="We agree on this",
        context=tuple(row_blocks(differing)),
    )


def check_form(services: "ReviewServices", reviewing: "ReviewSession", criterion: Criterion) -> ReviewForm:
    """The decision on a criterion, accepted or rejected."""
    offers = (Offer("accept", Content("Accept the decision")), Offer("reject", Content("Reject it, with an action")))
    asked = (
        FormQuestion("how", ask("What do you decide?"), "one", offers=offers, missing="Pick accept or reject first."),
        text("action", "What is to be done", "Where you reject it."),
        FormQuestion("due", ask("By when"), "line", "The day, as YYYY-MM-DD, where you reject it."),
    )

    def give(answers: Mapping[str, str]) -> None:
        rejected = answers["how"] == "reject"
        action, due = (answers["action"], answers["due"]) if rejected else ("", "")
        reviewing.check(Checked(*criterion, accepted=not rejected, action=action, due=due))

    return ReviewForm(
        services,
        reviewing,
        ref("check", *criterion),
        name=title("Check a decision", line(criterion[1])),
        asked=asked,
        give=give,
        said="Decide it so",
        context=(heading("What was decided"), *decided_blocks(reviewing, services, [criterion])),
    )


def action_form(services: "ReviewServices", reviewing: "ReviewSession", criterion: Criterion) -> ReviewForm:
    """What a quality assurer asked for, told as done."""
    entry = reviewing.review.actions[criterion]
    assert isinstance(entry.event, Checked)  # noqa: S101  (the fold keeps nothing else here)

    context = (
        heading("What was asked for"),
        Block(prose(entry.event.action)),
        Block(line(f"{entry.by.code}, by {day(entry.event.due)}"), "quiet"),
    )
    return ReviewForm(
        services,
        reviewing,
        ref("action", *criterion),
        name=title("Say that it is done", line(criterion[1])),
        asked=(text("note", "What was done"),),
        give=lambda answers: reviewing.act(Actioned(*criterion, note=answers["note"])),
        said="It is done",
        context=context,
    )


def reopen_form(services: "ReviewServices", reviewing: "ReviewSession") -> ReviewForm:
    """A released result, taken up again."""
    told = "The learner sees no result until it is released again. What was decided stays, and can be changed."
    return ReviewForm(
        services,
        reviewing,
        "reopen",
        name=title("Reopen the result", line(reviewing.subject.learner)),
        asked=(text("reason", "Why is it taken up again?"),),
        give=lambda answers: reviewing.reopen(answers["reason"]),
        said="Reopen it",
        context=(Block(Content(told), gap=1),),
    )


def appeal_form(services: "ReviewServices", reviewing: "ReviewSession") -> ReviewForm:
    """An appeal that the learner made, written down for them."""
    told = "An appeal is decided by somebody who has had no part in the result so far."
    return ReviewForm(
        services,
        reviewing,
        "appeal",
        name=title("An appeal", line(reviewing.subject.learner)),
        asked=(text("grounds", "The learner's grounds, in their own words"),),
        give=lambda answers: reviewing.appeal(answers["grounds"]),
        said="Write the appeal down",
        context=(Block(Content(told), gap=1),),
    )


def decide_appeal_form(services: "ReviewServices", reviewing: "ReviewSession") -> ReviewForm:
    """The open appeal, decided."""
    appeal = reviewing.review.open_appeal
    grounds = getattr(appeal.made.event, "grounds", "") if appeal is not None else ""
    upheld = "Where it is upheld in full or in part, the result is taken up again."
    return ReviewForm(
        services,
        reviewing,
        "decide-appeal",
        name=title("Decide the appeal", line(reviewing.subject.learner)),
        asked=(outcomes(), text("reason", "Why", "The learner reads it.")),
        give=lambda answers: reviewing.decide_appeal(Outcome(answers["outcome"]), answers["reason"]),
        said="Decide it so",
        context=(heading("The grounds"), Block(join(prose(grounds))), Block(Content(upheld), "quiet", gap=1)),
    )
