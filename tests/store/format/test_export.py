"""An export stands alone: everything in it verifies, with or without its texts, and whatever is changed is told."""

import copy
import json
from collections.abc import Iterator

import pytest

from simulator.json_value import Json
from simulator.review.events import Decided, Evidence, Verdict
from simulator.review.people import Part
from simulator.sessions.attempt import Attempt
from simulator.store.format import bundle
from simulator.store.format.bundle import bundle_of, exports_in, parse_exports
from simulator.store.format.canonical import CodecError, canonical, parse
from simulator.store.format.chain import sha256
from simulator.store.format.export import Exported, NewerExport, from_plain, to_plain
from simulator.store.format.record import Document
from simulator.store.store import Store
from tests.store.contract.test_erasing import TestErasure
from tests.store.format_1 import insert_format_1
from tests.store.reviewed import ANN, NINE, add, hand_in, marked, played

AWARD = Document(sha256("id: aim"), "qualification", "aim", "id: aim")


def plain(store: Store, attempt: str, *, texts: bool = True) -> dict[str, Json]:
    kept = store.everything(attempt)
    value: dict[str, Json] = json.loads(json.dumps(to_plain(kept, None, texts=texts)))
    return value


def faults(found: Exported) -> list[str]:
    return [fault.rule for fault in found.faults]


def told(value: Json) -> list[str]:
    """What is wrong with an export, as a person would be told; nothing where it is well."""
    try:
        return faults(from_plain(value))
    except CodecError as error:
        return [f"unreadable: {error}"]


@pytest.fixture
def reviewed(store: Store) -> Attempt:
    """Handed in, partly erased, marked afterwards, and decided against an award."""
    attempt = played(store)
    hand_in(store, attempt)
    store.erasing.erase([attempt.id], store.centre.tip(), ANN, NINE, TestErasure("L-1", "They asked"))
    marked(store, attempt, comment="Written after the erasure")
    decided = Decided(Part.FIRST, "aim", "1.1", Verdict.MET, (Evidence(attempt.id, 3),), "So", digest=AWARD.digest)
    add(store, attempt, ANN, decided, documents=(AWARD,))
    return attempt


def leaves(value: Json, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, (*path, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from leaves(part, (*path, number))
    else:
        yield path


def changed(value: object) -> Json:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return value[:-1] + ("0" if value[-1:] != "0" else "1")
        case _:
            return "something"


def test_every_value_that_is_changed_is_told(store: Store, reviewed: Attempt) -> None:
    whole = plain(store, reviewed.id)
    assert told(whole) == []
    paths = [path for path in leaves(whole) if path[0] not in ("scorecard", "documents")]
    assert len(paths) > 150
    for path in paths:
        value = copy.deepcopy(whole)
        part: object = value
        for step in path[:-1]:
            part = part[step]  # type: ignore[index]
        part[path[-1]] = changed(part[path[-1]])  # type: ignore[index]
        assert told(value), path


def test_every_part_that_is_left_out_or_doubled_is_told(store: Store, reviewed: Attempt) -> None:
    whole = plain(store, reviewed.id)
    for name in whole:
        assert told({key: part for key, part in whole.items() if key != name}), name
    for path in (("events",), ("texts",), ("review", "entries"), ("erasures",), ("qualifications",)):
        for change in ("first", "last", "twice", "turned"):
            value = copy.deepcopy(whole)
            part: object = value
            for step in path:
                part = part[step]  # type: ignore[index]
            assert isinstance(part, list)
            if change == "turned" and (len(part) < 2 or path == ("texts",)):
                continue  # texts are found by what they are committed to, in whatever order
            new = {"first": part[1:], "last": part[:-1], "twice": [*part, part[-1]], "turned": part[::-1]}[change]
            if path in (("erasures",), ("qualifications",)) and change == "twice":
                continue  # the same twice tells the same
            part[:] = new
            assert told(value), (path, change)


def test_without_its_texts_an_export_verifies_and_says_that_they_are_left_out(store: Store, reviewed: Attempt) -> None:
    value = plain(store, reviewed.id, texts=False)
    assert "Written after" not in json.dumps(value)
    found = from_plain(value)
    assert found.without_texts
    assert faults(found) == []
    assert not from_plain(plain(store, reviewed.id)).without_texts


def test_exports_of_the_first_version_are_still_read(store: Store) -> None:
    attempt = insert_format_1(store, played(store))
    value = plain(store, attempt)
    for name in ("texts", "erasures", "review", "qualifications"):
        del value[name]
    value["version"] = 1
    assert told(value) == []
    value["texts"] = None
    assert told(value)


def test_many_attempts_travel_in_one_file(store: Store, reviewed: Attempt) -> None:
    other = played(store, learner="L-2")
    exports: list[Json] = [plain(store, attempt) for attempt in (reviewed.id, other.id)]
    content = json.dumps(bundle_of(exports)).encode()
    found = parse_exports(content)
    assert [each.record.header.attempt for each in found] == [reviewed.id, other.id]
    assert [faults(each) for each in found] == [[], []]
    assert parse_exports(json.dumps(exports[1]).encode()) == (found[1],)
    wrong: list[Json] = [
        {**bundle_of(exports), "count": 3},
        {**bundle_of(exports), "more": 1},
        {**bundle_of(exports), "kind": "letters"},
        {**bundle_of(exports), "version": 1},
        bundle_of([exports[0], exports[0]]),
        {"attempts": exports},
        [],
        "simulator-attempts",
    ]
    for value in wrong:
        with pytest.raises(CodecError):
            exports_in(value)
    with pytest.raises(NewerExport):
        exports_in({**bundle_of(exports), "version": 99})


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    value: Json = bundle_of([plain(store, played(store).id), plain(store, played(store).id)])
    monkeypatch.setattr(bundle, "MAX_ATTEMPTS", 1)
    with pytest.raises(CodecError, match="more than"):
        exports_in(value)
    monkeypatch.setattr(bundle, "MAX_BYTES", 100)
    with pytest.raises(CodecError, match="too large"):
        parse_exports(json.dumps(value).encode())


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[" * 100_000, b'{"kind": "simulator-attempt"}', b"1.5", b"nul"]
)
def test_what_is_no_export_is_refused_in_a_few_words(content: bytes) -> None:
    with pytest.raises(CodecError) as error:
        parse_exports(content)
    assert str(error.value)


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_characters_that_cannot_be_kept_are_refused_where_a_file_is_read(store: Store, character: str) -> None:
    value = plain(store, played(store).id)
    for part in ("header", "documents"):
        wrong = copy.deepcopy(value)
        inside = wrong[part] if part == "header" else wrong[part]["rubric"]  # type: ignore[index, call-overload]
        assert isinstance(inside, dict)
        inside["title" if part == "header" else "text"] = f"A{character}"
        with pytest.raises(CodecError, match="character"):
            from_plain(parse(canonical(wrong)))
