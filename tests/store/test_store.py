"""The store as a file: private, only ever added to, and plain about what is in its way."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator import waiting
from simulator.engine.events import Mode
from simulator.sessions.attempt import Attempt
from simulator.settings import Setting
from simulator.store import existing_store, open_store, store_to_read
from simulator.store.db import location as place
from simulator.store.errors import (
    NoSuchAttempt,
    StoreCorrupt,
    StoreError,
    StoreLocked,
    StoreMoved,
    StoreNewer,
    StoreUnreachable,
    StoreVanished,
)
from simulator.store.store import Store
from tests.engine.small import CODE, small
from tests.sessions.texts import held


def begun(store: Store, *, mode: Mode = Mode.PRACTICE) -> Attempt:
    return Attempt.begin(store, held(small()), held(CODE), mode, seed=1)


def one_sentence(error: BaseException) -> bool:
    message = str(error)
    return message.endswith(".") and "\n" not in message and ". " not in message and "SQLITE" not in message


# Private ---------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_the_file_the_folder_and_the_journal_are_the_owners_alone_from_the_first_moment(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = tmp_path / "new" / "attempts.sqlite3"
        with open_store(str(path)) as store:
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            attempt = begun(store)
            journals: set[int] = set()
            with store.database.writing() as connection:
                connection.exec_driver_sql("UPDATE meta SET value = value")
                journals = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
            attempt.choose("honest")
    finally:
        os.umask(old)
    assert journals == {0o600}
    assert len(journals) == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_the_file_is_private_before_anything_could_make_it_so(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.store.db.location._keep_private", lambda *_: None)
    old = os.umask(0)
    try:
        open_store(str(place)).close()
    finally:
        os.umask(old)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_file_that_others_could_read_is_made_private(place: Path) -> None:
    open_store(str(place)).close()
    place.chmod(0o644)
    open_store(str(place)).close()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


# Only ever added to ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET body = '{}'",
        "UPDATE events SET number = number + 100",
        "DELETE FROM events WHERE number = 1",
        "INSERT OR REPLACE INTO events SELECT attempt, number, at, '{}', hash FROM events",
        "INSERT INTO events SELECT attempt, 77, at, body, hash FROM events WHERE number = 0",
        "UPDATE attempts SET learner = 'someone else'",
        "DELETE FROM attempts",
        "INSERT OR REPLACE INTO attempts SELECT * FROM attempts",
        "UPDATE documents SET text = 'shorter'",
        "DELETE FROM documents",
        "INSERT OR REPLACE INTO documents SELECT digest, name, kind, 'shorter' FROM documents",
        "DELETE FROM heads",
        "INSERT OR REPLACE INTO heads SELECT * FROM heads",
        "UPDATE heads SET count = count - 1",
        "UPDATE heads SET outcome = 'exemplary'",
    ],
)
def test_nothing_that_was_written_can_be_changed_through_the_database(
    place: Path, store: Store, statement: str
) -> None:
    attempt = begun(store)
    attempt.choose("honest")
    before = store.attempts.record(attempt.id)
    with sqlite3.connect(place) as other, pytest.raises(sqlite3.IntegrityError, match=r"only|stay|grows"):
        other.execute(statement)
    other.close()
    assert store.attempts.record(attempt.id) == before


def test_nothing_can_follow_the_closing_event(place: Path, store: Store) -> None:
    attempt = begun(store)
    attempt.leave()
    with sqlite3.connect(place) as other, pytest.raises(sqlite3.IntegrityError, match="stays closed"):
        other.execute("UPDATE heads SET closed = '', count = count + 1")
    other.close()
    with pytest.raises(StoreMoved):
        store.attempts.append(
            attempt.id,
            attempt._tip,
            attempt.events[:1],
            attempt.started_at,
            store.attempts.record(attempt.id).head.progress,
        )


def test_an_attempt_that_went_on_in_another_window_is_not_overwritten(store: Store) -> None:
    here = begun(store)
    there = Attempt.resume(store, here.id)
    there.choose("promise")
    before = store.attempts.record(here.id)
    with pytest.raises(StoreMoved) as error:
        here.choose("honest")
    assert one_sentence(error.value)
    assert store.attempts.record(here.id) == before
    assert here.events == Attempt.resume(store, here.id).events[:1]


def test_the_same_text_under_two_ids_is_kept_under_both(store: Store) -> None:
    one, other = begun(store), begun(store)
    assert one.id != other.id
    assert [summary.id for summary in store.attempts.all()].count(one.id) == 1
    assert len(store.attempts.all()) == 2


# Other versions and other files ----------------------------------------------------------------------------------


def test_a_store_of_a_newer_version_is_refused_and_not_touched(place: Path) -> None:
    open_store(str(place)).close()
    with sqlite3.connect(place) as other:
        other.execute("UPDATE meta SET value = '99'")
        other.commit()
        other.execute("PRAGMA journal_mode=WAL")
    other.close()
    before = place.read_bytes()
    with pytest.raises(StoreNewer) as error:
        open_store(str(place))
    assert one_sentence(error.value)
    assert place.read_bytes() == before


def test_a_database_of_something_else_is_refused_and_not_touched(place: Path) -> None:
    with sqlite3.connect(place) as other:
        other.execute("CREATE TABLE meta (name, value)")
    other.close()
    before = place.read_bytes()
    with pytest.raises(StoreCorrupt) as error:
        open_store(str(place))
    assert one_sentence(error.value)
    assert place.read_bytes() == before


@pytest.mark.parametrize("content", [b"x", b"hello, this is a letter", b"SQLite format 4\0" * 300, b"\0" * 5000])
def test_a_file_that_is_no_database_is_refused_and_not_touched(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(StoreCorrupt) as error:
        open_store(str(place))
    assert one_sentence(error.value)
    assert place.read_bytes() == content


@pytest.mark.parametrize("opening", [open_store, existing_store, store_to_read])
def test_a_store_is_never_empty_so_an_empty_file_is_told_and_left_alone(
    place: Path, opening: Callable[[str], Store]
) -> None:
    place.touch(0o644)
    with pytest.raises(StoreCorrupt, match="is empty, which a store never is") as error:
        opening(str(place))
    assert one_sentence(error.value)
    assert (place.read_bytes(), stat.S_IMODE(place.stat().st_mode)) == (b"", 0o644)


# In the way ------------------------------------------------------------------------------------------------------


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable) as error:
        open_store(str(tmp_path))
    assert one_sentence(error.value)


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file" / "attempts.sqlite3", tmp_path / "file" / "deeper" / "attempts.sqlite3"):
        with pytest.raises(StoreUnreachable) as error:
            open_store(str(path))
        assert one_sentence(error.value)


@pytest.mark.parametrize("where", ["mysql://a/b", "postgresql://somewhere/else", "http://example.org"])
def test_a_kind_of_store_that_is_not_supported_is_said(where: str) -> None:
    with pytest.raises(StoreUnreachable) as error:
        open_store(where)
    assert one_sentence(error.value)


def test_a_name_that_no_file_can_have_is_said() -> None:
    for where in ("a\0b", "/tmp/" + "x" * 5000):
        with pytest.raises(StoreError) as error:
            open_store(where)
        assert one_sentence(error.value)


def test_a_store_that_another_program_holds_is_said_and_loses_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.1)
    with open_store(str(place)) as store:
        attempt = begun(store)
        other = sqlite3.connect(place, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLocked) as error:
            attempt.choose("honest")
        assert one_sentence(error.value)
        with pytest.raises(StoreLocked):
            store.attempts.all()
        other.execute("ROLLBACK")
        other.close()
        attempt.choose("honest")
        assert Attempt.resume(store, attempt.id).state == attempt.state


def test_what_is_going_to_write_holds_the_store_before_it_reads(place: Path, store: Store) -> None:
    other = sqlite3.connect(place, isolation_level=None, timeout=0)
    with store.database.writing() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM attempts").scalar() == 0
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    with store.database.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM attempts")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    other.close()


def test_every_connection_is_set_for_safety(store: Store) -> None:
    with store.database.reading() as one, store.database.reading() as two:
        for connection in (one, two):
            found = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "recursive_triggers")
            ]
            assert found == ["delete", 3, 1, 1, 1]


def test_a_reader_that_lingers_only_delays(place: Path, store: Store) -> None:
    attempt = begun(store)
    other = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN")
    other.execute("SELECT * FROM events").fetchall()
    timer = threading.Timer(0.2, lambda: other.execute("COMMIT"))
    timer.start()
    attempt.choose("honest")
    timer.join()
    other.close()
    assert Attempt.resume(store, attempt.id).events == attempt.events


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be deleted")
@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_a_file_that_vanishes_while_it_is_open_is_said_and_nothing_is_taken_for_saved(place: Path, how: str) -> None:
    with open_store(str(place)) as store:
        attempt = begun(store)
        before = attempt.state
        if how == "deleted":
            place.unlink()
        else:
            place.rename(place.with_name("elsewhere"))
        if how == "replaced":
            open_store(str(place)).close()
        with pytest.raises(StoreVanished) as error:
            attempt.choose("honest")
        assert one_sentence(error.value)
        assert attempt.state is before
        if how == "moved":
            place.with_name("elsewhere").rename(place)
            attempt.choose("honest")
            assert Attempt.resume(store, attempt.id).state == attempt.state


NOBODY = """
import os, sys
sys.path.insert(0, {root!r})
import simulator.store.store, simulator.sessions.attempt, platformdirs
from simulator.store import open_store, StoreError
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    with open_store({path!r}) as store:
        store.drafts.keep(store.attempts.ids()[0], 1, {{"a": "b"}})
