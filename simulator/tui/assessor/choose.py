"""Questions that are asked once: who sits at the desk, and for which qualification they work."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from simulator.review.codes import fault_in, tidy
from simulator.review.people import Role
from simulator.tui.assessor.pages.words import ROLES
from simulator.tui.shared.base import BaseScreen, Dialog
from simulator.tui.widgets.choices import NUMBERS, Choices, Offer
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, visible
from simulator.tui.widgets.typing import SafeInput

if TYPE_CHECKING:
    from simulator.tui.assessor.review_services import ReviewServices
    from simulator.tui.shared.services import Services

WHO = (
    "Everything that is decided in a review is kept with the code of the person who decided it. Write the code that "
    "your centre knows you by, then choose what you are here."
)


class PersonDialog(Dialog[tuple[str, Role]]):
    """Dismissed with a code and a role."""

    ABOUT = "Write your code, then Tab or Enter, and choose what you are with ↑ ↓ and Enter, or the mouse."

    def __init__(self, services: "Services", code: str) -> None:
        super().__init__(services)
        self._code = code

    def body(self) -> Iterable[Widget]:
        """The question."""
        yield Aside((Block(Content("Who is at this desk?"), "title"), Block(Content(WHO), gap=1)), id="text")

    def foot(self) -> Iterable[Widget]:
        """A line for the code, and the roles."""
        yield SafeInput(visible(self._code), placeholder="Your code, then Enter", id="code")
        yield Choices([Offer(str(role), Content(name)) for role, name in ROLES.items()], id="choices", numbered=False)

    def on_mount(self) -> None:
        """Ready to type, or to choose where the code is given."""
        self.query_one("#choices" if self._code else "#code").focus()

    @on(Input.Submitted, "#code")
    def written(self, message: Input.Submitted) -> None:
        """Go on to the role."""
        message.stop()
        self.query_one(Choices).focus()

    @on(Choices.ChoiceMade)
    def answered(self, message: Choices.ChoiceMade) -> None:
        """Give the answer, if there is a code."""
        message.stop()
        code = self.query_one("#code", SafeInput).value.strip()
        if not code:
            self.say("Write your code first.")
            self.query_one("#code").focus()
        elif fault := fault_in(tidy(code)):
            self.say(fault)
        else:
            self.dismiss((code, Role(message.choice)))


class QualificationDialog(Dialog[str]):
    """Dismissed with the id of a qualification."""

    BINDINGS = NUMBERS
    services: "ReviewServices"

    def body(self) -> Iterable[Widget]:
        """The question."""
        told = "Its criteria are what you decide as met, not yet met or not assessed. Your choice is kept."
        if not self.services.qualifications:
            told = "The library has no qualification; put one into your organisation's folder."
        yield Aside((Block(Content("Which do you work for?"), "title"), Block(Content(told), gap=1)), id="text")

    def foot(self) -> Iterable[Widget]:
        """The qualifications there are."""
        offers = [
            Offer(name, join(line(each.title, "bold"), "  ", line(f"{each.awarding_body}, level {each.level}")))
            for name, each in ((name, pinned.value) for name, pinned in self.services.qualifications.items())
        ]
        yield Choices(offers, id="choices")

    def on_mount(self) -> None:
        """Ready to choose."""
        self.query_one(Choices).focus()

    @on(Choices.ChoiceMade)
    def answered(self, message: Choices.ChoiceMade) -> None:
        """Give the answer."""
        message.stop()
        self.dismiss(message.choice)


def choose_qualification(screen: BaseScreen[Any], services: "ReviewServices", then: Callable[[], None]) -> None:
    """Ask for which qualification the person at the desk works, and go on where one was chosen."""

    def chosen(name: str | None) -> None:
        if name is None:
            return
        if not services.work_for(name):
            screen.say("Your choice could not be kept on this computer; choose again the next time.")
        then()

    screen.app.push_screen(QualificationDialog(services), chosen)
