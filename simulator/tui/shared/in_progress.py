"""What screens need of a conversation in progress, so that an attempt and a preview can both stand behind them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from simulator.engine.events import Answer, Mode
    from simulator.engine.scenario import Field, Scenario
    from simulator.engine.state import State


class ConversationInProgress(Protocol):
    """An attempt, or a scenario that is tried out."""

    @property
    def scenario(self) -> "Scenario":
        """What is played."""

    @property
    def state(self) -> "State":
        """Where it stands."""

    @property
    def mode(self) -> "Mode":
        """How it is played."""


class KeepsDraft(Protocol):
    """What keeps what is typed until it is handed in."""

    def draft(self) -> "Mapping[str, Answer]":
        """What was kept."""

    def keep_draft(self, answers: "Mapping[str, Answer]") -> None:
        """Keep it."""


class FormInProgress(ConversationInProgress, KeepsDraft, Protocol):
    """A conversation that stands at a form."""

    def form(self) -> "tuple[Field, ...] | None":
        """The fields to fill in now."""

    def answer(self, answers: "Mapping[str, Answer]") -> None:
        """Hand it in."""
