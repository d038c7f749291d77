"""A scenario tried out while it is being written: the newest text, the last that could be played, and a way in it.

Nothing is kept anywhere: an attempt is something else. Everything here answers at once; proofs come from outside.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from simulator.diagnostics import Diagnostic, Severity, in_order
from simulator.engine import play
from simulator.engine.events import Answer, Mode
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Choice, Decision, Field, Form, PickField, Scenario, TickField
from simulator.engine.state import State

from .inside import Inside, inside
from .playthrough import FormStep, Rehearsal, Step, Way, how_far, rehearse, why_shut
from .reading import Playable, ScenarioReading

MOST_UNDONE: Final = 200
"""How many ways are remembered to go back to."""

MODE: Final = Mode.PRACTICE


class Workbench:
    """Where one file is tried out."""

    mode = MODE

    def __init__(self, path: Path, reading: ScenarioReading, way: Way = ()) -> None:
        self.path = path
        self.reading = reading
        self.proofs: tuple[Diagnostic, ...] | None = None
        """What the proofs found; None while they are being worked out, and where they cannot be."""
        self._start = way
        self._earlier: list[Way] = []
        self._drafts: dict[str, Mapping[str, Answer]] = {}
        self._playable = reading.playable
        self._rehearsal = None if self._playable is None else rehearse(self._playable.scenario, way)

    # The text

    @property
    def playable(self) -> Playable | None:
        """The last text that could be played; None where none could yet."""
        return self._playable

    @property
    def stale(self) -> bool:
        """Whether what is played is not what was saved last."""
        return self._playable is not None and self.reading.playable is None

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the newest text: errors first, then warnings and remarks, each by place."""
        found = in_order((*self.reading.findings, *(self.proofs or ())))
        return tuple(sorted(found, key=lambda finding: list(Severity).index(finding.severity)))

    def renew(self, reading: ScenarioReading) -> str:
        """Go on with a newer text; a sentence where not all of the way can be taken in it."""
        self.reading = reading
        self.proofs = None
        if reading.playable is None:
            return ""
        way = self._start if self._rehearsal is None else self._rehearsal.way
        known = self._rehearsal is not None and self._rehearsal.fault is None
        self._playable = reading.playable
        self._rehearsal = rehearse(reading.playable.scenario, way)
        return how_far(self._rehearsal, changed=known)

    # The way

    @property
    def rehearsal(self) -> Rehearsal:
        """The way as far as it holds.

        Raises:
            ValueError: no text could be played yet.
        """
        if self._rehearsal is None:
            raise ValueError("there is nothing to play yet")
        return self._rehearsal

    def take(self, step: Step) -> None:
        """Take one step more.

        Raises:
            Refused: it cannot be taken; FormRefused tells by field what stands in its way.
        """
        self._set(self.rehearsal.with_step(step))

    def take_back(self) -> None:
        """Take the last step back."""
        self._set(self.rehearsal.taken_back())

    def go(self, way: Way) -> str:
        """Take another way from the beginning; a sentence where not all of it can be taken."""
        self._set(rehearse(self.scenario, way))
        return how_far(self.rehearsal, changed=False)

    @property
    def can_undo(self) -> bool:
        """Whether there was another way before."""
        return bool(self._earlier)

    def undo(self) -> str:
        """Go back to the way as it was before the last thing that was done; a sentence where it no longer holds."""
        if self._earlier:
            self._rehearsal = rehearse(self.scenario, self._earlier.pop())
        return how_far(self.rehearsal, changed=True)

    def _set(self, rehearsal: Rehearsal) -> None:
        self._earlier = [*self._earlier, self.rehearsal.way][-MOST_UNDONE:]
        self._rehearsal = rehearsal

    # What holds

    @property
    def scenario(self) -> Scenario:
        """The scenario that is played."""
        return self.rehearsal.scenario

    @property
    def rubric(self) -> Rubric:
        """The rubric that it is marked against."""
        if self._playable is None:
            raise ValueError("there is nothing to play yet")
        return self._playable.rubric

    @property
    def state(self) -> State:
        """Where the conversation stands."""
        return self.rehearsal.state

    def inside(self) -> Inside:
        """What a learner does not see."""
        return inside(self.rehearsal, self.rubric)

    def choices(self) -> tuple[tuple[Choice, str], ...]:
        """The choices of the present scene in the order in which they are written, each with why it is not open."""
        content = self.scenario.scenes[self.state.situation.scene].content
        if self.state.closed is not None or not isinstance(content, Decision):
            return ()
        return tuple((choice, why_shut(self.scenario, self.state, choice)) for choice in content.choices)

    # Its form, as a screen for forms asks for it

    def form(self) -> tuple[Field, ...] | None:
        """The fields to fill in now; None where there is no form."""
        content = self.scenario.scenes[self.state.situation.scene].content
        if self.state.closed is not None or not isinstance(content, Form):
            return None
        return play.shown_fields(content, self.state.situation)

    def answer(self, answers: Mapping[str, Answer]) -> None:
        """Hand in the present form.

        Raises:
            FormRefused: something is missing or too long.
            Refused: there is no form here.
        """
        self.take(FormStep(dict(answers)))

    def as_it_should_be(self) -> Mapping[str, Answer]:
        """Quick answers to the present form: the boxes that belong, the first of each pick, and nothing written."""
        answers: dict[str, Answer] = {}
        for field in self.form() or ():
            if isinstance(field, TickField):
                answers[field.id] = tuple(option.id for option in field.options if option.belongs)
            elif isinstance(field, PickField):
                answers[field.id] = field.options[0].id
        return answers

    def draft(self) -> Mapping[str, Answer]:
        """What was typed into the present form and not handed in."""
        return self._drafts.get(self.state.situation.scene, {})

    def keep_draft(self, answers: Mapping[str, Answer]) -> None:
        """Keep what is typed until the program ends."""
        self._drafts[self.state.situation.scene] = answers
