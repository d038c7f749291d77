"""Texts that want to be more than text, and a scenario, a code and signposts in which every text is one of them."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import Any, Final

from simulator.documents.centre.signposts import Contact, Service, Signposts
from simulator.documents.scenario.header import ScenarioHeader
from simulator.engine.rubric import Breach, Clause, Rubric
from simulator.engine.scenario import (
    About,
    Action,
    Duty,
    Ending,
    Form,
    Mentee,
    PickField,
    Scenario,
    TickField,
    Variable,
    Variant,
    WriteField,
)

TEXTS: Final = (
    "[@click=app.quit]x[/]",
    "[/]",
    "[bold red]loud[/] [link=https://example.invalid]here[/link] {x} $y",
    "\x1b[31mred\x1b[0m \x1b]52;c;aGVsbG8=\x07 \x1b[2J \x1b]0;title\x07",
    "C1 \x9b31m \x85 \x90q\x9c bell \x07 back \x08 feed \x0c null \x00 del \x7f",
    "bidi \u202eevil\u202c \u2066iso\u2069 \u200fmark\u061c \u2028line\u2029para \ufeffbom",
    "w" * 2000,
    "مرحبا بالعالم שלום",
    "👩‍👩‍👧‍👦 family 🏳️‍🌈 flag e\u0301\u0302\u0303\u0304 combining ก็็็็็ 日本語",
    "tab\there\r\nnew\rline\n\n\nthree",
    "\ud800 surrogate \U000e0041 tag \u200b zero \ufff9 note",
    "   ",
)

PEOPLES: Final[Mapping[type[Any], frozenset[str]]] = {
    Action: frozenset({"text", "why", "thinks"}),
    Variant: frozenset({"text"}),
    About: frozenset({"title", "summary", "you", "brief", "notes", "reviewed_by", "reviewed_on"}),
    Mentee: frozenset({"name", "pronouns", "about"}),
    Variable: frozenset({"means"}),
    Duty: frozenset({"says"}),
    Form: frozenset({"title"}),
    Ending: frozenset({"title"}),
    TickField: frozenset({"ask"}),
    PickField: frozenset({"ask"}),
    WriteField: frozenset({"ask"}),
    Clause: frozenset({"title", "text", "descriptors"}),
    Breach: frozenset({"text", "why"}),
    Rubric: frozenset({"title"}),
    Scenario: frozenset({"facts"}),
    ScenarioHeader: frozenset({"title", "summary", "stage", "setting", "kinds", "notes", "mentee", "you", "brief"}),
    Contact: frozenset({"name", "role", "hours", "contact"}),
    Service: frozenset({"name", "helps_with", "contact", "hours", "nation", "last_checked", "checked_by"}),
    Signposts: frozenset({"organisation", "nation", "out_of_hours", "emergency"}),
}
"""Which fields of which values people write; all other texts are ids that documents cannot fill with such things."""


def poisoned(value: Any, texts: "Iterator[str] | None" = None) -> Any:
    """The same value with every text that people write replaced by the next of ``TEXTS``."""
    texts = texts if texts is not None else cycle(TEXTS)
    if is_dataclass(value) and not isinstance(value, type):
        peoples = PEOPLES.get(type(value), frozenset())
        changed = {
            each.name: _filled(getattr(value, each.name), texts)
            if each.name in peoples
            else poisoned(getattr(value, each.name), texts)
            for each in fields(value)
        }
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(poisoned(each, texts) for each in value)
    if isinstance(value, Mapping):
        return {key: poisoned(each, texts) for key, each in value.items()}
    return value


def _filled(value: Any, texts: Iterator[str]) -> Any:
    if isinstance(value, str):
        return next(texts)
    if isinstance(value, tuple):
        return tuple(next(texts) for _ in value)
    if isinstance(value, Mapping):
        return {key: next(texts) for key in value}
    return value
