"""A glance shows what the store shows, at once, and is never in the way."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.attempt import Attempt
from simulator.engine.events import Mode
from simulator.store.glance import glance
from simulator.store.store import Store
from tests.attempt.texts import held
from tests.engine.small import CODE, small


def test_a_glance_shows_what_the_store_shows(place: Path, store: Store) -> None:
    assert glance(str(place)) == store.attempts() == ()
    for number in range(3):
        attempt = Attempt.begin(store, held(small()), held(CODE), Mode.REHEARSAL, seed=number)
        attempt.choose("honest")
    attempt.leave()
    assert len(glance(str(place))) == 3
    assert glance(str(place)) == store.attempts()
    assert glance(f"sqlite:///{place}") == store.attempts()


def test_a_glance_leaves_out_what_is_damaged_as_the_store_does(place: Path, store: Store) -> None:
    Attempt.begin(store, held(small()), held(CODE), Mode.PRACTICE)
    with sqlite3.connect(place) as other:
        other.execute("DROP TRIGGER heads_only_grow")
        other.execute("UPDATE heads SET decisions = 7")
    other.close()
    assert glance(str(place)) == store.attempts() == ()
    assert len(store.damaged()) == 1


@pytest.mark.parametrize("content", [None, b"", b"a letter", b"SQLite format 3\0" + bytes(4000)])
def test_a_glance_at_what_is_no_store_shows_nothing_and_makes_nothing(place: Path, content: bytes | None) -> None:
    if content is not None:
        place.write_bytes(content)
    assert glance(str(place)) == ()
    assert (place.read_bytes() if place.exists() else None) == content
    assert glance(str(place.parent)) == ()
    assert glance("mysql://a/b") == ()


def test_a_glance_does_not_wait_for_a_store_that_is_held(place: Path, store: Store) -> None:
    Attempt.begin(store, held(small()), held(CODE), Mode.PRACTICE)
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert glance(str(place)) == ()
    other.execute("ROLLBACK")
    other.close()
    assert len(glance(str(place))) == 1


def test_a_glance_loads_no_database_layer() -> None:
    code = "import sys; from simulator.store.glance import glance; glance(); print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False"
