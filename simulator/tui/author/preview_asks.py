"""What a preview asks, and what it shows over itself: scenes, values, findings, forms, a walkthrough to copy."""

from typing import TYPE_CHECKING, Any

from textual import on
from textual.screen import Screen

from simulator.authoring.playthrough import Jumped, Put, Step, Way, steps_of
from simulator.tui.author.findings import FindingsPage, ref_of
from simulator.tui.author.preview_watch import Watching
from simulator.tui.widgets.prose import prose

if TYPE_CHECKING:
    from simulator.diagnostics import Diagnostic


class Asking(Watching):
    """A preview that opens dialogs and comes back with a step."""

    def take(self, step: Step) -> None:
        """Take one step more."""
        raise NotImplementedError

    def go(self, way: Way, told: str = "") -> None:
        """Take another way from the beginning."""
        raise NotImplementedError

    def show_new(self) -> None:
        """Show what is new."""
        raise NotImplementedError

    def action_jump(self) -> None:
        """Ask for a scene, and jump there."""
        from simulator.tui.author.preview_scenes import ScenesDialog  # noqa: PLC0415

        self.app.push_screen(ScenesDialog(self.services, self.session), self._jump)

    def action_outline(self) -> None:
        """Look through the scenario, and jump where one likes."""
        from simulator.tui.author.outline import OutlineScreen  # noqa: PLC0415

        here = self.session.state.situation.scene
        outline = OutlineScreen(self.services, self.session.scenario, self.session.rubric, at=here, taking=True)
        self.app.push_screen(outline, self._jump)

    def _jump(self, scene: str | None) -> None:
        if scene is not None:
            self.take(Jumped(scene))

    def action_put(self) -> None:
        """Ask for a value, and set it."""
        from simulator.tui.author.preview_values import ValuesDialog  # noqa: PLC0415

        def answered(step: Put | None) -> None:
            if step is not None:
                self.take(step)

        self.app.push_screen(ValuesDialog(self.services, self.session), answered)

    @on(FindingsPage.Asked, "#findings")
    def finding_asked(self, message: FindingsPage.Asked) -> None:
        """Show all that is known of a finding."""
        from simulator.tui.author.preview_finding import COPY, EXPLAIN, JUMP, REPLAY, FindingDialog  # noqa: PLC0415

        message.stop()
        finding = next((each for each in self.session.findings if ref_of(each) == message.ref), None)
        if finding is None:
            return
        dialog = FindingDialog(self.services, self.session, finding)

        def answered(wanted: str | None) -> None:
            if wanted == JUMP and dialog.scene is not None:
                self.take(Jumped(dialog.scene))
            elif wanted == REPLAY:
                self.go(steps_of(finding.witness), "Replayed; z goes back to the way you had.")
            elif wanted == COPY:
                self._copy_place(finding)
            elif wanted == EXPLAIN:
                self._explain(finding.rule)

        self.app.push_screen(dialog, answered)

    def _copy_place(self, finding: "Diagnostic") -> None:
        self.app.copy_to_clipboard(f"{finding.file}:{finding.line}:{finding.column}")
        self.say("The place is copied, if your terminal lets programs copy.")

    def _explain(self, rule: str) -> None:
        from simulator.report.views.rule_page import plain_lines, read_page  # noqa: PLC0415
        from simulator.tui.shared.reading import ReadingScreen  # noqa: PLC0415
        from simulator.tui.widgets.page import MEASURE, Block  # noqa: PLC0415

        try:
            lines = list(plain_lines(read_page(rule), min(self.app.size.width - 4, MEASURE)))
        except (OSError, ValueError):
            self.say(f"There is no page about {rule}.")
            return
        self.app.push_screen(
            ReadingScreen(self.services, rule, [Block(prose(text)) for text in lines], "what a rule means")
        )

    def action_copy(self) -> None:
        """Copy the way as a walkthrough, or say why that cannot be."""
        from simulator.authoring.expect_block import block, why_not  # noqa: PLC0415
        from simulator.tui.author.preview_block import BlockDialog  # noqa: PLC0415

        reason = why_not(self.session.rehearsal)
        if reason:
            self.say(reason)
            return
        self.hush()
        written = block(self.session.rehearsal, self.session.rubric)
        self.app.copy_to_clipboard(written.text)
        self.app.push_screen(BlockDialog(self.services, written))

    def action_code(self) -> None:
        """Read the code of conduct."""
        from simulator.tui.learner.code import CodeScreen  # noqa: PLC0415

        self.app.push_screen(CodeScreen(self.services, self.session.rubric))

    def action_brief(self) -> None:
        """Read the brief as a learner does."""
        from simulator.tui.shared.reading import brief_screen  # noqa: PLC0415

        self.app.push_screen(brief_screen(self.services, self.session))

    # The form

    def action_form(self) -> None:
        """Open the form of this scene."""
        from simulator.tui.learner.form import FormScreen  # noqa: PLC0415

        def closed(handed_in: bool | None) -> None:
            if handed_in:
                self.show_new()

        self.app.push_screen(FormScreen(self.services, self.session), closed)

    def put_form_away(self) -> bool:
        """Close a form that is being filled in, because its text is new; what is in it is kept."""
        from simulator.tui.learner.form import FormScreen  # noqa: PLC0415

        form: Screen[Any] = self.app.screen
        if not isinstance(form, FormScreen):
            return False
        form.keep_now()
        form.dismiss(False)
        return True
