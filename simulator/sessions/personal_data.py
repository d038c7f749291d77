"""What is held about one person: handed to them, erased on request or in time, or kept under a legal hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from simulator.isolation import RULE as INTERNAL
from simulator.isolation import InternalFault, isolated
from simulator.json_value import Json
from simulator.review.centre import Erased, Ground, Held, HoldLifted, erased_codes, held_codes
from simulator.review.people import Person, Role
from simulator.review.permissions import ReviewRefused
from simulator.review.state import Status
from simulator.store.errors import StoreCorrupt, StoreError, StoreNewer
from simulator.store.format.chain import stamp

from .exporting import exported

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import AttemptSummary, Store
    from simulator.store.streams import StreamEntry

KIND: Final = "simulator-person"
VERSION: Final = 1
MAX_REFERENCE: Final = 100


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose data was kept long enough, or would have been but for a reason."""

    code: str
    attempts: int
    last_at: datetime
    kept_because: str = ""
    """Why nothing is erased yet; empty where it may be."""


# Holding


def hold(store: "Store", by: Person, at: datetime, code: str, reference: str) -> None:
    """Keep everything about somebody as it is, until the hold is lifted.

    Raises:
        ReviewRefused: a hold stands already, the reference is missing or a story, or this person may not.
        StoreError: it could not be kept.
    """
    _may(by)
    if not reference.strip() or len(reference) > MAX_REFERENCE or not reference.isprintable():
        raise ReviewRefused(
            f"Give a reference of at most {MAX_REFERENCE} characters to where the reason is written down."
        )
    if code in held_codes(_events(store)):
        raise ReviewRefused(f"A legal hold stands on “{code}” already.")
    store.centre.add(store.centre.tip(), by, at, [Held(code, reference.strip())])


def lift(store: "Store", by: Person, at: datetime, code: str) -> None:
    """Lift a legal hold.

    Raises:
        ReviewRefused: none stands, or this person may not.
        StoreError: it could not be kept.
    """
    _may(by)
    if code not in held_codes(_events(store)):
        raise ReviewRefused(f"No legal hold stands on “{code}”.")
    store.centre.add(store.centre.tip(), by, at, [HoldLifted(code)])


# Erasing


def erase(store: "Store", by: Person, at: datetime, code: str, ground: Ground = Ground.ASKED) -> int:
    """Erase somebody's name, and everything that was written freely in their attempts and the reviews of these.

    What was chosen, marked and decided stays under their code, and every hash and signature still verifies.

    Returns:
        How many attempts were gone through.

    Raises:
        ReviewRefused: a legal hold stands, nothing is held about them, or this person may not.
        StoreError: nothing was erased.
    """
    _may(by, code)
    tip = store.centre.tip()
    if code in held_codes(_events(store)):
        raise ReviewRefused(f"A legal hold stands on “{code}”: nothing may be erased.")
    attempts = store.attempts.of(code)
    if not attempts and store.people.find(code) is None:
        raise ReviewRefused(f"Nothing is held about “{code}”.")
    if by.code == code and by.role is Role.LEARNER and any(each.review for each in attempts):
        raise ReviewRefused("Something of yours is handed in. Ask your centre to erase what they may.")
    store.erasing.erase([each.id for each in attempts], tip, by, at, Erased(code, ground), names=[code])
    return len(attempts)


def due(store: "Store", before: datetime) -> tuple[Due, ...]:
    """The learners whose last attempt and last review are older than a moment, by code; erased ones are left out.

    Raises:
        StoreError: the store cannot be read.
    """
    events = _events(store)
    held, gone = held_codes(events), erased_codes(events)
    by_code: dict[str, list[AttemptSummary]] = {}
    for summary in store.attempts.all():
        if summary.learner:
            by_code.setdefault(summary.learner, []).append(summary)
    found = []
    for code, summaries in sorted(by_code.items()):
        last = max(_last(store, each) for each in summaries)
        if code not in gone and last < stamp(before):
            newest = max(each.last_at for each in summaries)
            found.append(Due(code, len(summaries), newest, _kept_because(code, summaries, held)))
    return tuple(found)


