"""What is held about somebody is handed over, erased from every byte, or kept under a hold; figures stay."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.cli.shared.exits import ExitCode
from simulator.cohort.cohort import cohort_of
from simulator.cohort.gather import AttemptFilter
from simulator.engine.events import Mode
from simulator.review.people import Person, Role
from simulator.review.permissions import ReviewRefused
from simulator.sessions import personal_data
from simulator.sessions.dossier import read_review
from simulator.store import open_store
from simulator.store.store import Store
from tests.cli.conftest import run_here
from tests.shortcuts import all_faults
from tests.tui.scenes import handed_in, released
from tests.tui.stage import begun, little_library

QUINN = Person("Q-1", Role.QUALITY_ASSURER)
LEARNER = Person("L-1", Role.LEARNER)
NAME = "Ottoline Featherstonehaugh"
WORDS = (
    NAME,
    "Robin said she did not go home",  # what the learner wrote
    "Says what happened, and when.",  # what the assessor wrote about it
    "You said it only when she asked.",
    "Next time say the limit",
    "half a thought",
)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _held_texts() -> None:
    """Pinned texts are read as they are in earnest."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "attempts.sqlite3"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    with open_store(str(place)) as opened:
        opened.people.set(QUINN.code, "Quinn", QUINN.role)
        opened.people.set(LEARNER.code, NAME, LEARNER.role)
        yield opened


def found(place: Path) -> list[str]:
    """Which of the words stand anywhere in the store's files."""
    files = place.parent.glob(place.name + "*")
    everything = b"".join(file.read_bytes() for file in files)
    return [word for word in WORDS if word.encode() in everything]


def played(store: Store) -> list[str]:
    library = little_library()
    ids = [released(library, store).id, begun(library, store, Mode.PRACTICE).id]
    store.review_drafts.keep(ids[0], "A-1", "advice", "half a thought")
    return ids


def test_erasing_takes_every_free_text_and_the_name_out_of_every_byte_and_nothing_else(
    store: Store, place: Path
) -> None:
    ids = played(store)
    assert found(place) == list(WORDS)
    figures = cohort_of(store, AttemptFilter())
    before = [
        (store.attempts.summary(each), read_review(store, each)[1].first.levels(), store.reviews.tip(each))
        for each in ids
    ]
    assert personal_data.erase(store, QUINN, NOW, LEARNER.code) == 2
    assert found(place) == []
    assert cohort_of(store, AttemptFilter()) == figures
    after = [
        (store.attempts.summary(each), read_review(store, each)[1].first.levels(), store.reviews.tip(each))
        for each in ids
    ]
    assert after == before
    for each in ids:
        kept = store.everything(each)
        assert all_faults(kept) == ()
    assert store.drafts.of(ids[1], 1) == {}
    assert "(erased)" in str(store.reviews.entries(ids[0]))
    known = store.people.find(LEARNER.code)
    assert known is not None
    assert known.name == ""


def test_a_legal_hold_refuses_to_erase_until_it_is_lifted(store: Store, place: Path) -> None:
    played(store)
    personal_data.hold(store, QUINN, NOW, LEARNER.code, "case 14")
    with pytest.raises(ReviewRefused, match="stands on “L-1” already"):
        personal_data.hold(store, QUINN, NOW, LEARNER.code, "case 15")
    with pytest.raises(ReviewRefused, match="nothing may be erased"):
        personal_data.erase(store, QUINN, NOW, LEARNER.code)
    assert found(place) == list(WORDS)
    personal_data.lift(store, QUINN, NOW, LEARNER.code)
    with pytest.raises(ReviewRefused, match="No legal hold"):
        personal_data.lift(store, QUINN, NOW, LEARNER.code)
    personal_data.erase(store, QUINN, NOW, LEARNER.code)
    assert found(place) == []


@pytest.mark.parametrize("reference", ["", "  ", "x" * 101, "a\nstory"])
def test_a_hold_names_where_its_reason_is_written_down(store: Store, reference: str) -> None:
    with pytest.raises(ReviewRefused, match="reference"):
        personal_data.hold(store, QUINN, NOW, LEARNER.code, reference)


