"""Playing: the conversation above, the choices below."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from simulator.engine.events import Answer, Left, Mode, Stuck
from simulator.engine.scenario import Form
from simulator.report.views.anytime import person_sections
from simulator.report.views.transcript import coaching, turn_told
from simulator.report.words.modes import MODE_SHORT
from simulator.tui.learner.hand_in import ask_to_hand_in
from simulator.tui.learner.reason import ReasonDialog
from simulator.tui.shared.base import SimulatorScreen, columns
from simulator.tui.shared.confirm import confirm
from simulator.tui.shared.conversation import answered_now, coaching_folded, filled_in
from simulator.tui.shared.intents import FillInForm, LookBack, ReadCode
from simulator.tui.shared.notes import notebook_blocks
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.shared.reading import ReadingScreen, brief_screen, notebook_screen
from simulator.tui.widgets.choices import NUMBERS, Choices, Offer
from simulator.tui.widgets.conversation import Aside, Conversation
from simulator.tui.widgets.page import Block, Page
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.engine.state import Turn
    from simulator.sessions.attempt import Attempt
    from simulator.tui.shared.services import Services

FORM: Final = "⟨form⟩"
DEBRIEF: Final = "⟨debrief⟩"
HAND_IN: Final = "⟨hand-in⟩"
LIBRARY: Final = "⟨library⟩"
"""What the screen itself offers; angle brackets keep them apart from a scenario's own ids."""


