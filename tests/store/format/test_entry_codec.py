"""Entries to JSON and back: every kind that is registered, and nothing else."""

import json
from dataclasses import dataclass, fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.rubric import Level
from simulator.json_value import Json
from simulator.review.events import FREE, Decided, Evidence, Marked, ReviewEvent, Verdict, free
from simulator.review.people import Part, Person, Role
from simulator.store.format import entry_codec
from simulator.store.format.canonical import CodecError, canonical, parse
from simulator.store.format.codec import plain_of, reader
from simulator.store.format.entry_codec import decode, encode
from simulator.store.format.erasable_texts import ErasableTexts, TextExtractor, TextFault

texts = st.text(st.characters(exclude_categories=()), max_size=20)
people = st.builds(Person, texts, st.sampled_from(Role))
events = st.one_of([st.from_type(each) for each in get_args(ReviewEvent)])


def kept(by: Person, event: object) -> tuple[dict[str, Json], ErasableTexts]:
    apart = TextExtractor()
    body = encode(by, event, apart)
    return body, ErasableTexts({each.commitment: each for each in apart.texts})


@given(people, events)
def test_every_entry_comes_back_from_json_as_it_was(by: Person, event: ReviewEvent) -> None:
    body, apart = kept(by, event)
    read = decode(parse(canonical(body)), apart)
    assert (read.by, read.event, read.facts) == (by, event, None)
    assert set(read.commitments) == set(apart.kept)


@given(people, events)
def test_what_is_free_text_never_stands_in_the_body(by: Person, event: ReviewEvent) -> None:
    body, apart = kept(by, event)
    inside = body["event"]
    assert isinstance(inside, dict)
    for each in fields(event):
        if FREE in each.metadata and getattr(event, each.name).strip():
            assert isinstance(inside[each.name], dict)
    assert len(apart.kept) == sum(
        bool(FREE in each.metadata and getattr(event, each.name).strip()) for each in fields(event)
    )


@given(people, events, st.data())
def test_a_field_that_is_missing_or_not_known_is_refused(by: Person, event: ReviewEvent, data: st.DataObject) -> None:
    body, apart = kept(by, event)
    inside = body["event"]
    assert isinstance(inside, dict)
    with pytest.raises(CodecError):
        decode({**body, "event": {**inside, "later": 1}}, apart)
    with pytest.raises(CodecError):
        decode({**body, "later": 1}, apart)
    gone = data.draw(st.sampled_from(sorted(inside)))
    with pytest.raises(CodecError):
        decode({**body, "event": {name: part for name, part in inside.items() if name != gone}}, apart)


MARKED = Marked(Part.FIRST, 3, "account", Level.COMPETENT, "Clear")
DECIDED = Decided(Part.FIRST, "aim", "1.1", Verdict.MET, (Evidence("a", 3),))


@pytest.mark.parametrize(
    ("event", "name", "wrong"),
    [
        (MARKED, "part", "third marking"),
        (MARKED, "event", True),
        (MARKED, "event", "3"),
        (MARKED, "field", 3),
        (MARKED, "level", "perfect"),
        (MARKED, "level", 2),
        (MARKED, "comment", 3),
        (MARKED, "comment", {"text": 3}),
        (MARKED, "comment", {"text": "0" * 64, "more": 1}),
        (MARKED, "kind", "praised"),
        (DECIDED, "evidence", {}),
        (DECIDED, "evidence", [{"attempt": "a"}]),
        (DECIDED, "evidence", ["a"]),
        (DECIDED, "verdict", "passed"),
    ],
)
def test_a_value_of_another_type_is_refused(event: ReviewEvent, name: str, wrong: Json) -> None:
    body, apart = kept(Person("ann", Role.ASSESSOR), event)
    inside = body["event"]
    assert isinstance(inside, dict)
    with pytest.raises(CodecError):
        decode({**body, "event": {**inside, name: wrong}}, apart)


def test_a_text_that_is_not_there_is_missed() -> None:
    body, _ = kept(Person("ann", Role.ASSESSOR), MARKED)
    with pytest.raises(TextFault):
        decode(body, ErasableTexts())


def test_the_names_in_the_store_stay_as_they_are() -> None:
    body, _ = kept(Person("ann", Role.QUALITY_ASSURER), DECIDED)
    assert json.loads(canonical(body)) == {
        "by": {"code": "ann", "role": "quality assurer"},
        "event": {
            "kind": "decided",
            "part": "first marking",
            "qualification": "aim",
            "criterion": "1.1",
            "verdict": "met",
            "evidence": [{"attempt": "a", "event": 3}],
            "reason": "",
            "digest": "",
        },
    }
    plain = [entry_codec.encode(Person("a", Role.TUTOR), each, TextExtractor())["event"] for each in (MARKED, DECIDED)]
    assert [event["kind"] for event in plain if isinstance(event, dict)] == ["marked", "decided"]


def test_a_class_that_nobody_registered_is_refused_and_no_name_is_given_twice() -> None:
    @dataclass(frozen=True)
    class Unknown:
        note: str = free()

    with pytest.raises(ValueError, match="no registered kind"):
        encode(Person("a", Role.TUTOR), Unknown(), TextExtractor())
    twin: type = dataclass(frozen=True)(type("Marked", (), {}))
    with pytest.raises(ValueError, match="already"):
        entry_codec.KINDS.register(twin)


def test_a_field_of_a_type_that_cannot_be_read_again_is_no_field() -> None:
    with pytest.raises(TypeError, match="can be kept"):
        reader(float, "share")
    with pytest.raises(ValueError, match="cannot be kept"):
        plain_of(0.5)
