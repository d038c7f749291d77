"""The whole workflow of a review against a plain model, over both databases: what is allowed, and what stands."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from simulator.engine.rubric import EvidenceKind, Item, ItemKind, Level, Qualification
from simulator.review.centre import Erased, Ground
from simulator.review.events import Actioned, Agreed, Checked, Judged, Outcome, Sampled, Verdict
from simulator.review.people import Part, Person, Role
from simulator.review.permissions import ReviewRefused
from simulator.review.result import counted_clause
from simulator.sessions.dossier import read_review
from simulator.sessions.hand_in import hand_in
from simulator.sessions.review import ReviewSession
from simulator.store import open_store
from simulator.store.errors import StoreTaken
from simulator.store.format.chain import sha256
from simulator.store.format.record import Document
from simulator.store.format.snapshots import PinnedQualification
from tests.depth import tries
from tests.shortcuts import all_faults
from tests.store.reviewed import NINE, exported, played

from .workflow_model import APPEAL, CLAUSES, FIRST, QUALITY, SECOND, Plain

ANN, BEN, CAT = (Person(code, Role.ASSESSOR) for code in ("ann", "ben", "cat"))
QUINN = Person("quinn", Role.QUALITY_ASSURER)
LEARNER = Person("L-1", Role.LEARNER)
SHORT = {Role.ASSESSOR: "assessor", Role.QUALITY_ASSURER: "quality", Role.LEARNER: "learner"}
ITEM = Item("AC-1", ItemKind.CRITERION, "Records what was said.", ("records",), (EvidenceKind.WRITTEN,))
AWARD = PinnedQualification(
    Qualification("award", "Award", "Body", "2", "", {"AC-1": ITEM}),
    Document(sha256("award"), "qualification", "award", "award"),
)
levels = st.sampled_from([Level.DEVELOPING, Level.COMPETENT])
markers = st.sampled_from([ANN, BEN, CAT])
parts = st.sampled_from([Part.FIRST, Part.FIRST, Part.SECOND])
clauses = st.sampled_from(CLAUSES)


class Workflow(RuleBasedStateMachine):
    """One attempt through its review, by several people, with the program started anew now and then."""

    new_address: Callable[[], str]

    @initialize()
    def begin(self) -> None:
        self.address = self.new_address()
        self.store = open_store(self.address)
        self.attempt = played(self.store).id
        self.plain = Plain()
        self.erased = False

    def clock(self) -> datetime:
        return NINE + timedelta(minutes=self.plain.now)

    def at(self, who: Person, part: Part) -> ReviewSession:
        return ReviewSession(self.store, who, part, self.attempt, self.clock)

    def tried(self, allowed: bool, act: Callable[[], None]) -> bool:
        """Do it; whether it was done, which must be what the model says. What is refused has changed nothing."""
        before = self.store.reviews.entries(self.attempt)
        try:
            act()
        except (ReviewRefused, StoreTaken) as error:
            refused = str(error)
        else:
            refused = ""
        assert bool(refused) is not allowed, refused or "this should have been refused"
        assert not refused or self.store.reviews.entries(self.attempt) == before
        return not refused

    # The learner

    @rule(declared=st.sampled_from([True, True, False]))
    def hand_in(self, declared: bool) -> None:
        allowed = declared and not self.plain.handed_in
        if self.tried(allowed, lambda: hand_in(self.store, self.attempt, self.clock(), declared=declared)):
            self.plain.handed_in = True

    @precondition(lambda self: self.plain.ever_released)
    @rule(by=st.sampled_from([LEARNER, Person("L-2", Role.LEARNER), ANN]))
    def appeal(self, by: Person) -> None:
        allowed = by.code != "L-2" and self.plain.released and not self.plain.appealed
        if self.tried(allowed, lambda: self.at(by, Part.APPEAL).appeal("It has a date.")):
            self.plain.appealed = True

    # Markers

    @rule(by=st.sampled_from([ANN, BEN, CAT, QUINN, Person("L-1", Role.ASSESSOR)]), part=st.sampled_from(list(Part)))
    def claim(self, by: Person, part: Part) -> None:
        allowed = by.code != "L-1" and self.plain.may_claim(by.code, SHORT[by.role], str(part))
        if self.tried(allowed, lambda: self.at(by, part).claim()):
            self.plain.claim(by.code, str(part))

    @rule(by=markers, part=parts)
    def let_go(self, by: Person, part: Part) -> None:
        held = self.plain.holds.get(str(part))
        if self.tried(held is not None and held[0] == by.code, lambda: self.at(by, part).let_go()):
            del self.plain.holds[str(part)]

    @precondition(lambda self: self.plain.handed_in)
    @rule(by=st.sampled_from([ANN, BEN, CAT, QUINN]), part=st.sampled_from(list(Part)))
    def look(self, by: Person, part: Part) -> None:
        """Looking is no act: it writes nothing, and takes nothing from anybody."""
        before = self.store.streams.of(self.attempt)
        at = self.at(by, part)
        assert at.differences() is not None
        assert at.drafts() == {}
        assert at.evidence(ITEM)
        assert self.store.streams.of(self.attempt) == before

    @rule(by=markers, part=parts)
    def begin_and_leave_empty(self, by: Person, part: Part) -> None:
        """What was taken and given back with nothing decided is as if it had never been taken."""
        plain = self.plain
        if part.value in plain.holds or not plain.may_claim(by.code, "assessor", str(part)):
            return
        before, seen = read_review(self.store, self.attempt)[1], plain.lanes[str(part)].begun
        self.claim(by, part)
        self.let_go(by, part)
        after = read_review(self.store, self.attempt)[1]
        assert after.status == before.status
        assert seen or after.markings == before.markings
        assert after.markers - before.markers <= ({by.code} if seen else set())

    @precondition(lambda self: self.plain.handed_in)
    @rule(by=markers, part=parts, level=levels)
    def mark(self, by: Person, part: Part, level: Level) -> None:
        allowed = self.plain.can_mark(by.code, str(part))
        if self.tried(allowed, lambda: self.at(by, part).mark((3, "account"), level, "Clear.")):
            self.plain.given(by.code, str(part)).answer = level.word

    @precondition(lambda self: self.plain.handed_in)
    @rule(by=markers, part=parts, clause=clauses, level=st.none() | levels, why=st.sampled_from(["", "Seen again."]))
    def settle(self, by: Person, part: Part, clause: str, level: Level | None, why: str) -> None:
        """``None`` accepts what is indicated."""
        machine = self.plain.machine(str(part), clause)
        given = machine if level is None else level.word
        allowed = self.plain.can_mark(by.code, str(part)) and (given == machine or bool(why))

        wanted = None if given is None else Level[given.upper()]
        if self.tried(allowed, lambda: self.at(by, part).settle(clause, wanted, why)):
            self.plain.given(by.code, str(part)).clauses[clause] = (machine, given)
            if part is Part.FIRST:
                self.plain.counted_agreed.pop(clause, None)

    @precondition(lambda self: self.plain.handed_in)
    @rule(by=markers, part=parts, verdict=st.sampled_from(list(Verdict)), why=st.sampled_from(["", "No date."]))
    def decide(self, by: Person, part: Part, verdict: Verdict, why: str) -> None:
        pieces = [piece.evidence for piece in self.at(by, part).evidence(ITEM)]
        assert len(pieces) == 1
        evidence = pieces if verdict is Verdict.MET else ()
        allowed = self.plain.can_mark(by.code, str(part)) and not (verdict is Verdict.NOT_YET and not why)
        if self.tried(allowed, lambda: self.at(by, part).decide(AWARD, "AC-1", verdict, evidence, why)):
            self.plain.given(by.code, str(part)).verdict = str(verdict)

    @precondition(lambda self: self.plain.handed_in)
    @rule(by=markers, part=parts, sound=st.booleans(), note=st.sampled_from(["", "Two voices in it."]))
    def judge(self, by: Person, part: Part, sound: bool, note: str) -> None:
        event = Judged(part, True, sound, True, True, True, note)
        allowed = self.plain.can_mark(by.code, str(part)) and (sound or bool(note))
        if self.tried(allowed, lambda: self.at(by, part).judge(event)):
            self.plain.given(by.code, str(part)).judged = True

    @precondition(lambda self: self.plain.handed_in)
    @rule(by=markers, part=parts)
    def sign(self, by: Person, part: Part) -> None:
        allowed = self.plain.can_sign(by.code, str(part))
        if self.tried(allowed, lambda: self.at(by, part).sign()):
            lane = self.plain.decided(by.code, str(part))
            lane.signed, lane.touched, lane.signed_by = True, False, by.code
            self.plain.agreed.clear()

    @precondition(lambda self: self.plain.handed_in)
    @rule(by=markers, part=parts, level=levels)
    def mark_everything_and_sign(self, by: Person, part: Part, level: Level) -> None:
        """The usual way, which single steps come to only now and then."""
        if self.plain.can_mark(by.code, str(part)):
            self.mark(by, part, level)
            for clause in CLAUSES:
                self.settle(by, part, clause, None, "")
            self.judge(by, part, True, "")
            self.sign(by, part)

    @rule(by=markers, clause=clauses, level=levels)
    def agree(self, by: Person, clause: str, level: Level) -> None:
        plain = self.plain
        allowed = (
            plain.lanes[FIRST].stands
            and plain.lanes[SECOND].stands
            and by.code in (plain.lanes[FIRST].who, plain.lanes[SECOND].who)
            and not plain.released
            and clause in plain.differences()
        )
        event = Agreed(clause=clause, level=level, reason="Read together.")
        if self.tried(allowed, lambda: self.at(by, Part.FIRST).agree(event)):
            plain.agreed[clause] = plain.counted_agreed[clause] = level.word
            plain.involved.add(by.code)

    # Quality assurance, release, appeal

    @precondition(lambda self: self.plain.handed_in)
    @rule(by=st.sampled_from([QUINN, ANN]))
    def sample(self, by: Person) -> None:
        event = Sampled("plan", "d" * 64, ("every breach",))
        allowed = by == QUINN and not self.plain.sampled
        if self.tried(allowed, lambda: self.at(by, Part.QUALITY).sample(event)):
            self.plain.sampled = True

    @precondition(lambda self: self.plain.handed_in)
    @rule(accepted=st.booleans(), due=st.sampled_from(["2026-12-01", "soon"]))
    def check(self, accepted: bool, due: str) -> None:
        plain = self.plain
        able = plain.can_work(QUINN.code, "quality", QUALITY) and plain.independent(QUINN.code, QUALITY)
        allowed = able and plain.sampled and plain.lanes[FIRST].verdict is not None and (accepted or due != "soon")
        event = Checked("award", "AC-1", accepted, "" if accepted else "Mark again.", due)
        if self.tried(allowed, lambda: self.at(QUINN, Part.QUALITY).check(event)):
            plain.work(QUINN.code, QUALITY)
            plain.assured.add(QUINN.code)
            plain.action = not accepted

    @rule(by=markers)
    def act(self, by: Person) -> None:
        allowed = self.plain.action and by.code == self.plain.lanes[FIRST].who
        event = Actioned("award", "AC-1", "Marked again.")
        if self.tried(allowed, lambda: self.at(by, Part.FIRST).act(event)):
            self.plain.action = False

    @precondition(lambda self: self.plain.handed_in)
    @rule(by=st.sampled_from([ANN, QUINN, LEARNER]))
    def release(self, by: Person) -> None:
        allowed = by != LEARNER and self.plain.can_release()
        if self.tried(allowed, lambda: self.at(by, Part.FIRST).release()):
            self.plain.released = self.plain.ever_released = True
            self.plain.involved.add(by.code)

    @precondition(lambda self: self.plain.released)
    @rule(by=st.sampled_from([BEN, LEARNER]), why=st.sampled_from(["", "A page was missing."]))
    def reopen(self, by: Person, why: str) -> None:
        if self.tried(by != LEARNER and bool(why), lambda: self.at(by, Part.FIRST).reopen(why)):
            self.plain.released = False

    @precondition(lambda self: self.plain.appealed)
    @rule(by=st.sampled_from([ANN, BEN, CAT, QUINN]), outcome=st.sampled_from(list(Outcome)))
    def decide_appeal(self, by: Person, outcome: Outcome) -> None:
        allowed = self.plain.independent(by.code, APPEAL)
        if self.tried(allowed, lambda: self.at(by, Part.APPEAL).decide_appeal(outcome, "Read twice.")):
            self.plain.appealed = False
            if outcome is not Outcome.NOT_UPHELD:
                self.plain.released = False

    # Time, restarts, erasing, taking in

    @rule(minutes=st.sampled_from([1, 16, 61]))
    def wait(self, minutes: int) -> None:
        self.plain.now += minutes

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = open_store(self.address)

    @rule()
    def erase(self) -> None:
        event = Erased(LEARNER.code, Ground.ASKED)
        self.store.erasing.erase([self.attempt], self.store.centre.tip(), QUINN, self.clock(), event)
        self.erased = True

    @precondition(lambda self: not self.erased)
    @rule()
    def take_in_again(self) -> None:
        before = self.store.reviews.entries(self.attempt)
        self.store.importing.take_in(exported(self.store, self.attempt), QUINN, self.clock(), "e" * 64)
        kinds = [type(each.event).__name__ for each in self.store.reviews.entries(self.attempt)]
        assert len(kinds) == len(before)

    # What always holds

    @invariant()
    def what_stands_is_what_the_model_says(self) -> None:
        plain, review = self.plain, read_review(self.store, self.attempt)[1]
        assert (review.handed_in is not None) is plain.handed_in
        assert str(review.status) == plain.status
        for part in (Part.FIRST, Part.SECOND):
            marking, lane = review.markings[part], plain.lanes[str(part)]
            assert (marking.code, marking.stands_signed) == (lane.who, lane.stands)
            assert set(marking.clauses) == set(lane.clauses)
        for clause in CLAUSES:
            counted = counted_clause(review, clause).level
            assert (None if counted is None else counted.word) == plain.level(clause)
        assert bool(review.actions) is plain.action
        if plain.handed_in:
            (item,) = self.store.queue.items()
            assert str(item.review.status) == plain.status
            assert item.review.first == plain.lanes[FIRST].who
            assert item.review.action is plain.action

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        assert all_faults(self.store.everything(self.attempt)) == ()
        self.store.close()


def test_every_way_through_a_review_is_what_the_model_says(new_address: Callable[[], str]) -> None:
    made = type("Machine", (Workflow,), {"new_address": staticmethod(new_address)})
    server = "://" in new_address()  # where each step waits for another process
    wanted = settings(
        max_examples=tries(5 if server else 15, 300),
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    run_state_machine_as_test(made, settings=wanted)
