"""The simulator in plain lines: numbered choices on standard input and output, nothing redrawn."""

import shlex
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar

from simulator.attempt import Attempt
from simulator.cli.exits import ExitCode
from simulator.cli.terminal import say
from simulator.documents.card import first_meeting
from simulator.engine.events import Answer, Ended, Mode, Rewound
from simulator.engine.play import FormRefused, Refused
from simulator.engine.scenario import Form
from simulator.engine.state import Line
from simulator.report.ending import HELD_BACK_TITLE, ending_title, lines_told
from simulator.report.notebook import notebook
from simulator.report.text import debrief_lines, spoken_lines
from simulator.report.turns import turn_review
from simulator.report.visible import in_one_line
from simulator.reviewing import (
    ANOTHER,
    DECLARATION,
    assessed_before,
    hand_in,
    held_back,
    look_back,
    may_hand_in,
)

from .form import ask_fields
from .lines import Input, Leaving, StoppedForGood, number_up_to
from .pages import brief_lines, code_lines, notebook_lines, support_lines
from .whose import of_others, whose

if TYPE_CHECKING:
    from simulator.library import Library
    from simulator.store import AttemptSummary, Store

ThingT = TypeVar("ThingT")

HELP: Final = (
    "Type a number to choose. Or one of these words:",
    "code — the code of conduct",
    "brief — who you meet, and where",
    "notes — what you have seen, heard and learnt so far",
    "back — take your last choice back (practice only)",
    "support — stop and get support; nothing is lost",
    "leave — stop for now; the attempt waits for you",
    "stop — stop for good, before the end",
    "help — these words again",
)


