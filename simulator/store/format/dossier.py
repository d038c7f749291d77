"""One attempt with all that is known of it, as one value, and the one place where a record becomes that.

A record is text and hashes; a dossier is what they come to. Each event and each entry is decoded once on that way, each
distinct pinned text once in a run (``store.snapshots``). Whether the record is sound is asked in ``verify``.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from simulator.engine.events import Began, Event, Mode
from simulator.engine.play import ReplayError, evolve
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import State, Wrote
from simulator.review.disclosure import as_shown
from simulator.review.events import Entry, ReviewEvent
from simulator.review.people import Person
from simulator.review.permissions import Subject
from simulator.review.state import Answer, Review, fold_shown, is_held_back
from simulator.store.errors import StoreNewer

from . import entry_codec, event_codec, snapshots
from .canonical import CodecError, parse_body
from .chain import StoredEvent, Tip, beginning, moment
from .erasable_texts import ErasableTexts, TextFault
from .fault import Fault, Unreplayable, of_entry, of_event
from .record import Document, Header, Record

NOWHERE: Final = Tip(0, "")
"""Where nothing ends: of a dossier that comes from no record."""


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """A written answer that a person marks."""

    answer: Answer
    clause: str
    ask: str
    text: str


@dataclass(frozen=True)
class Dossier:
    """An attempt: what was played against which texts, how it scores, and what people decided about it."""

    header: Header
    scenario: Scenario
    rubric: Rubric
    """Both as they were pinned when it began."""
    events: tuple[Event, ...]
    state: State
    """What the events come to."""
    times: tuple[str, ...] = ()
    """When each event happened, as the store writes moments."""
    tip: Tip = NOWHERE
    """Where its events end."""
    review: Review = field(default_factory=Review)
    """Whole, or as far as somebody may see it."""
    review_tip: Tip = NOWHERE
    """Where its entries end; what is held back is counted."""
    commitments: tuple[tuple[str, ...], ...] = ()
    """To the free texts of each entry, in order."""
    qualifications: tuple[Document, ...] = ()
    """The exact texts of those that the review speaks of."""
    rewritten: Mapping[str, str] = field(default_factory=dict)
    """Hashes that its last event had before an erasure wrote the attempt anew, each with the one of now."""

    @classmethod
    def of(cls, record: Record) -> "Dossier":
        """What a record comes to; nothing is checked but what cannot be read otherwise.

        Raises:
            Unreplayable: an event cannot have happened, or an event or entry cannot be read.
            StoreError: this version of the program cannot read one of its texts.
        """
        attempt = cls.of_attempt(record)
        read = [read_entry(attempt.id, each, record.texts) for each in record.review.entries]
        try:
            review = fold_shown((each.entry for each in read), len(read))
        except ValueError as error:
            raise Unreplayable(attempt.id, Fault("entry-missing", f"Of its review {error}.")) from error
        return attempt.with_review(record, review, tuple(each.commitments for each in read))

    @classmethod
    def of_attempt(cls, record: Record) -> "Dossier":
        """The same without its review.

        Raises:
            Unreplayable: an event cannot be read, or cannot have happened.
            StoreError: this version of the program cannot read one of its texts.
        """
        if record.header.format > event_codec.FORMAT:
            raise StoreNewer(f"A newer version of this program made the attempt {record.header.attempt}.")
        scenario, rubric = snapshots.read_pinned(record.scenario, record.rubric)
        events, state = _replayed(record, scenario)
        return cls(
            header=record.header,
            scenario=scenario,
            rubric=rubric,
            events=events,
            state=state,
            times=tuple(each.at for each in record.events),
            tip=record.head.tip,
            qualifications=record.qualifications,
            rewritten=record.texts.rewritten,
        )

    def with_review(self, record: Record, review: Review, commitments: tuple[tuple[str, ...], ...]) -> "Dossier":
        """The same attempt with what the entries of its review come to."""
        tip = record.review.tip or beginning(self.id)
        if review.count < tip.count:  # the last entries are held back
            review = replace(review, count=tip.count)
        return self._reviewed(review=review, review_tip=tip, commitments=commitments)

    def as_shown(self, viewer: Person | None) -> "Dossier":
        """It with its review as far as somebody may see that; None is anybody who does not say who they are."""
        return self._reviewed(review=as_shown(self.review, viewer, self.learner))

    def _reviewed(self, **changed: object) -> "Dossier":
        """The same attempt with another review; what it comes to without anybody's marks stays worked out."""
        other = copy(self)
        other.__dict__.update(changed)
        other.__dict__.pop("indicative", None)
        return other

    @property
    def id(self) -> str:
        """The attempt's id."""
        return self.header.attempt

    @property
    def learner(self) -> str:
        """The code of whose attempt it is."""
        return self.header.learner

    @property
    def mode(self) -> Mode:
        """Whether it was practice, rehearsal or assessment."""
        return self.state.mode

    @property
    def started_at(self) -> datetime:
        """When it began."""
        return moment(self.header.started_at)

    @cached_property
    def unmarked(self) -> Scorecard:
        """The indicative scorecard by the choices alone, without anybody's marks."""
        return score(self.scenario, self.rubric, self.state)

    @cached_property
    def indicative(self) -> Scorecard:
        """The indicative scorecard with the first marker's marks of written answers, as far as they are shown."""
        marks = self.review.first.levels()
        return score(self.scenario, self.rubric, self.state, marks) if marks else self.unmarked

    @property
    def held_back(self) -> bool:
        """Whether nothing may tell the learner yet how it went: it counts, and no result of it stands released."""
        return is_held_back(self.mode, released=self.review.released is not None)

    @property
    def people(self) -> frozenset[str]:
        """The codes of the learner and of everybody who had a part in its review."""
        return frozenset({self.learner, *(entry.by.code for entry in self.review.entries)})

    @property
    def written(self) -> tuple[WrittenAnswer, ...]:
        """The written answers that are not blank, in order."""
        return written_answers(self.state)

    @property
    def subject(self) -> Subject:
        """The attempt as its review sees it."""
        written = {each.answer: each.clause for each in self.written}
        return Subject(self.id, self.learner, self.tip.count, self.tip.head, written)


