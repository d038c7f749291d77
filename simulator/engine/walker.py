"""Walking a compiled scenario: the meaning of ``play``, many times as fast, with every turn to go back to.

Every turn that stands keeps the values that it led to, so going back is letting go of turns. What a choice is evidence
of is known when the scenario is compiled; a walk records which choice was made, and reads the rest out when asked.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from . import play
from .events import Answer, Answered, Chose, Ended, Event, Left, Rewound, Stuck
from .guards import Guard, Values
from .play import MAX_ONWARD, Answers, FormRefused, Refused
from .program import Judged, Leg, Mark, Move, Note, Program, Room, Step, Wrongs
from .rubric import Level
from .scenario import Choice, Decision, Field, PickField, TickField
from .state import DutyChange, DutyStatus, Line, Situation

Closing: TypeAlias = Ended | Stuck | Left

Standing: TypeAlias = tuple[Step, tuple[Line, ...], tuple[Note, ...], Values, Room, tuple[int, ...], Closing | None]
"""A turn: its step, what was said and what was noted; then the values, the scene, the open choices and the closing."""


class Walk:
    """One way through a scenario, in practice: it can be taken back."""

    __slots__ = ("_log", "_room", "_turns", "_used", "_values", "closing", "open", "program")

    open: tuple[int, ...]
    """The choices that can be chosen now, by their places among those that are written in the scene."""
    closing: Closing | None
    """How the walk has ended; None while it goes on."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._used = list(program.closed)
        self._log: list[Step | Rewound] = []
        self._turns: list[Standing] = []
        self._values: Values = list(program.layout.start)
        self._room: Room
        self.closing = None
        self._go(program.opening)

    # Doing ------------------------------------------------------------------------------------------------------------

    def choose(self, place: int) -> None:
        """Choose the open choice of this place.

        Raises:
            Refused: it is not open.
        """
        if place not in self.open:
            raise Refused("This cannot be chosen here.")
        step = self._room.steps[place]
        if step.bit:
            self._used[step.place] |= step.bit
        self._go(step)

    def answer(self, answers: Answers) -> None:
        """Hand in the present form.

        Raises:
            FormRefused: something is missing or too long.
            Refused: there is no form here.
        """
        fields = self.form()
        if not fields:
            raise Refused("There is no form to fill in here.")
        faults = play.form_faults(fields, answers, blank_allowed=True)
        if faults:
            raise FormRefused(faults)
        self._go(_handed_in(self.program, self._room, fields, answers))

    def leave(self) -> None:
        """Stop for good; the duties that are open are missed.

        Raises:
            Refused: the walk has ended.
        """
        if self.closing is not None:
            raise Refused("This attempt has ended; nothing can be added to it.")
        left = Left(self._room.scene.id)
        values, notes = _marked(self._values, self.program.misses)
        self._stand(Step(event=left), (), notes, values, self._room, (), left)

    def undo(self, to: int | None = None) -> None:
        """Take back the last turn, or all after the first ``to``.

        Nothing can follow the closing of an attempt, so a walk that has closed forgets its last step and goes on from
        there as if it had not been taken; whatever else is taken back stays among the events.

        Raises:
            Refused: there is nothing to take back.
        """
        turns = self._turns
        keep = len(turns) - 1 if to is None else to
        if not 1 <= keep < len(turns):
            raise Refused("There is nothing to take back.")
        if self.closing is not None:
            self._let_go(len(turns) - 1)
            self._log.pop()
        if keep < len(turns):
            self._let_go(keep)
            self._log.append(Rewound(keep))

    def restart(self) -> None:
        """Begin anew, as a new walk would."""
        self._let_go(1)
        del self._log[1:]

    def _let_go(self, keep: int) -> None:
        turns, used = self._turns, self._used
        for turn in turns[keep:]:
            step = turn[0]
            if step.bit:
                used[step.place] &= ~step.bit
        del turns[keep:]
        _, _, _, self._values, self._room, self.open, self.closing = turns[-1]

    # Moving -----------------------------------------------------------------------------------------------------------

    def _go(self, step: Step) -> None:
        """Go where the step leads and stand there; all in one pass where that is a decision."""
        values = self._values
        notes: tuple[Note, ...] = ()
        if step.moves:
            values = values.copy()
            for slot, delta, least, most in step.moves:
                after = values[slot] + delta
                values[slot] = most if after >= most else after if after > least else least  # noqa: FURB136  (calls cost)
        if step.marks:
            values, notes = _marked(values, step.marks)
        said = step.lines if step.telling is None else step.telling[_mask(step.judged, values)]
        room = step.room
        if room is not None and room.offers is not None:
            mask = self._used[room.place]
            for bit, guard in room.judged:
                if not guard(values):
                    mask |= bit
            offered = room.offers[mask]
            if offered:
                self._turns.append((step, said, notes, values, room, offered, None))
                self._log.append(step)
                self._values = values
                self._room = room
                self.open = offered
                return
        self._go_on(step, values, notes, said)

    def _go_on(self, step: Step, values: Values, notes: tuple[Note, ...], said: tuple[Line, ...]) -> None:
        """Go the legs that follow the step's without a decision, and stand where they lead."""
        leg: Leg = step
        entered = 0
        room, closing, onward = self._found(leg, values)
        while onward is not None:
            if leg.room is not None:
                entered += 1
                if entered == MAX_ONWARD:
                    closing = room.stuck
                    break
            leg = onward
            values, noted = _marked(_moved(values, leg.moves), leg.marks)
            notes += noted
            said += leg.lines if leg.telling is None else leg.telling[_mask(leg.judged, values)]
            room, closing, onward = self._found(leg, values)
        offered = self._offered(room, values) if closing is None else ()
        if isinstance(closing, Ended):
            values, noted = _marked(values, self.program.misses)
            notes += noted
        self._stand(step, said, notes, values, room, offered, closing)

    def _found(self, leg: Leg, values: Values) -> tuple[Room, Closing | None, Leg | None]:
        """The scene where a leg ends, the closing if it comes to that there, and the leg that follows at once."""
        room = leg.room
        if room is None:
            room = self._room
            onward = _first(leg.targets, values)
        elif room.ended is not None:
            return room, room.ended, None
        elif self._offered(room, values) or self._shown(room, values):
            return room, None, None
        else:
            onward = room.otherwise if room.offers is not None else _first(room.targets, values)
        return room, None if onward is not None else room.stuck, onward

    def _offered(self, room: Room, values: Values) -> tuple[int, ...]:
        return room.offers[self._used[room.place] | _mask(room.judged, values)] if room.offers is not None else ()

    def _shown(self, room: Room, values: Values) -> tuple[Field, ...]:
        if room.form is None:
            return ()
        known = self.program.layout.known(values)
        return play.shown_fields(room.form, Situation(room.scene.id, known, {}, frozenset()))

    def _stand(  # noqa: PLR0913, PLR0917  (a turn has these parts)
        self,
        step: Step,
        said: tuple[Line, ...],
        notes: tuple[Note, ...],
        values: Values,
        room: Room,
        offered: tuple[int, ...],
        closing: Closing | None,
    ) -> None:
        self._turns.append((step, said, notes, values, room, offered, closing))
        self._log.append(step)
        self._values = values
        self._room = room
        self.open = offered
        self.closing = closing

    # Reading out ------------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        """How many turns stand; the beginning is one."""
        return len(self._turns)

    def choices(self) -> tuple[Choice, ...]:
        """The choices that can be chosen now; each stands in ``open`` by its place."""
        content = self._room.scene.content
        return tuple(content.choices[place] for place in self.open) if isinstance(content, Decision) else ()

    def form(self) -> tuple[Field, ...]:
        """The fields to answer now, with the options that are shown; empty where there is no form."""
        return self._shown(self._room, self._values) if self.closing is None else ()

    def situation(self) -> Situation:
        """The engine's view of where the walk stands; once closed, after the closing."""
        layout = self.program.layout
        chosen = (turn[0] for turn in self._turns if turn[0].bit)
        used = frozenset((step.event.scene, step.event.choice) for step in chosen if isinstance(step.event, Chose))
        return Situation(
            scene=self._room.scene.id,
            values=layout.known(self._values),
            duties=layout.duties(self._values),
            used=used,
            stuck=isinstance(self.closing, Stuck),
        )

    def events(self) -> tuple[Event, ...]:
        """The engine's events of the whole walk, with what was taken back and the closing."""
        events: list[Event] = [entry.event if isinstance(entry, Step) else entry for entry in self._log]
        if self.closing is not None and not isinstance(self.closing, Left):
            events.append(self.closing)
        return tuple(events)

    def transcript(self) -> list[Line]:
        """What was said and done in the turns that stand: the scenario's lines themselves."""
        return list(chain.from_iterable([turn[1] for turn in self._turns]))

    def evidence(self) -> list[tuple[str, Level]]:
        """Every piece of evidence in order: its clause, and its level as given, before repairs."""
        found: list[tuple[str, Level]] = []
        for turn in self._turns:
            found += turn[0].evidence
            if turn[2]:
                found += self._of_duties(turn[2])
        return found

    def breaches(self) -> list[tuple[str, bool]]:
        """Every breach in order, and whether it was repaired later."""
        found: list[tuple[str, bool]] = []
        for turn in self._turns:
            if turn[0].wrongs:
                found = _after(found, turn[0].wrongs)
            if turn[2]:
                committed = [self.program.scenario.duties[duty].breach for duty in _missed(turn[2])]
                found += [(breach, False) for breach in committed if breach is not None]
        return found

    def learned(self) -> list[str]:
        """The facts that were learned, in order."""
        return [note for turn in self._turns for note in turn[2] if isinstance(note, str)]

    def duties(self) -> list[DutyChange]:
        """What became of the duties, in order."""
        return [note for turn in self._turns for note in turn[2] if isinstance(note, DutyChange)]

    def _of_duties(self, notes: tuple[Note, ...]) -> Iterator[tuple[str, Level]]:
        missed = frozenset(_missed(self._turns[-1][2]))
        for note in notes:
            if isinstance(note, DutyChange):
                duty = self.program.scenario.duties[note.duty]
                if note.status is DutyStatus.MISSED:
                    yield duty.clause, duty.missed
                elif note.status is DutyStatus.LATE and note.duty not in missed:
                    yield duty.clause, duty.late


