"""One attempt with everything that was decided about it, as the pages of a pack take it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.engine.events import Event
from simulator.engine.rubric import Qualification, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import Scorecard
from simulator.engine.state import State
from simulator.review.state import Review
from simulator.store.format.record import Header


@dataclass(frozen=True, slots=True)
class Award:
    """A qualification that decisions name, with its exact text."""

    qualification: Qualification
    digest: str
    """SHA-256 of the text's bytes, in hex."""
    text: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One attempt: what was played, how it scores, and what people decided."""

    header: Header
    scenario: Scenario
    rubric: Rubric
    state: State
    events: tuple[Event, ...]
    times: tuple[str, ...]
    """When each event happened."""
    head: str
    """The hash of the last event."""
    indicative: Scorecard
    """With the first marker's marks of written answers."""
    review: Review
    entries_head: str = ""
    """The hash of the last entry of the review."""
    rewritten: Mapping[str, str] = field(default_factory=dict)
    """Hashes that its last event had before an erasure wrote the attempt anew, each with the one of now."""

    @property
    def id(self) -> str:
        """The attempt's id."""
        return self.header.attempt


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What one pack is about: a learner's attempts, the awards they count towards, and who the people are."""

    learner: str
    cases: tuple[CaseFile, ...]
    awards: Mapping[str, Award]
    names: Mapping[str, str]
    """Names by code, of those who have one."""
    with_texts: bool = True
    """Whether what people wrote is in the pack."""
