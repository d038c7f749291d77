"""Asks for a line, and does what a word asks for wherever something is asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from simulator.cli.shared.terminal import say, tell
from simulator.engine.play import Refused
from simulator.report.page import Element, Section, said
from simulator.report.views.anytime import brief_page, code_section, person_sections, support_page
from simulator.report.views.notebook import notebook, notebook_page

from .lines import Input, Leaving, StoppedForGood, fault_in_text

if TYPE_CHECKING:
    from simulator.library import Library
    from simulator.sessions.attempt import Attempt

GivenT = TypeVar("GivenT", str, str | None)


@dataclass(frozen=True, slots=True)
class Word:
    """A word that can be typed in the place of an answer."""

    name: str
    told: str
    others: tuple[str, ...] = ()
    """What does the same."""


WORDS: Final = (
    Word("again", "the last words and the question once more", ("a", "repeat")),
    Word("undo", "take your last choice back (practice only)", ("back", "u")),
    Word("notes", "what you have seen, heard and learnt so far", ("n",)),
    Word("who", "whom you are talking to, and who you are", ("w",)),
    Word("brief", "who you meet, where, and whether it counts", ("b",)),
    Word("code", "the code of conduct", ("c",)),
    Word("support", "stop and get support; nothing is lost", ("s",)),
    Word("quit", "stop for now; the attempt waits for you", ("leave", "exit", "q")),
    Word("stop", "stop for good, before the end"),
    Word("help", "these words again", ("?", "h")),
)
BEFORE: Final = frozenset({"support", "quit", "help"})
"""What can be typed before there is an attempt."""


def help_lines(*, begun: bool = True) -> Iterable[str]:
    """The words, each with what it does."""
    yield "Type a number to choose. Or one of these words:"
    for word in WORDS:
        if begun or word.name in BEFORE:
            long = [other for other in word.others if len(other) > 1]
            yield f"{' or '.join((word.name, *long))} — {word.told}"


def word_in(given: str) -> str:
    """The word that was typed, by its name; empty where it is none."""
    plain = given.casefold().rstrip(".!") if len(given) < 20 else ""
    return next((word.name for word in WORDS if plain in (word.name, *word.others)), "")


class Asking:
    """Asks at one sitting: before there is an attempt, and in it."""

    def __init__(self, library: "Library") -> None:
        self.library = library
        self.input = Input()
        self.attempt: Attempt | None = None

    def line(
        self,
        prompt: str,
        *,
        again: Callable[[], object] | None = None,
        undo: Callable[[], bool] | None = None,
        typed: str = "",
    ) -> str | None:
        """A line that is no word; None where something was taken back.

        Args:
            prompt: the question, in a few words.
            again: says again what is asked.
            undo: takes something back; whether it did.
            typed: what stands on the line from the start, where it can be edited.

        Raises:
            Leaving: the learner leaves, or the input has ended.
            StoppedForGood: the learner stops for good.
        """
        while True:
            given = self.input.line(prompt, typed)
            name = word_in(given)
            if not name or not (self.attempt or name in BEFORE):
                return given
            self.input.understood()
            match name:
                case "quit":
                    raise Leaving
                case "stop":
                    self._stop()
                case "undo":
                    if (undo or self._take_back)():
                        return None
                case "again":
                    if again is not None:
                        again()
                case _:
                    tell(self._page(name))

    def yes(self, prompt: str) -> bool:
        """Whether yes was typed."""
        return (self.line(prompt) or "").casefold().rstrip(".!") in ("yes", "y")

    def text(
        self,
        prompt: str,
        *,
        again: Callable[[], object] | None = None,
        undo: Callable[[], bool] | None = None,
        typed: str = "",
    ) -> str | None:
        """Somebody's own words, with nothing in them that cannot be seen; None where something was taken back."""
        return self._words(lambda: self.line(prompt, again=again, undo=undo, typed=typed))

    def more(self) -> str:
        """Another line of somebody's own words, in which no word does anything; empty at their end."""
        return self._words(lambda: self.input.line("> "))

    def _words(self, ask: Callable[[], GivenT]) -> GivenT:
        while fault := fault_in_text((given := ask()) or ""):
            self.input.not_understood(fault)
        return given

    def _page(self, name: str) -> Iterable[Section | Element]:
        attempt = self.attempt
        if name == "support":
            return support_page(self.library)
        if attempt is None or name == "help":
            return map(said, help_lines(begun=attempt is not None))
        pages: dict[str, Callable[[], Iterable[Section]]] = {
            "notes": lambda: notebook_page(notebook(attempt.scenario, attempt.state)),
            "who": lambda: person_sections(attempt.scenario),
            "brief": lambda: brief_page(attempt.scenario, attempt.mode),
            "code": lambda: (code_section(attempt.rubric),),
        }
        return pages[name]()

    def _take_back(self) -> bool:
        """Take the last choice back, if this is practice; whether it was."""
        if self.attempt is None:
            return False
        try:
            self.attempt.rewind()
        except Refused as refusal:
            say(str(refusal))
            return False
        return True

    def _stop(self) -> None:
        """Stop for good, once that has been confirmed."""
        say("This ends the attempt here; what was still to be done counts as not done. Stop for good? Type yes.")
        if self.input.line("> ").casefold() != "yes":
            say("The attempt goes on.")
            return
        if self.attempt is not None:
            self.attempt.leave()
        raise StoppedForGood