def written_answers(state: State) -> tuple[WrittenAnswer, ...]:
    """The written answers that are not blank, in order."""
    return tuple(
        WrittenAnswer((turn.event, act.field.id), act.field.clause, act.field.ask, act.text)
        for turn in state.turns
        for act in turn.acts
        if isinstance(act, Wrote) and act.text.strip()
    )


def _replayed(record: Record, scenario: Scenario) -> tuple[tuple[Event, ...], State]:
    """The events of an attempt, and what they come to."""
    attempt, header = record.header.attempt, record.header
    state: State | None = None
    events: list[Event] = []
    for each in record.events:
        try:
            body = parse_body(each.body)
            event = event_codec.decode(body if header.format < 2 else record.texts.join(body))
            state = evolve(scenario, state, event)
        except CodecError as error:
            raise Unreplayable(attempt, of_event(each, "event-unknown", f"cannot be read: {error}")) from error
        except ReplayError as error:
            raise Unreplayable(attempt, of_event(each, "event-impossible", f"cannot have happened: {error}")) from error
        if isinstance(event, Began) and (str(event.mode), event.seed) != (header.mode, header.seed):
            raise Unreplayable(attempt, of_event(each, "event-impossible", "began in another way than the header says"))
        events.append(event)
    if state is None:
        raise Unreplayable(attempt, Fault("tail-cut", "The attempt has no events at all.", 0))
    return tuple(events), state


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry of a review as a value, with the commitments to its free texts."""

    entry: Entry
    commitments: tuple[str, ...]


def read_entry(attempt: str, each: StoredEvent, texts: ErasableTexts) -> ReadEntry:
    """An entry of the review of an attempt.

    Raises:
        Unreplayable: it cannot be read, or is no entry of a review.
    """
    try:
        read = entry_codec.decode(parse_body(each.body), texts)
    except TextFault as error:
        raise Unreplayable(attempt, of_entry(each, error.rule, str(error))) from error
    except CodecError as error:
        raise Unreplayable(attempt, of_entry(each, "entry-unknown", f"cannot be read: {error}")) from error
    if not isinstance(read.event, ReviewEvent):
        raise Unreplayable(attempt, of_entry(each, "entry-unknown", "is none of a review"))
    return ReadEntry(Entry(each.number, each.at, read.by, read.event), read.commitments)
