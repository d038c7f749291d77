"""A centre's store with one learner's attempts, reviewed from the declaration to the appeal, and its key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.source import Source
from simulator.engine.events import Mode
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario, WriteField
from simulator.library import Library
from simulator.review.events import Actioned, Agreed, Checked, Judged, Outcome, Sampled, Verdict
from simulator.review.people import Part, Person, Role
from simulator.sessions.attempt import Attempt
from simulator.sessions.hand_in import hand_in
from simulator.sessions.review import ReviewSession
from simulator.store import open_store
from simulator.store.format.record import Document
from simulator.store.format.snapshots import PinnedQualification
from simulator.store.store import Store

AIM = "aim-level-2-peer-mentoring"
WALK = "lets-jamie-lead"
QUINN = Person("Q-1", Role.QUALITY_ASSURER)
START = datetime(2026, 11, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Texts:
    """What the people of a centre write, and what they are called."""

    learner: str = "L-1"
    name: str = "Sam Example"
    assessor: str = "A-1"
    note: str = "I was nervous."
    reason: str = "Because a promise like that is one I could not keep."
    account: str = (
        "Jamie said, “There’s someone at home. And it hurts.” I asked if it was safe to go home tonight. " * 3
    )
    comment: str = "Exact words, times, and what was done."
    why: str = "The lead was told first, and Jamie after that."
    feedback: str = "You listened well.\nNext time, say who will hear it."
    action: str = "Name the minute of the record."


@dataclass
class Clock:
    """A clock that goes on by a minute each time somebody looks."""

    at: datetime = START

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@cache
def library() -> Library:
    return Library()


@cache
def opened(scenario: str) -> tuple[Loaded[Scenario], Loaded[Rubric]]:
    entry = library().find(scenario)
    assert entry is not None
    loaded = library().scenario(entry.path)
    assert loaded.value is not None
    code = library().rubric(loaded.value.rubric)
    assert code is not None
    return loaded, code


def play(store: Store, texts: Texts, scenario: str = "promise-you-wont-tell", walk: str = WALK) -> str:
    """One attempt in assessment along one of the scenario's own walkthroughs; its id."""
    loaded, code = opened(scenario)
    assert loaded.value is not None
    attempt = Attempt.begin(store, loaded, code, Mode.ASSESSMENT, learner=texts.learner, seed=7)
    steps = next(each for each in loaded.value.expect if each.name == walk).choose
    for step in steps:
        if isinstance(step, str):
            attempt.choose(step, texts.reason if attempt.reason_asked() != "never" else "")
        else:
            written = [field.id for field in attempt.form() or () if isinstance(field, WriteField)]
            attempt.answer({**step, **dict.fromkeys(written, texts.account)})
    assert attempt.closed
    return attempt.id


@cache
def award() -> PinnedQualification:
    entry = next(each for each in library().documents if each.id == AIM)
    source = Source(entry.path.name, entry.path.read_bytes())
    value = next(each for each in library().qualifications if each.id == AIM)
    return PinnedQualification(value, Document(source.digest, "qualification", AIM, source.data.decode()))


def mark(review: ReviewSession, texts: Texts, reporting: Level, verdict: Verdict) -> None:
    """Everything that a marker does, up to the signature."""
    for written in review.written():
        review.mark(written.answer, Level.COMPETENT, texts.comment)
    for clause in review.scorecard().clauses:
        if clause.required or clause.pieces or clause.caps:
            level = reporting if clause.clause == "reporting" else clause.level
            review.settle(clause.clause, level, texts.why if level is not clause.level else "")
    pinned = award()
    possible = review.evidence(pinned.value.items["AIM-AC-4"])
    review.decide(pinned, "AIM-AC-4", Verdict.MET, [possible[0].evidence, possible[-1].evidence], texts.why)
    review.decide(pinned, "AIM-AC-5", verdict, (), "Say which referral form.")
    review.judge(Judged(review.part, True, True, True, True, True, "One sitting."))
    review.advise(texts.feedback)
    review.sign()


def whole_review(store: Store, attempt: str, texts: Texts, clock: Callable[[], datetime]) -> None:
    """A review in which everything happens."""
    learner, first = Person(texts.learner, Role.LEARNER), Person(texts.assessor, Role.ASSESSOR)
    second, assurer = Person("A-2", Role.ASSESSOR), Person("Q-1", Role.QUALITY_ASSURER)
    hand_in(store, attempt, clock(), declared=True, note=texts.note)
    mine = ReviewSession(store, first, Part.FIRST, attempt, clock)
    mark(mine, texts, Level.COMPETENT, Verdict.NOT_YET)
    mark(ReviewSession(store, second, Part.SECOND, attempt, clock), texts, Level.EXEMPLARY, Verdict.NOT_YET)
    mine.refresh()
    for clause, qualification, criterion in mine.differences():
        mine.agree(Agreed(clause, qualification, criterion, Level.EXEMPLARY, None, "We read it again together."))
    quality = ReviewSession(store, assurer, Part.QUALITY, attempt, clock)
    quality.sample(Sampled("autumn", "a" * 64, ("one in five", "a new assessor")))
    quality.check(Checked(AIM, "AIM-AC-4", False, texts.action, "2026-11-30"))
    mine.refresh()
    mine.act(Actioned(AIM, "AIM-AC-4", "It is named in the reason now."))
    quality.refresh()
    quality.check(Checked(AIM, "AIM-AC-4", True))
    mine.refresh()
    mine.release()
    ReviewSession(store, learner, Part.APPEAL, attempt, clock).appeal("I did say which form.")
    other = ReviewSession(store, Person("A-3", Role.ASSESSOR), Part.APPEAL, attempt, clock)
    other.decide_appeal(Outcome.NOT_UPHELD, "The form is not named anywhere.")


def people(store: Store, texts: Texts) -> None:
    roles = {texts.learner: Role.LEARNER, texts.assessor: Role.ASSESSOR, "A-2": Role.ASSESSOR, "A-3": Role.ASSESSOR}
    for code, role in {**roles, "Q-1": Role.QUALITY_ASSURER}.items():
        store.people.set(code, texts.name if code == texts.learner else f"Name of {code}", role)


def fill(place: Path, texts: Texts | None = None, *, more: bool = False) -> tuple[str, ...]:
    """Fill a store; the ids of the attempts. With ``more`` a second attempt is handed in and not marked yet."""
    texts, clock = texts or Texts(), Clock()
    with open_store(str(place)) as store:
        people(store, texts)
        attempts = [play(store, texts)]
        whole_review(store, attempts[0], texts, clock)
        if more:
            attempts.append(play(store, texts, "write-it-up", "sit-with-me"))
            hand_in(store, attempts[1], clock(), declared=True)
    return tuple(attempts)
