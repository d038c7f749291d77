"""The walkthroughs that go through everything do, as walking every playthrough shows; and few sets could be smaller."""

from collections.abc import Iterator

from hypothesis import HealthCheck, assume, event, given, settings

from simulator.analysis.context import AnalysisContext
from simulator.analysis.figures.cover import Cover, CoverWalkthrough, cover
from simulator.analysis.figures.cover_graph import CoverTarget
from simulator.documents.scenario.expect import walk
from simulator.engine.events import Ended
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Ending, Scenario
from simulator.engine.scoring import score
from simulator.engine.state import State
from simulator.library import Library
from tests.analysis.asked import RUBRIC
from tests.analysis.brute import Brute, Step, TooManyError, begun, options, taken
from tests.analysis.layered import COUNTING, LAYERED, LOOPING, RUBRICS
from tests.analysis.marked import MARKED
from tests.depth import tries
from tests.engine.build import action, form, pick
from tests.engine.build import scenario as built

MOST = 400
"""Steps of all playthroughs together; scenarios with more are left out."""

EACH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

Targets = frozenset[CoverTarget]


def covered(scenario: Scenario, rubric: Rubric) -> Cover:
    found = cover(AnalysisContext(scenario, rubric))
    assert found is not None
    return found


def every_way(scenario: Scenario, rubric: Rubric) -> list[Targets]:
    """What each playthrough that ends goes through, found by walking all of them."""
    try:
        brute = Brute.of(scenario, rubric, MOST)
    except TooManyError:
        assume(False)
        raise
    passing = rubric.passing
    shown = {clause: {card.clause(clause).level for _, card in brute.ended} - {None} for clause in scenario.assesses}
    failing = {
        clause: any(level < passing for level in levels if level is not None) for clause, levels in shown.items()
    }
    ways = []
    for node, card in brute.ended:
        assert card.outcome is not None
        found = {CoverTarget("ending", (node.scene,)), CoverTarget("outcome", (card.outcome.word,))}
        found |= set(taken_options(scenario, node.steps))
        for clause in scenario.assesses:
            level = card.clause(clause).level
            if level is not None:
                found.add(CoverTarget("met" if level >= passing else "failed", (clause,)))
            elif not failing[clause]:
                found.add(CoverTarget("failed", (clause,)))
        ways.append(frozenset(found))
    return ways


def taken_options(scenario: Scenario, steps: tuple[Step, ...]) -> Iterator[CoverTarget]:
    """The options that some steps take."""
    state = begun(scenario)
    for step in steps:
        scene = state.situation.scene
        if isinstance(step, str):
            yield CoverTarget("option", (scene, step))
        else:
            content = scenario.scenes[scene].content
            written = {each.id for each in getattr(content, "fields", ()) if not hasattr(each, "options")}
            for field, answer in step.items():
                for option in (answer,) if isinstance(answer, str) else answer:
                    if field not in written:
                        yield CoverTarget("option", (scene, field, option))
        state = taken(scenario, state, step)


def smallest(ways: list[Targets], most: int) -> int:
    """The size of the smallest set of ways that goes through everything, if it is smaller than ``most``."""
    kept = [way for way in set(ways) if not any(way < other for other in ways)]
    best = most

    def search(left: Targets, size: int) -> None:
        nonlocal best
        if not left:
            best = min(best, size)
            return
        if size + 1 >= best:
            return
        rarest = min(sorted(left), key=lambda target: sum(target in way for way in kept))
        for way in sorted((way for way in kept if rarest in way), key=lambda way: -len(way & left)):
            search(left - way, size + 1)

    search(frozenset().union(*kept), 0)
    return best


@settings(EACH, max_examples=tries(120, 1250))
@given(LAYERED, RUBRICS)
def test_all_that_some_playthrough_goes_through_is_gone_through(scenario: Scenario, rubric: Rubric) -> None:
    assert_all_is_gone_through(scenario, rubric)


@settings(EACH, max_examples=tries(100, 2000))
@given(MARKED)
def test_all_is_gone_through_where_outcomes_and_clauses_need_walkthroughs_of_their_own(
    marked: tuple[Scenario, Rubric],
) -> None:
    assert_all_is_gone_through(*marked)


def assert_all_is_gone_through(scenario: Scenario, rubric: Rubric) -> None:
    ways = every_way(scenario, rubric)
    found = covered(scenario, rubric)
    assert frozenset().union(*(each.targets for each in found.walks)) == frozenset().union(*ways)
    assert (found.outcomes_known, found.clauses_unknown) == (True, ())
    for each in found.walks:
        assert each.targets in ways


