"""Every screen of a review, and how to come to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from simulator.engine.rubric import Level
from simulator.library import Library
from simulator.review.people import Part, Person
from simulator.store.store import Store

from .review_stage import (
    ANN,
    BEN,
    CAT,
    NOON,
    QUINN,
    appealed,
    decided,
    handed_in,
    marked,
    rejected,
    reviewing,
    sampled,
    signed,
)

Prepare = Callable[[Library, Store], None]


def two(library: Library, store: Store) -> None:
    handed_in(library, store, "promise")
    handed_in(library, store, at=NOON + timedelta(minutes=5))


def one(library: Library, store: Store) -> None:
    handed_in(library, store, "promise")


def all_marked(library: Library, store: Store) -> None:
    review = reviewing(store, handed_in(library, store, "promise"))
    marked(review, privacy=Level.DEVELOPING)
    decided(review, library)
    review.advise("Say the limits before anything is told.")


def all_signed(library: Library, store: Store) -> None:
    signed(library, store, handed_in(library, store, "promise"))


def signed_and_changed(library: Library, store: Store) -> None:
    review = signed(library, store, handed_in(library, store, "promise"))
    review.settle("listening", Level.EXEMPLARY, "The silence was kind.")


def both_signed(library: Library, store: Store) -> None:
    attempt = handed_in(library, store, "promise")
    signed(library, store, attempt)
    signed(library, store, attempt, BEN, part=Part.SECOND, privacy=Level.DEVELOPING)


def in_a_sample(library: Library, store: Store) -> None:
    attempt = handed_in(library, store, "promise")
    signed(library, store, attempt)
    sampled(store, attempt)


def sent_back(library: Library, store: Store) -> None:
    attempt = handed_in(library, store, "promise")
    signed(library, store, attempt)
    rejected(store, attempt)


def with_an_appeal(library: Library, store: Store) -> None:
    appealed(library, store, handed_in(library, store, "promise"))


def nothing(library: Library, store: Store) -> None:
    del library, store


@dataclass(frozen=True)
class View:
    """A screen as a person comes to it."""

    name: str
    prepare: Prepare
    keys: tuple[str, ...] = ()
    by: Person | None = ANN


VIEWS = (
    View("queue", two),
    View("queue-empty", nothing),
    View("queue-find", two, ("slash", *"nobody", "enter")),
    View("who", two, by=None),
    View("room", one, ("enter",)),
    View("room-said", one, ("enter", "tab")),
    View("mark", one, ("enter", "enter")),
    View("mark-bank", one, ("enter", "enter", "f4")),
    View("room-marked", all_marked, ("enter", "end", "up", "up", "up", "up")),
    View("decide", all_marked, ("enter", "end", "up", "up", "up", "up", "up", "enter")),
    View("judge", one, ("enter", "end", "up", "up", "up", "enter")),
    View("sign-missing", one, ("enter", "s")),
    View("sign-again", signed_and_changed, ("enter", "s")),
    View("release", all_signed, ("enter", "r")),
    View("history", all_signed, ("enter", "h")),
    View("second", all_signed, ("2",), BEN),
    View("compare", both_signed, ("enter", "d")),
    View("agree", both_signed, ("enter", "enter")),
    View("quality", in_a_sample, ("enter",), QUINN),
    View("check", in_a_sample, ("enter", "enter"), QUINN),
    View("action", sent_back, ("enter", "enter")),
    View("appealed", with_an_appeal, ("a",), CAT),
    View("appeal-decide", with_an_appeal, ("a", "p"), CAT),
    View("review-help", one, ("enter", "question_mark")),
)
