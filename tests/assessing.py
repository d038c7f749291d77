"""A small centre for the assessor's guide: learners hand in, and people do what the guide tells of at a screen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from simulator.engine.events import Mode
from simulator.engine.rubric import Level
from simulator.engine.scenario import WriteField
from simulator.library import Library
from simulator.review.events import Actioned, Agreed, Checked, Judged, Outcome, Verdict
from simulator.review.people import Part, Person, Role
from simulator.sessions.attempt import Attempt
from simulator.sessions.hand_in import hand_in
from simulator.sessions.review import ReviewSession
from simulator.store import open_store
from simulator.store.format.chain import sha256
from simulator.store.format.record import Document
from simulator.store.format.snapshots import PinnedQualification
from simulator.store.store import Store

SCENARIO: Final = "promise-you-wont-tell"
AWARD: Final = "aim-level-2-peer-mentoring"
ANN: Final = Person("A-7", Role.ASSESSOR)
BEN: Final = Person("A-9", Role.ASSESSOR)
QUINN: Final = Person("Q-2", Role.QUALITY_ASSURER)
ATTEMPTS: Final = {"L-104": "4f2a9c1d7be03586", "L-117": "b81e6640da2f97c3"}
WAYS: Final = {"L-104": "lets-jamie-lead", "L-117": "keeps-the-secret"}
WHY: Final = "Jamie asked for a promise that I could not keep, so I said what I could promise instead."
MONDAY: Final = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Centre:
    """What the people of the centre do; each public method is a step that the guide tells of."""

    def __init__(self, place: Path) -> None:
        self._place = str(place)
        self._now = MONDAY
        library = Library()
        entry = library.find(SCENARIO)
        rubric = library.rubric("code-of-conduct")
        assert entry is not None
        assert rubric is not None
        self._scenario = library.scenario(entry.path)
        self._rubric = rubric
        award = next(each for each in library.qualifications if each.id == AWARD)
        text = next(each.path for each in library.documents if each.id == AWARD).read_text(encoding="utf-8")
        self._award = PinnedQualification(award, Document(sha256(text), "qualification", AWARD, text))

    def handed_in(self) -> None:
        """Two learners played a scenario that counts, and handed it in."""
        for learner in ATTEMPTS:
            self._hands_in(learner)

    def marked(self) -> None:
        """The first assessor marked, decided, judged, wrote feedback and signed."""
        self._marks(ANN, Part.FIRST)

    def second(self) -> None:
        """Another assessor did the same without sight of it, and sees one clause differently."""
        self._marks(BEN, Part.SECOND, Level.COMPETENT, "Plain and open; one line more would have kept the door open.")

    def agreed(self) -> None:
        """The two talked, and agreed."""
        with open_store(self._place) as store:
            reason = "The pause before the question was deliberate."
            self._review(store, ANN, Part.FIRST).agree(Agreed(clause="questions", level=Level.EXEMPLARY, reason=reason))

    def checked(self) -> None:
        """The quality assurer looked at what was sampled, and asks for something."""
        with open_store(self._place) as store:
            review = self._review(store, QUINN, Part.QUALITY)
            review.claim()
            action = "Say in the feedback which line of the record shows it."
            review.check(Checked(AWARD, "AIM-AC-4", accepted=False, action=action, due="2026-12-04"))

    def released(self) -> None:
        """What was asked for is done, the assessor signed again, and released the result."""
        with open_store(self._place) as store:
            review = self._review(store, ANN, Part.FIRST)
            for qualification, criterion in review.review.actions:
                review.act(Actioned(qualification, criterion, "The feedback names the line now."))
            review.release()

    def appealed(self) -> None:
        """The learner appealed, and somebody who was not involved decided."""
        with open_store(self._place) as store:
            self._review(store, ANN, Part.FIRST).appeal("The record has more than the one line that you name.")
            other = Person("Q-5", Role.QUALITY_ASSURER)
            self._review(store, other, Part.APPEAL).decide_appeal(Outcome.NOT_UPHELD, "The decision counts all of it.")

    def clock(self) -> datetime:
        self._now += timedelta(seconds=20)
        return self._now

    def _review(self, store: Store, by: Person, part: Part) -> ReviewSession:
        return ReviewSession(store, by, part, ATTEMPTS["L-104"], self.clock)

    def _hands_in(self, learner: str) -> None:
        made = self._scenario.value
        assert made is not None
        steps = next(each.choose for each in made.expect if each.name == WAYS[learner])
        with open_store(self._place) as store:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(
                    "simulator.sessions.attempt.os.urandom", lambda size: bytes.fromhex(ATTEMPTS[learner])[:size]
                )
                attempt = Attempt.begin(store, self._scenario, self._rubric, Mode.ASSESSMENT, learner=learner, seed=1)
            for step in steps:
                if isinstance(step, str):
                    attempt.choose(step, WHY if attempt.reason_asked() == "required" else "")
                else:
                    written = {each.id: WHY for each in attempt.form() or () if isinstance(each, WriteField)}
                    attempt.answer({**written, **step})
            hand_in(store, attempt.id, self.clock(), declared=True)

    def _marks(self, by: Person, part: Part, questions: Level | None = None, reason: str = "") -> None:
        with open_store(self._place) as store:
            review = self._review(store, by, part)
            review.claim()
            for each in review.written():
                review.mark(each.answer, Level.COMPETENT, "Clear, and in Jamie’s own words.")
            for clause in review.scorecard().clauses:
                if clause.required or clause.pieces or clause.caps:
                    other = questions is not None and clause.clause == "questions"
                    review.settle(clause.clause, questions if other else clause.level, reason if other else "")
            found = [piece.evidence for piece in review.evidence(self._award.value.items["AIM-AC-4"])]
            review.decide(self._award, "AIM-AC-4", Verdict.MET, found[:1])
            review.judge(Judged(part, valid=True, authentic=True, current=True, sufficient=True, reliable=True))
            review.advise("You told Jamie what would happen before it did. Next time, note the time as you go.")
            review.sign()
