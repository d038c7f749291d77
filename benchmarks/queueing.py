"""The queue of very many reviews on the full screen, beside that of an empty store; measured from outside."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks.opening import first_paint, ours
from benchmarks.results import Aim, Result
from benchmarks.rounds import interleave
from simulator.engine.events import Mode
from simulator.library import Library
from simulator.review.people import Role
from simulator.review.summary import ReviewSummary
from simulator.sessions.attempt import Attempt
from simulator.sessions.hand_in import hand_in
from simulator.store import open_store
from simulator.store.db.rows import head_values, text_values
from simulator.store.format.canonical import canonical, parse
from simulator.store.format.chain import StoredEvent, Tip, beginning, links_after, stamp
from simulator.store.format.export import Exported, from_plain, to_plain
from simulator.store.format.steps import PathRecord
from simulator.store.store import Store
from simulator.store.streams import EntryHead, entry_head_values

ATTEMPTS: Final = 100_000
SCENARIO: Final = "first-meeting"
MANY: Final = f"the queue of {ATTEMPTS:,} attempts"
EMPTY: Final = "the queue of an empty store"
LEARNERS: Final = 400
BATCH: Final = 10_000
BEGAN: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)


def measure(rounds: int, attempts: int = ATTEMPTS) -> Iterator[Result]:
    """From the command to the first full paint of the queue."""
    with tempfile.TemporaryDirectory() as folder:
        many, empty = Path(folder) / "many.sqlite3", Path(folder) / "empty.sqlite3"
        fill(many, attempts)
        with open_store(str(empty)) as store:
            store.people.set("A-1", "", Role.ASSESSOR)
        command = ours("review", "--as", "A-1", "--store")
        painted = interleave(
            {
                MANY: lambda: first_paint([*command, str(many)]),
                EMPTY: lambda: first_paint([*command, str(empty)]),
            },
            rounds,
        )
        note = f"the store: {many.stat().st_size / 1e6:.0f} MB"
        yield Result("queue of reviews", "ms", painted, (Aim(MANY, EMPTY, 1.5, at_least=False),), (note,))


def left_at_once(store: Store, library: Library) -> Iterator[Attempt]:
    """The shortest attempt that can be handed in."""
    entry = next((each for each in library.scenarios if each.id == SCENARIO), library.scenarios[0])
    loaded = library.scenario(entry.path)
    rubric = library.rubric(loaded.value.rubric) if loaded.value else None
    if rubric is None:
        raise RuntimeError(f"{SCENARIO} cannot be played")
    attempt = Attempt.begin(store, loaded, rubric, Mode.ASSESSMENT, learner="L-0", seed=1)
    attempt.leave()
    yield attempt


def fill(place: Path, attempts: int, play: Callable[[Store, Library], Iterator[Attempt]] = left_at_once) -> None:
    """A store of that many handed-in attempts: a few that are played, under ever new ids, hashes worked out anew."""
    with open_store(str(place)) as store:
        store.people.set("A-1", "", Role.ASSESSOR)
        played = []
        for attempt in play(store, Library()):
            hand_in(store, attempt.id, BEGAN, declared=True)
            kept = store.everything(attempt.id)
            if kept.review.summary is None:
                raise RuntimeError(f"{attempt.id} was not handed in")
            played.append((from_plain(to_plain(kept, None)), kept.review.summary, store.paths.of(attempt.id)))
    with sqlite3.connect(place) as connection:
        for first in range(len(played), attempts, BATCH):
            numbers = range(first, min(first + BATCH, attempts))
            rows = [_rows(*played[number % len(played)], number) for number in numbers]
            for table in ("attempts", "events", "heads", "entry_heads", "entries", "texts", "paths"):
                _insert(connection, table, [row for each in rows for row in each[table]])


def _rows(
    one: Exported, summary: ReviewSummary, path: PathRecord | None, number: int
) -> dict[str, list[dict[str, object]]]:
    """The rows of one more attempt."""
    attempt = f"{number:016x}"
    at = stamp(BEGAN + timedelta(seconds=number))
    header = replace(one.record.header, attempt=attempt, learner=f"L-{number % LEARNERS}", started_at=at)
    events = links_after(attempt, Tip(0, header.hash()), at, [each.body for each in one.record.events])
    head = replace(one.record.head, tip=Tip(len(events), events[-1].hash), last_at=at)
    tip = Tip(len(events), events[-1].hash)
    entries = links_after(
        attempt, beginning(attempt), at, [_about(tip, each.body) for each in one.record.review.entries]
    )
    queue = EntryHead(Tip(len(entries), entries[-1].hash), replace(summary, handed_in_at=at, last_at=at))

    def links(key: str, chain: Sequence[StoredEvent]) -> list[dict[str, object]]:
        return [
            {key: attempt, "number": each.number, "at": each.at, "body": each.body, "hash": each.hash} for each in chain
        ]

    return {
        "attempts": [{**header.plain(), "hash": header.hash()}],
        "events": links("attempt", events),
        "heads": [{"attempt": attempt, **head_values(attempt, head)}],
        "entry_heads": [{"stream": attempt, **entry_head_values(attempt, queue)}],
        "entries": links("stream", entries),
        "texts": [text_values(attempt, each) for each in one.record.texts.kept.values()],
        "paths": [{"play": path.play, "attempt": attempt, "path": path.path}] if path else [],
    }


def _about(tip: Tip, body: str) -> str:
    """The same entry about another attempt: a handing in names where that one ends."""
    found = parse(body)
    if isinstance(found, dict) and isinstance(event := found.get("event"), dict) and event.get("kind") == "handed-in":
        found["event"] = {**event, "count": tip.count, "head": tip.head}
    return canonical(found)


def _insert(connection: sqlite3.Connection, table: str, rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    names = list(rows[0])
    marks = ", ".join("?" for _ in names)
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
    connection.executemany(statement, [tuple(row[name] for name in names) for row in rows])
