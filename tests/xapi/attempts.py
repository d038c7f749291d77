"""Attempts to be told, built in code: played, handed in, marked, released, without a store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.engine import play
from simulator.engine.events import ERASED, Answer, Answered, Event, Explained, Mode
from simulator.engine.rubric import Level, Qualification, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import score
from simulator.json_value import JsonObject
from simulator.report.xapi import Naming, Telling, statements
from simulator.review.events import (
    Agreed,
    Claimed,
    Decided,
    Entry,
    Evidence,
    HandedIn,
    Judged,
    Marked,
    Released,
    ReviewEvent,
    Settled,
    Signed,
    Verdict,
)
from simulator.review.people import Part, Person, Role
from simulator.review.state import Review, fold
from simulator.store.format.dossier import Dossier
from simulator.store.format.record import Header

NAMING = Naming.of("https://college.example/")
LEARNER = Person("L-1", Role.LEARNER)
ANN = Person("A-1", Role.ASSESSOR)
QUINN = Person("Q-1", Role.QUALITY_ASSURER)
JUDGED = Judged(Part.FIRST, valid=True, authentic=True, current=True, sufficient=True, reliable=True)


@dataclass(frozen=True)
class Told:
    """An attempt to be told, and the qualifications that are known."""

    dossier: Dossier
    known: Mapping[str, Qualification]


def moment(number: int) -> str:
    return f"2026-11-22T{number // 60 % 24:02}:{number % 60:02}:00.250000Z"


def told(
    scenario: Scenario,
    rubric: Rubric,
    events: Sequence[Event],
    review: Review | None = None,
    *,
    learner: str = "L-1",
    qualifications: Iterable[Qualification] = (),
    attempt: str = "0123456789abcdef",
) -> Told:
    """An attempt as it would be kept after these events."""
    state = play.replay(scenario, events)
    header = Header(
        attempt=attempt,
        scenario=scenario.id,
        title=scenario.about.title,
        scenario_digest="a" * 64,
        rubric=rubric.id,
        rubric_digest="b" * 64,
        mode=str(state.mode),
        seed=state.seed,
        learner=learner,
        started_at=moment(0),
        format=1,
        program="1.0.0",
    )
    times = tuple(map(moment, range(len(events))))
    known = {each.id: each for each in qualifications}
    return Told(Dossier(header, scenario, rubric, tuple(events), state, times, review=review or Review()), known)


def walked(scenario: Scenario, mode: Mode, *steps: str | Mapping[str, Answer], reason: str = "") -> tuple[Event, ...]:
    """The events of these choices and forms."""
    events: tuple[Event, ...] = (play.begin(mode, 7),)
    for step in steps:
        state = play.replay(scenario, events)
        if isinstance(step, str):
            events += play.choose(scenario, state, step, reason)
        else:
            events += play.answer(scenario, state, step)
    return events


class Desk:
    """A review that grows entry by entry, of which nobody asks whether it may."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, by: Person, *events: ReviewEvent) -> "Desk":
        for event in events:
            number = len(self.entries)
            self.entries.append(Entry(number, moment(600 + number), by, event))
        return self

    def handed_in(self, count: int = 1) -> "Desk":
        return self.add(LEARNER, HandedIn(count, "f" * 64, declared=True))

    def marked(self, dossier: Dossier, by: Person = ANN) -> "Desk":
        """Every clause accepted at what the machine gave, every written answer competent, and a signature."""
        self.add(by, Claimed(Part.FIRST, moment(1000)))
        card = score(dossier.scenario, dossier.rubric, dossier.state)
        for each in card.awaiting:
            self.add(by, Marked(Part.FIRST, each.event, each.field, Level.COMPETENT))
        card = score(dossier.scenario, dossier.rubric, dossier.state, self.review().first.levels())
        for clause in card.clauses:
            self.add(by, Settled(Part.FIRST, clause.clause, clause.level, clause.level))
        return self.add(by, JUDGED, self.signature())

    def settled(self, clause: str, machine: Level | None, level: Level | None, reason: str = "I heard it.") -> "Desk":
        return self.add(ANN, Settled(Part.FIRST, clause, machine, level, reason), self.signature())

    def decided(self, criterion: str, verdict: Verdict, reason: str = "", event: int = 1) -> "Desk":
        evidence = (Evidence("0123456789abcdef", event),)
        return self.add(ANN, Decided(Part.FIRST, "award", criterion, verdict, evidence, reason))

    def signature(self) -> Signed:
        return Signed(Part.FIRST, 1, "f" * 64, len(self.entries), "e" * 64)

    def released(self) -> "Desk":
        return self.add(ANN, Released())

    def review(self, until: int | None = None) -> Review:
        return fold(self.entries[:until])


def lines(
    attempt: Told, naming: Naming = NAMING, *, with_answers: bool = False, with_unreleased: bool = False
) -> list[JsonObject]:
    """The statements of an attempt."""
    telling = Telling(with_answers=with_answers, with_unreleased=with_unreleased)
    return list(statements(attempt.dossier, attempt.known, naming, telling))


def erased_entries(entries: Iterable[Entry]) -> list[Entry]:
    """The entries after every reason has been erased."""
    made = []
    for entry in entries:
        event = entry.event
        if isinstance(event, Settled | Decided | Agreed) and event.reason:
            made.append(replace(entry, event=replace(event, reason=ERASED)))
        else:
            made.append(entry)
    return made


def erased(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events after everything that was written has been erased."""
    made: list[Event] = []
    for event in events:
        match event:
            case Explained(scene, choice, text) if text.strip():
                made.append(Explained(scene, choice, ERASED))
            case Answered(scene, answers):
                blank = {
                    name: ERASED if isinstance(given, str) and " " in given else given
                    for name, given in answers.items()
                }
                made.append(Answered(scene, blank))
            case _:
                made.append(event)
    return tuple(made)
