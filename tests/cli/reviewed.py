"""A store of handed-in attempts at a small scenario, marked by people of a small centre."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from simulator.engine.events import Mode
from simulator.engine.rubric import Level, Qualification
from simulator.library import Library
from simulator.review.events import Judged, Verdict
from simulator.review.people import Part, Person, Role
from simulator.sessions.attempt import Attempt
from simulator.sessions.hand_in import hand_in
from simulator.sessions.review import ReviewSession
from simulator.store import open_store
from simulator.store.format.record import Document
from simulator.store.format.snapshots import PinnedQualification
from simulator.store.store import Store

SMALL: Final = Path(__file__).with_name("small.yaml")
AIM: Final = "aim-level-2-peer-mentoring"
RECORDS: Final = "AIM-AC-4"
"""Of the award: what is shown by a record."""
CONDUCT: Final = "AIM-AC-3"
"""Of the award: what is shown by a choice and by something written."""

ANN: Final = Person("A-1", Role.ASSESSOR)
BEN: Final = Person("A-2", Role.ASSESSOR)
QUINN: Final = Person("Q-1", Role.QUALITY_ASSURER)
HONEST: Final = ("honest", "They told me and I wrote it down.")
UNSAFE: Final = ("promise", "I kept it to myself.")


@cache
def award() -> PinnedQualification:
    found: Qualification = next(each for each in Library().qualifications if each.id == AIM)
    path = next(each.path for each in Library().documents if each.id == AIM)
    text = path.read_text(encoding="utf-8")
    from simulator.store.format.chain import sha256

    return PinnedQualification(found, Document(sha256(text), "qualification", AIM, text))


class Centre:
    """People, a clock, and a store; every step takes a minute."""

    def __init__(self, place: Path, began: datetime = datetime(2026, 10, 5, 9, tzinfo=UTC)) -> None:
        self.store: Store = open_store(str(place))
        self.now = began
        for person, name in ((ANN, "Ann"), (BEN, "Ben"), (QUINN, "Quinn")):
            self.store.people.set(person.code, name, person.role)

    def clock(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def hand_in(self, learner: str, path: tuple[str, str] = HONEST) -> str:
        library = Library()
        rubric = library.rubric("code-of-conduct")
        assert rubric is not None
        attempt = Attempt.begin(self.store, library.scenario(SMALL), rubric, Mode.ASSESSMENT, learner=learner, seed=1)
        choice, account = path
        attempt.choose(choice)
        attempt.answer({"contents": ("words",), "who": "lead", "account": account})
        hand_in(self.store, attempt.id, self.clock(), declared=True)
        return attempt.id

    def reviewing(self, by: Person, part: Part, attempt: str) -> ReviewSession:
        return ReviewSession(self.store, by, part, attempt, self.clock)

    def mark(self, by: Person, attempt: str, part: Part = Part.FIRST, level: Level = Level.COMPETENT) -> ReviewSession:
        """Everything that a marker does before signing."""
        doing = self.reviewing(by, part, attempt)
        for written in doing.written():
            doing.mark(written.answer, level, "Read it.")
        for clause in doing.scorecard().clauses:
            if clause.required or clause.pieces or clause.caps:
                doing.settle(clause.clause, clause.level)
        self.decide(doing, RECORDS, Verdict.MET)
        doing.judge(Judged(part, valid=True, authentic=True, current=True, sufficient=True, reliable=True))
        return doing

    @staticmethod
    def decide(doing: ReviewSession, criterion: str, verdict: Verdict) -> None:
        pieces = doing.evidence(award().value.items[criterion])
        evidence = [pieces[0].evidence] if verdict is Verdict.MET else []
        doing.decide(award(), criterion, verdict, evidence, "Seen in the attempt.")

    def sign(self, by: Person, attempt: str, part: Part = Part.FIRST, level: Level = Level.COMPETENT) -> None:
        self.mark(by, attempt, part, level).sign()


def made(place: Path, tell: Callable[[Centre], object]) -> Path:
    """A closed store in which a story has happened."""
    centre = Centre(place)
    with centre.store:
        tell(centre)
    return place
