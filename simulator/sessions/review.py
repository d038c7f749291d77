"""One review in progress: an attempt that was handed in, the store, and who works on which part. Only this changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from simulator.engine.events import Mode
from simulator.engine.rubric import Item, Level
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import State
from simulator.review import hand_in, marking
from simulator.review import release as releasing
from simulator.review.criterion_evidence import CriterionEvidence, criterion_evidence
from simulator.review.disclosure import as_shown
from simulator.review.events import (
    Actioned,
    Agreed,
    Checked,
    Claimed,
    Entry,
    Evidence,
    Judged,
    Outcome,
    ReviewEvent,
    Sampled,
    Verdict,
)
from simulator.review.people import MARKING, Part, Person
from simulator.review.permissions import Acting, ReviewRefused
from simulator.review.quality import assurance
from simulator.review.result import Unfinished, open_differences, unfinished
from simulator.review.state import Answer, Criterion, Review, evolve
from simulator.review.summary import summary_beside, summary_of
from simulator.store.errors import StoreMoved
from simulator.store.format.chain import Tip, stamp
from simulator.store.format.dossier import WrittenAnswer
from simulator.store.format.record import Document
from simulator.store.format.snapshots import PinnedQualification

from .dossier import read_review

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import Store

CLAIM_MINUTES: Final = 60
"""How long a claim holds from the last thing that was done."""
RENEW_MINUTES: Final = 45
"""A claim with less left than this is renewed by whatever is done."""
TRIES: Final = 3
"""How often something is tried again when somebody else wrote to the same review in between."""


def now() -> datetime:
    """The time of the machine's clock."""
    return datetime.now(UTC)


