"""A review on a stage: attempts that were handed in, people at the desk, and a clock that stands still."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from simulator.engine.events import Mode
from simulator.engine.rubric import Level
from simulator.engine.scenario import Form
from simulator.library import Library
from simulator.review.events import Checked, Evidence, Judged, Sampled, Verdict
from simulator.review.people import Part, Person, Role
from simulator.sessions.attempt import Attempt
from simulator.sessions.hand_in import hand_in
from simulator.sessions.review import ReviewSession
from simulator.store.store import Store
from simulator.tui.app import SimulatorApp
from simulator.tui.assessor.review_services import ReviewServices
from simulator.tui.shared.intents import SeeQueue

from .stage import SMALL, begun, settled

ANN = Person("A-1", Role.ASSESSOR)
BEN = Person("A-2", Role.ASSESSOR)
CAT = Person("A-3", Role.ASSESSOR)
QUINN = Person("Q-1", Role.QUALITY_ASSURER)
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ACCOUNT = "Robin said she did not go home last night."
AWARD = "little-award"


class Still(datetime):
    """The machine's clock, stopped."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Still":
        del tz
        return cls(2026, 11, 22, 11, 30, tzinfo=UTC)


class Numbered:
    """Ids of attempts that count up."""

    def __init__(self) -> None:
        self._count = 0

    def urandom(self, length: int) -> bytes:
        self._count += 1
        return bytes([self._count] * length)


def hold_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts begin at one moment and have ids that count up."""
    monkeypatch.setattr("simulator.sessions.attempt.datetime", Still)
    monkeypatch.setattr("simulator.sessions.attempt.os", Numbered())


@dataclass
class Clock:
    """It goes on when it is told to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def on(self, minutes: int = 1) -> None:
        self.now += timedelta(minutes=minutes)


def handed_in(library: Library, store: Store, first: str = "limits", at: datetime = NOON) -> str:
    """A real attempt that counts, with a written reason and a written answer, handed in."""
    attempt = begun(library, store, Mode.ASSESSMENT)
    attempt.choose(first)
    attempt.choose("hear", "She needed to be heard first.")
    attempt.answer({"lines": ("said", "guess"), "who": "bell", "account": ACCOUNT})
    hand_in(store, attempt.id, at, declared=True, note="I was nervous.")
    return attempt.id


def shipped(store: Store, walkthrough: str = "lets-jamie-lead", scenario: str = "promise-you-wont-tell") -> str:
    """An attempt at a scenario that comes with the program, along one of its walkthroughs, handed in."""
    library = Library(own=Path("/nowhere"))
    entry = library.find(scenario)
    assert entry is not None
    loaded = library.scenario(entry.path)
    assert loaded.value is not None
    rubric = library.rubric(loaded.value.rubric)
    assert rubric is not None
    attempt = Attempt.begin(store, loaded, rubric, Mode.ASSESSMENT, seed=7, learner="L-1")
    way = next(each for each in loaded.value.expect if each.name == walkthrough)
    for step in way.choose:
        if isinstance(step, str):
            attempt.choose(step, "" if attempt.reason_asked() == "never" else "It leaves the choice with them.")
        else:
            assert isinstance(loaded.value.scenes[attempt.state.situation.scene].content, Form)
            attempt.answer(dict(step))
    hand_in(store, attempt.id, NOON, declared=True)
    return attempt.id


def reviewing(
    store: Store, attempt: str, by: Person = ANN, part: Part = Part.FIRST, clock: Clock | None = None
) -> ReviewSession:
    return ReviewSession(store, by, part, attempt, clock or Clock())


def desk(library: Library, store: Store, by: Person | None = ANN, clock: Clock | None = None) -> ReviewServices:
    if by is not None:
        store.people.set(by.code, "", by.role)
    return ReviewServices(library, store, by.code if by is not None else "", clock=clock or Clock())


def marked(review: ReviewSession, level: Level = Level.COMPETENT, privacy: Level | None = None) -> None:
    """Everything is marked, settled, decided and judged; nothing is signed."""
    for written in review.written():
        review.mark(written.answer, level, "Clear, and in her words.")
    for score in review.scorecard().clauses:
        other = privacy if score.clause == "privacy" else None
        review.settle(score.clause, score.level if other is None else other, "" if other is None else "It came late.")
    review.judge(Judged(review.part, valid=True, authentic=True, current=True, sufficient=True, reliable=True))


def decided(review: ReviewSession, library: Library, verdict: Verdict = Verdict.MET) -> None:
    """The first criterion is decided, on the first piece of evidence there is."""
    pinned = ReviewServices(library, review._store).qualifications[AWARD]
    pieces: Sequence[Evidence] = [each.evidence for each in review.evidence(pinned.value.items["LA-1"])]
    reason = "" if verdict is Verdict.MET else "Say what cannot be kept before it is told."
    review.decide(pinned, "LA-1", verdict, pieces[:1] if verdict is Verdict.MET else (), reason)


def signed(
    library: Library,
    store: Store,
    attempt: str,
    by: Person = ANN,
    *,
    part: Part = Part.FIRST,
    privacy: Level | None = None,
) -> ReviewSession:
    """One marker's whole work, signed."""
    review = reviewing(store, attempt, by, part)
    marked(review, privacy=privacy)
    decided(review, library)
    review.advise("You listened well. Next time say the limits first.")
    review.sign()
    return review


def sampled(store: Store, attempt: str) -> ReviewSession:
    """A quality assurer's look at it, in a sample."""
    review = reviewing(store, attempt, QUINN, Part.QUALITY)
    review.sample(Sampled("autumn", "a" * 64, ("every safety breach",)))
    return review


def rejected(store: Store, attempt: str) -> ReviewSession:
    """A decision that a quality assurer sent back."""
    review = sampled(store, attempt)
    review.check(Checked(AWARD, "LA-1", accepted=False, action="Say which line shows it.", due="2026-12-01"))
    return review


def released(library: Library, store: Store, attempt: str) -> ReviewSession:
    """Signed and released."""
    review = signed(library, store, attempt)
    review.release()
    return review


def appealed(library: Library, store: Store, attempt: str) -> ReviewSession:
    """Released, and the learner appealed."""
    review = released(library, store, attempt)
    review.appeal("I said the limits, only later.")
    return review


@asynccontextmanager
async def at_the_desk(
    desk: ReviewServices, size: tuple[int, int] = SMALL
) -> AsyncIterator[tuple[SimulatorApp, Pilot[int]]]:
    app = SimulatorApp(desk, first=SeeQueue())
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await settled(pilot)
        yield app, pilot


async def do(pilot: Pilot[int], *keys: str) -> None:
    """Press keys; what begins with = is pasted as a text."""
    for key in keys:
        if key.startswith("="):
            pilot.app.post_message(events.Paste(key[1:]))
        else:
            await pilot.press(key)
        await settled(pilot)
