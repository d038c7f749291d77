"""What was decided in a review, as blocks of a page on which each line can be picked for what there is to do."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.report.page import Cell, Ref, Span, Table
from simulator.report.views import decisions, history
from simulator.report.words.moments import when
from simulator.report.words.signs import counted
from simulator.review.criterion_evidence import criterion_evidence
from simulator.review.disclosure import Concern
from simulator.review.events import Decided, Entry
from simulator.review.people import MARKING, Part
from simulator.review.result import counted_criterion
from simulator.review.state import Criterion, Marking
from simulator.tui.assessor.pages.left import to_agree
from simulator.tui.assessor.pages.words import DONE_GLYPH, OPEN_GLYPH
from simulator.tui.assessor.review_services import criteria
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.shared.refs import ref
from simulator.tui.widgets.page import Block, heading
from simulator.tui.widgets.prose import line

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.review_services import ReviewServices


def row_blocks(table: Table) -> Iterator[Block]:
    """The rows of a table under a heading of ours, which says what they are."""
    return page_blocks([replace(table, caption="", columns=("", *table.columns[1:]))])


def criteria_blocks(reviewing: "ReviewSession", services: "ReviewServices") -> Iterator[Block]:
    """The criteria of the qualification that the assessor works for."""
    yield heading("Criteria")
    pinned = services.qualification
    if pinned is None:
        yield Block(Content("Choose the qualification that you work for"), ref=ref("qualification"))
        return
    name = line(f"{pinned.value.title}, {pinned.value.awarding_body}", ".page--quiet")
    yield Block(name, ref=ref("qualification"))
    evidence: dict[Criterion, Cell] = {}
    for item in criteria(pinned):
        here = criterion_evidence(item, reviewing.attempt, reviewing.state)
        pieces = f"{counted(len(here), 'piece')} here" if here else "none here"
        evidence[pinned.value.id, item.id] = (Span(pieces),)
    parts, terms = (reviewing.part,), services.glossary(reviewing)
    yield from row_blocks(decisions.criteria(reviewing.review, evidence, parts, terms, evidence, "criterion"))


def decided_blocks(
    reviewing: "ReviewSession", services: "ReviewServices", keys: Iterable[Criterion], opens: str = ""
) -> Iterator[Block]:
    """What counts for some criteria, with its evidence and reason; ``opens`` is what picking one asks for."""
    evidence = {key: _evidence(reviewing, counted_criterion(reviewing.review, key).entry) for key in keys}
    parts, terms = (Part.FIRST,), services.glossary(reviewing)
    yield from row_blocks(decisions.criteria(reviewing.review, evidence, parts, terms, evidence, opens))


def _evidence(reviewing: "ReviewSession", entry: Entry | None) -> Cell:
    """What a decision rests on, in the learner's words where it is in this attempt."""
    event = entry.event if entry is not None else None
    texts = {
        turn.event: "; ".join(
            getattr(act, "text", "") or getattr(getattr(act, "action", None), "text", "") for act in turn.acts
        )
        for turn in reviewing.state.turns
    }
    return tuple(
        Span(texts.get(each.event, ""))
        if each.attempt == reviewing.attempt
        else Span(f"in attempt {each.attempt[:8]}, event {each.event}")
        for each in (event.evidence if isinstance(event, Decided) else ())
    )


def difference_blocks(reviewing: "ReviewSession", services: "ReviewServices") -> Iterator[Block]:
    """Where the two markers differ and can agree now."""
    left = to_agree(reviewing)
    if not left:
        return
    yield heading("Where the two markers differ")
    if reviewing.part in MARKING:
        yield Block(Content("Talk it over, then Enter on a line agrees with a reason."), "quiet")
    yield from row_blocks(decisions.differences(reviewing.review, left, services.glossary(reviewing), "difference"))


def quality_blocks(reviewing: "ReviewSession", services: "ReviewServices") -> Iterator[Block]:
    """Why the attempt was sampled, what was accepted, rejected and done, and each decision to accept or reject."""
    review, assures = reviewing.review, reviewing.part is Part.QUALITY
    if assures or review.actions:
        yield heading("Quality assurance")
    open_actions: dict[int, Ref] = {entry.number: ("action", *key) for key, entry in review.actions.items()}
    if assures and not review.sampled:
        yield Block(Content("This attempt is in no sample; a sampling plan puts it into one."))
    elif assures or review.actions:
        yield from _entries(reviewing, services, {Concern.QUALITY}, open_actions)
    if not assures:
        return
    yield heading("Decisions to check")
    if not review.first.criteria:
        yield Block(Content("The assessor has decided no criterion yet."))
        return
    told = "a accepts the one under the cursor; Enter reads it, to accept or reject it with an action."
    yield Block(Content(told), "quiet")
    yield from decided_blocks(reviewing, services, review.first.criteria, "check")


def appeal_blocks(reviewing: "ReviewSession", services: "ReviewServices") -> Iterator[Block]:
    """Every release and appeal, with what was decided of it."""
    review = reviewing.review
    if review.appeals:
        yield heading("Release and appeals")
        refs: dict[int, Ref] = {} if review.open_appeal is None else {review.open_appeal.made.number: ("appeal",)}
        yield from _entries(reviewing, services, {Concern.RELEASE, Concern.APPEAL}, refs)


def _entries(
    reviewing: "ReviewSession", services: "ReviewServices", concerns: set[Concern], refs: dict[int, Ref]
) -> Iterator[Block]:
    entries = history.about(reviewing.review.entries, concerns)
    terms = services.glossary(reviewing)
    yield from row_blocks(history.entries_table("", entries, terms, lambda entry: refs.get(entry.number, ())))


def signed_words(marking: Marking) -> str:
    """Whether a marker has signed, and whether that still stands."""
    if marking.signed is None:
        return f"{OPEN_GLYPH} not signed yet"
    at = f"by {marking.signed.by.code}, {when(marking.signed.at)}"
    if marking.changed:
        return f"△ signed {at}; {counted(len(marking.changed), 'decision')} changed since, so it has to be signed again"
    return f"{DONE_GLYPH} signed {at}"
