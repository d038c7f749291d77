"""Who sits at the desk: found out once, and asked where nobody is known by the code."""

from typing import TYPE_CHECKING, Any

from simulator.review.people import Person, Role
from simulator.tui.assessor.pages.words import ROLES
from simulator.tui.shared.base import BaseScreen
from simulator.tui.shared.naming import name_them

if TYPE_CHECKING:
    from simulator.store.people import Known
    from simulator.tui.assessor.desk import ReviewDesk


class Seating(BaseScreen[Any]):
    """The part of a screen that knows who is at the desk, and for which qualification they work."""

    services: "ReviewDesk"

    def seated(self) -> None:
        """Somebody sat down."""
        raise NotImplementedError

    def sit_down(self, code: str) -> None:
        """Find out in which role somebody sits here; ask where that is not known."""
        with self.saying_refusals():
            known = self._person_called(code)
            if known is None:
                self.action_who()
            elif known.role not in ROLES:
                self.say(f"“{code}” is known here as {known.role}; reviews are for assessors and quality assurers.")
            else:
                self._seat(Person(known.code, known.role))

    def seat_known(self) -> bool:
        """Seat whoever is named and known here, so that the first picture is theirs; whether somebody was."""
        with self.saying_refusals():
            known = self._person_called(self.services.code)
            if known is not None and known.role in ROLES:
                self.services.person, self.services.code = Person(known.code, known.role), known.code
        return self.services.person is not None

    def _person_called(self, code: str) -> "Known | None":
        return self.services.store.person(self.services.store.recognise(code).code) if code else None

    def _seat(self, person: Person) -> None:
        self.services.person, self.services.code = person, person.code
        self.seated()

    def action_who(self) -> None:
        """Ask who is here."""
        from simulator.tui.assessor.choose import PersonDialog  # noqa: PLC0415

        self.app.push_screen(PersonDialog(self.services, self.services.code), self._told_who)

    def _told_who(self, answer: tuple[str, Role] | None) -> None:
        if answer is None:
            if self.services.person is None:
                self.say("Nobody is at the desk yet; press i to say who you are.")
            return
        given, role = answer
        with self.saying_refusals():
            name_them(self, given, lambda code: self._sit(code, role))

    def _sit(self, code: str, role: Role) -> None:
        with self.saying_refusals():
            known = self.services.store.person(code)
            if known is None:
                self.services.store.set_person(code, "", role)
            elif known.role is not role:
                self.say(f"“{code}” is known here as {known.role}, not as {role}.")
                return
            self.hush()
            self._seat(Person(code, role))

    def action_qualification(self) -> None:
        """Choose the qualification that one works for."""
        from simulator.tui.assessor.choose import QualificationDialog  # noqa: PLC0415

        def chosen(name: str | None) -> None:
            if name is not None and not self.services.work_for(name):
                self.say("Your choice could not be kept on this computer; choose again the next time.")

        self.app.push_screen(QualificationDialog(self.services), chosen)