@settings(EACH, max_examples=tries(80, 750))
@given(LAYERED, RUBRICS)
def test_hardly_any_set_is_smaller_than_what_is_found(scenario: Scenario, rubric: Rubric) -> None:
    ways = every_way(scenario, rubric)
    assume(ways)
    found = covered(scenario, rubric)
    least = smallest(ways, len(found.walks))
    event(f"{len(found.walks) - least} more than needed")
    assert len(found.walks) <= least + 1


@settings(EACH, max_examples=tries(80, 750))
@given(LAYERED, RUBRICS)
def test_what_is_said_to_be_missing_is_gone_through_by_no_playthrough_that_ends(
    scenario: Scenario, rubric: Rubric
) -> None:
    gone_through = frozenset[CoverTarget]().union(*every_way(scenario, rubric))
    found = covered(scenario, rubric)
    written = {CoverTarget("option", each) for each in _options(scenario)} | {
        CoverTarget("ending", (name,))
        for name, scene in scenario.scenes.items()
        if hasattr(scene.content, "title") and not hasattr(scene.content, "fields")
    }
    assert set(found.missing) == written - gone_through


def _options(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    for name, scene in scenario.scenes.items():
        for choice in getattr(scene.content, "choices", ()):
            yield (name, choice.id)
        for field in getattr(scene.content, "fields", ()):
            for option in getattr(field, "options", ()):
                yield (name, field.id, option.id)


@settings(EACH, max_examples=tries(60, 600))
@given(LOOPING | COUNTING, RUBRICS)
def test_where_one_can_go_round_every_option_that_leads_to_an_ending_is_taken(
    scenario: Scenario, rubric: Rubric
) -> None:
    options_taken = _by_following(scenario)
    found = cover(AnalysisContext(scenario, rubric, budget=20 * MOST))
    assume(found is not None)
    assert found is not None
    assert {target for each in found.walks for target in each.targets if target.sort == "option"} == options_taken
    for each in found.walks:
        assert walks_true(scenario, rubric, each)


def _by_following(scenario: Scenario) -> set[CoverTarget]:
    """The options from which an ending can be reached: every situation is followed, with those that lead to it."""
    first = begun(scenario)
    states = {_key(first): first}
    before: dict[object, set[object]] = {}
    steps: list[tuple[object, Step, object]] = []
    waiting = [first]
    for state in waiting:
        assume(len(waiting) < MOST)
        for step in options(scenario, state):
            following = taken(scenario, state, step)
            key = _key(following)
            steps.append((_key(state), step, key))
            before.setdefault(key, set()).add(_key(state))
            if key not in states:
                states[key] = following
                waiting.append(following)
    good = {key for key, state in states.items() if isinstance(state.closed, Ended)}
    growing = list(good)
    for key in growing:
        for earlier in before.get(key, set()) - good:
            good.add(earlier)
            growing.append(earlier)
    found: set[CoverTarget] = set()
    for key, step, to in steps:
        if to in good:
            found |= set(_options_of(scenario, states[key], step))
    return found


def _options_of(scenario: Scenario, state: State, step: Step) -> Iterator[CoverTarget]:
    scene = state.situation.scene
    if isinstance(step, str):
        yield CoverTarget("option", (scene, step))
        return
    known = set(_options(scenario))
    for field, answer in step.items():
        for option in (answer,) if isinstance(answer, str) else answer:
            if (scene, field, option) in known:
                yield CoverTarget("option", (scene, field, option))


def _key(state: State) -> object:
    here = state.situation
    return here.scene, tuple(here.values.values()), tuple(here.duties.values()), here.used, here.stuck


def walks_true(scenario: Scenario, rubric: Rubric, each: CoverWalkthrough) -> bool:
    state, fault = walk(scenario, each.steps)
    card = score(scenario, rubric, state)
    return fault is None and state.situation.scene == each.ending and card.outcome is each.outcome


def test_past_the_budget_nothing_is_claimed() -> None:
    library = Library()
    scenario = library.scenario(library.scenarios[0].path).value
    assert scenario is not None
    rubric = library.rubric(scenario.rubric)
    assert rubric is not None
    assert rubric.value is not None
    assert cover(AnalysisContext(scenario, rubric.value, budget=50)) is None


def test_answers_that_count_and_change_alike_by_other_options_are_gone_through() -> None:
    shown = {"listening": Level.COMPETENT}
    changing, staying = (("trust", 1),), ()
    fields = (
        pick(field, *(action(f"{field}-{name}", evidence=shown, change=change) for name, change in options))
        for field, options in (
            ("one", (("changes", changing), ("stays", staying))),
            ("two", (("stays", staying), ("changes", changing))),
        )
    )
    made = built(form(*fields, to=(("trust > 4", "far"), "home")), far=Ending("Far"))
    found = cover(AnalysisContext(made, RUBRIC))
    assert found is not None
    assert found.missing == ()
    taken_by_some = {target.name for each in found.walks for target in each.targets if target.sort == "option"}
    assert len(taken_by_some) == 4
