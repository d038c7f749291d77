"""One sitting in plain lines: numbered choices on standard input and output, nothing redrawn."""

import shlex
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.numbers import number_up_to, range_of, span
from simulator.cli.shared.terminal import say, tell
from simulator.engine.events import Ended, Mode, Rewound
from simulator.engine.play import Refused
from simulator.engine.scenario import Choice, Form
from simulator.engine.state import Turn
from simulator.report.page import Callout
from simulator.report.views.looking_back import looking_back
from simulator.report.views.transcript import coaching, turn_told
from simulator.report.words.sanitize import in_one_line
from simulator.report.words.signs import counted
from simulator.sessions.attempt import Attempt
from simulator.sessions.hand_in import DECLARATION, hand_in, may_hand_in
from simulator.sessions.looking_back import held_back, look_back

from .asking import Asking
from .beginning import Beginning, PlayRequest
from .flow import never_frozen
from .form import FormPrompts
from .lines import Leaving, Signalled, StoppedForGood
from .whose import whose

if TYPE_CHECKING:
    from simulator.library import Library
    from simulator.store import Store


class Plain:
    """One sitting in plain lines."""

    def __init__(self, library: "Library", store: "Store", store_at: str | None = None) -> None:
        self.store = store
        self.store_at = store_at
        self.asking = Asking(library)
        self.input = self.asking.input

    def run(self, asked: PlayRequest) -> int:
        """Play one attempt, from the library's list if nothing is named; the exit code.

        Raises:
            StoreError: something could not be kept or read.
            Refused: the learner's code cannot be kept, or looks like somebody's.
            BrokenPipeError: nobody reads on; that is told on standard error.
        """
        try:
            with never_frozen(), self.input.heeding_signals():
                return self.sit(asked)
        except Signalled as signalled:
            if signalled.number != getattr(signal, "SIGHUP", None):  # then there is nobody to tell
                say()
                say(f"Stopped. {self.way_back()}")
            return 128 + signalled.number
        except BrokenPipeError:
            print(f"Nobody reads this any more, so it stops. {self.way_back()}", file=sys.stderr)
            raise

    def sit(self, asked: PlayRequest) -> int:
        """The sitting itself; the exit code."""
        beginning = Beginning(self.asking, self.store)
        try:
            learner = whose(self.asking, self.store, asked.learner, new_person=asked.new_person)
            scenario = asked.scenario
            if asked.attempt is None and scenario is None:
                scenario = beginning.pick_scenario(learner)
            opened = beginning.opened(replace(asked, scenario=scenario, learner=learner))
        except Leaving:
            return ExitCode.WELL
        if opened is None:
            return ExitCode.FINDINGS
        self.asking.attempt = opened
        try:
            self.converse(opened)
        except Leaving:
            say(self.way_back())
        except StoppedForGood:
            self.show_debrief(opened)
        return ExitCode.WELL

    def way_back(self) -> str:
        """That nothing is lost, and the command that goes on from here."""
        attempt = self.asking.attempt
        return "" if attempt is None else f"Everything is saved. To go on from here: {self.again(attempt)}"

    def again(self, attempt: Attempt) -> str:
        """The command that opens this attempt again in plain lines."""
        store = f" --store {shlex.quote(self.store_at)}" if self.store_at else ""
        return f"simulator play --attempt {attempt.id[:8]} --plain{store}"

    # Playing

    def converse(self, attempt: Attempt) -> None:
        """Play to the end of the attempt."""
        for turn in attempt.state.turns:
            self.show(attempt, turn)
        while not attempt.closed:
            before = attempt.state
            if attempt.form() is not None:
                self.fill_in(attempt)
            else:
                self.choose(attempt)
            if attempt.state is not before:
                self.after(attempt)
        self.show_debrief(attempt)

    def show(self, attempt: Attempt, turn: Turn, coach: Callout | None = None) -> None:
        """Read a turn out, with what the coach says; of an assessment nothing that tells how it went."""
        tell(turn_told(attempt.scenario, turn, coach=coach, held_back=held_back(self.store, attempt)))

    def after(self, attempt: Attempt) -> None:
        """What follows a step: the mentee first, then the coach."""
        turns = attempt.state.turns
        if isinstance(attempt.events[-1], Rewound):
            say("Taken back. You are here again:")
            self.show(attempt, turns[-1])
            return
        done = [turn for turn in turns if turn.acts]
        if done:
            say()
            self.show(attempt, done[-1], coaching(attempt.rubric, done[-1]) if attempt.mode is Mode.PRACTICE else None)

    def choose(self, attempt: Attempt) -> None:
        """Offer the open choices and take one."""
        choices = attempt.choices()
        _offer(choices)
        while True:
            given = self.asking.line(
                f"Your choice, {range_of(len(choices))}: ", again=lambda: self.repeat(attempt, choices)
            )
            if given is None:
                return
            number = number_up_to(len(choices), given)
            if number is None:
                self.input.not_understood(f"Type {span(len(choices))}; again to hear them, or help.")
                continue
            self.input.understood()
            if self.take(attempt, choices[number - 1]):
                return

    def repeat(self, attempt: Attempt, choices: Sequence[Choice]) -> None:
        """Say the last words again, and what can be chosen."""
        self.show(attempt, attempt.state.turns[-1])
        _offer(choices)

    def take(self, attempt: Attempt, choice: Choice) -> bool:
        """Take a choice, with a reason where one is asked for; whether the conversation went on or back."""
        reason = self.reason(attempt, choice)
        if reason is None:
            say("Your choice was not taken.")
            return False
        try:
            attempt.choose(choice.id, reason)
        except Refused as refusal:
            say(str(refusal))
        return True

    def reason(self, attempt: Attempt, choice: Choice) -> str | None:
        """The written reason, where one is asked for; None where the choice is let go."""
        asked = attempt.reason_asked()
        if asked == "never":
            return ""
        skip = "" if asked == "required" else " (Enter to skip)"
        prompt = f"Why this? In a sentence{skip}: "
        kept = attempt.draft()
        typed = kept.get(choice.id, "")
        while True:
            try:
                reason = self.asking.text(
                    prompt,
                    again=lambda: say(f"You chose: {in_one_line(choice.action.text)}"),
                    undo=lambda: True,
                    typed=typed if isinstance(typed, str) else "",
                )
            except Signalled as signalled:
                if signalled.typed:
                    attempt.keep_draft({**kept, choice.id: signalled.typed})
                raise
            if reason is None or reason or asked != "required":
                return reason
            self.input.not_understood("A reason is needed here; undo lets you choose again.")

    def fill_in(self, attempt: Attempt) -> None:
        """Ask a form's fields one by one and hand the form in."""
        form = attempt.scenario.scenes[attempt.state.situation.scene].content
        fields = attempt.form()
        if isinstance(form, Form) and fields is not None:
            FormPrompts(self.asking, attempt, form, fields).fill_in()

    # Ending

    def hand_in(self, attempt: Attempt) -> None:
        """Ask for the declaration, and hand the attempt in where it is given."""
        if not may_hand_in(self.store, attempt.id):
            return
        say("This counts. To hand it in, declare:")
        say(DECLARATION, indent="    ")
        say("Type yes to declare this and hand it in; anything else leaves it for later.")
        try:
            declared = self.asking.yes("Hand it in? ")
        except Leaving:
            declared = False
        if declared:
            hand_in(self.store, attempt.id, datetime.now(UTC), declared=True)

    def show_debrief(self, attempt: Attempt) -> None:
        """The debrief."""
        if isinstance(attempt.state.closed, Ended):
            say()
            say("The end.")
        say()
        self.hand_in(attempt)
        tell(looking_back(look_back(self.store, attempt)))
        say()
        say(f"Kept as attempt {attempt.id[:8]}. To see this again: {self.again(attempt)}")


def _offer(choices: Sequence[Choice]) -> None:
    say()
    say(f"{counted(len(choices), 'choice')}.")
    for place, choice in enumerate(choices, 1):
        start = "" if choice.spoken else "(Do) "
        say(f"{place}. {start}{in_one_line(choice.action.text)}")
