"""What a person has to do in a review, as blocks of a page, section by section."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.report.page import Paragraph, Section, Span, Tone
from simulator.report.views import decisions
from simulator.report.words.moments import when
from simulator.review.events import Entry
from simulator.review.people import MARKING, Part
from simulator.review.state import Marking
from simulator.tui.assessor.pages.clauses import clause_blocks
from simulator.tui.assessor.pages.decisions import (
    appeal_blocks,
    criteria_blocks,
    decided_blocks,
    difference_blocks,
    quality_blocks,
    row_blocks,
    signed_words,
)
from simulator.tui.assessor.pages.left import left_words
from simulator.tui.assessor.pages.words import DONE_GLYPH, OPEN_GLYPH, level_words, status_label
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.shared.refs import ref
from simulator.tui.widgets.page import Block, heading
from simulator.tui.widgets.prose import join, line

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.review_services import ReviewServices


def work_blocks(services: "ReviewServices", reviewing: "ReviewSession") -> Iterator[Block]:
    """The whole page, as this part sees it."""
    review, part = reviewing.review, reviewing.shown_part
    yield from _standing(reviewing)
    if reviewing.part is Part.APPEAL:
        involved = ", ".join(sorted(review.involved)) or "nobody"
        told = f"Decided by somebody who was not involved. Involved so far: {involved}."
        yield Block(line(told), "quiet", gap=1)
    yield from appeal_blocks(reviewing, services)
    yield from quality_blocks(reviewing, services)
    if reviewing.part is Part.APPEAL and review.first.criteria:
        yield heading("What was decided of criteria")
        yield from decided_blocks(reviewing, services, review.first.criteria)
    yield from difference_blocks(reviewing, services)
    answers = decisions.answers(reviewing.state, review, (part,), services.glossary(reviewing))
    if answers.rows:
        yield heading("Written answers")
        yield from row_blocks(answers)
    yield from clause_blocks(reviewing)
    if reviewing.part in MARKING:
        yield from criteria_blocks(reviewing, services)
    yield from page_blocks(_whole(review.markings[part]))
    yield from _ending(reviewing)


def _standing(reviewing: "ReviewSession") -> Iterator[Block]:
    """How far it has got, who has it, and what is left to do."""
    review = reviewing.review
    yield Block(join(Content.styled(status_label(review.status), "bold"), _held(reviewing)), gap=1)
    outcome = reviewing.dossier.unmarked.outcome
    told = f"Indicative outcome of the choices alone: {level_words(outcome)}."
    yield Block(Content(told), "quiet")
    if reviewing.part not in MARKING:
        return
    missing = left_words(reviewing)
    if missing:
        yield Block(Content("Before you sign"), "name", gap=1)
    for each in missing:
        yield Block(line(each), lead=Content(f"{OPEN_GLYPH} "))
    if not missing and not review.markings[reviewing.part].stands_signed:
        yield Block(Content(f"{DONE_GLYPH} All is done that signing needs; s signs."), gap=1)


def _held(reviewing: "ReviewSession") -> Content:
    claim = reviewing.review.claims.get(reviewing.part)
    if claim is None or claim.until <= reviewing.moment:
        return Content("  ·  nobody has it now")
    if claim.code == reviewing.by.code:
        return Content(f"  ·  you have it until {claim.until[11:16]} UTC")
    return join("  ·  ", line(claim.code), f" has it until {when(claim.until)} UTC")


def _whole(marking: Marking) -> Iterator[Section]:
    """The evidence as a whole, and the feedback."""
    judged, note = decisions.decided(marking.judged, Span("to judge", Tone.OPEN))
    _, text = decisions.decided(marking.advice)
    advice = Span(text) if marking.advice is not None else Span("none yet", Tone.OPEN)
    noted = (Span(f": {note}"),) if note else ()
    blocks = (
        Paragraph((Span("The evidence: "), judged, *noted), ref=("judge",)),
        Paragraph((Span("Feedback to the learner: "), advice), ref=("advise",), gap=True),
    )
    yield Section("whole", "The evidence and the feedback", blocks)


def _ending(reviewing: "ReviewSession") -> Iterator[Block]:
    """Signatures and the release."""
    review = reviewing.review
    yield heading("Signature and release")
    for part in MARKING:
        marking = review.markings[part]
        if marking.code:
            mine = part is reviewing.part
            seen = mine or marking.signed is not None or reviewing.part not in MARKING
            told = signed_words(marking) if seen else "not shown before both have signed"
            reference = ref("sign") if mine else ""
            yield Block(line(f"{str(part).capitalize()}, {marking.code}: {told}"), ref=reference)
    if reviewing.part in MARKING and not review.markings[reviewing.part].code:
        yield Block(Content("Sign what you decided"), ref=ref("sign"))
    yield Block(_released(review.released), ref=ref("release"), gap=1)


def _released(entry: Entry | None) -> Content:
    if entry is None:
        return Content(f"{OPEN_GLYPH} not released: the learner sees only that it is handed in")
    return line(f"● released to the learner by {entry.by.code}, {when(entry.at)}")
