"""The bytes of every kind of event and entry: a chain of hashes stands on them, so they never change."""

import os
from typing import Final, get_args

import pytest

from simulator.engine.events import Event
from simulator.json_value import Json
from simulator.review.centre import CENTRE_EVENTS
from simulator.review.events import ReviewEvent
from simulator.review.quality.standardisation import Standardised
from simulator.store.format import entry_codec, event_codec
from simulator.store.format.canonical import canonical, parse
from simulator.store.format.erasable_texts import ErasableTexts, TextExtractor

from .golden import ENTRIES, EVENTS, LINES

NOTED: Final[Json] = {"erased": {"a": ["b"]}, "rewritten": {}}


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The bodies as they were written once, with the salt of their texts no longer random."""
    monkeypatch.setattr(os, "urandom", bytes)
    return LINES.read_text(encoding="ascii").splitlines()


def test_every_kind_is_among_them() -> None:
    kinds = {*get_args(Event), *get_args(ReviewEvent), *CENTRE_EVENTS, Standardised}
    assert {type(each) for each in (*EVENTS, *(event for _, event in ENTRIES))} == kinds


def test_every_event_is_written_as_it_always_was(lines: list[str]) -> None:
    of_events = lines[: len(EVENTS)]
    assert [canonical(event_codec.encode(each)) for each in EVENTS] == of_events
    assert tuple(event_codec.decode(parse(each)) for each in of_events) == EVENTS


def test_every_entry_is_written_as_it_always_was(lines: list[str]) -> None:
    apart = TextExtractor()
    written = [canonical(entry_codec.encode(by, event, apart)) for by, event in ENTRIES]
    by, event = ENTRIES[0]
    written.append(canonical(entry_codec.encode(by, event, apart, NOTED)))
    assert written == lines[len(EVENTS) :]
    texts = ErasableTexts({each.commitment: each for each in apart.texts})
    read = [entry_codec.decode(parse(each), texts) for each in written]
    assert tuple((each.by, each.event) for each in read[:-1]) == ENTRIES
    assert (read[-1].event, read[-1].facts) == (event, NOTED)
