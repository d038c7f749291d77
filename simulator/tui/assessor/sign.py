"""The questions before what cannot be taken back quietly: signing, and releasing to the learner."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widget import Widget

from simulator.review.events import Decided, Verdict
from simulator.review.people import Part
from simulator.tui.assessor.pages.history import told
from simulator.tui.assessor.pages.left import left_words
from simulator.tui.assessor.pages.words import OPEN_GLYPH, counted
from simulator.tui.shared.base import Dialog
from simulator.tui.widgets.choices import NUMBERS, Choices, Offer
from simulator.tui.widgets.page import Block, Page
from simulator.tui.widgets.prose import line

if TYPE_CHECKING:
    from simulator.review.state import Review
    from simulator.sessions.review import ReviewSession
    from simulator.tui.shared.services import Services


class AskedDialog(Dialog[bool]):
    """Dismissed with whether it is really meant; the safe answer comes first."""

    BINDINGS = NUMBERS

    def __init__(self, services: "Services", blocks: Iterable[Block], offers: Iterable[Offer]) -> None:
        super().__init__(services)
        self._blocks = tuple(blocks)
        self._offers = tuple(offers)

    def body(self) -> Iterable[Widget]:
        """What there is to know first."""
        page = Page(self._blocks, id="text")
        page.can_focus = False
        yield page

    def foot(self) -> Iterable[Widget]:
        """The answers."""
        yield Choices(self._offers, id="choices")

    def on_mount(self) -> None:
        """Ready to answer."""
        self.query_one(Choices).focus()

    def action_number(self, number: int) -> None:
        """Answer by number."""
        self.query_one(Choices).choose_number(number)

    @on(Choices.ChoiceMade)
    def answered(self, message: Choices.ChoiceMade) -> None:
        """Give the answer."""
        message.stop()
        self.dismiss(message.choice == "yes")


class SignDialog(AskedDialog):
    """Says what is missing, or what has changed since the last signature, and asks."""

    def __init__(self, services: "Services", reviewing: "ReviewSession") -> None:
        missing = left_words(reviewing)
        offers = [Offer("no", Content("Not yet"))]
        offers += [] if missing else [Offer("yes", line(f"Sign the {reviewing.part} as {reviewing.by.code}"))]
        super().__init__(services, sign_blocks(reviewing, missing), offers)


def sign_blocks(reviewing: "ReviewSession", missing: tuple[str, ...]) -> Iterator[Block]:
    """What there is to know before signing."""
    if missing:
        yield Block(Content("This cannot be signed yet"), "title")
        for each in missing:
            yield Block(line(each), lead=Content(f"{OPEN_GLYPH} "))
        return
    yield Block(Content("Sign what stands?"), "title")
    changed = reviewing.changed()
    marking = reviewing.review.markings[reviewing.part]
    if marking.signed is not None:
        yield Block(Content("Changed since it was signed:"), "name", gap=1)
    for entry in changed:
        yield Block(line(told(entry.event, reviewing.rubric)[0]), lead=Content("· "))
    text = (
        "You sign the levels of the clauses, the marks of the written answers, what you decided of criteria and your "
        "judgement of the evidence, as they stand now. You can change them later, and then sign again."
    )
    yield Block(Content(text), gap=1)


class ReleaseDialog(AskedDialog):
    """Says what the learner will see, and asks."""

    def __init__(self, services: "Services", reviewing: "ReviewSession") -> None:
        offers = (Offer("no", Content("Not yet")), Offer("yes", Content("Release it to the learner")))
        super().__init__(services, release_blocks(reviewing), offers)


def release_blocks(reviewing: "ReviewSession") -> Iterator[Block]:
    """What the learner will see."""
    review = reviewing.review
    yield Block(Content("Release the result?"), "title")
    yield Block(line(f"{reviewing.subject.learner} will then see:"), gap=1)
    for each in seen_by_learner(review):
        yield Block(Content(each), lead=Content("· "))
    kept = "The history, a second marker's work and quality assurance are not shown to them."
    yield Block(Content(kept), "quiet", gap=1)


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