def _moved(values: Values, moves: tuple[Move, ...]) -> Values:
    if moves:
        values = values.copy()
        for slot, delta, least, most in moves:
            after = values[slot] + delta
            values[slot] = min(most, max(least, after))
    return values


def _marked(values: Values, marks: tuple[Mark, ...]) -> tuple[Values, tuple[Note, ...]]:
    """The values after the marks, and what came about by them."""
    notes: list[Note] = []
    for slot, turns in marks:
        turned = turns.get(values[slot])
        if turned is not None:
            if not notes:
                values = values.copy()
            values[slot], other, number, note = turned
            values[other] = number
            notes.append(note)
    return values, tuple(notes)


def _mask(judged: Judged, values: Values) -> int:
    mask = 0
    for bit, guard in judged:
        if not guard(values):
            mask |= bit
    return mask


def _first(targets: tuple[tuple[Guard | None, Leg], ...], values: Values) -> Leg | None:
    return next((leg for guard, leg in targets if guard is None or guard(values)), None)


def _after(breaches: list[tuple[str, bool]], wrongs: Wrongs) -> list[tuple[str, bool]]:
    """The breaches after some actions that commit or repair."""
    for breach, repairs in wrongs:
        if breach is not None:
            breaches = [*breaches, (breach, False)]
        if repairs is not None:
            breaches = [(each, repaired or each == repairs) for each, repaired in breaches]
    return breaches


