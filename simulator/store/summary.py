"""What a list of attempts shows of one."""

from dataclasses import dataclass
from datetime import datetime

from simulator.engine.events import Mode
from simulator.review.state import Status, is_held_back
from simulator.store.format.chain import moment
from simulator.store.format.record import Head, Header


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """One line of a list of attempts."""

    id: str
    scenario_id: str
    title: str
    mode: Mode
    learner: str
    started_at: datetime
    last_at: datetime
    closed: str | None
    """``ended``, ``stuck`` or ``left``; None while it is open."""
    ending: str
    outcome: str
    """The machine's indicative outcome; empty while there is none."""
    provisional: bool
    """Whether a person has still to mark something."""
    decisions: int
    scenario_digest: str
    rubric_digest: str
    review: str = ""
    """How far its review has got, as ``review.state.Status`` says it; empty where it is not handed in."""

    @property
    def held_back(self) -> bool:
        """Whether nothing may tell the learner yet how it went: it counts, and no result of it is released."""
        return is_held_back(self.mode, released=self.review in (Status.RELEASED, Status.APPEALED))

    @classmethod
    def of(cls, header: Header, head: Head, review: str = "") -> "AttemptSummary":
        """The summary of a whole header and head."""
        return cls(
            id=header.attempt,
            scenario_id=header.scenario,
            title=header.title,
            mode=Mode(header.mode),
            learner=header.learner,
            started_at=moment(header.started_at),
            last_at=moment(head.last_at),
            closed=head.progress.closed or None,
            ending=head.progress.ending,
            outcome=head.progress.outcome,
            provisional=head.progress.provisional,
            decisions=head.progress.decisions,
            scenario_digest=header.scenario_digest,
            rubric_digest=header.rubric_digest,
            review=review,
        )