def test_only_a_quality_assurer_or_oneself_erases_and_nobody_what_they_have_handed_in(
    store: Store, place: Path
) -> None:
    attempt = handed_in(little_library(), store)
    for by in (Person("A-1", Role.ASSESSOR), Person("L-2", Role.LEARNER)):
        with pytest.raises(ReviewRefused, match="Only a quality assurer"):
            personal_data.erase(store, by, NOW, LEARNER.code)
    with pytest.raises(ReviewRefused, match="Ask your centre"):
        personal_data.erase(store, LEARNER, NOW, LEARNER.code)
    with pytest.raises(ReviewRefused, match="Nothing is held"):
        personal_data.erase(store, QUINN, NOW, "L-99")
    assert NAME in found(place)
    assert attempt.closed


def test_what_is_held_is_handed_over_with_and_without_what_was_written(store: Store) -> None:
    ids = played(store)
    whole = personal_data.about(store, LEARNER.code, QUINN)
    bare = personal_data.about(store, LEARNER.code, QUINN, texts=False)
    text = json.dumps(whole)
    assert all(word in text for word in WORDS[:5])
    assert not any(word in json.dumps(bare) for word in WORDS)
    for about in (whole, bare):
        attempts = about["attempts"]
        assert isinstance(attempts, list)
        assert {str(each["export"]["header"]["attempt"]) for each in attempts} == set(ids)  # type: ignore[index,call-overload]
    assert personal_data.about(store, "A-1", QUINN)["acted_in_reviews_of"] != []
    with pytest.raises(ReviewRefused, match="Nothing is held"):
        personal_data.about(store, "L-99", QUINN)


def test_retention_names_who_is_due_and_leaves_holds_and_open_reviews_alone(store: Store) -> None:
    library = little_library()
    released(library, store)
    later = datetime.now(UTC) + timedelta(days=1)
    assert personal_data.due(store, NOW - timedelta(days=9000)) == ()
    assert [each.kept_because for each in personal_data.due(store, later)] == [""]
    personal_data.hold(store, QUINN, NOW, LEARNER.code, "case 14")
    assert [each.kept_because for each in personal_data.due(store, later)] == ["a legal hold stands"]
    personal_data.lift(store, QUINN, NOW, LEARNER.code)
    handed_in(library, store)
    assert [each.kept_because for each in personal_data.due(store, later)] == ["a review is not finished"]


@pytest.fixture
def run(place: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    played(store)
    monkeypatch.setenv("SIMULATOR_STORE", str(place))

    def call(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        done = run_here("people", *arguments, stdin=stdin)
        return done.returncode, done.stdout, done.stderr

    return call


def test_retention_only_says_what_it_would_do_until_it_is_told_to_erase(
    run: Callable[..., tuple[int, str, str]], place: Path
) -> None:
    code, out, _ = run("retention", "--days", "0", "--as", "Q-1")
    assert (code, "would be erased" in out, found(place)) == (0, True, list(WORDS))
    code, out, _ = run("retention", "--days", "0", "--as", "Q-1", "--erase")
    assert (code, out.endswith(": erased\n"), found(place)) == (0, True, [])
    assert run("retention", "--days", "0", "--as", "Q-1")[1] == ""
    assert run("retention", "--as", "Q-1")[0] == ExitCode.USAGE


def test_erasing_asks_first(run: Callable[..., tuple[int, str, str]], place: Path) -> None:
    assert run("erase", "L-1", "--as", "Q-1", stdin="n\n")[0] == ExitCode.INTERRUPTED
    assert found(place) == list(WORDS)
    assert run("erase", "L-1", "--as", "A-1", "--yes")[0] == ExitCode.USAGE
    assert run("erase", "L-1", "--as", "Q-1", stdin="y\n")[0] == ExitCode.WELL
    assert found(place) == []


def test_people_are_listed_by_code_and_named_only_when_asked(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run("add", "A-7", "--role", "assessor", "--name", "Ada")[0] == ExitCode.WELL
    assert NAME not in run("list")[1]
    assert NAME in run("list", "--names")[1]
    assert run("add", "A-8", "--role", "assessor", "--name", "a\x1b[31m")[0] == ExitCode.USAGE
    assert run("add", " ", "--role", "assessor")[0] == ExitCode.USAGE
