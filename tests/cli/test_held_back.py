"""In assessment no plain line tells how it went before a result is released: every ending of every shipped scenario."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.engine.events import Mode
from simulator.engine.scenario import WriteField
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from tests.cli.conftest import Run
from tests.playthroughs import begun, gives_away, scenarios, take, ways_to_endings


@pytest.mark.parametrize("name", scenarios())
def test_no_plain_line_tells_how_an_assessment_went_before_its_release(
    name: str, simulator: Run, tmp_path: Path
) -> None:
    kept = ("--store", str(tmp_path / "attempts.db"))
    for ending, steps in ways_to_endings(name).items():
        with open_store(kept[1]) as store:
            attempt = take(begun(store, name, Mode.ASSESSMENT), steps[:-1])
            lines = typed(attempt, steps[-1])
        said = simulator("play", "--plain", "--attempt", attempt.id, *kept, stdin=f"{lines}\nyes\n").stdout
        assert "\nThis attempt is handed in\n" in said
        assert "\nThe end.\n" in said
        shown = simulator("attempts", "show", attempt.id, *kept).stdout
        assert f"ending: {ending}" not in shown
        assert not gives_away(attempt, said + shown)
    listed = json.loads(simulator("attempts", "list", "--json", *kept).stdout)
    assert {(each["ending"], each["outcome"]) for each in listed} == {("", None)}
    as_json = json.loads(simulator("attempts", "show", attempt.id, "--json", *kept).stdout)
    assert (as_json["ending"], as_json["events"][-1]["body"]["ending"], as_json["scorecard"]) == ("", "", None)
    assert not gives_away(attempt, simulator("attempts", "list", *kept).stdout)


def typed(attempt: Attempt, step: Any) -> str:
    """The lines that a person types in plain lines to take a step."""
    if isinstance(step, str):
        number = 1 + [choice.id for choice in attempt.choices()].index(step)
        return f"{number}\nIt is fair." if attempt.reason_asked() != "never" else str(number)
    lines = []
    for field in attempt.form() or ():
        if isinstance(field, WriteField):
            lines.append("word " * field.min_words)
            continue
        given = step.get(field.id, ())
        ids = [option.id for option in field.options]
        ticked = [given] if isinstance(given, str) else given
        lines.append(" ".join(str(1 + ids.index(each)) for each in ticked) or "0")
    return "\n".join(lines)
