"""Bytes that flip and tails that go: nothing wrong is shown, and what is wrong is said without a traceback."""

import json
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.engine.events import Answer, Event, Mode
from simulator.engine.state import State
from simulator.sessions.attempt import Attempt
from simulator.store import AttemptSummary, StoreError, open_store
from tests.cli.conftest import run_here
from tests.engine.small import CODE, small
from tests.sessions.texts import held


@dataclass(frozen=True)
class Shown:
    """What a person can be shown of one attempt."""

    summary: AttemptSummary
    events: tuple[Event, ...]
    state: State
    draft: dict[str, Answer]


def play(place: Path) -> None:
    with open_store(str(place)) as store:
        scenario, code = held(small(written=True)), held(CODE)
        ended = Attempt.begin(store, scenario, code, Mode.ASSESSMENT, learner="L-1", seed=5)
        ended.choose("honest")
        ended.choose("tell")
        ended.answer({"account": "Jamie told me about it"})
        unfinished = Attempt.begin(store, scenario, code, Mode.PRACTICE, learner="L-2", seed=6)
        for _ in range(8):
            unfinished.choose("promise")
            unfinished.rewind()
        unfinished.keep_draft({"reason": "Because I thought so"})


def shown(place: Path) -> dict[str, Shown]:
    """Everything that can be shown; whatever cannot is left out, and says so in a ``StoreError``."""
    found: dict[str, Shown] = {}
    try:
        with open_store(str(place)) as store:
            for summary in store.attempts.all():
                try:
                    attempt = Attempt.resume(store, summary.id)
                    found[summary.id] = Shown(summary, attempt.events, attempt.state, dict(attempt.draft()))
                except StoreError:
                    continue
    except StoreError:
        pass
    return found


def verified(*arguments: str) -> tuple[int, str]:
    """The exit code and words of ``simulator attempts verify``; an exception of any other kind is a failure."""
    done = run_here("attempts", "verify", *arguments)
    assert "inside the simulator" not in done.stderr, done.stderr
    assert done.returncode in (0, 1, 3)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def whole(quick_path: Path) -> tuple[Path, bytes, dict[str, Shown]]:
    place = quick_path / "attempts.sqlite3"
    play(place)
    assert verified("--store", str(place))[0] == 0
    return place, place.read_bytes(), shown(place)


def judge(place: Path, damaged: bytes, truth: dict[str, Shown]) -> int:
    place.write_bytes(damaged)
    place.with_name(place.name + "-journal").unlink(missing_ok=True)
    after = shown(place)
    for attempt, what in after.items():
        assert what == truth[attempt]
    code, output = verified("--store", str(place))
    if code == 0:
        assert after == truth, output
    return code


def test_a_flipped_byte_of_a_store_shows_nothing_wrong(whole: tuple[Path, bytes, dict[str, Shown]]) -> None:
    place, content, truth = whole
    dice = random.Random(20)
    used = [number for number, byte in enumerate(content) if byte]
    places = [
        *dice.sample(range(100), 12),
        *dice.sample(used, 90),
        *dice.sample(range(len(content)), 15),
    ]
    codes = []
    for number in places:
        damaged = bytearray(content)
        damaged[number] ^= 1 << dice.randrange(8)
        codes.append(judge(place, bytes(damaged), truth))
    assert codes.count(0) < len(codes) / 2, "most of the damage is found"


def test_a_flipped_byte_of_a_draft_shows_nothing_wrong(whole: tuple[Path, bytes, dict[str, Shown]]) -> None:
    place, content, truth = whole
    (kept,) = place.parent.rglob("*.json")
    typed = kept.read_bytes()
    for number in [*range(0, len(typed), 3), typed.index(b'"count"') + 9]:
        kept.write_bytes(typed[:number] + bytes([typed[number] ^ 1]) + typed[number + 1 :])
        judge(place, content, truth)


def test_a_store_that_was_cut_off_shows_nothing_wrong(whole: tuple[Path, bytes, dict[str, Shown]]) -> None:
    place, content, truth = whole
    judge(place, content[:-1], truth)  # the last page is padded with zeros, so this may be harmless
    for length in [*range(4096, len(content), 4096), 1, 15, 16, 99, 100, len(content) // 2 + 7]:
        assert judge(place, content[:length], truth) != 0


def test_a_page_of_zeros_or_of_another_place_shows_nothing_wrong(whole: tuple[Path, bytes, dict[str, Shown]]) -> None:
    place, content, truth = whole
    for start in range(4096, len(content), 4096):
        for page in (bytes(4096), content[4096:8192]):
            judge(place, content[:start] + page + content[start + 4096 :], truth)


def test_a_flipped_byte_in_an_event_names_that_event(whole: tuple[Path, bytes, dict[str, Shown]]) -> None:
    place, content, truth = whole
    with open_store(str(place)) as store:
        bodies = {
            (attempt, event.number): (event.body, event.hash)
            for attempt in truth
            for event in store.attempts.sound(attempt).events
        }
    for (attempt, number), texts in bodies.items():
        for text in texts:
            at = content.find(text.encode())
            if content.count(text.encode()) > 1:  # the last hash also stands in the head; a body can come again
                continue
            damaged = bytearray(content)
            damaged[at + len(text) // 2] ^= 1
            place.write_bytes(bytes(damaged))
            code, output = verified("--store", str(place))
            assert code == 1
            assert f"{attempt}: Event {number} (" in output
            assert "event-changed" in output


# Exports -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def export(whole: tuple[Path, bytes, dict[str, Shown]]) -> Path:
    place, _, truth = whole
    path = place.with_name("export.json")
    ended = next(each.summary.id for each in truth.values() if each.summary.closed)
    done = run_here("attempts", "export", ended, "--store", str(place), "--to", str(path))
    assert done.returncode == 0, done.stderr
    assert verified(str(path))[0] == 0
    return path


def test_a_flipped_byte_of_an_export_is_found(export: Path) -> None:
    content = export.read_bytes()
    value = json.loads(content)
    dice = random.Random(21)
    texts = content.index(b'"documents"'), content.index(b'"events"')
    places = [number for number in range(len(content)) if not texts[0] + 600 < number < texts[1] - 600]
    for number in [*dice.sample(places, 250), *dice.sample(range(*texts), 30)]:
        damaged = bytearray(content)
        damaged[number] ^= 1 << dice.randrange(8)
        export.write_bytes(bytes(damaged))
        code, output = verified(str(export))
        try:
            same = json.loads(damaged) == value
        except ValueError:
            same = False
        assert (code == 0) == same, output


def test_an_export_that_was_cut_off_is_found(export: Path) -> None:
    content = export.read_bytes()
    for length in range(0, len(content) - 2, len(content) // 40):
        export.write_bytes(content[:length])
        code, output = verified(str(export))
        assert code == 1
        assert "export-unreadable" in output


def leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [found for name, part in value.items() for found in leaves(part, (*path, name))]
    if isinstance(value, list):
        return [found for name, part in enumerate(value) for found in leaves(part, (*path, name))]
    return [path]


def changed(value: object) -> object:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return value + "x"
        case _:
            return "something"


def test_any_value_of_an_export_that_is_changed_is_found(export: Path) -> None:
    whole = json.loads(export.read_bytes())
    for path in leaves(whole):
        copy = json.loads(json.dumps(whole))
        part = copy
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = changed(part[path[-1]])
        export.write_text(json.dumps(copy))
        code, output = verified(str(export))
        assert code == 1, (path, output)
        if path[0] == "events":
            assert f"Event {path[1]} " in output or "export-unreadable" in output, (path, output)
