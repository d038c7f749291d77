"""The questions before what cannot be taken back quietly: signing, and releasing to the learner."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.report.views.history import what_happened
from simulator.report.words.signs import counted
from simulator.review.events import Decided, Verdict
from simulator.review.people import Part
from simulator.tui.assessor.pages.left import left_words
from simulator.tui.assessor.pages.words import OPEN_GLYPH
from simulator.tui.shared.confirm import ConfirmDialog
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import line

if TYPE_CHECKING:
    from simulator.review.state import Review
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.review_services import ReviewServices


def sign_dialog(services: "ReviewServices", reviewing: "ReviewSession") -> ConfirmDialog:
    """Says what is missing, or what has changed since the last signature, and asks."""
    missing = left_words(reviewing)
    if missing:
        told = tuple(Block(line(each), lead=Content(f"{OPEN_GLYPH} ")) for each in missing)
        return ConfirmDialog(services, "This cannot be signed yet", told, "", "Not yet")
    sign = line(f"Sign the {reviewing.part} as {reviewing.by.code}").plain
    return ConfirmDialog(services, "Sign what stands?", _before_signing(services, reviewing), sign, "Not yet")


def _before_signing(services: "ReviewServices", reviewing: "ReviewSession") -> Iterator[Block]:
    marking = reviewing.review.markings[reviewing.part]
    if marking.signed is not None:
        yield Block(Content("Changed since it was signed:"), "name", gap=1)
    terms = services.glossary(reviewing)
    for entry in marking.changed:
        yield Block(line(what_happened(entry, terms)[0]), lead=Content("· "))
    text = (
        "You sign the levels of the clauses, the marks of the written answers, what you decided of criteria and your "
        "judgement of the evidence, as they stand now. You can change them later, and then sign again."
    )
    yield Block(Content(text), gap=1)


def release_dialog(services: "ReviewServices", reviewing: "ReviewSession") -> ConfirmDialog:
    """Says what the learner will see, and asks."""
    told = (
        Block(line(f"{reviewing.subject.learner} will then see:"), gap=1),
        *(Block(Content(each), lead=Content("· ")) for each in seen_by_learner(reviewing.review)),
        Block(
            Content("The history, a second marker's work and quality assurance are not shown to them."), "quiet", gap=1
        ),
    )
    return ConfirmDialog(services, "Release the result?", told, "Release it to the learner", "Not yet")


def seen_by_learner(review: "Review") -> Iterator[str]:
    """What a release shows, in a few words each."""
    first = review.markings[Part.FIRST]
    yield "the conversation again, with its indicative levels and what would have been stronger"
    yield f"{counted(len(first.clauses), 'clause')} as settled, with your reason where you chose another level"
    if first.answers:
        yield f"{counted(len(first.answers), 'written answer')} as marked, with your comments"
    verdicts = Counter(entry.event.verdict for entry in first.criteria.values() if isinstance(entry.event, Decided))
    if verdicts:
        told_of = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in Verdict if verdicts[verdict])
        yield f"criteria, each with its reason: {told_of}"
    yield "your feedback" if first.advice is not None else "no feedback, because none is written yet"