def _kept_because(code: str, summaries: "list[AttemptSummary]", held: frozenset[str]) -> str:
    if code in held:
        return "a legal hold stands"
    under_review = [each for each in summaries if each.review and each.review != Status.RELEASED]
    if under_review:
        return "a review is not finished"
    return ""


def _last(store: "Store", summary: "AttemptSummary") -> str:
    entries = store.reviews.entries(summary.id) if summary.review else ()
    return max([stamp(summary.last_at), *(entry.at for entry in entries)])


# Handing over


def about(store: "Store", code: str, by: Person, *, texts: bool = True) -> dict[str, Json]:
    """Everything that is held about somebody, under stable names; without what was written freely unless ``texts``.

    Of each review it holds what ``by``, who hands it over, may see.

    Raises:
        ReviewRefused: nothing is held about them.
        StoreError: it cannot be read.
    """
    known = store.people.find(code)
    damaged = Unreadable()
    attempts: list[Json] = []
    for each in reversed(store.attempts.of(code)):
        damaged.add(each.id, attempts, partial(_attempt, store, each, by, texts=texts))
    centre: list[Json] = [_entry_json(each) for each in store.centre.entries() if _of(each, code)]
    acted: list[Json] = []
    for each in store.attempts.all():
        if each.review and each.learner != code:
            damaged.add(each.id, acted, partial(_acted, store, each.id, code))
    if known is None and not attempts and not centre and not acted and not damaged.found:
        raise ReviewRefused(f"Nothing is held about “{code}”.")
    person: Json = None
    if known is not None:
        person = {"name": known.name if texts else "", "role": str(known.role)}
    return {
        "kind": KIND,
        "version": VERSION,
        "code": code,
        "with_answers": texts,
        "person": person,
        "attempts": attempts,
        "centre": centre,
        "acted_in_reviews_of": acted,
        "unreadable": damaged.found,
    }


def unreadable_in(about: dict[str, Json]) -> list[tuple[str, str]]:
    """The attempts that are not in what is held about somebody, each with the reason."""
    found = about["unreadable"]
    rows = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    return [(str(each["attempt"]), str(each["why"])) for each in rows]


class Unreadable:
    """Attempts that are damaged, or on which the program itself fails; the others are handed over all the same."""

    def __init__(self) -> None:
        self.found: list[Json] = []

    def add(self, attempt: str, to: list[Json], read: Callable[[], Json]) -> None:
        """Add what can be read of an attempt, if there is anything, or note why it cannot be read.

        Raises:
            StoreError: the store as a whole cannot be read.
        """
        try:
            done = isolated(attempt, read, (StoreError,))
        except (StoreCorrupt, StoreNewer) as error:
            self.found.append({"attempt": attempt, "why": str(error)})
            return
        if isinstance(done, InternalFault):
            self.found.append({"attempt": attempt, "why": f"{done.message} [{INTERNAL}]"})
        elif done is not None:
            to.append(done)


def _attempt(store: "Store", summary: "AttemptSummary", by: Person, *, texts: bool) -> Json:
    drafts: dict[str, Json] = {}
    if texts:
        given = store.drafts.of(summary.id, store.attempts.record(summary.id).head.tip.count)
        drafts = {name: value if isinstance(value, str) else list(value) for name, value in given.items()}
    return {
        "export": exported(store, summary.id, by, texts=texts),
        "drafts": drafts,
        "result_released": not summary.held_back,
    }


def _acted(store: "Store", attempt: str, code: str) -> Json:
    """How often somebody acted in the review of an attempt; None where they did not."""
    entries: list[Json] = [entry.number for entry in store.reviews.entries(attempt) if entry.by.code == code]
    return {"attempt": attempt, "entries": entries} if entries else None


def _entry_json(each: "StreamEntry") -> Json:
    reference = each.event.reference if isinstance(each.event, Held) else ""
    return {"at": each.at, "by": each.by.code, "what": type(each.event).__name__, "reference": reference}


def _of(each: "StreamEntry", code: str) -> bool:
    return each.by.code == code or getattr(each.event, "code", None) == code


def _events(store: "Store") -> list[object]:
    return [each.event for each in store.centre.entries()]


def _may(by: Person, code: str | None = None) -> None:
    if by.role is not Role.QUALITY_ASSURER and by.code != code:
        raise ReviewRefused("Only a quality assurer of the centre, or the person themselves, can do this.")
