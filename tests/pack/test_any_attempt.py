"""Whatever was played, its report can be made: taken back, left, stuck, with forms and reasons."""

import re
from dataclasses import replace

from hypothesis import given, settings

from simulator.engine.events import Mode
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.pack.contents import PackContents
from simulator.pack.report import Made, report
from simulator.report.write.html import html_of
from simulator.store.format.chain import Tip
from simulator.store.format.dossier import Dossier
from simulator.store.format.record import Header
from tests.depth import tries
from tests.strategies import Choosing, modes, playable_scenarios, played, rubrics, ways

MADE = Made("2026-11-02T09:00:00.000000Z", "0.1.0", "key")
HEADER = Header("abc", "s", "S", "a" * 64, "code", "b" * 64, "practice", 7, "L-1", MADE.at, 2, "0.1.0")


def case_of(scenario: Scenario, rubric: Rubric, choosing: Choosing, mode: Mode) -> Dossier:
    state, events = played(scenario, mode, choosing)
    times = (MADE.at,) * len(events)
    return Dossier(replace(HEADER, mode=str(mode)), scenario, rubric, events, state, times, Tip(len(events), "c" * 64))


@settings(max_examples=tries(12, 500), deadline=None)
@given(playable_scenarios(), rubrics(), ways, modes)
def test_any_attempt_makes_a_page_with_every_turn_that_stands(
    scenario: Scenario, rubric: Rubric, choosing: Choosing, mode: Mode
) -> None:
    case = case_of(scenario, rubric, choosing, mode)
    page = html_of(report(PackContents("L-1", (case,), {}, {}), MADE, "I declare."))
    assert page.count('id="turn-abc-') == 2 * len(case.state.turns)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert all(link in ids for link in re.findall(r'href="#([^"]+)"', page))
