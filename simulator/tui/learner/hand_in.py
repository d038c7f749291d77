"""Handing an attempt in, with the learner's declaration."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from simulator.sessions.hand_in import DECLARATION, hand_in
from simulator.tui.shared.base import SimulatorScreen
from simulator.tui.shared.confirm import ConfirmDialog

if TYPE_CHECKING:
    from simulator.sessions.attempt import Attempt

AFTER = (
    "After that nothing in it can be changed. Your assessor reads it, and you see what they decide when they release "
    "it. Esc closes this question; it stays finished and waits for you in the library."
)


def ask_to_hand_in(screen: SimulatorScreen[Any], attempt: "Attempt", then: Callable[[], None]) -> None:
    """Ask for the declaration; hand the attempt in, and go on, where it is given."""

    def answered(declared: bool | None) -> None:
        if not declared:
            screen.say("It is not handed in yet. It waits for you in the library.")
            return
        with screen.saying_refusals():
            hand_in(screen.services.store, attempt.id, datetime.now(UTC), declared=True)
            then()

    screen.app.push_screen(
        ConfirmDialog(
            screen.services, "Hand this in?", f"{DECLARATION} {AFTER}", "I declare this and hand it in", "Not yet"
        ),
        answered,
    )