class ReviewSession:
    """One review, looked at by one person in one part. Every change is durable before its method returns.

    Methods that change something raise ``ReviewRefused`` where it may not be done, and ``StoreError`` where it could
    not be kept; then nothing has changed. A marker's claim is taken, and renewed, by the first thing that needs it.
    """

    def __init__(
        self, store: "Store", by: Person, part: Part, attempt: str, clock: Callable[[], datetime] = now
    ) -> None:
        """For a review that is open.

        Raises:
            StoreError: there is no such attempt, it is damaged, or its texts can no longer be read.
        """
        self._store = store
        self._clock = clock
        self.by = by
        self.part = part
        self.attempt = attempt
        self.dossier = store.attempts.dossier(attempt)
        """The attempt, without its review."""
        self.scenario = self.dossier.scenario
        self.rubric = self.dossier.rubric
        self.state = self.dossier.state
        self.subject = self.dossier.subject
        self._other = cache(store.attempts.dossier)
        """The learner's other attempts, each read once: what is closed stays as it is."""
        self._whole = Review()
        self._tip = Tip(0, "")
        self.refresh()

    # Looking

    def refresh(self) -> None:
        """Read what others have written since.

        Raises:
            StoreError: it cannot be read.
        """
        self._tip, self._whole = read_review(self._store, self.attempt)

    @property
    def review(self) -> Review:
        """Where the review stands, as far as this person may see it."""
        return as_shown(self._whole, self.by, self.subject.learner)

    @property
    def _partly(self) -> bool:
        """Whether the database holds entries back from this person."""
        return len(self._whole.entries) < self._whole.count

    @property
    def moment(self) -> str:
        """Now, as the store writes it."""
        return stamp(self._clock())

    @property
    def shown_part(self) -> Part:
        """Whose marking is shown: one's own, or the first marker's."""
        return self.part if self.part in MARKING else Part.FIRST

    def mine(self) -> bool:
        """Whether this person holds the part now."""
        return self._whole.holds(self.by.code, self.part, self.moment)

    def scorecard(self) -> Scorecard:
        """The indicative scorecard with this part's marks of written answers; other parts see the first marker's."""
        return self._card(self.review)

    def _card(self, review: Review) -> Scorecard:
        return score(self.scenario, self.rubric, self.state, review.markings[self.shown_part].levels())

    def written(self) -> tuple[WrittenAnswer, ...]:
        """The written answers there are to mark, in order."""
        return self.dossier.written

    def unfinished(self) -> Unfinished:
        """What has still to be done before this part can be signed."""
        return unfinished(self._whole, self.part, self.subject, self._card(self._whole))

    def differences(self) -> tuple[tuple[str, str, str], ...]:
        """Where two signed markers differ and have not agreed: a clause, or a qualification and a criterion."""
        return tuple(open_differences(self.review))

    def evidence(self, item: Item) -> tuple[CriterionEvidence, ...]:
        """What bears on a criterion, over everything this learner has handed in, as the qualification lets it count.

        Raises:
            StoreError: an attempt cannot be read.
        """
        return tuple(piece for attempt, state in self._states() for piece in criterion_evidence(item, attempt, state))

    def _states(self) -> Iterable[tuple[str, State]]:
        """This learner's attempts that were handed in, the oldest first, this one among them."""
        for summary in sorted(self._store.attempts.of(self.subject.learner), key=lambda each: each.started_at):
            if summary.id == self.attempt:
                yield self.attempt, self.state
            elif summary.mode is Mode.ASSESSMENT and summary.closed and self._store.reviews.tip(summary.id).count:
                yield summary.id, self._other(summary.id).state

    # Drafts

    def drafts(self) -> Mapping[str, str]:
        """What this person typed here and did not submit, by place."""
        return self._store.review_drafts.of(self.attempt, self.by.code)

    def keep_draft(self, place: str, text: str) -> None:
        """Keep what is typed in a place until it is submitted; no text forgets it."""
        self._store.review_drafts.keep(self.attempt, self.by.code, place, text)

    # Changing

    def claim(self) -> None:
        """Take this part, or hold it for longer."""
        self._add(lambda at: [self._claimed(at)])

    def let_go(self) -> None:
        """Give this part back."""
        self._add(lambda _: [hand_in.let_go(self._whole, self.by, self.part)])

    def mark(self, answer: Answer, level: Level, comment: str = "") -> None:
        """Give a written answer a level of its clause."""
        self._work(lambda acting: marking.mark(acting, self.subject, answer, level, comment))

    def settle(self, clause: str, level: Level | None, reason: str = "") -> None:
        """Accept a clause at its indicative level, or override it with a reason."""
        self._work(lambda acting: marking.settle(acting, self._card(self._whole), clause, level, reason))

    def decide(
        self,
        qualification: PinnedQualification,
        criterion: str,
        verdict: Verdict,
        evidence: Sequence[Evidence] = (),
        reason: str = "",
    ) -> None:
        """Decide a criterion of a qualification."""
        item = qualification.value.items.get(criterion)
        if item is None:
            raise ReviewRefused(f"The qualification has no criterion “{criterion}”.")
        possible = [piece.evidence for piece in self.evidence(item)]
        key: Criterion = (qualification.value.id, criterion)
        digest = qualification.document.digest
        self._work(
            lambda acting: marking.decide(acting, key, verdict, possible, evidence, reason, digest=digest),
            (qualification.document,),
        )

    def judge(self, event: Judged) -> None:
        """Judge the evidence: valid, authentic, current, sufficient, reliable."""
        self._work(lambda acting: marking.judge(acting, event))

    def advise(self, text: str) -> None:
        """Write the feedback to the learner."""
        self._work(lambda acting: marking.advise(acting, text))

    def sign(self) -> None:
        """Sign what stands in this part."""
        self._work(lambda acting: marking.sign(acting, self.subject, self._card(self._whole)))

    def agree(self, event: Agreed) -> None:
        """Agree on what two markers saw differently."""
        self._add(lambda _: [marking.agree(self._whole, self.by, event)])

    def sample(self, event: Sampled) -> None:
        """Put the attempt into a sample."""
        self._add(lambda _: [assurance.sample(self._whole, self.by, event)])

    def check(self, event: Checked) -> None:
        """Accept or reject the decision on a criterion."""
        self._work(lambda acting: assurance.check(acting, event))

    def act(self, event: Actioned) -> None:
        """Say that what a quality assurer asked for is done."""
        self._add(lambda _: [assurance.act(self._whole, self.by, event)])

    def release(self) -> None:
        """Release the result to the learner."""
        self._add(lambda _: [releasing.release(self._whole, self.by)])

    def reopen(self, reason: str) -> None:
        """Take a released result up again."""
        self._add(lambda _: [releasing.reopen(self._whole, self.by, reason)])

    def appeal(self, grounds: str) -> None:
        """Appeal against a released result."""
        self._add(lambda _: [releasing.appeal(self._whole, self.by, self.subject, grounds)])

    def decide_appeal(self, outcome: Outcome, reason: str) -> None:
        """Decide the open appeal."""
        self._add(lambda _: list(releasing.decide_appeal(self._whole, self.by, outcome, reason)))

    def _work(self, decide: Callable[[Acting], ReviewEvent], documents: Sequence[Document] = ()) -> None:
        """Add what is decided by somebody who holds the part, and the claim with it where it is needed."""
        if self._partly and not self.mine():
            self.claim()  # only then the database shows what there is to take over

        def events(at: datetime) -> list[ReviewEvent]:
            claim = self._whole.claims.get(self.part)
            enough = stamp(at + timedelta(minutes=RENEW_MINUTES))
            holds = claim is not None and claim.code == self.by.code and claim.until >= enough
            claimed: list[ReviewEvent] = [] if holds else [self._claimed(at)]
            acting = Acting(self._after(at, claimed), self.by, self.part, stamp(at))
            return [*claimed, decide(acting)]

        self._add(events, documents)

    def _claimed(self, at: datetime) -> Claimed:
        acting = Acting(self._whole, self.by, self.part, stamp(at))
        return hand_in.claim(acting, self.subject, stamp(at + timedelta(minutes=CLAIM_MINUTES)))

    def _add(self, decide: Callable[[datetime], list[ReviewEvent]], documents: Sequence[Document] = ()) -> None:
        """Add what is decided; where somebody else wrote in between, it is decided again over what stands now."""
        for left in reversed(range(TRIES)):
            at = self._clock()
            events = decide(at)
            whole = self._after(at, events)
            summary = summary_of(whole, self.rubric, self.dossier.unmarked)
            kept = self._store.streams.of(self.attempt).head if self._partly else None
            if kept is not None:
                summary = summary_beside(kept.summary, summary, whole, self.by)
            try:
                self._store.reviews.add(self.attempt, self._tip, self.by, at, events, summary, documents)
            except StoreMoved:
                self.refresh()
                if not left:
                    raise
            else:
                self.refresh()
                return

    def _after(self, at: datetime, events: Sequence[ReviewEvent]) -> Review:
        review = self._whole
        for number, event in enumerate(events, start=review.count):
            review = evolve(review, Entry(number, stamp(at), self.by, event))
        return review
