"""What is in the way of a shared store is said in one sentence, and a password never."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from simulator.settings import Setting
from simulator.store import open_store
from simulator.store.db import location, postgresql
from simulator.store.errors import (
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreNewer,
    StoreReadOnly,
    StoreUnreachable,
)
from tests.store.reviewed import begun
from tests.store.server import Server


@pytest.fixture
def address(postgresql: Server, database: str, request: pytest.FixtureRequest) -> str:
    """The address of an empty store on the server."""
    schema = f"only_{abs(hash(request.node.name)) % 10**9}"
    run(postgresql.address(database), f"CREATE SCHEMA {schema}")
    return postgresql.address(database, schema)


def run(address: str, *statements: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def said(address: str) -> StoreError:
    """What opening a store says, which is one sentence without a password."""
    with pytest.raises(StoreError) as error:
        open_store(address)
    message = str(error.value)
    assert message.endswith(".")
    assert "\n" not in message
    assert "hunter2" not in message
    assert "hunter2" not in repr(error.value.__cause__)
    return error.value


def test_a_server_that_does_not_answer(postgresql: Server) -> None:
    for nowhere in (
        "postgresql://ann:hunter2@127.0.0.1:9/college",
        "postgresql+psycopg://ann:hunter2@/x?host=/nowhere",
    ):
        error = said(nowhere)
        assert isinstance(error, StoreUnreachable)
        assert "does not answer" in str(error)
    assert "127.0.0.1" in str(said("postgres://ann:hunter2@127.0.0.1:9/college"))


def test_a_wrong_password_a_missing_database_and_an_address_that_is_none(postgresql: Server, database: str) -> None:
    run(postgresql.address(database), "DROP ROLE IF EXISTS locked", "CREATE ROLE locked LOGIN PASSWORD 'right'")
    here = f"/{database}?host={postgresql.folder}"
    for user in ("locked:hunter2", "locked", "stranger:hunter2"):
        assert "does not let you in" in str(said(f"postgresql://{user}@{here}"))
    assert "There is no database “nowhere”" in str(said(f"postgresql://postgres@/nowhere?host={postgresql.folder}"))
    assert "cannot be read" in str(said("postgresql://ann:hunter2@college:port/x"))
    assert "not supported" in str(said("mysql://ann:hunter2@college/x"))
    let_in = said(f"postgresql://locked:right@{here}&options=-csearch_path%3Dnone_of_it")
    assert isinstance(let_in, StoreReadOnly), "who is let in may still not be allowed to make tables"


def test_a_newer_store_and_a_database_of_something_else(address: str) -> None:
    open_store(address).close()
    run(address, "UPDATE meta SET value = '99'")
    assert isinstance(said(address), StoreNewer)
    run(address, "UPDATE meta SET value = 'x'")
    assert isinstance(said(address), StoreCorrupt)
    run(address, "DROP TABLE meta CASCADE")
    assert isinstance(said(address), StoreCorrupt)


def test_a_store_that_may_only_be_read_is_read_and_says_so_when_it_is_written(address: str) -> None:
    with open_store(address) as store:
        attempt = begun(store)
    with open_store(f"{address}%20-cdefault_transaction_read_only%3Don") as store:
        assert store.attempts.ids() == (attempt.id,)
        with pytest.raises(StoreReadOnly):
            begun(store)


def test_somebody_without_rights_is_told_so(address: str) -> None:
    with open_store(address) as store:
        begun(store)
    schema = address.rpartition("%3D")[2]
    run(address, "DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN")
    run(
        address, f"GRANT USAGE ON SCHEMA {schema} TO reader", f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader"
    )
    with open_store(address.replace("postgres@", "reader@")) as store:
        assert len(store.attempts.ids()) == 1
        with pytest.raises(StoreReadOnly):
            begun(store)
    run(address, "DROP OWNED BY reader")


def test_a_connection_that_broke_is_made_again(address: str) -> None:
    with open_store(address) as store:
        begun(store)
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        run(address, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        assert len(store.attempts.ids()) == 1


def test_somebody_who_does_not_let_go_is_waited_for_and_then_told(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "LOCK_SECONDS", 1)
    with open_store(address) as store:
        attempt = begun(store)
        engine = create_engine(address)
        with engine.connect() as other:
            other.execute(text("LOCK TABLE heads IN EXCLUSIVE MODE"))
            with pytest.raises(StoreLocked):
                attempt.choose("honest")
        engine.dispose()
        attempt.choose("honest")


def test_a_full_disk_is_told(address: str) -> None:
    class DiskFullError(Exception):
        sqlstate = "53100"

    with pytest.raises(StoreFull), postgresql.database_errors(location.location_of(address)):
        raise OperationalError("INSERT", {}, DiskFullError("hunter2"))


def test_every_text_is_compared_by_code_points(address: str) -> None:
    with open_store(address) as store, store.database.reading() as connection:
        collations = connection.exec_driver_sql(
            "SELECT DISTINCT coalesce(collation_name, 'none') FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND data_type = 'text'"
        )
        assert collations.scalars().all() == ["C"]


def test_a_password_is_in_no_description_of_a_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(Setting.STORE.variable, "postgresql://ann:hunter2@college.example/peers?sslmode=require")
    found = location.location_of(None)
    assert str(found) == "“peers” on college.example"
    assert "hunter2" not in repr(found)
    assert found.path is None
