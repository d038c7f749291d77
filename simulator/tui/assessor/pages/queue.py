"""The queue of reviews as blocks of a page: what is handed in, how far it is, who has it, what it asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual.content import Content

from simulator.report.words.moments import when
from simulator.report.words.signs import counted
from simulator.review.people import Part, Role
from simulator.review.state import Status
from simulator.tui.assessor.pages.words import STATUS_GLYPHS, WARN_GLYPH, status_label
from simulator.tui.widgets.page import Block, heading
from simulator.tui.widgets.prose import join, line

if TYPE_CHECKING:
    from simulator.review.people import Person
    from simulator.review.summary import ReviewSummary
    from simulator.store.queue import QueueFilter, QueueItem

UNBROKEN: Final = "\u00a0"


def shown_words(wanted: "QueueFilter") -> str:
    """What somebody wants to see of the queue, in words; empty where that is everything."""
    told = [str(status) for status in wanted.status]
    told += ["mine"] if wanted.marker else []
    told += ["safety breached"] if wanted.unsafe else []
    told += ["in a sample"] if wanted.sampled else []
    told += ["action open"] if wanted.action else []
    told += [f"with “{wanted.text}”"] if wanted.text else []
    return ", ".join(told)


def next_status(wanted: "QueueFilter") -> "QueueFilter":
    """The same of the next status; after the last, of all."""
    order = ((), *((status,) for status in Status))
    return replace(wanted, status=order[(order.index(wanted.status) + 1) % len(order)])


def counts_line(counts: Mapping[Status, int]) -> Content:
    """How many reviews there are of each status."""
    return Content("  ".join(f"{STATUS_GLYPHS[status]} {counts[status]} {status}" for status in Status))


def row(item: "QueueItem", now: str) -> Block:
    """One line of the queue, in two."""
    attempt, review = item.attempt, item.review
    status = Content.styled(f"  {review.status}", ".page--quiet")
    first = join(line(attempt.title, "bold"), "  ", line(attempt.learner), status)
    told = line(" · ".join([when(review.handed_in_at), *_holder(review, now)]))
    asks = "".join(f" · {each}".replace(" ", UNBROKEN).replace(UNBROKEN, " ", 1) for each in flags(review))
    text = join(first, "\n", join(told, asks).stylize(".page--quiet"))
    return Block(text, lead=Content(f"{STATUS_GLYPHS[review.status]} "), ref=attempt.id)


def damaged_row(attempt: str) -> Block:
    """The line of what was handed in and is damaged, in two."""
    told = line("“simulator attempts verify” says how; nothing can be marked in it.", ".page--quiet")
    return Block(join(line(f"{attempt}: damaged", "bold"), "\n", told), lead=Content(f"{WARN_GLYPH} "))


def _holder(review: "ReviewSummary", now: str) -> list[str]:
    if review.holder and now < review.held_until:
        return [f"{review.holder} has it until {review.held_until[11:16]}"]
    return [f"first {review.first}"] if review.first else []


def flags(review: "ReviewSummary") -> Iterator[str]:
    """What a review asks for, each with its sign."""
    if review.unsafe:
        yield f"{WARN_GLYPH} unsafe breach"
    if review.unmarked:
        yield f"✎ {counted(review.unmarked, 'answer')} to mark"
    if review.action:
        yield "! action open"
    if review.status is Status.APPEALED:
        yield "△ appeal"
    if review.sampled:
        yield "◇ in a sample"


def aside_blocks(item: "QueueItem", now: str) -> Iterator[Block]:
    """The review under the cursor in full."""
    attempt, review = item.attempt, item.review
    yield Block(line(attempt.title), "title")
    yield Block(line(f"{attempt.learner}, attempt {attempt.id}"), "quiet")
    yield Block(Content.styled(status_label(review.status), "bold"), gap=1)
    yield Block(line(f"Handed in {when(review.handed_in_at)} UTC"))
    for each in flags(review):
        yield Block(Content(each))
    yield heading("Who works on it")
    yield Block(line(f"First marking: {review.first or 'nobody yet'}"))
    yield Block(line(f"Second marking: {review.second or 'nobody'}"))
    if review.holder and now < review.held_until:
        yield Block(line(f"{review.holder} has it until {when(review.held_until)} UTC"))
    if attempt.outcome:
        yield heading("What the choices show")
        yield Block(line(f"{attempt.outcome}, indicative: a person decides"))
    if review.released_at:
        yield Block(line(f"Released {when(review.released_at)} UTC"), gap=1)


def part_for(item: "QueueItem", person: "Person", now: str) -> Part | str:
    """The part in which somebody opens a review; or a sentence that says which others there are."""
    review = item.review
    if person.role is Role.QUALITY_ASSURER:
        return Part.QUALITY
    if review.second == person.code:
        return Part.SECOND
    if review.first in ("", person.code):
        return Part.FIRST
    held = bool(review.holder) and now < review.held_until and review.holder != person.code
    if review.status is Status.MARKING and not held:
        return Part.FIRST
    return f"{review.first} is the first marker of this one; 2 marks it a second time, without sight of the first."
