"""Who sits at the desk: found out once, and asked where nobody is known by the code."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulator.review.people import Person, Role
from simulator.tui.assessor.choose import PersonDialog
from simulator.tui.assessor.pages.words import ROLES
from simulator.tui.shared.base import BaseScreen
from simulator.tui.shared.choose_learner import name_them

if TYPE_CHECKING:
    from simulator.store.people import KnownPerson
    from simulator.tui.assessor.review_services import ReviewServices


class Seat:
    """The seat at a desk; what is asked or said of it stands on one screen.

    ``taken`` is called when somebody has sat down.
    """

    def __init__(self, screen: BaseScreen[Any], services: "ReviewServices", taken: Callable[[], None]) -> None:
        self._screen = screen
        self._services = services
        self._taken = taken

    def take_if_known(self) -> bool:
        """Seat whoever is named and known here, so that the first picture is theirs; whether somebody sits there."""
        with self._screen.saying_refusals():
            known = self._known(self._services.code)
            if known is not None and known.role in ROLES:
                self._services.person, self._services.code = Person(known.code, known.role), known.code
        return self._services.person is not None

    def take(self) -> None:
        """Find out in which role whoever is named sits here; ask where that is not known."""
        with self._screen.saying_refusals():
            code = self._services.code
            known = self._known(code)
            if known is None:
                self.ask()
            elif known.role not in ROLES:
                told = f"“{code}” is known here as {known.role}; reviews are for assessors and quality assurers."
                self._screen.say(told)
            else:
                self._sit_down(Person(known.code, known.role))

    def ask(self) -> None:
        """Ask who is here."""
        self._screen.app.push_screen(PersonDialog(self._services, self._services.code), self._answered)

    def _answered(self, answer: tuple[str, Role] | None) -> None:
        if answer is None:
            if self._services.person is None:
                self._screen.say("Nobody is at the desk yet; press i to say who you are.")
            return
        given, role = answer
        with self._screen.saying_refusals():
            name_them(self._screen, given, lambda code: self._sit_as(code, role))

    def _sit_as(self, code: str, role: Role) -> None:
        with self._screen.saying_refusals():
            known = self._services.store.people.find(code)
            if known is None:
                self._services.store.people.set(code, "", role)
            elif known.role is not role:
                self._screen.say(f"“{code}” is known here as {known.role}, not as {role}.")
                return
            self._screen.hush()
            self._sit_down(Person(code, role))

    def _sit_down(self, person: Person) -> None:
        self._services.person, self._services.code = person, person.code
        self._taken()

    def _known(self, code: str) -> "KnownPerson | None":
        return self._services.store.people.find(self._services.store.people.recognise(code).code) if code else None
