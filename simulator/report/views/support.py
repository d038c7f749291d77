"""Where real help is, as the organisation has set it; it says what is missing, and never nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.report.page import Element, Paragraph, Section, Span, Style, Tone, part, said
from simulator.report.words.contacts import no_contacts

if TYPE_CHECKING:
    from simulator.documents.centre.signposts import Contact, Service, Signposts
    from simulator.library import Library


def support_page(library: "Library") -> tuple[Section, ...]:
    """The page of support; where the organisation has set nothing, with the reason for that."""
    loaded = library.signposts()
    signposts = None if loaded is None else loaded.value
    emergency = Span("999" if signposts is None else signposts.emergency, Tone.STRONG)
    ring = Paragraph((Span("If you or someone else is in danger now, ring "), emergency, Span(".")))
    told = (
        "This simulator is not monitored: nobody reads along, and nothing you write here calls for help. The people "
        "you meet in it are invented. If something in your own life is like theirs, please tell a real person."
    )
    return (
        part(said("Stop for a moment. You do not have to go on, and nobody minds.", Style.STRONG, gap=True)),
        Section("danger", "In danger now", (ring,)),
        *(_set(signposts) if signposts is not None else (_nobody(no_contacts(library)),)),
        Section("program", "This program", (said(told),)),
    )


def _nobody(why: str, *before: Element) -> Section:
    ask = (
        "Ask for the safeguarding lead or the coordinator of your mentoring scheme, at reception if you do not know "
        "who that is, or tell an adult you trust."
    )
    return Section("someone", "Someone to talk to", (*before, said(why), said(ask)))


def _set(signposts: "Signposts") -> Iterator[Section]:
    if signposts.sample:
        told = (
            "This is a SAMPLE: the names and services below are invented. Do not rely on them. Ask for the "
            "safeguarding lead or the coordinator of your mentoring scheme, or tell an adult you trust."
        )
        yield part(said(told, Style.FAULT, gap=True))
    people = [each for person in (signposts.person, signposts.deputy) if person for each in _person(person)]
    whose = (said(signposts.organisation, Style.QUIET),) if signposts.organisation else ()
    if signposts.person is None:
        yield _nobody("Your organisation has not named anyone here yet.", *whose, *people)
    else:
        yield Section("someone", "Someone to talk to", (*whose, *people))
    if signposts.out_of_hours:
        yield Section("hours", "Evenings, weekends and holidays", (said(signposts.out_of_hours),))
    if signposts.services:
        services = tuple(each for service in signposts.services for each in _service(service))
        yield Section("services", "Other help", services)


def _person(person: "Contact") -> Iterator[Element]:
    yield Paragraph((Span(person.name, Tone.STRONG), Span(f", {person.role}")), gap=True)
    yield from (said(text, indent=1) for text in (person.contact, person.hours) if text)


def _service(service: "Service") -> Iterator[Element]:
    by = f" by {service.checked_by}" if service.checked_by else ""
    checked = (
        f"Checked on {service.last_checked}{by}."
        if service.last_checked
        else "Not checked yet: make sure before you use it."
    )
    yield said(service.name, Style.STRONG, gap=True)
    texts = (service.helps_with, service.contact, service.hours, _ages(service), service.nation)
    yield from (said(text, indent=1) for text in texts if text)
    yield said(checked, Style.QUIET, indent=1)


def _ages(service: "Service") -> str:
    young, old = service.min_age, service.max_age
    if young is not None and old is not None:
        return f"For ages {young} to {old}"
    if young is not None:
        return f"For ages {young} and over"
    return "" if old is None else f"For ages up to {old}"
