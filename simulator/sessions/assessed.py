"""What an assessment that was finished before means for somebody who is about to begin another of the same scenario."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from simulator.engine.events import Mode
from simulator.store.format.chain import moment

from .dossier import read_review

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import AttemptSummary, Store

ANOTHER: Final = (
    "Another attempt would stand beside it: it changes nothing of the first, is handed in on its own, and your "
    "assessor reads both."
)
"""What it means to begin another one."""


def assessed_before(store: "Store", summaries: Iterable["AttemptSummary"]) -> str:
    """Whether one of these attempts was an assessment that came to its end, as a sentence; empty where none was.

    Of several the latest is told, one that is handed in before one that is not.

    Raises:
        StoreError: a review cannot be read.
    """
    ended = [each for each in summaries if each.mode is Mode.ASSESSMENT and each.closed in ("ended", "left")]
    ended.sort(key=lambda each: (bool(each.review), each.last_at), reverse=True)
    return _sentence(store, ended[0]) if ended else ""


def _sentence(store: "Store", summary: "AttemptSummary") -> str:
    if not summary.review:
        what = "finished" if summary.closed == "ended" else "stopped for good"
        return f"It was {what} on {_day(summary.last_at)} and is not handed in."
    handed_in = read_review(store, summary.id)[1].handed_in
    on = f" on {_day(moment(handed_in.at))}" if handed_in is not None else ""
    result = "the result is not released yet" if summary.held_back else "the result is released"
    return f"It was handed in{on}; {result}."


def _day(when: datetime) -> str:
    """A day where the learner is: ``5 January 2026``."""
    here = when.astimezone()
    return f"{here.day} {here:%B %Y}"
