"""What can be done in a review: each way from a line to its form, and signing, releasing, giving back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulator.report.page import Style, said
from simulator.report.views.history import history
from simulator.review.events import Checked
from simulator.review.people import MARKING, Part
from simulator.review.result import is_to_settle
from simulator.tui.assessor import assure, marks
from simulator.tui.assessor.choose import choose_qualification
from simulator.tui.assessor.compare import CompareScreen
from simulator.tui.assessor.sign import release_dialog, sign_dialog
from simulator.tui.shared.base import BaseScreen
from simulator.tui.shared.confirm import ConfirmDialog
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.shared.reading import ReadingScreen
from simulator.tui.shared.refs import kind, parts

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.form import ReviewForm
    from simulator.tui.assessor.review_services import ReviewServices


class ReviewActions:
    """Everything that somebody in one part does in one review, on the screen that shows it.

    Lines are named by their references; ``renew`` shows what stands after something was done.
    """

    def __init__(
        self, screen: BaseScreen[Any], services: "ReviewServices", reviewing: "ReviewSession", renew: Callable[[], None]
    ) -> None:
        self._screen = screen
        self._services = services
        self._reviewing = reviewing
        self._renew = renew

    def possible(self, action: str, reference: str) -> bool:
        """Whether something can be done now, with this line under the cursor."""
        reviewing, review, part = self._reviewing, self._reviewing.review, self._reviewing.part
        what = kind(reference)
        match action:
            case "accept":
                return what in (("clause", "piece") if part in MARKING else ("check",))
            case "override":
                return part in MARKING and what in ("clause", "piece")
            case "sign" | "qualification":
                return part in MARKING
            case "differences":
                return review.first.stands_signed and review.second.stands_signed
            case "release":
                return part is not Part.APPEAL
            case "appeal":
                return review.ever_released
            case "let_go":
                return reviewing.mine()
            case _:
                return True

    # Lines

    def open(self, reference: str) -> None:
        """Open a line: its form, or the question that it stands for."""
        what, *ids = parts(reference)
        match what:
            case "answer":
                self._open_answer(int(ids[0]), ids[1])
            case "clause":
                self._open_clause(ids[0])
            case "criterion":
                self._open_criterion(ids[0], ids[1])
            case "qualification":
                self.choose_qualification()
            case "check":
                self._form(lambda: assure.check_form(self._services, self._reviewing, (ids[0], ids[1])))
            case "action":
                self._open_action(ids[0], ids[1])
            case "difference":
                self._form(lambda: assure.agree_form(self._services, self._reviewing, ids[0], (ids[1], ids[2])))
            case "judge" | "advise" if self._marks_here():
                make = marks.judge_form if what == "judge" else marks.advise_form
                self._form(lambda: make(self._services, self._reviewing))
            case "appeal":
                self.appeal()
            case "sign":
                self.sign()
            case "release":
                self.release()

    def accept(self, reference: str) -> None:
        """Accept the clause of a line as indicated, or the decision of a line."""
        self._screen.hush()
        what, *ids = parts(reference)
        with self._screen.saying_refusals():
            if what == "check":
                self._reviewing.check(Checked(ids[0], ids[1], accepted=True))
            else:
                clause = self.clause_of(reference)
                if clause:
                    self._reviewing.settle(clause, self._reviewing.scorecard().clause(clause).level)
        self._renew()

    def override(self, reference: str) -> None:
        """Settle the clause of a line otherwise."""
        self._screen.hush()
        self._open_clause(self.clause_of(reference))

    def clause_of(self, reference: str) -> str:
        """The clause of a line; empty where it has none that can be settled."""
        what, *ids = parts(reference)
        clause = ids[0] if what == "clause" else ids[1] if what == "piece" else ""
        scores = [score for score in self._reviewing.scorecard().clauses if score.clause == clause]
        return clause if scores and is_to_settle(scores[0]) else ""

    def _form(self, make: "Callable[[], ReviewForm]") -> None:
        """Open a form; what it changed is shown afterwards."""
        with self._screen.saying_refusals():
            self._screen.app.push_screen(make())

    def _marks_here(self) -> bool:
        if self._reviewing.part in MARKING:
            return True
        self._screen.say("Only a marker decides this; here you read it.")
        return False

    def _open_answer(self, event: int, field: str) -> None:
        written = next((each for each in self._reviewing.written() if each.answer == (event, field)), None)
        if written is not None and self._marks_here():
            self._form(lambda: marks.mark_form(self._services, self._reviewing, written))

    def _open_clause(self, clause: str) -> None:
        if clause and self._marks_here():
            score = self._reviewing.scorecard().clause(clause)
            self._form(lambda: marks.settle_form(self._services, self._reviewing, score))

    def _open_criterion(self, qualification: str, criterion: str) -> None:
        pinned, item = self._services.qualifications.get(qualification), self._services.item(qualification, criterion)
        if pinned is None or item is None:
            self._screen.say("The library has this criterion no longer.")
        elif self._marks_here():
            self._form(lambda: marks.decide_form(self._services, self._reviewing, pinned, item))

    def _open_action(self, qualification: str, criterion: str) -> None:
        if self._reviewing.part is Part.FIRST:
            self._form(lambda: assure.action_form(self._services, self._reviewing, (qualification, criterion)))
        else:
            self._screen.say("The assessor of this attempt says when it is done.")

    # The review as a whole

    def choose_qualification(self) -> None:
        """Choose the qualification that one works for."""
        choose_qualification(self._screen, self._services, self._renew)

    def show_history(self) -> None:
        """Show every entry."""
        entries, terms = self._reviewing.review.entries, self._services.glossary(self._reviewing)
        blocks = page_blocks([said("Nothing is ever changed in place.", Style.QUIET), history(entries, terms)])
        screen = ReadingScreen(self._services, "History of the review", blocks, "who, when, what, why")
        self._screen.app.push_screen(screen)

    def show_differences(self) -> None:
        """Show where the two markers differ, side by side."""
        self._screen.app.push_screen(CompareScreen(self._services, self._reviewing))

    def sign(self) -> None:
        """Show what is missing or has changed, then ask, then sign."""
        self._screen.hush()
        self._ask(sign_dialog(self._services, self._reviewing), self._reviewing.sign, "Signed.")

    def release(self) -> None:
        """Say what the learner will see, then ask, then release; a released result is reopened with a reason."""
        self._screen.hush()
        if self._reviewing.review.released is not None:
            self._form(lambda: assure.reopen_form(self._services, self._reviewing))
        else:
            dialog = release_dialog(self._services, self._reviewing)
            self._ask(dialog, self._reviewing.release, "Released to the learner.")

    def _ask(self, dialog: ConfirmDialog, do: Callable[[], object], done: str) -> None:
        """Do something where it is really meant, and say that it is done."""

        def answered(yes: bool | None) -> None:
            if yes:
                with self._screen.saying_refusals():
                    do()
                    self._screen.say(done)
            self._renew()

        self._screen.app.push_screen(dialog, answered)

    def appeal(self) -> None:
        """Write an appeal down; decide the open one."""
        self._screen.hush()
        decide = self._reviewing.review.open_appeal is not None
        make = assure.decide_appeal_form if decide else assure.appeal_form
        self._form(lambda: make(self._services, self._reviewing))

    def let_go(self) -> None:
        """Give the review back."""
        with self._screen.saying_refusals():
            self._reviewing.let_go()
            self._screen.say("You gave it back; anybody may take it.")
        self._renew()
