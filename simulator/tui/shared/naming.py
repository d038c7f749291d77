"""Whose a code is, asked before anything is kept under it: a slip makes nobody new, and nobody goes on as another."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulator.review import codes
from simulator.tui.shared.base import BaseScreen
from simulator.tui.widgets.prose import visible

if TYPE_CHECKING:
    from simulator.store import AttemptSummary


def name_them(screen: BaseScreen[Any], given: str, then: "Callable[[str], object]") -> None:
    """Go on under a code that somebody has; one that is new here is asked about first.

    Raises:
        StoreError: the store cannot be read.
    """
    found = screen.services.store.people.recognise(given)
    fault = "" if found.known else codes.fault_in(found.code)
    if fault:
        screen.say(fault)
    elif found.known or found.first:
        then(found.code)
    else:
        from simulator.tui.shared.confirm import ConfirmDialog  # noqa: PLC0415

        def answered(new: bool | None) -> None:
            if new:
                then(found.code)

        told = visible(codes.lookalike(found) if found.alike else codes.nobody(found))
        question, yes, no = "Somebody new?", visible(f"Somebody new: “{found.code}”"), "I mistyped it: write it again"
        screen.app.push_screen(ConfirmDialog(screen.services, question, told, yes, no), answered)


def only_theirs(screen: BaseScreen[Any], summary: "AttemptSummary", then: Callable[[], object]) -> None:
    """Go on with an attempt; where several people have attempts on this computer, ask first whether it is theirs.

    Raises:
        StoreError: the store cannot be read.
    """
    if summary.learner in ("", screen.services.learner) or not several(screen):
        then()
        return
    from simulator.tui.shared.confirm import ConfirmDialog  # noqa: PLC0415

    def answered(theirs: bool | None) -> None:
        if theirs:
            with screen.saying_refusals():
                then()

    code = visible(summary.learner)
    told = f"Several people have attempts on this computer, and this one was begun as “{code}”."
    dialog = ConfirmDialog(screen.services, "Is this yours?", told, f"Yes, I am “{code}”", "No, it is somebody else’s")
    screen.app.push_screen(dialog, answered)


def several(screen: BaseScreen[Any]) -> bool:
    """Whether attempts were begun here under more than one code.

    Raises:
        StoreError: the store cannot be read.
    """
    return not screen.services.shared and len(screen.services.store.people.learners()) > 1