def _missed(notes: tuple[Note, ...]) -> Iterator[str]:
    return (note.duty for note in notes if isinstance(note, DutyChange) and note.status is DutyStatus.MISSED)


def _handed_in(program: Program, room: Room, fields: Sequence[Field], answers: Answers) -> Step:
    """A step made of the options that were ticked and picked, and of the levels of the ticks."""
    scene = room.scene.id
    kept: dict[str, Answer] = {}
    actions: list[Step] = []
    evidence: list[tuple[str, Level]] = []
    for field in fields:
        given = answers.get(field.id, ())
        if isinstance(field, TickField):
            chosen = tuple(option.id for option in field.options if option.id in given)
            kept[field.id] = chosen
        else:
            kept[field.id] = given if isinstance(given, str) else ""
            chosen = (given,) if isinstance(field, PickField) and isinstance(given, str) else ()
        done = [program.options[scene, field.id, option] for option in chosen]
        evidence += chain.from_iterable(step.evidence for step in done)
        if isinstance(field, TickField):
            wrong = play.wrong_ticks(field.options, chosen)
            evidence.append((field.clause, play.tick_level(field, len(wrong))))
        actions += done
    return Step(
        event=Answered(scene, kept),
        moves=tuple(chain.from_iterable(step.moves for step in actions)),
        marks=tuple(chain.from_iterable(step.marks for step in actions)),
        targets=room.targets,
        evidence=tuple(evidence),
        wrongs=tuple(chain.from_iterable(step.wrongs for step in actions)),
    )
