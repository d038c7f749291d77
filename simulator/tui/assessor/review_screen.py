"""A review: what was said at one side, what is decided of it at the other, and a way from each to the other."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from simulator.tui.assessor.pages.left import open_lines
from simulator.tui.assessor.pages.transcript import transcript_blocks
from simulator.tui.assessor.pages.turns import Turns
from simulator.tui.assessor.pages.words import INDICATIVE, SIGN_HERE
from simulator.tui.assessor.pages.work import work_blocks
from simulator.tui.assessor.review_actions import ReviewActions
from simulator.tui.shared.base import SimulatorScreen, columns
from simulator.tui.shared.refs import kind, parts, ref
from simulator.tui.widgets.page import Page
from simulator.tui.widgets.prose import join, line

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.review_services import ReviewServices

SECTIONS = "heading"


class ReviewScreen(SimulatorScreen[None]):
    """Shows one review, in one part; what can be done in it is for its actions."""

    STATE = INDICATIVE
    ABOUT = (
        "Tab goes between the conversation and what is decided of it. Enter on a line of evidence goes to its turn; "
        "c on a turn comes back to its clauses. Everything typed is kept as you go, and every decision at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Queue", key_display="Esc", tooltip="Back to the queue", id="back"),
        Binding("enter", "pick", "Open", show=False, tooltip="Open the line, or go to its turn", id="pick"),
        Binding("a", "accept", "Accept", tooltip="Accept what is under the cursor", id="accept"),
        Binding("o", "override", "Override", tooltip="Settle the clause under the cursor otherwise", id="override"),
        Binding("tab", "other", "Side", key_display="Tab", tooltip="Between conversation and decisions", id="other"),
        Binding("n", "next", "Next", tooltip="Go to the next thing that is left to do", id="next"),
        Binding("s", "sign", "Sign", tooltip="Sign what stands in your part", id="sign"),
        Binding("r", "release", "Release", tooltip="Release the result to the learner, or reopen it", id="release"),
        Binding("h", "history", "History", tooltip="Every entry: who, when, what, why", id="history"),
        Binding("c", "clauses", "Clauses", tooltip="From a turn to the clauses that it bears on", id="clauses"),
        Binding("right", "section(1)", "Next part", show=False, tooltip="Go to the next part", id="next-part"),
        Binding("left", "section(-1)", "Part before", show=False, tooltip="Go to the part before", id="part-before"),
        Binding("w", "qualification", "Work for", show=False, tooltip="Choose the qualification", id="qualification"),
        Binding("d", "differences", "Differences", tooltip="Where the two markers differ", id="differences"),
        Binding("p", "appeal", "Appeal", show=False, tooltip="Write an appeal down, or decide it", id="appeal"),
        Binding("g", "let_go", "Give back", show=False, tooltip="Give this review back to the queue", id="let-go"),
        Binding("f5", "look_again", "Look again", show=False, tooltip="See what others have written since", id="again"),
        Binding("f2", "support", "Support", key_display="F2", tooltip="Stop and get support", id="support"),
    ]

    DECISIVE = frozenset({"a", "g"})

    services: "ReviewServices"

    def __init__(self, services: "ReviewServices", reviewing: "ReviewSession") -> None:
        super().__init__(services)
        self.reviewing = reviewing
        self._actions = ReviewActions(self, services, reviewing, self.renew)
        self._stands = False

    # What it shows

    def place(self) -> Content:
        """In which part, and of what."""
        about = line(f"{self.reviewing.subject.learner} · {self.reviewing.scenario.about.title}")
        return join(Content.styled(SIGN_HERE[self.reviewing.part], "bold"), " · ", about)

    def body(self) -> Iterable[Widget]:
        """The two sides."""
        yield columns(Turns(id="said"), Page(id="work"))

    def on_mount(self) -> None:
        """Ready at what is to be done."""
        self.renew()
        self._to_side("work")
        self._stands = True

    def on_screen_resume(self) -> None:
        """Look again after a visit elsewhere."""
        if self._stands:
            self.action_look_again()

    def renew(self) -> None:
        """Show what stands now; the cursors stay where they are."""
        said, work = self._said, self._work
        said.show(transcript_blocks(self.reviewing), select=said.selected, keep_place=True)
        work.show(work_blocks(self.services, self.reviewing), select=work.selected, keep_place=True)
        self.renew_keys()

    @property
    def _said(self) -> Page:
        return self.query_one("#said", Page)

    @property
    def _work(self) -> Page:
        return self.query_one("#work", Page)

    # Between the two sides

    @property
    def at_said(self) -> bool:
        """Whether the conversation has the keyboard."""
        return self.focused is self._said

    @property
    def under_cursor(self) -> str:
        """The reference of the line under the cursor."""
        return (self._said if self.at_said else self._work).selected

    def _to_side(self, side: str) -> None:
        self.set_class(side == "said", "-said")
        self.query_one(f"#{side}", Page).focus()
        self.renew_keys()

    def action_other(self) -> None:
        """To the other side."""
        self.hush()
        self._to_side("work" if self.at_said else "said")

    def to_turn(self, number: int) -> None:
        """Show a turn of the conversation."""
        self._to_side("said")
        self._said.select(ref("turn", number))
        tops = [index for index, block in enumerate(self._said.blocks) if block.ref == ref("turn", number)]
        if tops:
            self.call_after_refresh(self._said.scroll_to_block, tops[0])

    def action_clauses(self) -> None:
        """From a turn to the clauses that it bears on, one after another."""
        self.hush()
        here = self._turn_here()
        found = [block.ref for block in self._work.blocks if kind(block.ref) == "piece" and parts(block.ref)[1] == here]
        if not found:
            self.say("No clause has a piece of evidence from this turn.")
            return
        at = -1 if self.at_said or self._work.selected not in found else found.index(self._work.selected)
        self._to_side("work")
        self._work.select(found[(at + 1) % len(found)])

    def _turn_here(self) -> str:
        """The number of the turn under the cursor, at either side."""
        what, *ids = parts(self.under_cursor)
        if what in ("turn", "piece"):
            return ids[0]
        if what == "answer":
            turns = [number for number, turn in enumerate(self.reviewing.state.turns) if str(turn.event) == ids[0]]
            return str(turns[0]) if turns else ""
        return ""

    def action_next(self) -> None:
        """Go to the next line where something is left to do."""
        self.hush()
        left = open_lines(self.reviewing, self.services)
        lines = [block.ref for block in self._work.blocks]
        here = lines.index(self._work.selected) if self._work.selected in lines else -1
        found = [each for each in (*lines[here + 1 :], *lines[: here + 1]) if each in left]
        if found:
            self._to_side("work")
            self._work.select(found[0])
        else:
            self.say("Nothing is left to do here.")

    def action_section(self, by: int) -> None:
        """Go to the next heading at this side, or the one before."""
        page = self._said if self.at_said else self._work
        places = [index for index, block in enumerate(page.blocks) if block.kind == SECTIONS]
        here = next((index for index, block in enumerate(page.blocks) if block.ref == page.selected), 0)
        heads = [index for index in places if (index > here if by > 0 else index < here)]
        if by < 0 and heads:
            heads = heads[:-1] or heads
        target = (min(heads) if by > 0 else max(heads)) if heads else None
        following = [block.ref for block in page.blocks[target:] if block.ref] if target is not None else []
        if target is not None and following:
            page.select(following[0])
            page.scroll_to_block(target)

    # Picking

    @on(Page.Moved)
    def moved(self) -> None:
        """What can be done depends on the line."""
        self.renew_keys()

    @on(Page.Picked)
    def asked(self, message: Page.Picked) -> None:
        """Open the line."""
        message.stop()
        self.hush()
        what, *ids = parts(message.ref)
        if what == "piece":
            self.to_turn(int(ids[0]))
        elif what == "turn":
            self.action_clauses()
        else:
            self._actions.open(message.ref)

    def action_pick(self) -> None:
        """Open the line under the cursor."""
        (self._said if self.at_said else self._work).action_pick()

    def action_look_again(self) -> None:
        """See what others have written since."""
        with self.saying_refusals():
            self.reviewing.refresh()
            self.renew()

    def action_back(self) -> None:
        """From the conversation to the decisions where only one is shown; from there to the queue."""
        if self.has_class("-said") and not self.wide:
            self._to_side("work")
        else:
            self.dismiss(None)

    # Doing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now."""
        del parameters
        if not self._stands:
            return True
        if action == "clauses":
            return kind(self.under_cursor) in ("turn", "piece", "answer")
        return self._actions.possible(action, self.under_cursor)

    def clause_under_cursor(self) -> str:
        """The clause of the line under the cursor; empty where it has none that can be settled."""
        return self._actions.clause_of(self.under_cursor)

    def action_accept(self) -> None:
        """Accept the clause under the cursor as indicated, or the decision under it."""
        self._actions.accept(self.under_cursor)

    def action_override(self) -> None:
        """Settle the clause under the cursor otherwise."""
        self._actions.override(self.under_cursor)

    def action_qualification(self) -> None:
        """Choose the qualification that one works for."""
        self._actions.choose_qualification()

    def action_history(self) -> None:
        """Show every entry."""
        self._actions.show_history()

    def action_differences(self) -> None:
        """Show where the two markers differ, side by side."""
        self._actions.show_differences()

    def action_sign(self) -> None:
        """Sign, where it is really meant."""
        self._actions.sign()

    def action_release(self) -> None:
        """Release to the learner, or reopen what is released, where it is really meant."""
        self._actions.release()

    def action_appeal(self) -> None:
        """Write an appeal down; decide the open one."""
        self._actions.appeal()

    def action_let_go(self) -> None:
        """Give the review back."""
        self._actions.let_go()
