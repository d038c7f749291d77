"""A review on a desk: people, moments and a plain fold, without a store."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.engine.rubric import Level
from simulator.engine.scoring import ClauseScore, ClauseStatus, Scorecard
from simulator.review import hand_in as handing
from simulator.review import marking
from simulator.review.events import Entry, Judged, ReviewEvent
from simulator.review.people import Part, Person, Role
from simulator.review.permissions import Acting, Subject
from simulator.review.state import Review, evolve

LEARNER = Person("L-1", Role.LEARNER)
ANN = Person("A-1", Role.ASSESSOR)
BEN = Person("A-2", Role.ASSESSOR)
CAT = Person("A-3", Role.ASSESSOR)
QUINN = Person("Q-1", Role.QUALITY_ASSURER)

SUBJECT = Subject("attempt", LEARNER.code, 9, "f" * 64, {(4, "what"): "records"})


def clause(name: str, level: Level | None, status: ClauseStatus = ClauseStatus.SHOWN) -> ClauseScore:
    return ClauseScore(name, 1, (), level, (), level, status, ())


def scorecard(records: Level | None = Level.COMPETENT) -> Scorecard:
    listening = clause("listening", Level.EXEMPLARY)
    endings = ClauseScore("endings", 0, (), None, (), None, ClauseStatus.NOT_ASSESSED, ())
    return Scorecard((clause("records", records), listening, endings), (), (), Level.COMPETENT, ())


def moment(minute: int) -> str:
    return f"2026-11-22T{minute // 60:02}:{minute % 60:02}:00.000000Z"


@dataclass
class Desk:
    """A review that grows minute by minute."""

    review: Review = field(default_factory=Review)
    minute: int = 0

    def at(self) -> str:
        return moment(self.minute)

    def add(self, by: Person, *events: ReviewEvent) -> Review:
        for event in events:
            self.review = evolve(self.review, Entry(len(self.review.entries), self.at(), by, event))
            self.minute += 1
        return self.review

    def acting(self, by: Person, part: Part) -> Acting:
        return Acting(self.review, by, part, self.at())

    def hand_in(self) -> Review:
        return self.add(LEARNER, handing.hand_in(self.review, LEARNER, SUBJECT, declared=True))

    def claim(self, by: Person, part: Part = Part.FIRST, minutes: int = 600) -> Review:
        return self.add(by, handing.claim(self.acting(by, part), SUBJECT, moment(self.minute + minutes)))

    def judge(self, by: Person, part: Part = Part.FIRST) -> Review:
        event = Judged(part, valid=True, authentic=True, current=True, sufficient=True, reliable=True)
        return self.add(by, marking.judge(self.acting(by, part), event))

    def settle(self, by: Person, name: str, level: Level, part: Part = Part.FIRST) -> Review:
        reason = "What was said shows it."
        return self.add(by, marking.settle(self.acting(by, part), scorecard(), name, level, reason))

    def sign(self, by: Person, part: Part = Part.FIRST) -> Review:
        return self.add(by, marking.sign(self.acting(by, part), SUBJECT, scorecard()))

    def mark_all(self, by: Person, part: Part = Part.FIRST, records: Level = Level.COMPETENT) -> Review:
        self.claim(by, part)
        self.add(by, marking.mark(self.acting(by, part), SUBJECT, (4, "what"), Level.COMPETENT, "Clear."))
        self.settle(by, "records", records, part)
        self.settle(by, "listening", Level.EXEMPLARY, part)
        return self.judge(by, part)

    def signed(self, by: Person = ANN, part: Part = Part.FIRST, records: Level = Level.COMPETENT) -> Review:
        self.mark_all(by, part, records)
        return self.sign(by, part)


def handed_in() -> Desk:
    desk = Desk()
    desk.hand_in()
    return desk


def kinds(entries: Iterable[Entry]) -> list[str]:
    return [type(entry.event).__name__ for entry in entries]
