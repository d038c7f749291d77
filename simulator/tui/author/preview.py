"""Previewing: a scenario is played while it is being written, and what is wrong with it is told beside it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from simulator.authoring.expect_block import block, why_not
from simulator.authoring.playthrough import ChoiceStep, JumpStep, Step, Way, steps_of
from simulator.tui.author import preview_finding
from simulator.tui.author.findings import CHECKING, FindingsPage, counted, ref_of
from simulator.tui.author.follower import Follower
from simulator.tui.author.inside import InsidePage
from simulator.tui.author.lasting import LastingNotice
from simulator.tui.author.openings import Openings
from simulator.tui.author.preview_block import BlockDialog
from simulator.tui.author.preview_finding import FindingDialog, rule_page
from simulator.tui.author.preview_scenes import ScenesDialog
from simulator.tui.author.preview_talk import AGAIN, BACK, COPY, FORM, QUICK, RESTART, TalkPane, marks
from simulator.tui.author.preview_values import ValuesDialog
from simulator.tui.shared.base import BaseScreen, SimulatorScreen, columns
from simulator.tui.shared.intents import BrowseOutline, FillInForm, ReadCode
from simulator.tui.shared.reading import brief_screen
from simulator.tui.widgets.choices import NUMBERS, Choices
from simulator.tui.widgets.page import Page
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.authoring.reading import ScenarioReading
    from simulator.authoring.workbench import Workbench
    from simulator.diagnostics import Diagnostic
    from simulator.tui.shared.services import Services

PLAYING = frozenset({"jump", "outline", "put", "copy", "take_back", "restart", "undo", "code", "brief", "inside"})
"""What needs something to play."""

REST = "Mend it, and the rest comes back; or go on from here."
"""What becomes of steps that do not hold."""


class PreviewScreen(SimulatorScreen[None]):
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

    def __init__(self, services: "Services", bench: "Workbench", *, watch: bool = True, greeting: str = "") -> None:
        super().__init__(services)
        self.bench = bench
        self._watch = watch
        self._greeting = greeting
        self.follower = Follower(self, bench, self.took, self.proved)

    def place(self) -> Content:
        """With whom, and in which scenario."""
        if self.bench.playable is None:
            return line(self.bench.path.name, "bold")
        about = self.bench.scenario
        return join(line(about.mentee.name, "bold"), " · ", line(about.about.title))

    def state_of(self) -> Content:
        """Where the conversation stands, and how much is wrong."""
        parts = list(counted(self.bench.findings))
        if self.bench.playable is not None:
            scene = self.bench.state.situation.scene
            parts.insert(0, f"{scene}:{self.bench.playable.line_of(scene)}")
        parts += [CHECKING] if self.follower.checking else []
        return prose("  ".join(parts))

    def body(self) -> Iterable[Widget]:
        """The conversation with its choices; beside it what is wrong, and what holds inside."""
        yield LastingNotice(id="standing")
        yield columns(TalkPane(), Vertical(FindingsPage(id="findings"), InsidePage(id="inside"), id="side"))

    def on_mount(self) -> None:
        """Show the beginning, and begin to watch."""
        self.prove()
        self.query_one(TalkPane).show_all(self.bench)
        self._show_besides()
        self.query_one(Openings).focus()
        if self.bench.playable is None:
            self.action_findings()
        if self._greeting:
            self.say(self._greeting)
        if self._watch:
            self.follower.watch()

    def on_unmount(self) -> None:
        """Leave no process behind."""
        self.follower.close()

    # Showing

    def show_new(self) -> None:
        """Show what is new, and what can be done now."""
        with self.app.batch_update():
            self.query_one(TalkPane).show_new(self.bench)
            self._show_besides()

    def _show_besides(self) -> None:
        """Show all that stands beside the conversation."""
        if self.bench.playable is not None:
            self.query_one(InsidePage).tell(self.bench.inside(), self.bench.scenario.mentee.name)
        self.query_one(LastingNotice).tell(marks(self.bench))
        self.proved()
        self.renew_keys()

    def prove(self) -> None:
        """Have the newest text proved."""
        self.follower.prove()

    def proved(self) -> None:
        """Show what is known of the proofs."""
        self.query_one(FindingsPage).tell(self.bench.findings, self.follower.progress)
        self.renew_title()

    def took(self, reading: "ScenarioReading") -> None:
        """Go on with a newer text, where the person was."""
        again = self._put_form_away()
        began = self.bench.playable is None
        sentence = self.bench.renew(reading)
        self.prove()
        with self.app.batch_update():
            self.query_one(TalkPane).show_all(self.bench)
            self._show_besides()
        if self.bench.stale or self.bench.playable is None:
            self.hush()
        else:
            self.say(f"{sentence} {REST}" if sentence else "Read again: all of your way holds.")
        if began and self.bench.playable is not None:
            self.action_talk()
        if again and self.bench.form():
            self.call_after_refresh(self.action_form)

    # Going on

    @on(Choices.ChoiceMade, "#choices")
    def choice_made(self, message: Choices.ChoiceMade) -> None:
        """Do what was chosen."""
        message.stop()
        own: dict[str, Callable[[], None]] = {
            FORM: self.action_form,
            QUICK: self._hand_in,
            AGAIN: lambda: self.take(JumpStep(self.bench.state.situation.scene)),
            BACK: self.action_take_back,
            COPY: self.action_copy,
            RESTART: self.action_restart,
        }
        if message.choice in own:
            own[message.choice]()
        else:
            self.take(ChoiceStep(message.choice))

    def take(self, step: Step | None) -> None:
        """Take one step more, if there is one."""
        if step is None:
            return
        self.hush()
        with self.saying_refusals():
            self.bench.take(step)
        self._here()

    def _jump(self, scene: str | None) -> None:
        self.take(None if scene is None else JumpStep(scene))

    def _hand_in(self) -> None:
        self.hush()
        with self.saying_refusals():
            self.bench.answer(self.bench.as_it_should_be())
        self._here()

    def go(self, way: Way, told: str = "") -> None:
        """Take another way from the beginning."""
        self.say(" ".join(part for part in (self.bench.go(way), told) if part))
        self._here()

    def _here(self) -> None:
        """Show the conversation as it stands now."""
        self.show_new()
        self.action_talk()

    def action_read(self, pages: int) -> None:
        """Scroll the conversation by pages."""
        self.query_one(TalkPane).turn_pages(pages)

    def action_take_back(self) -> None:
        """Take the last step back."""
        self.hush()
        self.bench.take_back()
        self._here()

    def action_restart(self) -> None:
        """Start again."""
        self.go((), "Started again; z goes back to the way you had.")

    def action_undo(self) -> None:
        """Go back to the way there was before the last thing that was done."""
        self.say(self.bench.undo() or "This is the way as it was before.")
        self._here()

    def action_read_again(self) -> None:
        """Read the file now."""
        self.hush()
        self.follower.read_again(asked=True)

    # What is asked, and what is shown over it

    def action_jump(self) -> None:
        """Ask for a scene, and jump there."""
        self.app.push_screen(ScenesDialog(self.services, self.bench), self._jump)

    def action_outline(self) -> None:
        """Look through the scenario, and jump where one likes."""
        here = self.bench.state.situation.scene
        self.want(BrowseOutline(self.bench.scenario, self.bench.rubric, at=here, taking=True), self._jump)

    def action_put(self) -> None:
        """Ask for a value, and set it."""
        self.app.push_screen(ValuesDialog(self.services, self.bench), self.take)

    @on(FindingsPage.Picked, "#findings")
    def finding_asked(self, message: FindingsPage.Picked) -> None:
        """Show all that is known of a finding."""
        message.stop()
        finding = next((each for each in self.bench.findings if ref_of(each) == message.ref), None)
        if finding is not None:
            dialog = FindingDialog(self.services, self.bench, finding)
            self.app.push_screen(dialog, lambda wanted: self._heed(finding, dialog.scene, wanted))

    def _heed(self, finding: "Diagnostic", scene: str | None, wanted: str | None) -> None:
        """Do what is wanted about a finding."""
        match wanted:
            case preview_finding.JUMP:
                self._jump(scene)
            case preview_finding.REPLAY:
                self.go(steps_of(finding.witness), "Replayed; z goes back to the way you had.")
            case preview_finding.COPY:
                self.app.copy_to_clipboard(f"{finding.file}:{finding.line}:{finding.column}")
                self.say("The place is copied, if your terminal lets programs copy.")
            case preview_finding.EXPLAIN:
                page = rule_page(self.services, finding.rule, self.app.size.width)
                if page is None:
                    self.say(f"There is no page about {finding.rule}.")
                else:
                    self.app.push_screen(page)

    def action_copy(self) -> None:
        """Copy the way as a walkthrough, or say why that cannot be."""
        reason = why_not(self.bench.rehearsal)
        if reason:
            self.say(reason)
            return
        self.hush()
        written = block(self.bench.rehearsal, self.bench.rubric)
        self.app.copy_to_clipboard(written.text)
        self.app.push_screen(BlockDialog(self.services, written))

    def action_code(self) -> None:
        """Read the code of conduct."""
        self.want(ReadCode(self.bench.rubric))

    def action_brief(self) -> None:
        """Read the brief as a learner does."""
        self.app.push_screen(brief_screen(self.services, self.bench))

    def action_form(self) -> None:
        """Open the form of this scene."""

        def closed(handed_in: bool | None) -> None:
            if handed_in:
                self.show_new()

        self.want(FillInForm(self.bench), closed)

    def _put_form_away(self) -> bool:
        """Close a form that is being filled in, because its text is new; what is in it is kept."""
        form: Screen[Any] = self.app.screen
        if not isinstance(form, BaseScreen) or form.draft is None:
            return False
        form.draft.keep_now()
        form.dismiss(False)
        return True

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
        if action in PLAYING and self.bench.playable is None:
            return False
        elsewhere = self.has_class("-findings") or self.has_class("-inside")
        if action == "talk":
            return elsewhere
        if action == "number":
            return self.wide or not elsewhere  # nothing is chosen while the choices cannot be seen
        if action in ("take_back", "restart"):
            return self.bench.rehearsal.held > 0
        return action != "undo" or self.bench.can_undo
