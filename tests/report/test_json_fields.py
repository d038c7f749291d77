"""Values as JSON: levels by their words, moments in ISO 8601, and nothing that JSON cannot hold passes."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from simulator.engine.events import Mode
from simulator.engine.rubric import Level
from simulator.report.write.json_fields import fields_of


@dataclass(frozen=True)
class Value:
    level: Level | None = Level.UNSAFE
    mode: Mode = Mode.PRACTICE
    at: datetime = datetime(2026, 11, 2, 9, tzinfo=UTC)
    events: tuple[int, ...] = (1, 2)
    flag: bool = True
    share: float = 0.5


def test_each_field_is_what_a_program_can_read() -> None:
    assert fields_of(Value(), "flag", "level", "mode", "at", "events") == {
        "flag": True,
        "level": "unsafe",
        "mode": "practice",
        "at": "2026-11-02T09:00:00+00:00",
        "events": [1, 2],
    }
    assert fields_of(Value(level=None), "level") == {"level": None}


@pytest.mark.parametrize(("name", "wrong"), [("share", TypeError), ("nothing", AttributeError)])
def test_what_is_no_json_and_a_field_that_is_not_there_are_faults(name: str, wrong: type[Exception]) -> None:
    with pytest.raises(wrong):
        fields_of(Value(), name)
