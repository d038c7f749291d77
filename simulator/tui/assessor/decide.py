"""The form of a criterion: its evidence over everything this learner handed in, and whether it is met."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.engine.rubric import Item
from simulator.review.criterion_evidence import CriterionEvidence
from simulator.review.events import Decided, Evidence
from simulator.tui.assessor.form import ReviewForm, title
from simulator.tui.assessor.pages.asked import ask, chosen_verdict, joined, lines, text, verdicts
from simulator.tui.assessor.pages.words import level_words
from simulator.tui.shared.about import heading
from simulator.tui.shared.refs import ref
from simulator.tui.shared.typed import FormQuestion
from simulator.tui.widgets.choices import Offer
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.store.format.snapshots import PinnedQualification
    from simulator.tui.assessor.review_services import ReviewServices


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
        reviewing.decide(pinned, item.id, chosen_verdict(answers), chosen, answers["reason"])

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
