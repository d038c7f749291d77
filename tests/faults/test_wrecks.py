"""A store with a page that is lost: each attempt that can still be read is checked, and taken into a new store."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from simulator.engine.events import Mode
from simulator.review.people import Role
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.format.record import Record
from tests.cli.conftest import run_here
from tests.faults.player import RUBRIC, SCENARIO
from tests.store.reviewed import WORDS, begun, hand_in, marked, played

PAGE: Final = 4096
TABLES: Final = {"attempts": "attempt", "heads": "attempt", "events": "attempt", "texts": "stream"}

Wreck = Callable[[bytes, int], bytes]


def zeroed(content: bytes, page: int) -> bytes:
    return content[: page * PAGE] + bytes(PAGE) + content[(page + 1) * PAGE :]


def flipped(content: bytes, page: int) -> bytes:
    at = page * PAGE + (2077 * (page + 1)) % PAGE
    return content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]


def garbled(content: bytes, page: int) -> bytes:
    """The head of the page is another's, as when a disk wrote a sector to the wrong place."""
    start = page * PAGE
    return content[:start] + b"\xff" * 16 + content[start + 16 :]


def cut(content: bytes, page: int) -> bytes:
    return content[: page * PAGE]


def exchanged(content: bytes, page: int) -> bytes:
    """Another page of the same file stands there."""
    other = 7 if page != 7 else 8
    return content[: page * PAGE] + content[other * PAGE : (other + 1) * PAGE] + content[(page + 1) * PAGE :]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, dict[str, Record]]:
    """The bytes of a store of twelve attempts, some reviewed, some open, some with a draft; and what it holds."""
    from simulator.store.format import snapshots
    from tests.sessions.texts import read_held

    place = tmp_path_factory.mktemp("whole") / "attempts.sqlite3"
    with pytest.MonkeyPatch.context() as patch, open_store(str(place)) as store:
        patch.setattr(snapshots, "read_pinned", read_held)
        for number in range(12):
            store.people.set(f"P-{number}", "A name " * 20, Role.LEARNER)
        for number in range(12):
            if number % 4 == 3:
                attempt = begun(store, learner=f"L-{number}")
                attempt.keep_draft({"reason": "because " * 40})
                continue
            attempt = played(store, WORDS * 2, learner=f"L-{number}")
            if number % 4 < 2:
                hand_in(store, attempt)
            if number % 4 == 0:
                marked(store, attempt, comment="Clear and factual " * 30)
        records = {attempt: store.attempts.record(attempt) for attempt in store.attempts.ids()}
    return place.read_bytes(), records


def rows(place: Path, attempt: str, kept: Record) -> list[object]:
    """Everything that is kept of an attempt, by plain reads of each table."""
    connection = sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)
    named = [(each.digest, each.name) for each in (kept.scenario, kept.rubric)]
    try:
        found: list[object] = [
            sorted(connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (attempt,)))
            for table, key in TABLES.items()
        ]
        texts = "SELECT * FROM documents WHERE digest = ? AND name = ?"
        found += [connection.execute(texts, of).fetchall() for of in named]
    except sqlite3.Error:
        return []
    finally:
        connection.close()
    return found


def plainly(place: Path, whole: dict[str, list[object]], records: dict[str, Record]) -> Iterator[str]:
    """The attempts of which plain reads still give everything that they gave before."""
    for attempt, kept in records.items():
        if rows(place, attempt, kept) == whole[attempt]:
            yield attempt


