"""Ways from one screen into another that more than one screen needs."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from simulator.tui.shared.base import Furnished

if TYPE_CHECKING:
    from simulator.library import Entry
    from simulator.tui.learner.brief import BriefScreen
    from simulator.tui.shared.services import Desk


def carry_on(screen: Furnished[Any], attempt_id: str) -> None:
    """Take an attempt up again.

    Raises:
        StoreError: it cannot be.
    """
    from simulator.sessions.attempt import Attempt  # noqa: PLC0415
    from simulator.tui.learner.play import PlayScreen  # noqa: PLC0415

    screen.app.push_screen(PlayScreen(screen.desk, Attempt.resume(screen.desk.store, attempt_id)))


def read_code(screen: Furnished[Any], rubrics: Iterable[str]) -> None:
    """Open the code of conduct, the one that most scenarios name."""
    from simulator.tui.learner.code import CodeScreen  # noqa: PLC0415

    named = Counter(name for name in rubrics if name).most_common(1)
    loaded = screen.desk.library.rubric(named[0][0]) if named else None
    if loaded is None or loaded.value is None:
        screen.say("The code of conduct cannot be read here.")
        return
    screen.app.push_screen(CodeScreen(screen.desk, loaded.value))


def open_at(screen: Furnished[Any], scenario: str | None, attempt: str | None) -> None:
    """Open an attempt, or a scenario's brief; say so where there is no such thing."""
    with screen.calmly():
        if attempt is not None:
            carry_on(screen, screen.desk.store.find(attempt))
            return
        entry = screen.desk.library.find(scenario or "")
        if entry is None:
            screen.say(f"There is no scenario called {scenario}.")
            return
        screen.app.push_screen(brief_at(screen.desk, entry))


def brief_of(desk: "Desk", scenario: str) -> "BriefScreen | None":
    """The brief of a scenario, with what was begun and finished of it; None where there is no such scenario.

    Raises:
        StoreError: the attempts cannot be read.
    """
    entry = desk.library.find(scenario)
    return None if entry is None else brief_at(desk, entry)


def brief_at(desk: "Desk", entry: "Entry") -> "BriefScreen":
    """The brief of a scenario of the library.

    Raises:
        StoreError: the attempts cannot be read.
    """
    from simulator.tui.learner.brief import BriefScreen  # noqa: PLC0415
    from simulator.tui.learner.progress import NONE, by_scenario  # noqa: PLC0415

    return BriefScreen(desk, entry, by_scenario(desk.attempts()).get(entry.id, NONE))
