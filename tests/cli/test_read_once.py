"""However many attempts share a pinned text, it is read once in a run, whatever is done with them."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.queueing import fill
from simulator.cohort.rescoring import make_paths
from simulator.documents.rubric import loader as rubric_loader
from simulator.documents.scenario import loader as scenario_loader
from simulator.documents.yaml.source import Source
from simulator.pack.keys import new_key
from simulator.sessions.hand_in import hand_in
from simulator.store import open_store
from simulator.store.errors import StoreNewer
from simulator.store.format import snapshots
from simulator.store.format.chain import sha256
from simulator.store.format.record import Document
from tests.cli.conftest import run_here
from tests.pack.centre import Clock, Texts, people, play, whole_review

ATTEMPTS = 5
TEXTS = 2


@pytest.fixture(scope="module")
def store_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five attempts on two scenarios with one rubric, all handed in, one of them reviewed."""
    place = tmp_path_factory.mktemp("centre") / "attempts.sqlite3"
    texts, clock = Texts(), Clock()
    with open_store(str(place)) as store:
        people(store, texts)
        attempts = [play(store, texts) for _ in range(3)]
        attempts += [play(store, texts, "write-it-up", "sit-with-me") for _ in range(2)]
        whole_review(store, attempts[0], texts, clock)
        for attempt in attempts[1:]:
            hand_in(store, attempt, clock(), declared=True)
    new_key(place.with_name("key.pem"), "")
    export = place.with_name("export.json")
    assert run_here("attempts", "export", "--store", str(place), "--to", str(export)).returncode == 0
    return place


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each pinned text is read; those of the library are named by their folder and not counted."""
    found: Counter[str] = Counter()

    def counting(read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(source: Any, *rest: Any, **named: Any) -> Any:
            if isinstance(source, Source) and os.sep not in source.name:
                found[source.digest] += 1
            return read(source, *rest, **named)

        return reading

    for module, name in ((scenario_loader, "read_scenario"), (rubric_loader, "read_rubric")):
        monkeypatch.setattr(module, name, counting(getattr(module, name)))
    snapshots.forget()
    yield found
    snapshots.forget()


COMMANDS = {
    "verify a store": ("attempts", "verify", "--store", "STORE"),
    "verify a file": ("attempts", "verify", "EXPORT"),
    "export": ("attempts", "export", "--store", "STORE"),
    "xapi": ("attempts", "xapi", "--store", "STORE", "--homepage", "https://college.example/"),
    "class": ("class", "--store", "STORE"),
    "portfolio": ("portfolio", "L-1", "--store", "STORE"),
    "rescore anew": ("rescore", "--anew", "--store", "STORE"),
    "take in": ("review", "take-in", "EXPORT", "--as", "A-1", "--store", "NEW", "--with-decisions"),
    "evidence": (
        "evidence",
        "pack",
        "L-1",
        "--as",
        "Q-1",
        "--store",
        "STORE",
        "--no-pdf",
        "--key",
        "KEY",
        "--out",
        "OUT",
    ),
}


@pytest.mark.parametrize("what", COMMANDS)
def test_many_attempts_on_few_texts_are_few_readings(
    what: str, store_at: Path, readings: Counter[str], tmp_path: Path
) -> None:
    new = tmp_path / "new.sqlite3"
    with open_store(str(new)) as store:
        people(store, Texts())
    places = {
        "STORE": store_at,
        "EXPORT": store_at.with_name("export.json"),
        "NEW": new,
        "KEY": store_at.with_name("key.pem"),
        "OUT": tmp_path / "pack",
    }
    done = run_here(*(str(places.get(word, word)) for word in COMMANDS[what]))
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(readings.values()) <= {1}, readings
    assert len(readings) == TEXTS + 1


def test_paths_are_made_with_as_many_readings_as_there_are_texts(store_at: Path, readings: Counter[str]) -> None:
    with open_store(str(store_at)) as store:
        made, damaged, _ = make_paths(store, anew=True)
    assert (made, damaged) == (ATTEMPTS, ())
    assert sum(readings.values()) == TEXTS + 1


def test_that_a_text_cannot_be_read_is_found_once(readings: Counter[str]) -> None:
    scenario = Document(sha256("title: ["), "scenario", "broken", "title: [")
    rubric = Document(sha256("title: ]"), "rubric", "broken", "title: ]")
    for _ in range(3):
        with pytest.raises(StoreNewer, match="can no longer read the rubric “broken”"):
            snapshots.read_pinned(scenario, rubric)
    assert sum(readings.values()) == 1


def test_a_text_that_was_changed_under_its_digest_is_not_taken_for_the_other(store_at: Path) -> None:
    with open_store(str(store_at)) as store:
        kept = store.attempts.record(store.attempts.ids()[0])
    scenario, _ = snapshots.read_pinned(kept.scenario, kept.rubric)
    text = kept.scenario.text.replace("title: ", "title: Not ", 1)
    changed = Document(kept.scenario.digest, "scenario", kept.scenario.name, text)
    assert snapshots.read_pinned(changed, kept.rubric)[0].about.title != scenario.about.title


def test_the_store_that_benchmarks_fill_verifies(readings: Counter[str], tmp_path: Path) -> None:
    place = tmp_path / "attempts.sqlite3"
    fill(place, 20)
    readings.clear()
    done = run_here("attempts", "verify", "--store", str(place))
    assert (done.returncode, done.stdout.count(": well")) == (0, 20)
    assert set(readings.values()) <= {1}
