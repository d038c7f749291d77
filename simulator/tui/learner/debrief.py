"""Looking back: the outcome, each clause with the lines that made it, and the conversation again."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from simulator.engine.events import Mode
from simulator.report.page import Section, Style, said
from simulator.report.views.looking_back import again, how_it_went, what_follows
from simulator.report.words.modes import MODE_SHORT
from simulator.sessions.appeals import may_appeal
from simulator.sessions.hand_in import may_hand_in
from simulator.sessions.looking_back import look_back
from simulator.tui.learner.appeal import AppealDialog
from simulator.tui.learner.hand_in import ask_to_hand_in
from simulator.tui.shared.base import SimulatorScreen, columns
from simulator.tui.shared.intents import ReadBrief, ReadCode
from simulator.tui.shared.page_blocks import page_blocks, section_tops
from simulator.tui.shared.refs import parts
from simulator.tui.widgets.page import Block, Page
from simulator.tui.widgets.prose import join, line

if TYPE_CHECKING:
    from simulator.sessions.attempt import Attempt
    from simulator.tui.shared.services import Services


class DebriefScreen(SimulatorScreen[None]):
    """One attempt, looked back at; in assessment only whether it is handed in, until the result is released."""

    ABOUT = "Move from line to line with ↑ ↓; Enter on a line asks it why. ← and → go from part to part."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Library", key_display="Esc", tooltip="Back to the library", id="back"),
        Binding("enter", "why", "Why?", key_display="Enter", tooltip="Ask the line under the cursor why", id="why"),
        Binding("right", "section(1)", "Next part", key_display="→", tooltip="Go to the next part", id="next-part"),
        Binding("left", "section(-1)", "Part before", show=False, tooltip="Go to the part before", id="part-before"),
        Binding("c", "code", "Code", tooltip="Read the code of conduct", id="code"),
        Binding("h", "hand_in", "Hand in", tooltip="Hand this in, with your declaration", id="hand-in"),
        Binding("a", "appeal", "Appeal", tooltip="Appeal against the result, in your own words", id="appeal"),
        Binding("p", "replay", "Play again", tooltip="Play this scenario again", id="replay"),
    ]

    def __init__(self, services: "Services", attempt: "Attempt") -> None:
        super().__init__(services)
        self.attempt = attempt
        self._debrief = look_back(services.store, attempt)
        self._waits = attempt.mode is Mode.ASSESSMENT and may_hand_in(services.store, attempt.id)
        self._appeals = attempt.mode is Mode.ASSESSMENT and may_appeal(services.store, attempt.id)
        self._was_wide: bool | None = None
        self._tops: dict[str, int] = {}

    def place(self) -> Content:
        """Of what."""
        word = "Finished" if self._waits else "Handed in" if self._debrief.held_back else "Looking back"
        return join(Content.styled(word, "bold"), " · ", line(self.attempt.scenario.about.title))

    def state_of(self) -> Content:
        """Whether it counts."""
        return Content(MODE_SHORT[self.attempt.mode])

    def body(self) -> Iterable[Widget]:
        """One column, or the score beside the conversation."""
        yield columns(Page(id="score"), Page(id="again"))

    def on_mount(self) -> None:
        """Ready to read."""
        self._show()
        self.query_one("#score", Page).focus()

    def on_resize(self) -> None:
        """One column or two."""
        if self._was_wide is not None and self._was_wide is not self.wide:
            self._show()

    def _show(self) -> None:
        self._was_wide = self.wide
        told = self._debrief
        head, turns, after = tuple(map(_asking, how_it_went(told))), again(told), what_follows(told)
        left = (*head, *after) if self.wide else (*head, *turns, *after)
        right = turns if self.wide else ()
        self._tops = section_tops(right or left)
        self.query_one("#score", Page).show(page_blocks(left))
        self.query_one("#again", Page).show(page_blocks(right))
        self.set_class(bool(turns), "-with-turns")

    # Asking

    @on(Page.Picked)
    def asked(self, message: Page.Picked) -> None:
        """A line answers with its turn; a clause with its text."""
        kind, *ids = parts(message.ref)
        if kind == "clause":
            self._read_code(ids[0])
        else:
            self._go_to_turn(int(ids[0]))

    def _go_to_turn(self, turn: int) -> None:
        page = self.query_one("#again" if self.wide else "#score", Page)
        section = next((each.told.id for each in self._debrief.turns if each.turn == turn), "")
        if section in self._tops:
            page.scroll_to_block(self._tops[section])
        else:
            self.say("That was nothing said or done at one moment, but what was left undone.")

    def _read_code(self, clause: str) -> None:
        self.want(ReadCode(self.attempt.rubric, clause))

    def action_code(self) -> None:
        """Read the code of conduct."""
        self._read_code("")

    def action_why(self) -> None:
        """Ask the line under the cursor."""
        self.query_one("#score", Page).action_pick()

    def action_section(self, by: int) -> None:
        """Go to the next heading, or the one before."""
        page = self.query_one("#score", Page)
        here = page.scroll_offset.y
        tops = [0, *(page.top_of(index) for index, block in enumerate(page.blocks) if _begins(block))]
        further = [top for top in tops if (top > here if by > 0 else top < here)]
        if further:
            page.scroll_to(y=min(further) if by > 0 else max(further), animate=False)

    def action_hand_in(self) -> None:
        """Hand it in, once the learner has declared it their own work."""

        def handed_in() -> None:
            self._debrief = look_back(self.services.store, self.attempt)
            self._waits = False
            self._show()
            self.refresh_bindings()
            self.renew_keys()

        ask_to_hand_in(self, self.attempt, handed_in)

    def action_appeal(self) -> None:
        """Appeal against the released result."""

        def appealed(done: bool | None) -> None:
            if done:
                with self.saying_refusals():
                    self._debrief = look_back(self.services.store, self.attempt)
                self._appeals = False
                self._show()
                self.renew_keys()
                self.say("Your appeal is kept. Somebody who had no part in the result decides it.")

        with self.saying_refusals():
            self.app.push_screen(AppealDialog(self.services, self.attempt), appealed)

    def action_replay(self) -> None:
        """Open the brief again."""
        self.want(ReadBrief(self.attempt.scenario.id), instead=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is little to ask where nothing is shown yet."""
        del parameters
        if action == "hand_in":
            return self._waits
        if action == "appeal":
            return self._appeals
        return not (self._debrief.held_back and action in ("why", "section"))


def _asking(section: Section) -> Section:
    """A section as the screen shows it: with what can be done with its lines."""
    if section.id != "clauses":
        return section
    hint = said("Ask a line why: Enter shows it in the conversation.", Style.QUIET)
    return replace(section, blocks=(hint, *section.blocks))


def _begins(block: Block) -> bool:
    return block.kind == "heading"
