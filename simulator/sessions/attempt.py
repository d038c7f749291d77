"""One attempt in progress: scenario, events and store. The only thing here that changes."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from simulator import __version__
from simulator.engine import play
from simulator.engine.events import Answer, Began, Event, Mode
from simulator.engine.play import Refused
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Choice, Decision, Field, Form, Scenario
from simulator.engine.scoring import Scorecard, score
from simulator.review import codes
from simulator.store.errors import StoreReadOnly
from simulator.store.format import event_codec
from simulator.store.format.chain import Tip, sha256, stamp
from simulator.store.format.dossier import Dossier
from simulator.store.format.erasable_texts import written_fields
from simulator.store.format.progress import progress_of
from simulator.store.format.record import Document, Header
from simulator.store.format.steps import path_record, play_of

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import Store

_T_co = TypeVar("_T_co", covariant=True)


class Pinnable(Protocol[_T_co]):
    """A document that was read: its value, and the exact text and digest that pin it."""

    @property
    def value(self) -> _T_co | None:
        """What the text means; None where it has errors."""

    @property
    def text(self) -> str:
        """The exact text."""

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes, in hex."""


class Attempt:
    """One attempt. Every change is durable before its method returns; where one fails, nothing here has changed.

    A disk that fails in the very last moment of a commit may have kept a step that is reported as failed. The next try
    then raises ``StoreMoved``, and ``resume`` shows where the attempt stands.
    """

    def __init__(self, store: "Store", dossier: Dossier) -> None:
        """For ``begin`` and ``resume``."""
        header = dossier.header
        self._store = store
        self._tip = dossier.tip
        self._written = written_fields(dossier.scenario) if header.format >= 2 else None
        self._play = play_of(header.scenario_digest, header.rubric_digest)
        self.id = header.attempt
        self.learner = header.learner
        self.scenario = dossier.scenario
        self.rubric = dossier.rubric
        self.mode = dossier.mode
        self.started_at = dossier.started_at
        self.state = dossier.state
        self.events = dossier.events

    @classmethod
    def begin(  # noqa: PLR0913  (an attempt has these parts)
        cls,
        store: "Store",
        scenario: Pinnable[Scenario],
        rubric: Pinnable[Rubric],
        mode: Mode,
        *,
        learner: str = "",
        new_person: bool = False,
        seed: int | None = None,
    ) -> "Attempt":
        """Begin an attempt at a scenario, pinned with its rubric as they are now.

        Where the store tells people apart by their logins, the code may be left out: it is that of the login.
        ``new_person`` says that the code is somebody new's, even where it looks like another's.

        Raises:
            Refused: the learner's code cannot be kept, or it is nobody's and looks like somebody's.
            StoreError: the attempt could not be kept.
            ValueError: a document has errors, or its digest is not that of its text; the seed is out of range.
        """
        scene, code = scenario.value, rubric.value
        if scene is None or code is None:
            raise ValueError("a document with errors cannot be played")
        learner = _learner(store, learner, new_person=new_person)
        seed = int.from_bytes(os.urandom(4)) if seed is None else seed
        if not 0 <= seed < 2**63:
            raise ValueError("a seed is a whole number from 0, below 2**63")
        header = Header(
            attempt=os.urandom(8).hex(),
            scenario=scene.id,
            title=scene.about.title,
            scenario_digest=scenario.digest,
            rubric=code.id,
            rubric_digest=rubric.digest,
            mode=str(mode),
            seed=seed,
            learner=learner,
            started_at=stamp(datetime.now(UTC)),
            format=event_codec.FORMAT,
            program=__version__,
        )
        events = _opening(scene, play.begin(mode, seed))
        state = play.replay(scene, events)
        progress = progress_of(scene, code, state)
        path = path_record(scene, state, play_of(scenario.digest, rubric.digest))
        documents = _pinned(scenario, "scenario", scene.id), _pinned(rubric, "rubric", code.id)
        kept = store.attempts.begin(header, *documents, events, progress, path)
        return cls(store, Dossier(header, scene, code, events, state, tip=Tip(len(kept), kept[-1].hash)))

    @classmethod
    def resume(cls, store: "Store", attempt_id: str) -> "Attempt":
        """Take an attempt up again, from the texts pinned in the store and never from the files.

        Raises:
            StoreError: there is no such attempt, it is damaged, or its texts can no longer be read.
        """
        return cls(store, store.attempts.dossier(attempt_id))

    # Looking

    @property
    def closed(self) -> bool:
        """Whether the attempt has ended, in whatever way."""
        return self.state.closed is not None

    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen now, in the order in which it is shown; empty where there is nothing to choose."""
        if self.closed:
            return ()
        situation = self.state.situation
        return play.in_shown_order(self.state.seed, situation.scene, play.open_choices(self.scenario, situation))

    def form(self) -> tuple[Field, ...] | None:
        """The fields to fill in now; None where there is no form."""
        content = self.scenario.scenes[self.state.situation.scene].content
        if self.closed or not isinstance(content, Form):
            return None
        return play.shown_fields(content, self.state.situation)

    def reason_asked(self) -> str:
        """Whether a written reason is asked for now: never, optional or required."""
        content = self.scenario.scenes[self.state.situation.scene].content
        if self.closed or not isinstance(content, Decision) or content.because == "never":
            return "never"
        return "required" if play.reason_required(self.scenario, self.state) else "optional"

    def scorecard(self) -> Scorecard:
        """What the attempt shows so far."""
        return score(self.scenario, self.rubric, self.state)

    def draft(self) -> Mapping[str, Answer]:
        """What was typed into the present form or reason and not handed in yet.

        Raises:
            StoreError: it cannot be read.
        """
        return self._store.drafts.of(self.id, self._tip.count)

    # Changing

    def choose(self, choice: str, reason: str = "") -> None:
        """Choose, with a reason where one is asked for.

        Raises:
            Refused: it is not open now, or a reason is missing.
            StoreError: it could not be kept.
        """
        self._add(play.choose(self.scenario, self.state, choice, reason))

    def answer(self, answers: Mapping[str, Answer]) -> None:
        """Hand in the present form.

        Raises:
            FormRefused: something is missing or too long.
            Refused: there is no form here.
            StoreError: it could not be kept.
        """
        self._add(play.answer(self.scenario, self.state, answers))

    def rewind(self, to: int | None = None) -> None:
        """Take back the last turn, or all after the first ``to``; in practice only.

        Raises:
            Refused: this is not practice, or there is nothing to take back.
            StoreError: it could not be kept.
        """
        self._add(play.rewind(self.scenario, self.state, to))

    def leave(self) -> None:
        """Stop for good before an ending.

        Raises:
            Refused: the attempt has ended already.
            StoreError: it could not be kept.
        """
        self._add(play.leave(self.scenario, self.state))

    def keep_draft(self, answers: Mapping[str, Answer]) -> None:
        """Keep what is typed so far, until it is handed in.

        Raises:
            StoreError: it could not be kept.
        """
        if not self.closed:
            self._store.drafts.keep(self.id, self._tip.count, answers)

    def _add(self, events: tuple[Event, ...]) -> None:
        state = self.state
        for event in events:
            state = play.evolve(self.scenario, state, event)
        progress = progress_of(self.scenario, self.rubric, state)
        path = path_record(self.scenario, state, self._play)
        kept = self._store.attempts.append(self.id, self._tip, events, datetime.now(UTC), progress, self._written, path)
        self._tip = Tip(self._tip.count + len(kept), kept[-1].hash)
        self.state = state
        self.events = (*self.events, *events)


def _opening(scenario: Scenario, began: Began) -> tuple[Event, ...]:
    """The first event, and the closing one where the scenario leads to its end without a decision."""
    last = play.closing(scenario, play.replay(scenario, (began,)))
    return (began, last) if last else (began,)


def _learner(store: "Store", given: str, *, new_person: bool) -> str:
    """The code that an attempt is kept under.

    Raises:
        Refused: it cannot be kept, or is nobody's and looks like somebody's.
        StoreReadOnly: it is another's than the login's.
    """
    own = store.people.login_code()
    if own and codes.tidy(given) not in ("", own):
        raise StoreReadOnly(f"The store does not let you play under another code than that of your login, “{own}”.")
    if own or not given.strip():
        return own
    found = store.people.recognise(given)
    if not found.known and (fault := codes.fault_in(found.code)):
        raise Refused(fault)
    if not (found.known or new_person) and found.alike:
        raise Refused(codes.lookalike(found))
    return found.code


def _pinned(document: Pinnable[object], kind: str, name: str) -> Document:
    if sha256(document.text) != document.digest:
        raise ValueError(f"the digest of {name} is not that of its text")
    return Document(document.digest, kind, name, document.text)