except StoreError as error:
    print(error)
else:
    print("nothing stood in the way")
"""


def _as_nobody(path: Path) -> str:
    """What opening and writing says to someone with no rights of their own."""
    root = str(Path(__file__).parents[2])
    code = NOBODY.format(root=root, path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert not done.stderr, done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_a_folder_or_file_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder.is_relative_to("/tmp/"):
            folder.chmod(0o755)
    shut = tmp_path / "shut"
    shut.mkdir()
    path = shut / "attempts.sqlite3"
    with open_store(str(path)) as store:
        begun(store)
    content = path.read_bytes()
    path.chmod(0o644)
    shut.chmod(0o555)
    answers = [_as_nobody(path), _as_nobody(shut / "new.sqlite3"), _as_nobody(shut / "deep" / "new.sqlite3")]
    if os.geteuid() == 0:
        path.chmod(0o000)
        answers.append(_as_nobody(path))
        path.chmod(0o644)
    shut.chmod(0o755)
    for said in answers:
        assert said.endswith(".")
        assert "\n" not in said
        assert "written" in said or "write" in said
    assert path.read_bytes() == content


# Finding ---------------------------------------------------------------------------------------------------------


def test_the_start_of_an_id_is_enough_where_it_fits_one_attempt_only(store: Store) -> None:
    attempt = begun(store)
    for _ in range(20):
        begun(store)
    assert store.attempts.find(attempt.id) == attempt.id
    assert store.attempts.find(attempt.id[:15]) == attempt.id
    with pytest.raises(NoSuchAttempt, match="More than one"):
        store.attempts.find(
            next(
                start
                for start in "0123456789abcdef"
                if sum(each.startswith(start) for each in store.attempts.ids()) > 1
            )
        )
    for nothing in ("", "zz", "%", attempt.id + "0"):
        with pytest.raises(NoSuchAttempt, match="There is no attempt"):
            store.attempts.find(nothing)


def test_where_a_store_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv(Setting.STORE.variable, raising=False)
    assert place.location_of(None).path is not None
    assert str(place.location_of(None)).endswith("attempts.sqlite3")
    assert place.location_of(None).ours
    monkeypatch.setenv(Setting.STORE.variable, "/elsewhere/a.sqlite3")
    assert place.location_of(None).path == Path("/elsewhere/a.sqlite3")
    assert place.location_of("sqlite:////abs/a.sqlite3").path == Path("/abs/a.sqlite3")
    assert place.location_of("sqlite:///a.sqlite3").path == Path("a.sqlite3")
    assert place.location_of("sqlite://").path is None


def test_a_store_in_memory_works_like_any_other() -> None:
    with open_store("sqlite://") as store:
        attempt = begun(store)
        attempt.choose("honest")
        assert Attempt.resume(store, attempt.id).state == attempt.state


@pytest.mark.parametrize(
    "name", ["with space.sqlite3", "per%20cent.sqlite3", "quest?ion.sqlite3", "hash#.sqlite3", "ü.sqlite3"]
)
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    with open_store(str(tmp_path / name)) as store:
        begun(store)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_importing_an_attempt_loads_no_database_and_no_reader() -> None:
    heavy = {"sqlalchemy", "pydantic", "yaml", "sqlite3", "textual"}
    code = f"import sys, simulator.sessions.attempt; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
