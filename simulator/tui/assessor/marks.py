"""The forms of marking: a written answer, a clause, a criterion, the evidence as a whole, the feedback."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.engine.rubric import Item
from simulator.engine.scoring import ClauseScore
from simulator.report.views import decisions
from simulator.report.words.signs import counted
from simulator.review.criterion_evidence import CriterionEvidence
from simulator.review.events import Decided, Evidence, Judged, Marked, Settled, Verdict
from simulator.tui.assessor.form import ReviewForm, title
from simulator.tui.assessor.pages.asked import (
    NONE,
    ask,
    clause_context,
    from_bank,
    joined,
    level_of,
    levels,
    lines,
    text,
    verdicts,
)
from simulator.tui.assessor.pages.words import clause_name, level_words
from simulator.tui.shared.refs import ref
from simulator.tui.shared.typed import FormQuestion
from simulator.tui.widgets.choices import Offer
from simulator.tui.widgets.page import Block, heading
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.store.format.dossier import WrittenAnswer
    from simulator.store.format.snapshots import PinnedQualification
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
        level = level_of(answers)
        assert level is not None  # noqa: S101  (every level that is offered is one)
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
        give=lambda answers: reviewing.settle(score.clause, level_of(answers), answers["reason"]),
        said="Settle it so",
        context=(Block(Content(told), "strong", gap=1), *clause_context(clause)),
        bank=services.comments(clause.id),
    )


def decide_form(
    services: "ReviewServices", reviewing: "ReviewSession", pinned: "PinnedQualification", item: Item
) -> ReviewForm:
    """A criterion with its evidence.

    Raises:
        StoreError: an attempt of this learner cannot be read.
    """
    found: dict[Evidence, list[CriterionEvidence]] = {}
    for piece in reviewing.evidence(item):
        found.setdefault(piece.evidence, []).append(piece)
    names = {_key(evidence): evidence for evidence in found}
    titles = {each.id: each.title for each in services.store.attempts.of(reviewing.subject.learner)}
    entry = reviewing.review.markings[reviewing.part].criteria.get((pinned.value.id, item.id))
    before = entry.event if entry is not None else None
    verdict, ticked, reason = "", "", ""
    if isinstance(before, Decided):
        verdict, reason = str(before.verdict), before.reason
        ticked = joined(_key(each) for each in before.evidence)
    offers = tuple(_offer(reviewing, evidence, pieces, titles) for evidence, pieces in found.items())
    none = "Nothing that this learner has handed in can count for it."
    asked = (
        FormQuestion(
            "evidence", ask("What shows it?"), "many", "Tick what you rely on." if offers else none, offers, ticked
        )
        if offers
        else None,
        verdicts(verdict),
        text("reason", "Why", "Where it is not yet met, say what is missing.", reason),
    )

    def give(answers: Mapping[str, str]) -> None:
        chosen = [names[key] for key in lines(answers.get("evidence", "")) if key in names]
        reviewing.decide(pinned, item.id, Verdict(answers["verdict"]), chosen, answers["reason"])

    return ReviewForm(
        services,
        reviewing,
        ref("decide", pinned.value.id, item.id),
        name=title("Decide a criterion", line(item.id)),
        asked=tuple(each for each in asked if each is not None),
        give=give,
        said="Decide it so",
        context=tuple(_context(pinned, item, any_found=bool(offers))),
    )


def _context(pinned: "PinnedQualification", item: Item, *, any_found: bool) -> Iterator[Block]:
    yield heading("The criterion")
    yield Block(join(line(item.id, "bold"), "  ", prose(item.text)))
    counts = ", ".join(str(kind) for kind in item.evidence) or "nothing here"
    yield Block(Content(f"What may count for it: {counts}."), "quiet", gap=1)
    if not any_found:
        yield Block(Content("Nothing that this learner has handed in can count for it."), "quiet")
    yield Block(line(f"{pinned.value.title}, {pinned.value.awarding_body}"), "quiet", gap=1)
    if pinned.value.note:
        yield Block(prose(pinned.value.note), "quiet", gap=1)


def _key(evidence: Evidence) -> str:
    return f"{evidence.attempt} {evidence.event}"


def _offer(
    reviewing: "ReviewSession", evidence: Evidence, pieces: list[CriterionEvidence], titles: Mapping[str, str]
) -> Offer:
    here = evidence.attempt == reviewing.attempt
    where = (
        "in this conversation"
        if here
        else f"in “{titles.get(evidence.attempt, evidence.attempt)}”, {evidence.attempt[:6]}"
    )
    told = [_piece(reviewing, piece) for piece in pieces]
    return Offer(_key(evidence), join(Content("\n").join(told), "\n", line(where, ".page--quiet")))


def _piece(reviewing: "ReviewSession", piece: CriterionEvidence) -> Content:
    clause = reviewing.rubric.clauses.get(piece.clause)
    level = "" if piece.level is None else f", {level_words(piece.level)}, indicative"
    at = "" if clause is None else f", clause {clause.number}"
    named = ", named by the author" if piece.named else ""
    return join(Content.styled(f"{piece.kind}{at}{level}{named}: ", ".page--quiet"), prose(piece.text))


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
    _, start = decisions.decided(reviewing.review.markings[reviewing.part].advice)
    told = "What went well, what to work on, and the next step. The learner reads it when the result is released."
    return ReviewForm(
        services,
        reviewing,
        "advise",
        name=title("Feedback to the learner", line(reviewing.subject.learner)),
        asked=(text("text", "Your feedback", told, start, "Write the feedback first."),),
        give=lambda answers: reviewing.advise(answers["text"]),
        said="Keep it as the feedback",
        bank=services.comments(""),
    )
