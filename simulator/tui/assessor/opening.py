"""Ways from the queue into a review, each in its part. Looking takes nothing: the first decision does."""

from typing import TYPE_CHECKING, Any

from simulator.review.people import Part
from simulator.store.format.chain import stamp
from simulator.tui.assessor.pages.queue import part_for
from simulator.tui.shared.base import BaseScreen
from simulator.tui.shared.confirm import confirm
from simulator.tui.shared.intents import OpenReview
from simulator.tui.widgets.prose import visible

if TYPE_CHECKING:
    from simulator.store.queue import QueueItem
    from simulator.tui.assessor.review_services import ReviewServices
    from simulator.tui.assessor.seat import Seat


class ReviewOpening:
    """Opens reviews over one screen; asks who is there while nobody sits at the desk."""

    def __init__(self, screen: BaseScreen[Any], services: "ReviewServices", seat: "Seat") -> None:
        self._screen = screen
        self._services = services
        self._seat = seat

    def open_suitably(self, item: "QueueItem | None") -> None:
        """Open a review in the part that suits the person."""
        self._screen.hush()
        person = self._services.person
        if person is None:
            self._seat.ask()
        elif item is not None:
            part = part_for(item, person, stamp(self._services.clock()))
            if not isinstance(part, Part):
                self._screen.say(part)
            elif part is Part.FIRST and item.review.first not in ("", person.code):
                self._take_over(item)
            else:
                self._open(item, part)

    def open_as(self, item: "QueueItem | None", part: Part) -> None:
        """Open a review in a part: to mark it a second time, or for its appeal."""
        self._screen.hush()
        if self._services.person is None:
            self._seat.ask()
        elif item is not None and part is Part.SECOND and item.review.first == self._services.person.code:
            self._screen.say("The second marker is somebody else than the first.")
        elif item is not None:
            self._open(item, part)

    def _take_over(self, item: "QueueItem") -> None:
        """Ask before somebody else's marking is taken over."""
        first = visible(item.review.first)
        told = f"{first} began to mark this one and nobody has it now. You would go on from what {first} decided."
        asked = ("Take it over?", told, "Take it over", "Leave it")
        confirm(self._screen, asked, lambda: self._open(item, Part.FIRST, take=True))

    def _open(self, item: "QueueItem", part: Part, *, take: bool = False) -> None:
        with self._screen.saying_refusals():
            reviewing = self._services.reviewing(item.attempt.id, part)
            if take:
                reviewing.claim()
            self._screen.want(OpenReview(reviewing))
