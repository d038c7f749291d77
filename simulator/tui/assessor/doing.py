"""What can be done in a review: each way from a line to its form, and signing, releasing, giving back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulator.review.events import Checked
from simulator.review.people import MARKING, Part
from simulator.tui.shared.base import BaseScreen
from simulator.tui.shared.refs import parts

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.desk import ReviewDesk
    from simulator.tui.assessor.form import ReviewForm


class Doing(BaseScreen[Any]):
    """The doing part of a review's screen; the showing part stands elsewhere."""

    services: "ReviewDesk"
    reviewing: "ReviewSession"

    @property
    def under_cursor(self) -> str:
        """The reference of the line under the cursor."""
        raise NotImplementedError

    def renew(self) -> None:
        """Show what stands now."""
        raise NotImplementedError

    def to_turn(self, number: int) -> None:
        """Show a turn of the conversation."""
        raise NotImplementedError

    def clause_under_cursor(self) -> str:
        """The clause of the line under the cursor."""
        raise NotImplementedError

    def action_clauses(self) -> None:
        """From a turn to its clauses."""
        raise NotImplementedError

    # Opening lines

    def open(self, reference: str) -> None:
        """Open a line: its form, or the turn that it comes from."""
        what, *ids = parts(reference)
        match what:
            case "piece":
                self.to_turn(int(ids[0]))
            case "turn":
                self.action_clauses()
            case "answer":
                self._open_answer(int(ids[0]), ids[1])
            case "clause":
                self._open_clause(ids[0])
            case "criterion":
                self._open_criterion(ids[0], ids[1])
            case "qualification":
                self.action_qualification()
            case "check" | "action" | "difference" | "appeal":
                self._open_afterwards(what, ids)
            case "judge" | "advise":
                self._open_whole(what)
            case "sign":
                self.action_sign()
            case "release":
                self.action_release()
            case _:
                pass

    def _form(self, make: "Callable[[], ReviewForm]") -> None:
        """Open a form; what it changed is shown afterwards."""
        with self.saying_refusals():
            self.app.push_screen(make())

    def _marks_here(self) -> bool:
        if self.reviewing.part in MARKING:
            return True
        self.say("Only a marker decides this; here you read it.")
        return False

    def _open_answer(self, event: int, field: str) -> None:
        from simulator.tui.assessor.marks import mark_form  # noqa: PLC0415

        written = next((each for each in self.reviewing.written() if each.answer == (event, field)), None)
        if written is not None and self._marks_here():
            self._form(lambda: mark_form(self.services, self.reviewing, written))

    def _open_clause(self, clause: str) -> None:
        from simulator.tui.assessor.marks import settle_form  # noqa: PLC0415

        if clause and self._marks_here():
            score = self.reviewing.scorecard().clause(clause)
            self._form(lambda: settle_form(self.services, self.reviewing, score))

    def _open_criterion(self, qualification: str, criterion: str) -> None:
        from simulator.tui.assessor.decide import decide_form  # noqa: PLC0415

        pinned, item = self.services.qualifications.get(qualification), self.services.item(qualification, criterion)
        if pinned is None or item is None:
            self.say("The library has this criterion no longer.")
        elif self._marks_here():
            self._form(lambda: decide_form(self.services, self.reviewing, pinned, item))

    def _open_whole(self, what: str) -> None:
        from simulator.tui.assessor.marks import advise_form, judge_form  # noqa: PLC0415

        if self._marks_here():
            make = judge_form if what == "judge" else advise_form
            self._form(lambda: make(self.services, self.reviewing))

    def _open_afterwards(self, what: str, ids: list[str]) -> None:
        from simulator.tui.assessor import assure  # noqa: PLC0415

        desk, reviewing = self.services, self.reviewing
        match what:
            case "check":
                self._form(lambda: assure.check_form(desk, reviewing, (ids[0], ids[1])))
            case "action" if reviewing.part is Part.FIRST:
                self._form(lambda: assure.action_form(desk, reviewing, (ids[0], ids[1])))
            case "action":
                self.say("The assessor of this attempt says when it is done.")
            case "difference":
                self._form(lambda: assure.agree_form(desk, reviewing, ids[0], (ids[1], ids[2])))
            case _:
                self.action_appeal()

    # Keys

    def action_accept(self) -> None:
        """Accept the clause under the cursor as indicated, or the decision under it."""
        self.hush()
        what, *ids = parts(self.under_cursor)
        with self.saying_refusals():
            if what == "check":
                self.reviewing.check(Checked(ids[0], ids[1], accepted=True))
            else:
                clause = self.clause_under_cursor()
                if clause:
                    self.reviewing.settle(clause, self.reviewing.scorecard().clause(clause).level)
        self.renew()

    def action_override(self) -> None:
        """Settle the clause under the cursor otherwise."""
        self.hush()
        self._open_clause(self.clause_under_cursor())

    def action_qualification(self) -> None:
        """Choose the qualification that one works for."""
        from simulator.tui.assessor.choose import QualificationDialog  # noqa: PLC0415

        def chosen(name: str | None) -> None:
            if name is None:
                return
            if not self.services.work_for(name):
                self.say("Your choice could not be kept on this computer; choose again the next time.")
            self.renew()

        self.app.push_screen(QualificationDialog(self.services), chosen)

    def action_history(self) -> None:
        """Show every entry."""
        from simulator.tui.assessor.pages.history import history_blocks  # noqa: PLC0415
        from simulator.tui.shared.reading import ReadingScreen  # noqa: PLC0415

        blocks = history_blocks(self.reviewing.review, self.reviewing.rubric)
        self.app.push_screen(ReadingScreen(self.services, "History of the review", blocks, "who, when, what, why"))

    def action_differences(self) -> None:
        """Show where the two markers differ, side by side."""
        from simulator.tui.assessor.compare import CompareScreen  # noqa: PLC0415

        self.app.push_screen(CompareScreen(self.services, self.reviewing))

    def action_sign(self) -> None:
        """Show what is missing or has changed, then ask, then sign."""
        from simulator.tui.assessor.sign import SignDialog  # noqa: PLC0415

        def answered(yes: bool | None) -> None:
            if yes:
                with self.saying_refusals():
                    self.reviewing.sign()
                    self.say("Signed.")
            self.renew()

        self.hush()
        self.app.push_screen(SignDialog(self.services, self.reviewing), answered)

    def action_release(self) -> None:
        """Say what the learner will see, then ask, then release; a released result is reopened with a reason."""
        from simulator.tui.assessor.assure import reopen_form  # noqa: PLC0415
        from simulator.tui.assessor.sign import ReleaseDialog  # noqa: PLC0415

        def answered(yes: bool | None) -> None:
            if yes:
                with self.saying_refusals():
                    self.reviewing.release()
                    self.say("Released to the learner.")
            self.renew()

        self.hush()
        if self.reviewing.review.released is not None:
            self._form(lambda: reopen_form(self.services, self.reviewing))
        else:
            self.app.push_screen(ReleaseDialog(self.services, self.reviewing), answered)

    def action_appeal(self) -> None:
        """Write an appeal down; decide the open one."""
        from simulator.tui.assessor.assure import appeal_form, decide_appeal_form  # noqa: PLC0415

        self.hush()
        decide = self.reviewing.review.open_appeal is not None
        make = decide_appeal_form if decide else appeal_form
        self._form(lambda: make(self.services, self.reviewing))

    def action_let_go(self) -> None:
        """Give the review back."""
        with self.saying_refusals():
            self.reviewing.let_go()
            self.say("You gave it back; anybody may take it.")
        self.renew()
