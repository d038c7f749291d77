"""The queue: what learners have handed in, the longest waiting first."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from simulator.review.people import Part, Role
from simulator.review.state import Status
from simulator.store.errors import StoreError
from simulator.store.format.chain import stamp
from simulator.store.queue import QueueFilter, queue_shown
from simulator.tui.assessor.choose import choose_qualification
from simulator.tui.assessor.opening import ReviewOpening
from simulator.tui.assessor.pages.growing_list import GrowingList
from simulator.tui.assessor.pages.queue import aside_blocks, counts_line, damaged_row, next_status, row, shown_words
from simulator.tui.assessor.pages.words import INDICATIVE
from simulator.tui.assessor.seat import Seat
from simulator.tui.shared.base import SimulatorScreen, columns
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block, Page
from simulator.tui.widgets.prose import join, line
from simulator.tui.widgets.typing import SafeInput

if TYPE_CHECKING:
    from simulator.store.queue import QueueItem
    from simulator.tui.assessor.review_services import ReviewServices

PAGE: Final = 100
"""How many lines are read at once."""
PAUSE: Final = 0.2
"""Seconds after the last letter until the queue is looked through."""


class QueueScreen(SimulatorScreen[None]):
    """What is handed in; Enter opens the one under the cursor in the part that suits the person."""

    STATE = INDICATIVE
    ABOUT = (
        "Move with ↑ ↓, open with Enter or the mouse. An assessor marks; 2 marks a second time, without sight of the "
        "first; a quality assurer checks. Levels here are indicative: a person decides."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", key_display="Enter", tooltip="Open the review", id="open"),
        Binding("2", "second", "Second", tooltip="Mark it a second time, without sight of the first", id="second"),
        Binding("a", "appeal", "Appeal", tooltip="Read and decide the appeal", id="open-appeal"),
        Binding("slash", "filter", "Find", key_display="/", tooltip="Find by learner, title or id", id="find"),
        Binding("t", "status", "Status", tooltip="Show one status after another", id="status"),
        Binding("m", "only('mine')", "Mine", tooltip="Show only what I work on", id="mine"),
        Binding("u", "only('unsafe')", "Unsafe", tooltip="Show only where safety was breached", id="unsafe"),
        Binding("p", "only('sampled')", "Sampled", tooltip="Show only what is in a sample", id="sampled"),
        Binding("x", "only('action')", "Actions", show=False, tooltip="Show only where an action is open", id="action"),
        Binding("escape", "clear", "Show all", show=False, tooltip="Show everything again", id="clear"),
        Binding("f5", "look", "Look again", show=False, tooltip="Read the queue again", id="look"),
        Binding("i", "who", "Who", show=False, tooltip="Say who is at this desk", id="who"),
        Binding("w", "qualification", "Work for", show=False, tooltip="Choose the qualification", id="qualification"),
        Binding("q", "app.leave", "Quit", tooltip="Close; everything is kept", id="quit"),
    ]

    services: "ReviewServices"

    def __init__(self, services: "ReviewServices") -> None:
        super().__init__(services)
        self._seat = Seat(self, services, self._seated)
        self._opening = ReviewOpening(self, services, self._seat)
        self._items: list[QueueItem] = []
        self._damaged: list[str] = []
        self._read_to: tuple[str, str] | None = None
        self._counts: Mapping[Status, int] = dict.fromkeys(Status, 0)
        self._wanted = QueueFilter()
        self._known = False
        self._begun = False
        self._typing: Timer | None = None

    def place(self) -> Content:
        """The queue, and who looks at it."""
        person = self.services.person
        who = join(" · ", line(f"{person.code}, {person.role}")) if person is not None else ""
        return join(Content.styled("Reviews", "bold"), who)

    def body(self) -> Iterable[Widget]:
        """How many there are, the list, and the one under the cursor where there is room."""
        yield Static(Content("One moment…"), id="greeting")
        yield columns(GrowingList(id="list", classes="main"), Aside(id="aside"))

    def on_mount(self) -> None:
        """Ready to read; then say who is at the desk."""
        self.query_one("#list", GrowingList).focus()
        if self._seat.take_if_known():
            self.renew_title()
            self.renew_keys()
        else:
            self.call_after_refresh(self._seat.take)

    def on_screen_resume(self) -> None:
        """Look before every first picture, so that it is true: at the beginning, and after a visit elsewhere."""
        self.look()

    def _seated(self) -> None:
        """Show who looks at it, and what is shown to them."""
        self.renew_title()
        self.renew_keys()
        self._wanted = replace(self._wanted, marker=self._wanted.marker and self.services.code)
        self.look()

    # Showing

    @property
    def _rows(self) -> GrowingList:
        return self.query_one("#list", GrowingList)

    @property
    def _now(self) -> str:
        return stamp(self.services.clock())

    def look(self) -> None:
        """Read the queue from its beginning, as far as it was shown."""
        self._begun, self._known = True, False
        with self.saying_refusals():
            page = self.services.store.queue.page(self._wanted, max(PAGE, len(self._items)))
            self._items = list(queue_shown(page.items, self.services.person, self._wanted))
            self._damaged = list(page.damaged)
            self._read_to = page.after
            self._counts = self.services.store.queue.counts(self._wanted)
            self._known = True
        self._show()

    def action_look(self) -> None:
        """Read the queue again."""
        self.hush()
        self.look()

    def _show(self) -> None:
        now = self._now
        blocks = [*(row(item, now) for item in self._items), *map(damaged_row, self._damaged)]
        blocks = blocks or [Block(self._none(), "quiet")]
        self._rows.show(blocks, select=self._rows.selected, keep_place=True)
        told = counts_line(self._counts) if self._known else Content("What is handed in is not known now.")
        words = shown_words(self._wanted)
        shown = join("\nOnly: ", line(words), "  (Esc shows all)") if words else Content()
        self.query_one("#greeting", Static).update(join(told, shown))
        self._show_aside()

    def _none(self) -> Content:
        if not self._known:
            return Content("The queue could not be read. F5 tries again.")
        if self._wanted != QueueFilter():
            return Content("Nothing fits that. Esc shows everything again.")
        return Content("Nothing is handed in yet. What learners hand in appears here.")

    @on(GrowingList.NearEnd, "#list")
    def more(self) -> None:
        """Read the next lines."""
        if self._read_to is None or not self._items:
            return
        try:
            page = self.services.store.queue.page(self._wanted, PAGE, self._read_to)
        except StoreError as error:
            self.say(str(error))
            return
        self._read_to = page.after
        items = queue_shown(page.items, self.services.person, self._wanted)
        self._items += items
        self._damaged += page.damaged
        now = self._now
        self._rows.add([*(row(item, now) for item in items), *map(damaged_row, page.damaged)])

    @on(Page.Moved, "#list")
    def _show_aside(self) -> None:
        item = self.chosen()
        now = self._now
        self.query_one("#aside", Aside).show(() if item is None else aside_blocks(item, now))
        if item is not None and item is self._items[-1]:
            self.more()
        self.renew_keys()

    def chosen(self) -> "QueueItem | None":
        """The one under the cursor."""
        chosen = self._rows.selected
        return next((item for item in self._items if item.attempt.id == chosen), None)

    # Opening

    @on(Page.Picked, "#list")
    def asked(self, message: Page.Picked) -> None:
        """Open a review in the part that suits the person."""
        message.stop()
        self._opening.open_suitably(self.chosen())

    def action_open(self) -> None:
        """Open the one under the cursor."""
        self._rows.action_pick()

    def action_second(self) -> None:
        """Mark the one under the cursor a second time."""
        self._opening.open_as(self.chosen(), Part.SECOND)

    def action_appeal(self) -> None:
        """Read the appeal of the one under the cursor."""
        self._opening.open_as(self.chosen(), Part.APPEAL)

    def action_who(self) -> None:
        """Ask who is here."""
        self._seat.ask()

    def action_qualification(self) -> None:
        """Choose the qualification that one works for."""
        choose_qualification(self, self.services, self.renew_keys)

    # Filtering

    def _want(self, wanted: QueueFilter) -> None:
        self._wanted = wanted
        self._items = []
        self._rows.scroll_to(y=0, animate=False)
        self.look()

    def action_status(self) -> None:
        """Show one status after another, then all."""
        self._want(next_status(self._wanted))

    def action_only(self, what: str) -> None:
        """Show only some, or no longer only those."""
        wanted = self._wanted
        toggled = {
            "mine": replace(wanted, marker="" if wanted.marker else self.services.code),
            "unsafe": replace(wanted, unsafe=not wanted.unsafe),
            "sampled": replace(wanted, sampled=not wanted.sampled),
            "action": replace(wanted, action=not wanted.action),
        }
        self._want(toggled[what])

    async def action_filter(self) -> None:
        """Ask what to look for."""
        if not self.query(SafeInput):
            await self.mount(
                SafeInput(self._wanted.text, placeholder="Find a learner, a title, an id…", id="find"),
                before="#greeting",
            )
        self.query_one(SafeInput).focus()

    @on(Input.Changed, "#find")
    def typed(self, message: Input.Changed) -> None:
        """Show what fits."""
        message.stop()
        self._forget_typing()
        self._typing = self.set_timer(PAUSE, self._find)

    def _find(self) -> None:
        """Look for what is typed, once somebody pauses: in a long queue that takes a moment."""
        self._forget_typing()
        for field in self.query(SafeInput):
            if field.value.strip() != self._wanted.text:
                self._want(replace(self._wanted, text=field.value.strip()))

    def _forget_typing(self) -> None:
        if self._typing is not None:
            self._typing.stop()
            self._typing = None

    @on(Input.Submitted, "#find")
    def entered(self) -> None:
        """Go to what was found."""
        self._find()
        self._rows.focus()

    @on(events.DescendantBlur)
    def left(self) -> None:
        """Look at once when somebody goes on to the list: its keys are for what was asked for."""
        self._find()

    def action_clear(self) -> None:
        """Show everything again."""
        self._forget_typing()
        self.query("#find").remove()
        self._rows.focus()
        self.hush()
        self._want(QueueFilter())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What suits the person and the line."""
        del parameters
        if action not in ("open", "second", "appeal"):
            return True
        person, item = self.services.person, self.chosen() if self._begun else None
        if item is None:
            return False
        if action == "second":
            return person is None or person.role is Role.ASSESSOR
        return action == "open" or item.review.status is Status.APPEALED