class Plain:
    """One sitting in plain lines."""

    def __init__(self, library: "Library", store: "Store", store_at: str | None = None) -> None:
        self.library = library
        self._card_of = library.card
        self.store = store
        self.store_at = store_at
        self.input = Input()

    def run(  # noqa: PLR0913  (one parameter an option)
        self,
        scenario: str | None,
        attempt: str | None,
        *,
        mode: Mode | None,
        new: bool,
        learner: str,
        new_person: bool = False,
    ) -> int:
        """Play one attempt, from the library's list if nothing is named; the exit code.

        Raises:
            StoreError: something could not be kept or read.
            Refused: the learner's code cannot be kept.
        """
        try:
            learner = whose(self.input, self.store, learner, new_person=new_person)
            if attempt is None and scenario is None:
                scenario = self.pick_scenario(learner)
            opened = self.opened(scenario, attempt, mode=mode, new=new, learner=learner)
        except Leaving:
            return ExitCode.WELL
        if opened is None:
            return ExitCode.FINDINGS
        try:
            self.converse(opened)
        except Leaving:
            say(f"Everything is saved. To go on from here: {self.again(opened)}")
        except KeyboardInterrupt:
            say()
            say(f"Stopped. Everything is saved. To go on from here: {self.again(opened)}")
            return ExitCode.INTERRUPTED
        except StoppedForGood:
            self.show_debrief(opened)
        return ExitCode.WELL

    def again(self, attempt: Attempt) -> str:
        """The command that opens this attempt again in plain lines."""
        store = f" --store {shlex.quote(self.store_at)}" if self.store_at else ""
        return f"simulator play --attempt {attempt.id[:8]} --plain{store}"

    # Beginning

    def pick_scenario(self, learner: str) -> str:
        """The id of a scenario that the learner picks from the list."""
        entries = self.library.scenarios
        cards = [self._card_of(entry) for entry in entries]
        lightest = first_meeting(cards)
        first = next((number for number, card in enumerate(cards, 1) if card == lightest), 1)
        say(f"Which conversation? Type its number, or Enter for number {first}.")
        waiting = {each.scenario_id for each in self.store.attempts() if _open_of(each, learner)}
        for number, (entry, card) in enumerate(zip(entries, cards, strict=True), 1):
            going_on = " Unfinished: it goes on where you left it." if entry.id in waiting else ""
            say(f"{number}. {in_one_line(card.title)}. {in_one_line(card.summary)}{going_on}")
        return self.numbered(entries, first).id

    def numbered(self, things: Sequence[ThingT], usual: int) -> ThingT:
        """One of some things, by its number; the usual one for an empty line."""
        while True:
            given = self.input.line("> ") or str(usual)
            number = number_up_to(len(things), given)
            if number is not None:
                return things[number - 1]
            self.input.not_understood(f"Type a number from 1 to {len(things)}.")

    def opened(
        self, scenario: str | None, attempt: str | None, *, mode: Mode | None, new: bool, learner: str
    ) -> Attempt | None:
        """The attempt to play: the one named, an unfinished one, or a new one; None where the scenario has faults."""
        if attempt is not None:
            return self.named(attempt, learner)
        of_all = [each for each in self.store.attempts() if each.scenario_id == scenario and each.closed is None]
        unfinished = [each for each in of_all if mode in (None, each.mode) and _open_of(each, learner)]
        if unfinished and not new:
            whose = f", {in_one_line(unfinished[0].learner)}" if unfinished[0].learner else ""
            say(f"This goes on where you left it: {unfinished[0].mode}{whose}. (Begin again with --new.)")
            return Attempt.resume(self.store, unfinished[0].id)
        entry = self.library.find(scenario or "")
        loaded = self.library.scenario(entry.path) if entry is not None else None
        if loaded is None or loaded.value is None:
            say(f"This scenario has faults and cannot be played. “simulator check {scenario}” lists them.")
            return None
        rubric = self.library.rubric(loaded.value.rubric)
        if rubric is None or rubric.value is None:
            say("The code of conduct that this scenario is scored by has faults. “simulator check” lists them.")
            return None
        if mode is Mode.ASSESSMENT and not learner.strip():
            raise Refused("An assessment says whose work it is: give your learner code with --learner CODE.")
        if mode is Mode.ASSESSMENT and not self.begins_again(loaded.value.id, learner, new=new):
            return None
        if told := of_others(of_all, learner):
            say(told)
        # whose it is was asked before
        begun = Attempt.begin(self.store, loaded, rubric, mode or Mode.PRACTICE, learner=learner, new_person=True)
        for line in brief_lines(begun.scenario, begun.mode):
            say(line)
        say()
        return begun

    def begins_again(self, scenario: str, learner: str, *, new: bool) -> bool:
        """Whether another assessment may begin: this is the first, or the learner says that another one is meant."""
        same = [each for each in self.store.attempts_of(learner) if each.scenario_id == scenario]
        before = assessed_before(self.store, same)
        if before:
            say(f"You were assessed in this already. {before} {ANOTHER}{'' if new else ' To begin one, add --new.'}")
        return new or not before

    def named(self, attempt: str, learner: str) -> Attempt:
        """The attempt whose id begins so.

        Raises:
            Refused: it is another's than the learner's who is named.
        """
        found = Attempt.resume(self.store, self.store.find(attempt))
        if learner not in ("", found.learner):
            of = f"of “{in_one_line(found.learner)}”" if found.learner else "without a code"
            raise Refused(f"This attempt is one {of}, and not of “{in_one_line(learner)}”.")
        return found

    # Playing

    def converse(self, attempt: Attempt) -> None:
        """Play to the end of the attempt."""
        if len(attempt.state.turns) > 1:
            for turn in attempt.state.turns[:-1]:
                self.show(attempt, turn.lines)
        self.show(attempt, attempt.state.turns[-1].lines)
        while not attempt.closed:
            before = attempt.state
            if attempt.form() is not None:
                self.fill_in(attempt)
            else:
                self.choose(attempt)
            if attempt.state is not before:
                self.after(attempt)
        self.show_debrief(attempt)

    def show(self, attempt: Attempt, lines: tuple[Line, ...]) -> None:
        """Read lines of the conversation out; of an assessment nothing that tells how it went."""
        told = lines_told(lines, held_back=held_back(self.store, attempt))
        for text in spoken_lines(attempt.scenario, told):
            say(text)

    def after(self, attempt: Attempt) -> None:
        """What follows a step: the mentee first, then the coach."""
        turns = attempt.state.turns
        if isinstance(attempt.events[-1], Rewound):
            say("Taken back. You are here again:")
            self.show(attempt, turns[-1].lines)
            return
        last = max((number for number, turn in enumerate(turns) if turn.acts), default=0)
        if last:
            say()
            self.show(attempt, turns[last].lines)
            if attempt.mode is Mode.PRACTICE:
                self.coach(attempt, last)

    def coach(self, attempt: Attempt, turn: int) -> None:
        """The coach's card for a turn."""
        review = turn_review(attempt.scenario, attempt.rubric, attempt.state, attempt.scorecard(), turn)
        for act in review.acts:
            levels = ", ".join(f"{in_one_line(title)}: {level.word}" for title, level in act.levels)
            if act.why or act.notes or levels or act.breach:
                say(f"Coach. {levels}{'. ' if levels else ''}{in_one_line(act.why)}".rstrip(), indent="    ")
            if act.breach:
                say(f"Breaks the code: {in_one_line(act.breach)}.", indent="    ")
            for note in act.notes:
                say(in_one_line(note), indent="    ")

    def choose(self, attempt: Attempt) -> None:
        """Offer the open choices and take one."""
        choices = attempt.choices()
        say()
        for place, choice in enumerate(choices, 1):
            start = "" if choice.spoken else "(Do) "
            say(f"{place}. {start}{in_one_line(choice.deed.text)}")
        given = self.command(attempt)
        if given is None:
            return
        number = number_up_to(len(choices), given)
        if number is None:
            self.input.not_understood(f"Type a number from 1 to {len(choices)}, or help.")
            return
        self.input.understood()
        reason = self.reason(attempt)
        try:
            attempt.choose(choices[number - 1].id, reason)
        except Refused as refusal:
            say(str(refusal))

    def reason(self, attempt: Attempt) -> str:
        """The written reason, where one is asked for."""
        asked = attempt.reason_asked()
        if asked == "never":
            return ""
        while True:
            skip = "" if asked == "required" else " (Enter to skip)"
            reason = self.input.line(f"Why this? In a sentence{skip}: ")
            if reason or asked != "required":
                return reason
            self.input.not_understood("A reason is needed here.")

    def command(self, attempt: Attempt) -> str | None:
        """A line of input that is no command; None where it was one and has been done.

        Raises:
            Leaving: the learner leaves.
            StoppedForGood: the learner stops for good.
        """
        given = self.input.line("> ")
        pages: dict[str, Callable[[], Iterable[str]]] = {
            "code": lambda: code_lines(attempt.rubric),
            "brief": lambda: brief_lines(attempt.scenario, attempt.mode),
            "notes": lambda: notebook_lines(notebook(attempt.scenario, attempt.state)),
            "support": lambda: support_lines(self.library),
            "help": lambda: HELP,
        }
        shortened = {"c": "code", "b": "brief", "n": "notes", "s": "support", "?": "help", "u": "back", "q": "leave"}
        word = shortened.get(given.casefold(), given.casefold())
        if word in pages:
            for line in pages[word]():
                say(line)
            return None
        if word == "back":
            self.take_back(attempt)
            return None
        if word in ("leave", "quit", "exit"):
            raise Leaving
        if word == "stop":
            self.stop(attempt)
            return None
        return given

    def take_back(self, attempt: Attempt) -> None:
        """Take the last choice back, if this is practice."""
        try:
            attempt.rewind()
        except Refused as refusal:
            say(str(refusal))

    def stop(self, attempt: Attempt) -> None:
        """Stop for good, once that has been confirmed."""
        say("This ends the attempt here; what was still to be done counts as not done. Stop for good? Type yes.")
        if self.input.line("> ").casefold() != "yes":
            say("The attempt goes on.")
            return
        attempt.leave()
        raise StoppedForGood

    def fill_in(self, attempt: Attempt) -> None:
        """Ask a form's fields one by one and hand the form in."""
        form = attempt.scenario.scenes[attempt.state.situation.scene].content
        fields = attempt.form()
        if not isinstance(form, Form) or fields is None:  # pragma: no cover  (asked only where there is a form)
            return
        say()
        say(f"Form: {in_one_line(form.title)}")
        answers: dict[str, Answer] = dict(attempt.draft())
        faults: dict[str, str] = {}
        while True:
            done = ask_fields(self.input, lambda: self.command(attempt), attempt, fields, answers, faults)
            if not done:
                return
            try:
                attempt.answer(answers)
            except FormRefused as refusal:
                faults = refusal.faults
            else:
                return

    # Ending

    def hand_in(self, attempt: Attempt) -> None:
        """Ask for the declaration, and hand the attempt in where it is given."""
        if not may_hand_in(self.store, attempt.id):
            return
        say("This counts. To hand it in, declare:")
        say(DECLARATION, indent="    ")
        say("Type yes to declare this and hand it in; anything else leaves it for later.")
        try:
            given = self.input.line("> ")
        except Leaving:
            given = ""
        if given.casefold() == "yes":
            hand_in(self.store, attempt.id, datetime.now(UTC), declared=True)

    def show_debrief(self, attempt: Attempt) -> None:
        """The ending's title and the debrief."""
        closed = attempt.state.closed
        if isinstance(closed, Ended):
            title = ending_title(attempt.scenario, closed.ending, held_back=held_back(self.store, attempt))
            say()
            say("The end." if title == HELD_BACK_TITLE else f"The end: {in_one_line(title)}")
        say()
        self.hand_in(attempt)
        for line in debrief_lines(look_back(self.store, attempt)):
            say(line.strip(), indent=" " * (len(line) - len(line.lstrip())))
        say()
        say(f"Kept as attempt {attempt.id[:8]}. To see this again: {self.again(attempt)}")


def _open_of(summary: "AttemptSummary", learner: str) -> bool:
    """Whether an attempt is unfinished and was begun under this very code, or under none."""
    return summary.closed is None and summary.learner == learner