WAYS: Final[dict[str, Wreck]] = {
    "zeroed": zeroed,
    "flipped": flipped,
    "garbled": garbled,
    "cut": cut,
    "exchanged": exchanged,
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_page_is_lost_each_attempt_that_can_be_read_is_checked_and_salvaged(
    way: str, filled: tuple[bytes, dict[str, Record]], quick_path: Path
) -> None:
    content, records = filled
    place, new = quick_path / "attempts.sqlite3", quick_path / "new.sqlite3"
    many = 0
    place.write_bytes(content)
    whole = {attempt: rows(place, attempt, kept) for attempt, kept in records.items()}
    for page in range(1, len(content) // PAGE):
        damaged = WAYS[way](content, page)
        place.write_bytes(damaged)
        readable = set(plainly(place, whole, records))
        many += len(readable) == len(records)
        checked = run_here("attempts", "verify", "--store", str(place))
        told = checked.stdout + checked.stderr
        assert "inside the simulator" not in told, (page, told)
        assert "simulator attempts verify" not in told
        assert checked.returncode in (0, 1), (page, told)
        lines = {line.partition(":")[0]: line for line in checked.stdout.splitlines()}
        for attempt in readable:
            assert attempt in lines, (page, told)
            assert "[page-lost]" not in lines[attempt]
            assert "[event-" not in lines[attempt]
        saved = run_here("attempts", "salvage", "--store", str(place), "--to", str(new))
        assert "inside the simulator" not in saved.stderr, (page, saved.stderr)
        assert place.read_bytes() == damaged
        if new.exists():
            with open_store(str(new)) as store:
                assert readable <= set(store.attempts.ids()), (page, saved.stdout)
                for attempt in store.attempts.ids():
                    assert store.attempts.sound(attempt).events == records[attempt].events
            if page % 6 == 0:
                assert run_here("attempts", "verify", "--store", str(new)).returncode == 0, page
            new.unlink()
        else:
            assert not readable
    if way != "cut":
        assert many > len(content) // PAGE / 4, "a lost page does not always take an attempt along"


def test_a_whole_store_is_salvaged_whole(filled: tuple[bytes, dict[str, Record]], quick_path: Path) -> None:
    place, new = quick_path / "attempts.sqlite3", quick_path / "new.sqlite3"
    place.write_bytes(filled[0])
    done = run_here("attempts", "salvage", "--store", str(place), "--to", str(new))
    assert (done.returncode, done.stdout) == (0, "")
    with sqlite3.connect(place) as one, sqlite3.connect(new) as other:
        for table in (
            "documents",
            "attempts",
            "events",
            "heads",
            "texts",
            "entry_heads",
            "entries",
            "people",
            "drafts",
        ):
            rows = f"SELECT * FROM {table}"
            assert set(one.execute(rows)) == set(other.execute(rows)), table
    one.close()
    other.close()


def test_nothing_is_salvaged_over_what_is_there(filled: tuple[bytes, dict[str, Record]], quick_path: Path) -> None:
    place, new = quick_path / "attempts.sqlite3", quick_path / "new.sqlite3"
    place.write_bytes(filled[0])
    new.write_text("a letter")
    assert run_here("attempts", "salvage", "--store", str(place), "--to", str(new)).returncode == 2
    assert run_here("attempts", "salvage", "--store", str(place), "--to", str(place)).returncode == 2
    assert (new.read_text(), place.read_bytes()) == ("a letter", filled[0])


def test_a_store_that_was_cut_to_nothing_is_told(quick_path: Path) -> None:
    place = quick_path / "attempts.sqlite3"
    place.write_bytes(b"")
    for command in (["attempts", "verify"], ["attempts", "list"], ["class"]):
        done = run_here(*command, "--store", str(place))
        assert done.returncode in (1, 3)
        assert "is empty, which a store never is: if it held attempts, they are gone" in done.stdout + done.stderr
    assert place.read_bytes() == b""


def test_a_clock_that_was_set_back_is_told_and_stops_nobody(quick_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    place = quick_path / "attempts.sqlite3"
    with open_store(str(place)) as store:
        attempt = begun(store)
        late = datetime(2019, 1, 1, tzinfo=UTC)
        with monkeypatch.context() as patch:

            class Clock(datetime):
                @classmethod
                def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                    return late

            patch.setattr("simulator.sessions.attempt.datetime", Clock)
            attempt.choose("honest")
        again = Attempt.resume(store, attempt.id)
        again.choose("tell")
        other = Attempt.begin(store, SCENARIO, RUBRIC, Mode.PRACTICE)
    done = run_here("attempts", "verify", "--store", str(place))
    assert done.returncode == 1
    assert f"{attempt.id}: Event 1 (chose) is dated 2019-01-01, before what went before it" in done.stdout
    assert f"{other.id}: well" in done.stdout
