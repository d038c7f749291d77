"""Attempts as the first version of the store wrote them, with every text in its event."""

import os
from dataclasses import replace

from sqlalchemy import insert

from simulator.sessions.attempt import Attempt
from simulator.store.db import tables
from simulator.store.db.rows import head_values, link_values
from simulator.store.format import event_codec
from simulator.store.format.canonical import canonical
from simulator.store.format.chain import Tip, links_after
from simulator.store.format.record import Head
from simulator.store.store import Store


def insert_format_1(store: Store, attempt: Attempt) -> str:
    """A copy of an attempt in format 1; its id."""
    kept = store.attempts.record(attempt.id)
    header = replace(kept.header, attempt=os.urandom(8).hex(), format=1)
    bodies = [canonical(event_codec.encode(event)) for event in attempt.events]
    events = links_after(header.attempt, Tip(0, header.hash()), header.started_at, bodies)
    head = Head(Tip(len(events), events[-1].hash), kept.head.progress, header.started_at)
    with store.database.writing() as connection:
        connection.execute(insert(tables.attempts), {**header.plain(), "hash": header.hash()})
        for event in events:
            connection.execute(insert(tables.events), link_values("attempt", header.attempt, event))
        connection.execute(insert(tables.heads), {"attempt": header.attempt, **head_values(header.attempt, head)})
    return header.attempt
