"""Which attempt is played in plain lines: one that is named, one that waits, or a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from simulator.cli.shared.numbers import number_up_to, range_of, span
from simulator.cli.shared.terminal import say, tell
from simulator.documents.scenario.header import first_meeting
from simulator.engine.events import Mode
from simulator.engine.play import Refused
from simulator.report.views.anytime import brief_page
from simulator.report.words.sanitize import in_one_line
from simulator.sessions.assessed import ANOTHER, assessed_before
from simulator.sessions.attempt import Attempt

from .asking import Asking
from .whose import of_others

if TYPE_CHECKING:
    from simulator.store import AttemptSummary, Store

ThingT = TypeVar("ThingT")


@dataclass(frozen=True, slots=True)
class PlayRequest:
    """What was asked to be played."""

    scenario: str | None
    attempt: str | None
    """The start of an attempt's id."""
    mode: Mode | None
    new: bool
    """Begin again, even where an attempt is unfinished or was assessed."""
    learner: str
    new_person: bool
    """The learner's code is somebody new's, even where it looks like another's."""


class Beginning:
    """Finds or begins the attempt of one sitting."""

    def __init__(self, asking: Asking, store: "Store") -> None:
        self._asking = asking
        self._library = asking.library
        self._store = store

    def pick_scenario(self, learner: str) -> str:
        """The id of a scenario that the learner picks from the list."""
        entries = self._library.scenarios
        cards = [self._library.card(entry) for entry in entries]
        lightest = first_meeting(cards)
        first = next((number for number, card in enumerate(cards, 1) if card == lightest), 1)
        say(f"Which conversation? There are {len(entries)}. Type a number, or Enter for number {first}.")
        waiting = {each.scenario_id for each in self._store.attempts.all() if _open_of(each, learner)}
        for number, (entry, card) in enumerate(zip(entries, cards, strict=True), 1):
            going_on = " Unfinished: it goes on where you left it." if entry.id in waiting else ""
            say(f"{number}. {in_one_line(card.title)}. {in_one_line(card.summary)}{going_on}")
        return self._numbered(entries, first).id

    def _numbered(self, things: Sequence[ThingT], usual: int) -> ThingT:
        """One of some things, by its number; the usual one for an empty line."""
        while True:
            given = self._asking.line(f"Number, {range_of(len(things))}: ") or str(usual)
            number = number_up_to(len(things), given)
            if number is not None:
                return things[number - 1]
            self._asking.input.not_understood(f"Type {span(len(things))}.")

    def opened(self, asked: PlayRequest) -> Attempt | None:
        """The attempt to play: the one named, an unfinished one, or a new one; None where the scenario has faults."""
        if asked.attempt is not None:
            return self._named(asked.attempt, asked.learner)
        scenario, mode, learner = asked.scenario, asked.mode, asked.learner
        of_all = [each for each in self._store.attempts.all() if each.scenario_id == scenario and each.closed is None]
        unfinished = [each for each in of_all if mode in (None, each.mode) and _open_of(each, learner)]
        if unfinished and not asked.new:
            whose = f", {in_one_line(unfinished[0].learner)}" if unfinished[0].learner else ""
            say(f"This goes on where you left it: {unfinished[0].mode}{whose}. (Begin again with --new.)")
            return Attempt.resume(self._store, unfinished[0].id)
        entry = self._library.find(scenario or "")
        loaded = self._library.scenario(entry.path) if entry is not None else None
        if loaded is None or loaded.value is None:
            say(f"This scenario has faults and cannot be played. “simulator check {scenario}” lists them.")
            return None
        rubric = self._library.rubric(loaded.value.rubric)
        if rubric is None or rubric.value is None:
            say("The code of conduct that this scenario is scored by has faults. “simulator check” lists them.")
            return None
        if mode is Mode.ASSESSMENT and not learner.strip():
            raise Refused("An assessment says whose work it is: give your learner code with --learner CODE.")
        if mode is Mode.ASSESSMENT and not self._begins_again(loaded.value.id, learner, new=asked.new):
            return None
        if told := of_others(of_all, learner):
            say(told)
        # whose it is was asked before
        begun = Attempt.begin(self._store, loaded, rubric, mode or Mode.PRACTICE, learner=learner, new_person=True)
        tell(brief_page(begun.scenario, begun.mode))
        say()
        say("At any time: help, support, quit. Nothing is lost.")
        say()
        return begun

    def _begins_again(self, scenario: str, learner: str, *, new: bool) -> bool:
        """Whether another assessment may begin: this is the first, or the learner says that another one is meant."""
        same = [each for each in self._store.attempts.of(learner) if each.scenario_id == scenario]
        before = assessed_before(self._store, same)
        if before:
            say(f"You were assessed in this already. {before} {ANOTHER}{'' if new else ' To begin one, add --new.'}")
        return new or not before

    def _named(self, attempt: str, learner: str) -> Attempt:
        """The attempt whose id begins so.

        Raises:
            Refused: it is another's than the learner's who is named.
        """
        found = Attempt.resume(self._store, self._store.attempts.find(attempt))
        if learner not in ("", found.learner):
            of = f"of “{in_one_line(found.learner)}”" if found.learner else "without a code"
            raise Refused(f"This attempt is one {of}, and not of “{in_one_line(learner)}”.")
        return found


def _open_of(summary: "AttemptSummary", learner: str) -> bool:
    """Whether an attempt is unfinished and was begun under this very code, or under none."""
    return summary.closed is None and summary.learner == learner
