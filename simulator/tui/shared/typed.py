"""What is typed on a form of a review and not given yet, kept by place in the store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from simulator.tui.shared.base import BaseScreen
from simulator.tui.shared.drafts import ScreenDraft
from simulator.tui.shared.refs import ref
from simulator.tui.widgets.choices import Offer

if TYPE_CHECKING:
    from simulator.engine.events import Answer
    from simulator.sessions.review import ReviewSession

NOTHING = " "
"""Kept where somebody emptied what had been filled in before."""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One thing that a form asks for."""

    id: str
    ask: Content
    how: Literal["one", "many", "text", "line"]
    """One of several, any of several, several lines, or one line."""
    hint: str = ""
    offers: tuple[Offer, ...] = ()
    start: str = ""
    """What it begins with; several marked things stand on a line each."""
    missing: str = ""
    """What is said where nothing is answered; empty where that may be."""


class Typed:
    """The drafts of one form; only what differs from what it began with is kept."""

    def __init__(self, reviewing: "ReviewSession", form: str, asked: tuple[FormQuestion, ...]) -> None:
        self._reviewing = reviewing
        self._places = {each.id: ref(form, each.id) for each in asked}
        self._start = {each.id: each.start for each in asked}
        self._kept: dict[str, str] = {}

    def draft(self) -> "Mapping[str, Answer]":
        """What was kept the last time, by what was asked.

        Raises:
            StoreError: it cannot be read.
        """
        drafts = self._reviewing.drafts()
        self._kept = {name: drafts[place] for name, place in self._places.items() if place in drafts}
        return dict(self._kept)

    def keep_draft(self, answers: "Mapping[str, Answer]") -> None:
        """Keep what has changed since it was kept last.

        Raises:
            StoreError: it could not be kept.
        """
        for name, place in self._places.items():
            given = answers.get(name, "")
            text = given if isinstance(given, str) else "\n".join(given)
            wanted = "" if text == self._start[name] else text or NOTHING
            if wanted != self._kept.get(name, ""):
                self._reviewing.keep_draft(place, wanted)
                self._kept[name] = wanted

    def forget(self) -> None:
        """It was given: there is nothing to keep.

        Raises:
            StoreError: it could not be forgotten.
        """
        self.keep_draft(self._start)


def give_typed(screen: BaseScreen[bool], draft: ScreenDraft, typed: Typed, give: Callable[[], None]) -> None:
    """Give what is typed on a screen and leave the screen; or say what keeps it from being given."""
    screen.hush()
    draft.keep_now()
    given = False
    with screen.saying_refusals():
        give()
        given = True
    if given:
        with screen.saying_refusals():
            draft.forget()
            typed.forget()
        screen.dismiss(True)
