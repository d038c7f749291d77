"""Previewing: a scenario is played while it is being written, and what is wrong with it is told beside it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from simulator.authoring.playthrough import Chosen, Jumped, Step, Way
from simulator.tui.author.findings import CHECKING, FindingsPage, counted
from simulator.tui.author.inside import InsidePage
from simulator.tui.author.openings import Openings
from simulator.tui.author.preview_asks import Asking
from simulator.tui.author.preview_talk import (
    AGAIN,
    BACK,
    COPY,
    FORM,
    NOTHING_YET,
    QUICK,
    RESTART,
    marks,
    offers,
    turns_told,
)
from simulator.tui.author.standing import Standing
from simulator.tui.shared.base import columns
from simulator.tui.widgets.choices import NUMBERS, Choices
from simulator.tui.widgets.conversation import Conversation
from simulator.tui.widgets.page import Block, Page
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.authoring.reading import Reading
    from simulator.authoring.workbench import Session
    from simulator.tui.shared.services import Services

PLAYING = frozenset({"jump", "outline", "put", "copy", "take_back", "restart", "undo", "code", "brief", "inside"})
"""What needs something to play."""

REST = "Mend it, and the rest comes back; or go on from here."
"""What becomes of steps that do not hold."""


class PreviewScreen(Asking):
    """One scenario on the workbench."""

    ABOUT = (
        "Save the file in your editor, and it is played here again along the way you chose. Choose with a number key, "
        "with ↑ ↓ and Enter, or with the mouse. Nothing is kept: this is no attempt."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "talk", "Back", key_display="Esc", tooltip="Back to the conversation", id="talk"),
        Binding("g", "jump", "Go to", tooltip="Jump to any scene, with the values as they are", id="jump"),
        Binding("v", "put", "Set", tooltip="Set a variable, a fact or a duty by hand", id="put"),
        Binding("f", "findings", "Findings", tooltip="What is wrong with the text; Enter shows more", id="findings"),
        Binding("i", "inside", "Inside", tooltip="Thoughts, values, duties and evidence", id="inside"),
        Binding("u", "take_back", "Take back", tooltip="Take the last step back", id="take-back"),
        Binding("x", "copy", "Copy", tooltip="Copy this way as a walkthrough of expect", id="copy"),
        Binding("o", "outline", "Outline", tooltip="Every scene in order; g there goes to one", id="outline"),
        Binding("r", "restart", "Start again", show=False, tooltip="Start again from the beginning", id="restart"),
        Binding("z", "undo", "Undo", show=False, tooltip="Go back to the way you had before that", id="undo"),
        Binding("f5", "read_again", "Read again", show=False, tooltip="Read the file again now", id="read-again"),
        Binding("c", "code", "Code", show=False, tooltip="Read the code of conduct", id="code"),
        Binding("b", "brief", "Brief", show=False, tooltip="Read the brief as a learner does", id="brief"),
        Binding("pageup", "read(-1)", "Read back", show=False, id="read.back"),
        Binding("pagedown", "read(1)", "Read on", show=False, id="read.on"),
        Binding("q", "app.leave", "Close", tooltip="Close the preview; your file is as you saved it", id="back"),
        *NUMBERS,
    ]

    def __init__(self, services: "Services", session: "Session", *, watch: bool = True, told: str = "") -> None:
        super().__init__(services)
        self.session = session
        self._watch = watch
        self._told = told
        self._shown: tuple[object, Way] = (None, ())

    def place(self) -> Content:
        """With whom, and in which scenario."""
        if self.session.playable is None:
            return line(self.session.path.name, "bold")
        about = self.session.scenario
        return join(line(about.mentee.name, "bold"), " · ", line(about.about.title))

    def state_of(self) -> Content:
        """Where the conversation stands, and how much is wrong."""
        parts = list(counted(self.session.findings))
        if self.session.playable is not None:
            scene = self.session.state.situation.scene
            parts.insert(0, f"{scene}:{self.session.playable.line_of(scene)}")
        parts += [CHECKING] if self.checking else []
        return prose("  ".join(parts))

    def body(self) -> Iterable[Widget]:
        """The conversation with its choices; beside it what is wrong, and what holds inside."""
        yield Standing(id="standing")
        yield columns(
            Vertical(Conversation(id="conversation"), Openings(id="choices"), classes="main", id="talk"),
            Vertical(FindingsPage(id="findings"), InsidePage(id="inside"), id="side"),
        )

    def on_mount(self) -> None:
        """Show the beginning, and begin to watch."""
        self.prove()
        self.show_all()
        self.query_one(Openings).focus()
        if self.session.playable is None:
            self.action_findings()
        if self._told:
            self.say(self._told)
        if self._watch:
            self.watch_file()

    # Showing

    def show_all(self) -> None:
        """Show the conversation from its beginning, and all that stands beside it."""
        self._shown = (None, ())
        self.query_one(Conversation).show(())
        self.show_new()

    def show_new(self) -> None:
        """Show what is new, and what can be done now."""
        conversation, choices = self.query_one(Conversation), self.query_one(Openings)
        with self.app.batch_update():
            if self.session.playable is None:
                conversation.add([Block(Content(NOTHING_YET), gap=1)])
            else:
                conversation.add(turns_told(self.session, self._first_new()))
                choices.open_and_shut(offers(self.session))
                self.query_one(InsidePage).tell(self.session.inside(), self.session.scenario.mentee.name)
            self.query_one(Standing).tell(marks(self.session))
            self.proved()
            self.renew_keys()

    def _first_new(self) -> int:
        """The first turn that is not shown yet, where what is shown is the beginning of the way."""
        scenario, shown = self._shown
        rehearsal = self.session.rehearsal
        self._shown = (rehearsal.scenario, rehearsal.taken)
        goes_on = scenario is rehearsal.scenario and rehearsal.taken[: len(shown)] == shown
        if goes_on and len(rehearsal.taken) > len(shown):
            return len(shown) + 1
        self.query_one(Conversation).show(())
        return 0

    def took(self, reading: "Reading") -> None:
        """Go on with a newer text, where the person was."""
        again = self.put_form_away()
        conversation = self.query_one(Conversation)
        read_back = conversation.read_back
        began = self.session.playable is None
        sentence = self.session.renew(reading)
        self.prove()
        self.show_all()
        if read_back is not None:
            conversation.keep_at(read_back)
        if self.session.stale or self.session.playable is None:
            self.hush()
        else:
            self.say(f"{sentence} {REST}" if sentence else "Read again: all of your way holds.")
        if began and self.session.playable is not None:
            self.action_talk()
        if again and self.session.form():
            self.call_after_refresh(self.action_form)

    def proved(self) -> None:
        """Show what is known of the proofs."""
        besides = ""
        if self.checking:
            besides = "Checking what can be proved…"
        elif self.unproved:
            besides = "The proofs could not be worked out here; `simulator check` tells them."
        elif self.session.reading.playable is None:
            besides = "More can be told once this can be read."
        self.query_one(FindingsPage).tell(self.session.findings, besides)
        self.renew_title()

    # Going on

    @on(Choices.ChoiceMade, "#choices")
    def choice_made(self, message: Choices.ChoiceMade) -> None:
        """Do what was chosen."""
        message.stop()
        own: dict[str, Callable[[], None]] = {
            FORM: self.action_form,
            QUICK: self._hand_in,
            AGAIN: lambda: self.take(Jumped(self.session.state.situation.scene)),
            BACK: self.action_take_back,
            COPY: self.action_copy,
            RESTART: self.action_restart,
        }
        if message.choice in own:
            own[message.choice]()
        else:
            self.take(Chosen(message.choice))

    def take(self, step: Step) -> None:
        """Take one step more."""
        self.hush()
        with self.saying_refusals():
            self.session.take(step)
        self._here()

    def _hand_in(self) -> None:
        self.hush()
        with self.saying_refusals():
            self.session.answer(self.session.as_it_should_be())
        self._here()

    def go(self, way: Way, told: str = "") -> None:
        """Take another way from the beginning."""
        self.say(" ".join(part for part in (self.session.go(way), told) if part))
        self._here()

    def _here(self) -> None:
        """Show the conversation as it stands now."""
        self.show_new()
        self.action_talk()

    def action_number(self, number: int) -> None:
        """Choose by number."""
        self.query_one(Openings).choose_number(number)

    def action_read(self, pages: int) -> None:
        """Scroll the conversation by pages."""
        self.query_one(Conversation).read(pages)

    def action_take_back(self) -> None:
        """Take the last step back."""
        self.hush()
        self.session.take_back()
        self._here()

    def action_restart(self) -> None:
        """Start again."""
        self.go((), "Started again; z goes back to the way you had.")

    def action_undo(self) -> None:
        """Go back to the way there was before the last thing that was done."""
        self.say(self.session.undo() or "This is the way as it was before.")
        self._here()

    def action_read_again(self) -> None:
        """Read the file now."""
        self.hush()
        self.read_again(asked=True)

    # The parts of the screen

    def action_talk(self) -> None:
        """Come back to the conversation."""
        self.remove_class("-findings", "-inside")
        self.query_one(Openings).focus()
        self.renew_keys()

    def action_findings(self) -> None:
        """Come to what is wrong."""
        self._look_at("-findings", self.query_one(FindingsPage))

    def action_inside(self) -> None:
        """Come to what holds inside."""
        self._look_at("-inside", self.query_one(InsidePage))

    def _look_at(self, name: str, page: Page) -> None:
        if self.has_class(name):
            self.action_talk()
            return
        self.remove_class("-findings", "-inside")
        self.add_class(name)
        page.focus()
        self.renew_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only offer what can be done now."""
        del parameters
        if action in PLAYING and self.session.playable is None:
            return False
        elsewhere = self.has_class("-findings") or self.has_class("-inside")
        if action == "talk":
            return elsewhere
        if action == "number":
            return self.wide or not elsewhere  # nothing is chosen while the choices cannot be seen
        if action in ("take_back", "restart"):
            return self.session.rehearsal.held > 0
        return action != "undo" or self.session.can_undo
