"""A small class that plays the stage's scenario, and an assessor who marks and releases."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from simulator.engine.events import Answer, Mode
from simulator.engine.rubric import Level
from simulator.library import Library
from simulator.review.events import Evidence, Judged, Verdict
from simulator.review.people import Part, Person, Role
from simulator.sessions.attempt import Attempt
from simulator.sessions.hand_in import hand_in
from simulator.sessions.review import ReviewSession, now
from simulator.store.format.chain import sha256
from simulator.store.format.record import Document
from simulator.store.format.snapshots import PinnedQualification
from simulator.store.store import Store

LIBRARY = Path(__file__).resolve().parent.parent / "tui" / "library"
SCENARIO = "the-blue-notebook"
ANN = Person("A-1", Role.ASSESSOR)

Step = str | Mapping[str, Answer]

GOOD_NOTE: Mapping[str, Answer] = {
    "lines": ("said", "coat"),
    "who": "bell",
    "account": "Robin said she did not go home last night.",
}
BAD_NOTE: Mapping[str, Answer] = {**GOOD_NOTE, "lines": ("said", "guess")}

SAFE: tuple[Step, ...] = ("limits", "hear", GOOD_NOTE)
PROMISED: tuple[Step, ...] = ("promise", "fix", BAD_NOTE)
REPAIRED: tuple[Step, ...] = ("promise", "take-back", GOOD_NOTE)
LEFT: tuple[Step, ...] = ("promise", "go-quiet")


def little_library() -> Library:
    return Library(LIBRARY, LIBRARY / "own")


def played(
    store: Store, learner: str, *steps: Step, mode: Mode = Mode.REHEARSAL, scenario: str = SCENARIO, close: bool = True
) -> Attempt:
    """An attempt that took these steps; ``u`` takes one back."""
    library = little_library()
    entry = library.find(scenario)
    assert entry is not None
    loaded = library.scenario(entry.path)
    assert loaded.value is not None
    rubric = library.rubric(loaded.value.rubric)
    assert rubric is not None
    attempt = Attempt.begin(store, loaded, rubric, mode, seed=7, learner=learner)
    for step in steps:
        if step == "u":
            attempt.rewind()
        elif isinstance(step, str):
            attempt.choose(step, "She had to be heard first." if attempt.reason_asked() != "never" else "")
        else:
            attempt.answer(step)
    assert attempt.closed is close
    return attempt


def award() -> PinnedQualification:
    text = (LIBRARY / "rubrics" / "little-award.yaml").read_text(encoding="utf-8")
    (found,) = little_library().qualifications
    return PinnedQualification(found, Document(sha256(text), "qualification", found.id, text))


def marked(
    store: Store,
    attempt: Attempt,
    *,
    release: bool,
    listening: Level | None = None,
    clock: Callable[[], datetime] = now,
) -> None:
    """Hand an attempt in, mark it, decide a criterion, sign it, and perhaps release it."""
    hand_in(store, attempt.id, clock(), declared=True)
    review = ReviewSession(store, ANN, Part.FIRST, attempt.id, clock)
    for written in review.written():
        review.mark(written.answer, Level.COMPETENT, "Clear.")
    for clause in review.scorecard().clauses:
        level = listening if clause.clause == "listening" and listening is not None else clause.level
        review.settle(clause.clause, level, "" if level is clause.level else "Robin was heard.")
    shown = award()
    (first, *_) = review.evidence(shown.value.items["LA-1"])
    evidence = Evidence(attempt.id, first.evidence.event)
    review.decide(shown, "LA-1", Verdict.MET, [evidence], "Said before the telling.")
    review.judge(Judged(Part.FIRST, valid=True, authentic=True, current=True, sufficient=True, reliable=True))
    review.sign()
    if release:
        review.release()
