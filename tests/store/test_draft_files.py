"""What is typed and not handed in, beside a store that is a file: quick, private, and gone when it is to be gone."""

import sqlite3
import stat
from pathlib import Path

import pytest

from simulator.engine.events import Mode
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.db import tables
from simulator.store.db.location import Location
from simulator.store.drafts import sealed_draft
from simulator.store.errors import StoreVanished
from simulator.store.salvage import salvage
from simulator.store.store import Store
from simulator.store.wreck import Wreck
from tests.engine.small import CODE, small
from tests.sessions.texts import held

from .contract.test_erasing import TestErasure
from .reviewed import ANN, NINE


def begun(store: Store) -> Attempt:
    return Attempt.begin(store, held(small()), held(CODE), Mode.PRACTICE, seed=1)


def secret(folder: Path) -> list[str]:
    """The files in which the secret stands."""
    return [path.name for path in folder.rglob("*") if path.is_file() and b"SECRET-" in path.read_bytes()]


def test_a_draft_that_was_handed_in_leaves_no_trace_in_any_file(place: Path, store: Store) -> None:
    attempt = begun(store)
    attempt.keep_draft({"reason": "SECRET-" * 40})
    (kept,) = secret(place.parent)
    left = next(place.parent.rglob(kept)).with_suffix(".77")
    left.write_bytes(b"SECRET-")  # as somebody leaves it who is killed in the midst
    attempt.choose("honest")
    assert secret(place.parent) == []


def test_a_draft_is_erased_with_the_attempt(place: Path, store: Store) -> None:
    attempt = begun(store)
    attempt.keep_draft({"reason": "SECRET-" * 40})
    store.erasing.erase([attempt.id], store.centre.tip(), ANN, NINE, TestErasure("L-1", "They asked"))
    assert secret(place.parent) == []
    assert attempt.draft() == {}


def test_a_draft_is_kept_while_others_write_and_costs_the_store_nothing(place: Path, store: Store) -> None:
    attempt = begun(store)
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = place.read_bytes()
    attempt.keep_draft({"reason": "Because"})
    other.execute("ROLLBACK")
    other.close()
    assert place.read_bytes() == before
    assert Attempt.resume(store, attempt.id).draft() == {"reason": "Because"}


def test_a_draft_is_its_owners_alone(place: Path, store: Store) -> None:
    begun(store).keep_draft({"reason": "Because"})
    (folder,) = (path for path in place.parent.iterdir() if path.is_dir())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()] == [0o600]


def test_a_draft_that_stands_in_the_store_itself_is_read_and_forgotten(store: Store) -> None:
    attempt = begun(store)
    kept = sealed_draft(attempt.id, len(attempt.events), {"reason": "Because"})
    with store.database.writing() as connection:
        connection.execute(tables.set_row(tables.drafts), kept)
    assert attempt.draft() == {"reason": "Because"}
    attempt.keep_draft({"reason": "Because of"})
    assert attempt.draft() == {"reason": "Because of"}
    attempt.keep_draft({})
    assert attempt.draft() == {}


@pytest.mark.parametrize("left", [b"", bytes(40)])
def test_a_draft_that_a_power_cut_took_is_none(left: bytes, place: Path, store: Store) -> None:
    attempt = begun(store)
    attempt.keep_draft({"reason": "Because"})
    (kept,) = (path for path in place.parent.rglob("*.json") if path.is_file())
    kept.write_bytes(left)
    assert attempt.draft() == {}


def test_nothing_is_typed_beside_a_store_that_is_gone(place: Path, store: Store) -> None:
    attempt = begun(store)
    place.rename(place.with_name("elsewhere"))
    with pytest.raises(StoreVanished):
        attempt.keep_draft({"reason": "Because"})
    assert [path.name for path in place.parent.iterdir()] == ["elsewhere"]


def test_a_draft_is_salvaged_with_its_attempt(place: Path, store: Store) -> None:
    attempt = begun(store)
    attempt.keep_draft({"reason": "Because"})
    with Wreck(Location(place)) as old, open_store(str(place.with_name("new"))) as new:
        assert [lost for _, lost in salvage(old, new) if lost] == []
        assert Attempt.resume(new, attempt.id).draft() == {"reason": "Because"}
