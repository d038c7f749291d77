"""Ways from the queue into a review, each in its part. Looking takes nothing: the first decision does."""

from typing import TYPE_CHECKING

from simulator.review.people import Part
from simulator.store.format.record import stamp
from simulator.tui.assessor.pages.queue import part_for
from simulator.tui.assessor.seating import Seating
from simulator.tui.widgets.prose import visible

if TYPE_CHECKING:
    from simulator.store.queue import QueueItem


class Opening(Seating):
    """The part of the queue that opens what is under the cursor."""

    def chosen(self) -> "QueueItem | None":
        """The one under the cursor."""
        raise NotImplementedError

    def open_suitably(self) -> None:
        """Open the one under the cursor in the part that suits the person."""
        self.hush()
        item, person = self.chosen(), self.services.person
        if person is None:
            self.action_who()
        elif item is not None:
            part = part_for(item, person, stamp(self.services.clock()))
            if not isinstance(part, Part):
                self.say(part)
            elif part is Part.FIRST and item.review.first not in ("", person.code):
                self._take_over(item)
            else:
                self._open(item, part)

    def _take_over(self, item: "QueueItem") -> None:
        """Ask before somebody else's marking is taken over."""
        from simulator.tui.shared.confirm import ConfirmDialog  # noqa: PLC0415

        def answered(yes: bool | None) -> None:
            if yes:
                self._open(item, Part.FIRST, take=True)

        first = visible(item.review.first)
        told = f"{first} began to mark this one and nobody has it now. You would go on from what {first} decided."
        self.app.push_screen(ConfirmDialog(self.services, "Take it over?", told, "Take it over", "Leave it"), answered)

    def _open(self, item: "QueueItem", part: Part, *, take: bool = False) -> None:
        from simulator.tui.assessor.room import ReviewRoom  # noqa: PLC0415

        with self.saying_refusals():
            reviewing = self.services.reviewing(item.attempt.id, part)
            if take:
                reviewing.claim()
            self.app.push_screen(ReviewRoom(self.services, reviewing))

    def action_second(self) -> None:
        """Mark the one under the cursor a second time."""
        self._open_as(Part.SECOND)

    def action_appeal(self) -> None:
        """Read the appeal of the one under the cursor."""
        self._open_as(Part.APPEAL)

    def _open_as(self, part: Part) -> None:
        self.hush()
        item = self.chosen()
        if self.services.person is None:
            self.action_who()
        elif item is not None and part is Part.SECOND and item.review.first == self.services.person.code:
            self.say("The second marker is somebody else than the first.")
        elif item is not None:
            self._open(item, part)
