"""Events to JSON and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.events import Answered, Began, Chose, Ended, Event, Explained, Left, Mode, Rewound, Stuck
from simulator.json_value import Json
from simulator.store.format import event_codec
from simulator.store.format.canonical import CodecError, canonical, parse
from simulator.store.format.event_codec import decode, encode

texts = st.text(max_size=40)
any_text = st.text(st.characters(exclude_categories=()), max_size=40)
answers = st.dictionaries(texts, st.one_of(any_text, st.lists(texts, max_size=4).map(tuple)), max_size=4)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Began, st.sampled_from(Mode), st.integers(0, 2**63 - 1)),
    st.builds(Chose, texts, texts),
    st.builds(Explained, texts, texts, any_text),
    st.builds(Answered, texts, answers),
    st.builds(Rewound, st.integers(1, 1000)),
    st.builds(Ended, texts),
    st.builds(Stuck, texts),
    st.builds(Left, texts),
)
plain: st.SearchStrategy[Json] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), any_text),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(any_text, inner, max_size=4)),
    max_leaves=12,
)


@given(events)
def test_every_event_comes_back_from_json_as_it_was(event: Event) -> None:
    assert decode(parse(canonical(encode(event)))) == event


@given(plain)
def test_a_plain_value_is_written_in_one_way_only(value: Json) -> None:
    text = canonical(value)
    assert text.isascii()
    assert canonical(parse(text)) == text


@given(events, st.sampled_from(["later", "scene ", "Kind"]))
def test_a_field_that_is_not_known_is_refused(event: Event, name: str) -> None:
    with pytest.raises(CodecError, match="is not known"):
        decode({**encode(event), name: 1})


@given(events, st.data())
def test_a_field_that_is_missing_is_refused(event: Event, data: st.DataObject) -> None:
    body = encode(event)
    del body[data.draw(st.sampled_from(sorted(body)))]
    with pytest.raises(CodecError):
        decode(body)


@given(plain)
def test_no_plain_value_makes_anything_but_an_event_or_a_refusal(value: Json) -> None:
    try:
        event = decode(value)
    except CodecError:
        return
    assert encode(event) == value


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "flew", "scene": "asks"},
        {"kind": "began", "mode": "exam", "seed": 1},
        {"kind": "began", "mode": "practice", "seed": True},
        {"kind": "began", "mode": "practice", "seed": "1"},
        {"kind": "chose", "scene": "asks", "choice": 3},
        {"kind": "answered", "scene": "asks", "answers": {"who": 3}},
        {"kind": "answered", "scene": "asks", "answers": {"what": ["a", 1]}},
        {"kind": "answered", "scene": "asks", "answers": []},
        {"kind": ["chose"]},
        [],
        "chose",
        None,
    ],
)
def test_what_is_no_event_is_refused(body: Json) -> None:
    with pytest.raises(CodecError):
        decode(body)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"a":1,"a":2}',
        "1.5",
        "[1e3]",
        "NaN",
        "Infinity",
        "-Infinity",
        "[" * 100_000,
        "9" * 10_000,
        "\x00",
        "nul",
    ],
)
def test_what_is_no_plain_json_is_refused(text: str) -> None:
    with pytest.raises(CodecError):
        parse(text)


def test_the_names_in_the_store_stay_as_they_are() -> None:
    kept: list[tuple[Event, Json]] = [
        (Began(Mode.ASSESSMENT, 7), {"kind": "began", "mode": "assessment", "seed": 7}),
        (Chose("asks", "honest"), {"kind": "chose", "scene": "asks", "choice": "honest"}),
        (Explained("asks", "honest", "So"), {"kind": "explained", "scene": "asks", "choice": "honest", "text": "So"}),
        (
            Answered("record", {"what": ("a", "b"), "who": "lead"}),
            {"kind": "answered", "scene": "record", "answers": {"what": ["a", "b"], "who": "lead"}},
        ),
        (Rewound(2), {"kind": "rewound", "to": 2}),
        (Ended("home"), {"kind": "ended", "ending": "home"}),
        (Stuck("asks"), {"kind": "stuck", "scene": "asks"}),
        (Left("asks"), {"kind": "left", "scene": "asks"}),
    ]
    for event, body in kept:
        assert encode(event) == body
        assert json.loads(canonical(event_codec.encode(event))) == body
