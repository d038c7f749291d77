"""What is kept of an attempt: header, events, head, texts; and the hash chain that ties them together.

The first link of the chain is the hash of the header, which carries the hashes of the two documents. Each event's hash
is over the hash before it, the attempt's id, the event's number and time, and its body, so nothing in between can be
changed, left out, put elsewhere or taken from another attempt without every later hash being wrong.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from simulator.json_value import Json

from .canonical import canonical
from .chain import StoredEvent, Tip, sha256
from .erasable_texts import ErasableTexts

if TYPE_CHECKING:  # a list of attempts needs none
    from simulator.review.summary import ReviewSummary

CLOSINGS: Final = ("ended", "stuck", "left")
"""The kinds of event after which nothing follows."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is fixed when an attempt begins."""

    attempt: str
    scenario: str
    """The scenario's id."""
    title: str
    """The scenario's title as it was then."""
    scenario_digest: str
    """SHA-256 of the exact bytes, in hex."""
    rubric: str
    rubric_digest: str
    mode: str
    seed: int
    learner: str
    started_at: str
    """In UTC, as ``stamp`` writes it."""
    format: int
    """The version of the events' format."""
    program: str
    """The version of the program that began the attempt."""

    def plain(self) -> dict[str, Json]:
        """The header under stable names."""
        return {name: getattr(self, name) for name in self.__slots__}

    def hash(self) -> str:
        """The first link of the chain."""
        return sha256(canonical({"header": self.plain()}))


@dataclass(frozen=True, slots=True)
class Progress:
    """What a list of attempts shows of one; worked out from its events and kept beside them."""

    closed: str = ""
    """``ended``, ``stuck`` or ``left``; empty while the attempt is open."""
    ending: str = ""
    """The scene of the ending it came to."""
    outcome: str = ""
    """The machine's indicative outcome; empty while there is none."""
    provisional: bool = False
    """Whether a person has still to mark something."""
    decisions: int = 0
    """How many choices and forms stand."""


@dataclass(frozen=True, slots=True)
class Head:
    """The one part of an attempt that is written over: where its chain ends and how far it has got."""

    tip: Tip
    progress: Progress
    last_at: str

    def seal(self, attempt: str) -> str:
        """A hash of all of it, so that damage shows."""
        progress = {name: getattr(self.progress, name) for name in Progress.__slots__}
        tip: dict[str, Json] = {"count": self.tip.count, "head": self.tip.head}
        return sha256(canonical({"attempt": attempt, "tip": tip, "progress": progress, "last_at": self.last_at}))


@dataclass(frozen=True, slots=True)
class Document:
    """The exact text of a scenario, a rubric or a qualification."""

    digest: str
    kind: str
    """``scenario``, ``rubric`` or ``qualification``."""
    name: str
    """The document's id."""
    text: str


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """The entries of a review as they are kept, or came in a file."""

    entries: tuple[StoredEvent, ...] = ()
    tip: Tip | None = None
    """Where it is said to end; None where nothing was ever added."""
    summary: "ReviewSummary | None" = None
    """What the queue shows of it; None in a file, which has none."""
    partly: bool = False
    """The database may hold entries back from whoever asks: those that are here need not be all."""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that is kept of one attempt; it stands alone."""

    header: Header
    header_hash: str
    scenario: Document
    rubric: Document
    events: tuple[StoredEvent, ...]
    head: Head
    head_seal: str
    texts: ErasableTexts = field(default_factory=ErasableTexts)
    """What was written freely, in the attempt and in its review."""
    review: ReviewRecord = ReviewRecord()
    """Empty where it was not handed in, and where only the attempt was asked for."""
    qualifications: tuple[Document, ...] = ()
    """The exact texts of the qualifications that the review speaks of."""
