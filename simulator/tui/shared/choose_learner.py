"""Asks who somebody is, before anything is kept or shown under a code: a slip makes nobody new."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from simulator.review import codes
from simulator.tui.shared.base import BaseScreen
from simulator.tui.shared.confirm import confirm
from simulator.tui.shared.intents import SayWho
from simulator.tui.widgets.prose import visible

if TYPE_CHECKING:
    from simulator.store import AttemptSummary


@dataclass(frozen=True, slots=True)
class LearnerQuestion:
    """In which words somebody is asked who they are."""

    title: str
    why: str
    if_empty: str = ""
    """What is said where nothing is written; empty where that is an answer, too."""


COUNTS: Final = LearnerQuestion(
    "This one counts",
    "An assessor needs to know whose work this is. Write your learner number, or your name as your assessor knows it. "
    "It stays on this computer until somebody exports it. Nothing is timed, and you can leave and come back.",
    "Write your learner number or your name; or press Esc and choose practice.",
)
SEVERAL: Final = LearnerQuestion(
    "Who are you?",
    "Several people play here. Write your learner number, or your name as your assessor knows it: what you play is "
    "kept under it, and you see your own attempts only. Nobody checks who you are, so write nobody else's.",
    "Write your learner number or your name.",
)
PORTFOLIO: Final = LearnerQuestion(
    "Whose portfolio?",
    "Several learners have attempts on this computer. Write your learner number or name as you gave it when you began; "
    "leave it empty if you gave none.",
)


def name_them(screen: BaseScreen[Any], given: str, then: Callable[[str], object]) -> None:
    """Go on under a code that somebody has; one that is new here is asked about first.

    Raises:
        StoreError: the store cannot be read.
    """
    recognised = screen.services.store.people.recognise(given)
    fault = "" if recognised.known else codes.fault_in(recognised.code)
    if fault:
        screen.say(fault)
    elif recognised.known or recognised.first:
        then(recognised.code)
    else:
        why = visible(codes.lookalike(recognised) if recognised.alike else codes.nobody(recognised))
        yes, no = visible(f"Somebody new: “{recognised.code}”"), "I mistyped it: write it again"
        confirm(screen, ("Somebody new?", why, yes, no), lambda: then(recognised.code))


def only_theirs(screen: BaseScreen[Any], summary: "AttemptSummary", then: Callable[[], object]) -> None:
    """Go on with an attempt; where several people have attempts on this computer, ask first whether it is theirs.

    Raises:
        StoreError: the store cannot be read.
    """
    if summary.learner in ("", screen.services.learner) or not several(screen):
        then()
        return
    code = visible(summary.learner)
    why = f"Several people have attempts on this computer, and this one was begun as “{code}”."
    confirm(screen, ("Is this yours?", why, f"Yes, I am “{code}”", "No, it is somebody else’s"), then)


def several(screen: BaseScreen[Any]) -> bool:
    """Whether attempts were begun here under more than one code.

    Raises:
        StoreError: the store cannot be read.
    """
    return not screen.services.shared and len(screen.services.store.people.learners()) > 1


def ask_who(screen: BaseScreen[Any], then: Callable[[], None]) -> None:
    """Go on once it is known who sits here; at once where that is known, or where one person has the program alone."""
    services = screen.services
    with screen.saying_refusals():
        services.sitting = services.sitting or (services.store.people.login_code() if services.shared else "")
    if services.sitting or not services.shared:
        then()
        return

    def answered(code: str | None) -> None:
        if code:
            services.sitting = code
            then()

    screen.want(SayWho(SEVERAL), answered)
