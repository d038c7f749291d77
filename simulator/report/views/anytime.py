"""What can be read at any time: the brief, the code of conduct, and where real help is."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.engine.events import Mode
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.report.page import Element, Paragraph, Section, Span, Style, Tone, part, said
from simulator.report.words.contacts import no_contacts
from simulator.report.words.draft import draft_words
from simulator.report.words.modes import MODE_LONG, MODE_NAMES

if TYPE_CHECKING:
    from simulator.documents.centre.signposts import Contact, Service, Signposts
    from simulator.library import Library


def brief_page(scenario: Scenario, mode: Mode) -> Iterator[Section]:
    """Who you meet, where, who you are, whether it counts, and what to know before."""
    about = scenario.about
    yield part(said(about.title, Style.TITLE), said(about.summary))
    yield from person_sections(scenario)
    yield Section("mode", "How you are playing", (said(f"{MODE_NAMES[mode]}. {MODE_LONG[mode]}"),))
    yield notes_section(about.notes, about.min_age)
    if about.alternates:
        same = f"If you would rather not do this one, these cover the same ground: {', '.join(about.alternates)}."
        yield part(said(same, gap=True))
    if draft := draft_words(about):
        yield Section("draft", "Draft", (said(draft),))


def person_sections(scenario: Scenario) -> Iterator[Section]:
    """Who the mentee is, where they meet, and who the learner is."""
    mentee = scenario.mentee
    facts = ("" if mentee.age is None else str(mentee.age), mentee.pronouns)
    who = (Span(mentee.name, Tone.STRONG), Span("".join(f", {fact}" for fact in facts if fact)))
    yield Section("who", "Who you meet", (Paragraph(who), *([said(mentee.about)] if mentee.about else [])))
    for id_, title, text in (
        ("where", "Where you are", scenario.about.brief),
        ("you", "Who you are", scenario.about.you),
    ):
        if text:
            yield Section(id_, title, (said(text),))


def notes_section(notes: Sequence[str], min_age: int) -> Section:
    """Content notes, or that there are none; and from which age on it is meant."""
    age = (said(f"For people aged {min_age} and over.", Style.QUIET),) if min_age else ()
    return Section("notes", "Content notes", (said(f"{'; '.join(notes)}." if notes else "None."), *age))


def code_section(rubric: Rubric) -> Section:
    """The code of conduct."""
    clauses = (
        said(f"{each.number}. {each.title}{' (safety critical)' if each.critical else ''}. {each.text}")
        for each in rubric.clauses.values()
    )
    return Section("code", rubric.title, tuple(clauses))


def support_page(library: "Library") -> tuple[Section, ...]:
    """Where real help is, as the organisation has set it; where it has set nothing, with the reason for that."""
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
