"""On its way in each event and each entry is decoded once, whoever asks what it comes to."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.engine import scoring
from simulator.pack.keys import new_key
from simulator.store import open_store
from simulator.store.format import dossier, entry_codec, event_codec
from tests.cli.conftest import run_here
from tests.pack.centre import Clock, Texts, people, play, whole_review


@pytest.fixture(scope="module")
def store_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two attempts, one reviewed by two markers, as a store, an export and a pack."""
    place = tmp_path_factory.mktemp("centre") / "attempts.sqlite3"
    texts, clock = Texts(), Clock()
    with open_store(str(place)) as store:
        people(store, texts)
        attempts = [play(store, texts), play(store, texts, "write-it-up", "sit-with-me")]
        whole_review(store, attempts[0], texts, clock)
    key, pack, export = (place.with_name(name) for name in ("key.pem", "pack.zip", "export.json"))
    new_key(key, "")
    at = ("--store", str(place))
    for command in (
        ("attempts", "export", *attempts, *at, "--as", "Q-1", "--to", str(export)),
        ("evidence", "pack", attempts[0], *at, "--as", "Q-1", "--key", str(key), "--no-pdf", "--out", str(pack)),
    ):
        done = run_here(*command)
        assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often something was decoded, folded and scored."""
    found: Counter[str] = Counter()

    def counting(what: str, owner: object, name: str) -> None:
        given: Callable[..., Any] = getattr(owner, name)

        def counted(*rest: Any, **named: Any) -> Any:
            found[what] += 1
            return given(*rest, **named)

        monkeypatch.setattr(owner, name, counted)

    counting("events", event_codec, "decode")
    counting("entries", entry_codec, "decode")
    counting("folded", dossier, "evolve")
    counting("scored", dossier, "score")
    counting("scored", scoring, "score")
    return found


def kept(place: Path, attempts: int | None = None) -> tuple[int, int, int]:
    """How many attempts, events and entries of reviews there are."""
    with open_store(str(place)) as store:
        records = [store.everything(each) for each in store.attempts.ids()]
    records = [each for each in records if each.review.entries][:attempts] if attempts else records
    return len(records), sum(len(each.events) for each in records), sum(len(each.review.entries) for each in records)


def test_of_an_export_that_is_taken_in_everything_is_decoded_folded_and_scored_once(
    store_at: Path, tmp_path: Path, done: Counter[str]
) -> None:
    new, export = tmp_path / "new.sqlite3", store_at.with_name("export.json")
    with open_store(str(new)) as store:
        people(store, Texts())
    attempts, events, entries = kept(store_at)
    done.clear()
    taken = run_here("review", "take-in", str(export), "--as", "Q-1", "--store", str(new), "--with-decisions")
    assert (taken.returncode, taken.stdout.count("taken in")) == (0, attempts), taken.stdout
    assert done == {"events": events, "entries": entries, "folded": events, "scored": attempts}


def test_of_an_export_that_is_verified_everything_is_decoded_folded_and_scored_once(
    store_at: Path, done: Counter[str]
) -> None:
    attempts, events, entries = kept(store_at)
    done.clear()
    checked = run_here("attempts", "verify", str(store_at.with_name("export.json")))
    assert checked.returncode == 0, checked.stdout
    assert done == {"events": events, "entries": entries, "folded": events, "scored": attempts}


def test_of_a_pack_that_is_verified_and_whose_pages_are_made_again_everything_is_decoded_once(
    store_at: Path, done: Counter[str]
) -> None:
    _, events, entries = kept(store_at, 1)
    done.clear()
    checked = run_here("verify", str(store_at.with_name("pack.zip")))
    assert checked.returncode == 0, checked.stdout
    assert (done["events"], done["entries"], done["folded"]) == (events, entries, events)
    assert done["scored"] <= 2, "by the choices alone, and with the first marker's marks"