class PlayScreen(SimulatorScreen[None]):
    """One attempt."""

    ABOUT = (
        "Choose with a number key, with ↑ ↓ and Enter, or with the mouse. Page Up and Page Down read back. Where it "
        "counts, this picks a choice first; Enter, its number or a click once more chooses it. Nothing is chosen by a "
        "double press: what has only just appeared cannot be chosen yet."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "code", "Code", tooltip="Read the code of conduct", id="code"),
        Binding("b", "brief", "Brief", tooltip="Read again who you meet and where", id="brief"),
        Binding("n", "notebook", "Notebook", tooltip="What you have learnt so far, to quote", id="notebook"),
        Binding("o", "coach", "Coach", tooltip="Read what the coach says of your last form (practice)", id="coach"),
        Binding("u", "take_back", "Take back", tooltip="Take the last choice back (practice)", id="take-back"),
        Binding("escape", "leave", "Leave (saved)", key_display="Esc", tooltip="Leave; carry on later", id="back"),
        Binding("escape", "library", "Library", key_display="Esc", tooltip="Back to the library", id="library"),
        Binding("X", "stop", "Stop for good", show=False, tooltip="End this attempt here, for good", id="stop"),
        Binding("pageup", "read(-1)", "Read back", show=False, id="read.back"),
        Binding("pagedown", "read(1)", "Read on", show=False, id="read.on"),
        *NUMBERS,
    ]

    DECISIVE = frozenset({"u"})

    def __init__(self, services: "Services", attempt: "Attempt") -> None:
        super().__init__(services)
        self.attempt = attempt
        self._shown = 0
        self._noted = -1

    def place(self) -> Content:
        """With whom, and in which scenario."""
        about = self.attempt.scenario
        return join(line(about.mentee.name, "bold"), " · ", line(about.about.title))

    def state_of(self) -> Content:
        """Whether it counts."""
        return Content(MODE_SHORT[self.attempt.mode])

    def body(self) -> Iterable[Widget]:
        """The conversation with its choices; beside it, where there is room, who this is and what is known."""
        yield columns(
            Vertical(Conversation(id="conversation"), Choices(id="choices"), classes="main"),
            Aside(id="aside"),
        )

    def on_mount(self) -> None:
        """Show everything so far; a form that was begun is opened again."""
        self._show_new()
        if self.attempt.form() is not None and self._has_draft():
            self.action_form()

    # Showing

    def _show_all(self) -> None:
        self._shown = 0
        self.query_one(Conversation).show(())
        self._show_new()

    def _show_new(self) -> None:
        """Add the turns that are not shown yet, and offer what can be done now."""
        attempt = self.attempt
        turns = attempt.state.turns
        held_back = self._held_back()
        new: list[Block] = []
        answered: int | None = None
        for turn in turns[self._shown :]:
            coach = coaching_folded(attempt.rubric, turn) if attempt.mode is Mode.PRACTICE else None
            told = list(page_blocks(turn_told(attempt.scenario, turn, coach=coach, held_back=held_back)))
            now = answered_now(told)
            answered = len(new) + now if now is not None else None if told else answered
            new += told
        self._shown = len(turns)
        with self.app.batch_update():
            self.query_one(Conversation).add([*new, *self._closing_blocks()], answered=answered)
            choices = self.query_one(Choices)
            choices.offer(self._offers(), twice=self._in_two_acts())
            choices.focus()
            self._show_aside()
            self.renew_keys()

    def _show_aside(self) -> None:
        learned = sum(len(turn.learned) for turn in self.attempt.state.turns)
        if learned == self._noted:
            return
        self._noted = learned
        who, *others = page_blocks(person_sections(self.attempt.scenario))
        blocks = (replace(who, gap=0), *others, *notebook_blocks(self.attempt, quotes=False))
        self.query_one("#aside", Page).show(blocks, keep_place=True)

    def _closing_blocks(self) -> list[Block]:
        closed = self.attempt.state.closed
        if isinstance(closed, Stuck):
            text = (
                "The scenario gives no way on from here. That is a fault in the scenario, not in anything you did. "
                "Everything you did is saved. Please tell whoever runs the scheme."
            )
        elif isinstance(closed, Left):
            text = "You stopped here for good. Everything up to here is saved."
        else:
            return []
        return [Block(Content(text), "ending", gap=1)]

    def _offers(self) -> list[Offer]:
        attempt = self.attempt
        if attempt.closed:
            back = Offer(LIBRARY, Content("Back to the library"))
            if attempt.mode is not Mode.ASSESSMENT:
                return [Offer(DEBRIEF, Content("Look back at how it went")), back]
            if self._may_hand_in():
                return [Offer(HAND_IN, Content("Hand it in")), back]
            return [Offer(DEBRIEF, Content("Handed in: what has come of it")), back]
        content = attempt.scenario.scenes[attempt.state.situation.scene].content
        if isinstance(content, Form):
            return [Offer(FORM, join("Fill in: ", prose(content.title)))]
        return [
            Offer(choice.id, prose(f"“{choice.action.text}”") if choice.spoken else prose(choice.action.text, "italic"))
            for choice in attempt.choices()
        ]

    def _held_back(self) -> bool:
        """Whether nothing may tell yet how it went."""
        if self.attempt.mode is not Mode.ASSESSMENT:
            return False
        from simulator.sessions.looking_back import held_back  # noqa: PLC0415

        return held_back(self.services.store, self.attempt)

    def _in_two_acts(self) -> bool:
        """Whether a choice is picked first, and then made: where it counts, and no reason is asked for in between."""
        attempt = self.attempt
        if attempt.mode is not Mode.ASSESSMENT or attempt.closed or attempt.form() is not None:
            return False
        return attempt.reason_asked() == "never"

    def _may_hand_in(self) -> bool:
        from simulator.sessions.hand_in import may_hand_in  # noqa: PLC0415

        with self.saying_refusals():
            return may_hand_in(self.services.store, self.attempt.id)
        return False

    def _hand_in(self) -> None:
        ask_to_hand_in(self, self.attempt, self.action_debrief)

    def _has_draft(self) -> bool:
        draft: Mapping[str, Answer] = {}
        with self.saying_refusals():
            draft = self.attempt.draft()
        return bool(draft)

    # Doing

    @on(Choices.ChoiceMade)
    def choice_made(self, message: Choices.ChoiceMade) -> None:
        """Do what was chosen."""
        message.stop()
        self.hush()
        match message.choice:
            case "⟨form⟩":
                self.action_form()
            case "⟨debrief⟩":
                self.action_debrief()
            case "⟨hand-in⟩":
                self._hand_in()
            case "⟨library⟩":
                self.action_library()
            case choice if self.attempt.reason_asked() != "never":
                self._ask_why(choice)
            case choice:
                self._choose(choice)

    def _choose(self, choice: str, reason: str = "") -> None:
        with self.saying_refusals():
            self.attempt.choose(choice, reason)
            self._show_new()

    def _ask_why(self, choice: str) -> None:
        def answered(reason: str | None) -> None:
            if reason is not None:
                self._choose(choice, reason)

        self.app.push_screen(ReasonDialog(self.services, self.attempt, choice), answered)

    def action_read(self, pages: int) -> None:
        """Scroll the conversation by pages."""
        self.query_one(Conversation).read(pages)

    def action_form(self) -> None:
        """Open the form of this scene."""

        def closed(handed_in: bool | None) -> None:
            if handed_in:
                self._show_new()

        self.want(FillInForm(self.attempt), closed)

    def action_take_back(self) -> None:
        """Take the last choice back."""
        with self.saying_refusals():
            self.attempt.rewind()
            self._show_all()
            self.say("Taken back. The first try stays in your record.")

    def action_code(self) -> None:
        """Read the code of conduct."""
        self.want(ReadCode(self.attempt.rubric))

    def action_brief(self) -> None:
        """Read the brief again."""
        self.app.push_screen(brief_screen(self.services, self.attempt))

    def action_notebook(self) -> None:
        """Read what has been learnt so far."""
        self.app.push_screen(notebook_screen(self.services, self.attempt))

    def action_coach(self) -> None:
        """Read what the coach says of the last form."""
        turn = self._last_form()
        card = coaching(self.attempt.rubric, turn) if turn is not None else None
        if turn is not None:
            blocks = page_blocks((card,) if card is not None else ())
            self.app.push_screen(ReadingScreen(self.services, "Coach", blocks, "on what you handed in"))

    def _last_form(self) -> "Turn | None":
        forms = [turn for turn in self.attempt.state.turns if filled_in(turn)]
        return forms[-1] if forms else None

    def action_debrief(self) -> None:
        """Look back."""
        self.want(LookBack(self.attempt), instead=True)

    def action_leave(self) -> None:
        """Go back to the library; everything is saved."""
        self.dismiss(None)

    def action_library(self) -> None:
        """Go back to the library; there is nothing to carry on with."""
        self.dismiss(None)

    def action_stop(self) -> None:
        """Stop for good, if that is really meant."""

        def leave() -> None:
            self.attempt.leave()
            self._show_new()

        question = "Stop this attempt for good?"
        told = (
            "It ends here and cannot be carried on. What you did is kept, and what was still to be done counts as not "
            "done. Esc closes this question and stops nothing. If you only want a break, press Esc again after that: "
            "you leave, and can carry on later from this very place."
        )
        confirm(self, (question, told, "Stop for good", "Keep going"), leave)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only offer what can be done now."""
        del parameters
        if action == "take_back":
            return self.attempt.mode is Mode.PRACTICE and not self.attempt.closed and len(self.attempt.state.turns) > 1
        if action == "coach":
            return self.attempt.mode is Mode.PRACTICE and self._last_form() is not None
        if action in ("stop", "leave"):
            return not self.attempt.closed
        if action == "library":
            return self.attempt.closed
        return True
