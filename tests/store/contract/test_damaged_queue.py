"""Whatever is damaged of what was handed in is listed: lines and damaged ones are together what is counted."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Row

from simulator.review.state import Status
from simulator.store import open_store
from simulator.store.db import tables
from simulator.store.queue import QueueFilter, QueuePage
from simulator.store.store import Store
from tests.depth import tries
from tests.store.reviewed import hand_in, marked, played

HARM = {
    "entry_heads": ("seal", "status", "handed_in_at", "first", "head", "last_at", "released_at", "count", "unmarked"),
    "heads": ("seal", "head", "closed", "outcome", "last_at", "count"),
    "attempts": ("hash", "learner", "title", "started_at", "mode"),
}
KEYS = {"entry_heads": "stream", "heads": "attempt", "attempts": "attempt"}
harms = st.sampled_from([(table, column) for table, columns in HARM.items() for column in columns])
statuses = [QueueFilter(status=(status,)) for status in Status]
filters = st.sampled_from([QueueFilter(), *statuses, QueueFilter(unsafe=True)])


def pages(store: Store, wanted: QueueFilter, limit: int) -> list[QueuePage]:
    found = [store.queue.page(wanted, limit)]
    while found[-1].after is not None:
        found.append(store.queue.page(wanted, limit, found[-1].after))
    return found


@pytest.fixture
def filled(new_address: Callable[[], str]) -> tuple[str, list[str]]:
    address = new_address()
    with open_store(address) as store:
        attempts = [played(store, learner=f"L-{number}") for number in range(4)]
        for attempt in attempts:
            hand_in(store, attempt)
        marked(store, attempts[1])
    return address, [attempt.id for attempt in attempts]


def test_rows_and_damaged_ones_are_together_what_is_counted(filled: tuple[str, list[str]]) -> None:
    address, ids = filled
    with open_store(address) as store:

        @settings(
            max_examples=tries(25 if "://" in address else 60, 300),
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture],
        )
        @given(
            st.lists(st.tuples(st.sampled_from(ids), harms, st.sampled_from(["", "x", "9"])), max_size=4),
            filters,
            st.integers(1, 5),
        )
        def holds(harmed: list[tuple[str, tuple[str, str], str]], wanted: QueueFilter, limit: int) -> None:
            kept = store.database
            with kept.writing() as connection, kept.unguarded(connection, *HARM):
                before = {table: connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in HARM}
                for attempt, (table, column), value in harmed:
                    whole = column in ("count", "unmarked")
                    given_value = "7" if whole else f"'{value}'"
                    connection.exec_driver_sql(
                        f"UPDATE {table} SET {column} = {given_value} WHERE {KEYS[table]} = '{attempt}'"
                    )
            try:
                found = pages(store, wanted, limit)
                items = [item.attempt.id for page in found for item in page.items]
                damaged = [attempt for page in found for attempt in page.damaged]
                assert len(set(items + damaged)) == len(items) + len(damaged)
                if wanted == QueueFilter():
                    assert sorted(items + damaged) == sorted(ids), "nothing that was handed in vanishes"
                if not wanted.unsafe and not (wanted.status and set(damaged)):
                    counted = store.queue.counts(wanted)
                    assert sum(counted.values()) == len(items) + len(damaged)
                assert set(damaged) <= {attempt for attempt, *_ in harmed}
                assert set(store.queue.page(QueueFilter(), 1000).damaged) >= set(damaged)
            finally:
                with kept.writing() as connection, kept.unguarded(connection, *HARM):
                    for table, rows in before.items():
                        put_back(connection, table, rows)

        holds()


def put_back(connection: Connection, table: str, rows: Sequence[Row[*tuple[Any, ...]]]) -> None:
    """Every column as it was; no row was added or taken away."""
    columns = [each.name for each in getattr(tables, table).columns]
    key = KEYS[table]
    for row in rows:
        values = dict(zip(columns, row, strict=True))
        wanted = getattr(tables, table)
        connection.execute(wanted.update().where(wanted.c[key] == values[key]).values(values))
