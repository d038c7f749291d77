"""A scorecard in JSON keeps its names, and every line of it names the events that made it."""

import json

from hypothesis import given, settings

from simulator.engine.events import Mode
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import score
from simulator.json_value import Json
from simulator.report.write.scorecard import scorecard_json
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from tests.engine.small import CODE, small
from tests.sessions.texts import held
from tests.strategies import Choosing, modes, playable_scenarios, played, rubrics, ways


def _object(value: Json) -> dict[str, Json]:
    assert isinstance(value, dict)
    return value


def _first(value: Json) -> dict[str, Json]:
    assert isinstance(value, list)
    return _object(value[0])


def test_the_names_stay_as_they_are() -> None:
    with open_store("sqlite://") as store:
        attempt = Attempt.begin(store, held(small(written=True)), held(CODE), Mode.PRACTICE)
        for choice in ("promise", "listen", "tell"):
            attempt.choose(choice)
        attempt.answer({"account": "Jamie told me"})
    told = scorecard_json(attempt.scorecard())
    assert list(told) == ["outcome", "provisional", "reasons", "clauses", "breaches", "awaiting"]
    assert (told["outcome"], told["provisional"]) == ("unsafe", True)
    assert _first(told["reasons"]) == {"kind": "critical clause unsafe", "ref": "confidentiality", "events": [1, 5]}
    clause = _object(_object(told["clauses"])["confidentiality"])
    assert list(clause) == ["level", "standing", "typical", "required", "pieces", "caps", "awaiting"]
    assert (clause["level"], clause["standing"], clause["required"]) == ("unsafe", "shown", 1)
    assert _first(clause["pieces"]) == {
        "level": "unsafe",
        "as_given": "unsafe",
        "source": "choice",
        "event": 1,
        "turn": 1,
        "scene": "asks",
        "ref": "promise",
        "field": None,
        "breach": "promises-secrecy",
    }
    assert _first(clause["caps"]) == {"level": "unsafe", "reason": "unsafe piece", "event": 1, "ref": "promise"}
    assert _first(told["breaches"])["breach"] == "promises-secrecy"
    assert _first(told["awaiting"]) == {"clause": "records", "event": 4, "scene": "record", "field": "account"}


@settings(max_examples=15, deadline=None)
@given(playable_scenarios(), rubrics(), modes, ways)
def test_any_scorecard_is_plain_json_with_every_clause(
    scenario: Scenario, rubric: Rubric, mode: Mode, way: Choosing
) -> None:
    state, _ = played(scenario, mode, way)
    told = scorecard_json(score(scenario, rubric, state))
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert list(_object(told["clauses"])) == list(rubric.clauses)
