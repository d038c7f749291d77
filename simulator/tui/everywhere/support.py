"""Support: real help, on every screen, offline, losing nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.report.words.contacts import no_contacts
from simulator.tui.shared.about import heading
from simulator.tui.shared.reading import ReadingScreen
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.documents.centre.signposts import Contact, Service, Signposts
    from simulator.library import Library
    from simulator.tui.shared.services import Services


class SupportScreen(ReadingScreen):
    """Where to find help."""

    def __init__(self, services: "Services") -> None:
        super().__init__(services, "Support", _blocks(services.library), "nothing is lost; Esc goes back")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One is here already."""
        del parameters
        return action != "support"


def _blocks(library: "Library") -> Iterator[Block]:
    loaded = library.signposts()
    signposts = None if loaded is None else loaded.value
    return support_blocks(signposts, "" if signposts is not None else no_contacts(library))


def support_blocks(signposts: "Signposts | None", none: str) -> Iterator[Block]:
    """The page of support, whatever the organisation has set; where it has set nothing, with the reason for that."""
    yield Block(Content("Stop for a moment. You do not have to go on, and nobody minds."), "strong", gap=1)
    emergency = "999" if signposts is None else signposts.emergency
    yield heading("In danger now")
    yield Block(join("If you or someone else is in danger now, ring ", line(emergency, "bold"), "."))
    if signposts is None:
        yield from _nothing_set(none)
    else:
        yield from _set(signposts)
    yield heading("This program")
    yield Block(
        Content(
            "This simulator is not monitored: nobody reads along, and nothing you write here calls for help. The "
            "people you meet in it are invented. If something in your own life is like theirs, please tell a real "
            "person."
        )
    )


def _nothing_set(why: str) -> Iterator[Block]:
    yield heading("Someone to talk to")
    yield Block(line(why))
    yield Block(
        Content(
            "Ask for the safeguarding lead or the coordinator of "
            "your mentoring scheme, at reception if you do not know who that is, or tell an adult you trust."
        )
    )


def _set(signposts: "Signposts") -> Iterator[Block]:
    if signposts.sample:
        yield Block(
            Content(
                "This is a SAMPLE: the names and services below are invented. Do not rely on them. Ask for the "
                "safeguarding lead or the coordinator of your mentoring scheme, or tell an adult you trust."
            ),
            "fault",
            gap=1,
        )
    if signposts.organisation:
        yield heading("Someone to talk to")
        yield Block(line(signposts.organisation), "quiet")
    for person in (signposts.person, signposts.deputy):
        if person is not None:
            yield from _person(person)
    if signposts.person is None:
        yield from _nothing_set("Your organisation has not named anyone here yet.")
    if signposts.out_of_hours:
        yield heading("Evenings, weekends and holidays")
        yield Block(prose(signposts.out_of_hours))
    if signposts.services:
        yield heading("Other help")
    for service in signposts.services:
        yield from _service(service)


def _person(person: "Contact") -> Iterator[Block]:
    yield Block(join(line(person.name, "bold"), ", ", line(person.role)), gap=1)
    for text in (person.contact, person.hours):
        if text:
            yield Block(prose(text), indent=2)


def _service(service: "Service") -> Iterator[Block]:
    yield Block(line(service.name), "strong", gap=1)
    ages = _ages(service)
    checked = (
        f"Checked on {service.last_checked}" if service.last_checked else "Not checked yet: make sure before you use it"
    )
    by = f" by {service.checked_by}" if service.last_checked and service.checked_by else ""
    for text in (service.helps_with, service.contact, service.hours, ages, service.nation):
        if text:
            yield Block(prose(text), indent=2)
    yield Block(line(f"{checked}{by}."), "quiet", indent=2)


def _ages(service: "Service") -> str:
    young, old = service.min_age, service.max_age
    if young is not None and old is not None:
        return f"For ages {young} to {old}"
    if young is not None:
        return f"For ages {young} and over"
    return "" if old is None else f"For ages up to {old}"
