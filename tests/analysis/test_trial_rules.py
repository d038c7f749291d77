"""What is found about being tried at all is exactly what walking every playthrough shows."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Address, Finding
from simulator.analysis.rules.boxes import no_box_belongs
from simulator.analysis.rules.passing import ENOUGH_QUESTIONS, TOO_OFTEN, guessing_passes, passes_early
from simulator.analysis.rules.reactions import nobody_reacts
from simulator.analysis.rules.repairs import repairs_nothing
from simulator.documents.scenario.expect import walk
from simulator.engine import play
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Action, Content, Decision, Form, PickField, Scenario, Scene, TickField
from simulator.engine.scoring import Scorecard
from simulator.engine.state import Did, DutyStatus, LineKind
from tests.analysis.asked import RUBRIC
from tests.analysis.brute import Brute, Node, TooManyError, same
from tests.analysis.layered import GUARDED, LAYERED, RUBRICS
from tests.analysis.marked import MARKED
from tests.depth import tries
from tests.engine.build import action, choice, decision, onward, scene, words
from tests.engine.build import scenario as built

MOST = 700

EACH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

ANY: st.SearchStrategy[tuple[Scenario, Rubric]] = st.one_of(
    st.tuples(LAYERED, RUBRICS), st.tuples(GUARDED, RUBRICS), MARKED
)


def brute(scenario: Scenario, rubric: Rubric = RUBRIC) -> Brute:
    try:
        return Brute.of(scenario, rubric, MOST)
    except TooManyError:
        assume(False)
        raise


def shown_by(walked: Brute, finding: Finding) -> Node:
    """Where a witness leads, by the walker of walkthroughs and by the tree of all playthroughs."""
    state, fault = walk(walked.scenario, finding.witness)
    assert fault is None
    node = walked.by_steps[tuple(map(same, finding.witness))]
    assert state.situation == node.state.situation
    return node


def passes(card: Scorecard) -> bool:
    return card.outcome is not None and card.outcome >= Level.COMPETENT


# Passing untried


def untried(node: Node) -> bool:
    """Whether no duty opened or was done."""
    return set(node.state.situation.duties.values()) <= {DutyStatus.WAITING}


@settings(EACH, max_examples=tries(150, 2000))
@given(ANY)
def test_passing_before_any_duty_opens_is_found_where_somebody_does_and_others_come_to_one(
    made: tuple[Scenario, Rubric],
) -> None:
    walked = brute(*made)
    early = [node for node, card in walked.ended if passes(card) and untried(node)]
    others = [node for node, _ in walked.ended if not untried(node)]
    found = list(passes_early(AnalysisContext(*made)))
    event(f"found {len(found)}")
    assert len(found) == bool(early and others)
    for finding in found:
        node = shown_by(walked, finding)
        assert any(node is each for each in early)
        assert len(finding.witness) == min(len(each.steps) for each in early)


def judged(scenario: Scenario) -> int:
    """How many questions count for something."""
    number = 0
    for each in scenario.scenes.values():
        content = each.content
        if isinstance(content, Decision):
            number += any(counts(choice.action) for choice in content.choices)
        elif isinstance(content, Form):
            number += sum(
                isinstance(field, TickField) or (isinstance(field, PickField) and any(map(counts, field.options)))
                for field in content.fields
            )
    return number


def counts(done: Action) -> bool:
    return bool(done.evidence or done.breach)


@settings(EACH, max_examples=tries(150, 2000))
@given(ANY)
def test_guessing_is_found_to_pass_exactly_where_it_passes_too_often(made: tuple[Scenario, Rubric]) -> None:
    walked = brute(*made)
    chance = sum((node.chance for node, card in walked.over if passes(card)), Fraction(0))
    found = list(guessing_passes(AnalysisContext(*made)))
    event(f"found {len(found)}")
    assert len(found) == (chance >= TOO_OFTEN and judged(made[0]) >= ENOUGH_QUESTIONS)
    for finding in found:
        node = shown_by(walked, finding)
        passing = [len(each.steps) for each, card in walked.ended if passes(card)]
        assert passes(walked.card(node))
        assert len(finding.witness) == min(passing)
        if chance <= Fraction(1, 2):
            assert f"1 time in {round(1 / chance)}," in finding.message


# Repairs


def offered(walked: Brute, node: Node) -> list[tuple[Address, Action]]:
    """Everything that can be done in a situation."""
    here: Address = ("scenes", node.scene)
    content = walked.scenario.scenes[node.scene].content
    if node.state.closed is not None:
        return []
    if isinstance(content, Decision):
        open_ = play.open_choices(walked.scenario, node.state.situation)
        return [((*here, "choices", each.id), each.action) for each in open_]
    found: list[tuple[Address, Action]] = []
    for shown in play.shown_fields(content, node.state.situation) if isinstance(content, Form) else ():
        inside: Address = (*here, "form", "fields", shown.id)
        if isinstance(shown, PickField):
            found += [((*inside, "pick", option.id), option) for option in shown.options]
        elif isinstance(shown, TickField):
            found += [((*inside, "tick", box.id), box.action) for box in shown.options]
    return found


def in_one_form(walked: Brute, scene: str, breach: str) -> bool:
    """Whether some answers to a form commit a breach and then repair it."""
    for node in walked.nodes:
        for after in node.then if node.scene == scene else ():
            done = [act.action for act in after.state.turns[len(after.steps)].acts if isinstance(act, Did)]
            first = next((place for place, each in enumerate(done) if each.breach == breach), len(done))
            if any(each.repairs == breach for each in done[first:]):
                return True
    return False


@settings(EACH, max_examples=tries(150, 2000))
@given(ANY)
def test_repairs_of_what_nobody_can_have_committed_are_found_and_no_others(made: tuple[Scenario, Rubric]) -> None:
    walked = brute(*made)
    ever: set[Address] = set()
    useful: set[Address] = set()
    for node in walked.nodes:
        standing = {each.breach for each in walked.card(node).breaches if each.repaired_by is None}
        for address, each in offered(walked, node):
            if each.repairs is not None:
                ever.add(address)
                if each.repairs in standing or ("form" in address and in_one_form(walked, node.scene, each.repairs)):
                    useful.add(address)
    found = {finding.address[:-1] for finding in repairs_nothing(AnalysisContext(*made))}
    event(f"found {len(found)}")
    assert found == ever - useful


# Reactions


def is_silent(node: Node, after: Node) -> bool:
    """Whether the same question stands again, and nobody has said or done anything that was not to be seen before."""
    seen = [
        line.text
        for turn in node.state.turns
        for line in turn.lines
        if line.kind is LineKind.CUE and line.scene == node.scene
    ]
    return (
        after.state.closed is None
        and after.scene == node.scene
        and all(
            line.kind in {LineKind.SAY, LineKind.DO}
            or (line.kind is LineKind.CUE and line.scene == node.scene and line.text in seen[-1:])
            for line in after.state.turns[len(after.steps)].lines
        )
    )


def quieter(scenario: Scenario) -> Scenario:
    """The same, where less is to be seen: most scenes beside a hub pass in silence."""
    scenes = {
        name: replace(each, cue=()) if name.endswith(("-0", "-1")) else each for name, each in scenario.scenes.items()
    }
    return replace(scenario, scenes=scenes)


@settings(EACH, max_examples=tries(150, 2000))
@given(st.one_of(LAYERED, GUARDED, LAYERED.map(quieter)))
def test_answers_that_nobody_reacts_to_are_found_with_the_shortest_way(scenario: Scenario) -> None:
    walked = brute(scenario)
    soonest: dict[Address, int] = {}
    for node in walked.nodes:
        for after in node.then if isinstance(scenario.scenes[node.scene].content, Decision) else ():
            if is_silent(node, after):
                address = ("scenes", node.scene, "choices", str(after.steps[-1]))
                soonest[address] = min(soonest.get(address, MOST), len(after.steps))
    found = list(nobody_reacts(AnalysisContext(scenario, RUBRIC)))
    event(f"found {len(found)}")
    assert {finding.address: len(finding.witness) for finding in found} == soonest
    for finding in found:
        assert shown_by(walked, finding).scene == finding.address[1]


def reacted(hub: Scene, **others: Scene | Content) -> list[Address]:
    return [finding.address for finding in nobody_reacts(AnalysisContext(built(hub, None, **others), RUBRIC))]


def test_what_the_mentee_says_is_a_reaction_and_so_is_another_cue_and_the_same_cue_is_none() -> None:
    here = ("scenes", "first", "choices", "ask")
    told = action("ask", set_to=(("promised", True),))
    asks = decision(choice(told, "first"), choice("go", "home"))
    assert reacted(scene(asks, cue=words("Waits."))) == [here]
    assert reacted(scene(asks)) == [here]
    assert reacted(scene(asks, says=words("OK."))) == []
    assert reacted(scene(asks, tells=words("A bell rings."))) == []
    assert reacted(scene(asks, cue=words(("promised", "Smiles."), "Waits."))) == []
    back = decision(choice(told, "beside"), choice("go", "home"))
    assert reacted(scene(back), beside=onward("first")) == [here]
    assert reacted(scene(back), beside=scene(onward("first"), cue=words("Looks away."))) == []


# Boxes


@settings(EACH, max_examples=tries(150, 2000))
@given(ANY)
def test_fields_that_are_best_left_blank_are_found_with_the_shortest_way(made: tuple[Scenario, Rubric]) -> None:
    walked = brute(*made)
    soonest: dict[Address, int] = {}
    for node in walked.nodes:
        content = made[0].scenes[node.scene].content
        if not isinstance(content, Form) or node.state.closed is not None:
            continue
        for shown in play.shown_fields(content, node.state.situation):
            if isinstance(shown, TickField) and not any(box.belongs for box in shown.options):
                address = ("scenes", node.scene, "form", "fields", shown.id)
                soonest[address] = min(soonest.get(address, MOST), len(node.steps))
    found = list(no_box_belongs(AnalysisContext(*made)))
    event(f"found {len(found)}")
    assert {finding.address: len(finding.witness) for finding in found} == soonest
    for finding in found:
        assert shown_by(walked, finding).scene == finding.address[1]
