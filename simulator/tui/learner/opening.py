"""Ways from one screen into another that more than one screen needs."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from simulator.tui.shared.base import BaseScreen

if TYPE_CHECKING:
    from simulator.library import Entry
    from simulator.tui.learner.brief import BriefScreen
    from simulator.tui.shared.services import Services


def carry_on(screen: BaseScreen[Any], attempt_id: str) -> None:
    """Take an attempt up again.

    Raises:
        StoreError: it cannot be.
    """
    from simulator.sessions.attempt import Attempt  # noqa: PLC0415
    from simulator.tui.learner.play import PlayScreen  # noqa: PLC0415

    screen.app.push_screen(PlayScreen(screen.services, Attempt.resume(screen.services.store, attempt_id)))


def read_code(screen: BaseScreen[Any], rubrics: Iterable[str]) -> None:
    """Open the code of conduct, the one that most scenarios name."""
    from simulator.tui.learner.code import CodeScreen  # noqa: PLC0415

    named = Counter(name for name in rubrics if name).most_common(1)
    loaded = screen.services.library.rubric(named[0][0]) if named else None
    if loaded is None or loaded.value is None:
        screen.say("The code of conduct cannot be read here.")
        return
    screen.app.push_screen(CodeScreen(screen.services, loaded.value))


def open_at(screen: BaseScreen[Any], scenario: str | None, attempt: str | None) -> None:
    """Open an attempt, or a scenario's brief; say so where there is no such thing."""
    with screen.saying_refusals():
        if attempt is not None:
            carry_on(screen, screen.services.store.attempts.find(attempt))
            return
        entry = screen.services.library.find(scenario or "")
        if entry is None:
            screen.say(f"There is no scenario called {scenario}.")
            return
        screen.app.push_screen(brief_at(screen.services, entry))


def brief_of(services: "Services", scenario: str) -> "BriefScreen | None":
    """The brief of a scenario, with what was begun and finished of it; None where there is no such scenario.

    Raises:
        StoreError: the attempts cannot be read.
    """
    entry = services.library.find(scenario)
    return None if entry is None else brief_at(services, entry)


def brief_at(services: "Services", entry: "Entry") -> "BriefScreen":
    """The brief of a scenario of the library.

    Raises:
        StoreError: the attempts cannot be read.
    """
    from simulator.tui.learner.brief import BriefScreen  # noqa: PLC0415
    from simulator.tui.learner.progress import NONE, by_scenario  # noqa: PLC0415

    return BriefScreen(services, entry, by_scenario(services.attempts()).get(entry.id, NONE))
