"""A way through a scenario that is being written holds as far as it can, and says where it does not."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.authoring.expect_block import block, why_not
from simulator.authoring.inside import inside
from simulator.authoring.playthrough import (
    ChoiceStep,
    FormStep,
    JumpStep,
    NotTaken,
    Rehearsal,
    SetStep,
    Step,
    Way,
    how_far,
    rehearse,
    steps_of,
)
from simulator.documents.scenario.expect import walk
from simulator.documents.yaml.reader import Tree, read
from simulator.documents.yaml.source import Source
from simulator.engine import play
from simulator.engine.events import Ended
from simulator.engine.play import FormRefused, Refused
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Decision, Form, Scenario
from simulator.engine.scoring import score
from simulator.engine.state import DutyStatus
from tests.depth import tries
from tests.documents import examples
from tests.strategies import answers, playable_scenarios, rubrics

scenarios = playable_scenarios()
codes = rubrics()
numbers = st.lists(st.integers(1, 500), max_size=12)
names = st.sampled_from(
    ["trust", "calm", "promised", "mood", "locked_in", "hungry", "state_limits", "tell_lead", "nobody"]
)
values = st.sampled_from(
    ["0", "3", "5", "-2", "99", "true", "false", "told", "open", "late", "fulfilled", "missed", ""]
)
by_hand: st.SearchStrategy[Step] = st.one_of(
    st.builds(SetStep, names, values), st.builds(JumpStep, st.sampled_from(["s0", "s1", "s2", "s3", "s9"]))
)
any_step: st.SearchStrategy[Step] = st.one_of(
    by_hand,
    st.builds(ChoiceStep, st.sampled_from(["c0", "c1", "c2", "nothing"])),
    st.builds(
        FormStep,
        st.fixed_dictionaries({}, optional={"f0": st.sampled_from(["", "o0", "words here"]), "f1": st.just(())}),
    ),
)
any_way = st.lists(any_step, max_size=10).map(tuple)
SMALL_RUBRIC = examples.rubric().value
assert SMALL_RUBRIC is not None


SLOW = settings(max_examples=tries(40, 500), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def small(text: str = examples.SCENARIO) -> Scenario:
    loaded = examples.scenario(text)
    assert loaded.value is not None, loaded.diagnostics
    return loaded.value


def code() -> Rubric:
    assert SMALL_RUBRIC is not None
    return SMALL_RUBRIC


def played(scenario: Scenario, chosen: list[int], made: list[Step] | None = None) -> Rehearsal:
    """A way made step by step, by numbers; ``made`` are steps by hand that are tried in between."""
    rehearsal = rehearse(scenario, ())
    for number in chosen:
        if made and number % 5 == 0:
            step: Step = made[number % len(made)]
        elif rehearsal.state.closed is not None:
            return rehearsal
        elif isinstance(scenario.scenes[rehearsal.state.situation.scene].content, Form):
            form = scenario.scenes[rehearsal.state.situation.scene].content
            assert isinstance(form, Form)
            step = FormStep(answers(form, rehearsal.state, number))
        else:
            open_now = play.open_choices(scenario, rehearsal.state.situation)
            if not open_now:
                return rehearsal
            step = ChoiceStep(open_now[number % len(open_now)].id)
        try:
            rehearsal = rehearsal.with_step(step)
        except Refused:
            assert made
    return rehearsal


@SLOW
@given(scenarios, numbers, st.lists(by_hand, min_size=1, max_size=4))
def test_in_an_unchanged_scenario_the_same_way_gives_the_same_state(
    scenario: Scenario, chosen: list[int], made: list[Step]
) -> None:
    first = played(scenario, chosen, made)
    again = rehearse(scenario, first.way)
    assert again == first
    assert again.held == len(first.way)
    assert how_far(again, changed=True) == ""


@SLOW
@given(scenarios, scenarios, numbers, any_way)
def test_in_another_text_the_longest_part_from_the_beginning_holds(
    scenario: Scenario, other: Scenario, chosen: list[int], more: Way
) -> None:
    way = (*played(scenario, chosen).way, *more)
    found = rehearse(other, way)
    assert found.way == way
    assert found.held + (found.fault is not None) <= len(way)
    assert (found.fault is None) == (found.held == len(way))
    prefix = rehearse(other, way[: found.held])
    assert prefix.state == found.state
    if found.fault is not None:
        with pytest.raises(Refused):
            prefix.with_step(way[found.held])
        sentence = how_far(found, changed=True)
        assert sentence.endswith((".", "?"))
        assert "None" not in sentence.replace("None of", "")


@SLOW
@given(scenarios, codes, any_way)
def test_what_holds_inside_can_be_told_after_any_way(scenario: Scenario, rubric: Rubric, way: Way) -> None:
    found = rehearse(scenario, way)
    told = inside(found, rubric)
    assert told.scene == found.state.situation.scene
    assert {row.name for row in told.variables} == set(scenario.variables)
    if not found.held:
        assert not any(row.changed for row in (*told.variables, *told.facts, *told.duties))
        assert not any(row.changed for row in told.clauses)


@SLOW
@given(scenarios, codes, numbers)
def test_a_copied_walkthrough_read_back_comes_to_the_same_ending_and_outcome(
    scenario: Scenario, rubric: Rubric, chosen: list[int]
) -> None:
    rehearsal = played(scenario, chosen)
    if why_not(rehearsal):
        with pytest.raises(ValueError, match="no walkthrough"):
            block(rehearsal, rubric)
        return
    written = block(rehearsal, rubric)
    document = read(Source.of_text(written.text, "block.yaml"))
    assert not document.faults
    (body,) = named_parts(named_parts(document.tree)["expect"]).values()
    steps = named_parts(body)["choose"]
    assert isinstance(steps, list)
    state, fault = walk(scenario, [as_step(step) for step in steps])
    assert fault is None
    assert state.situation == rehearsal.state.situation
    assert written.finished == isinstance(state.closed, Ended)
    if written.finished:
        assert named_parts(body)["ending"] == state.situation.scene
        outcome = score(scenario, rubric, state).outcome
        assert named_parts(body).get("outcome") == (None if outcome is None else outcome.word)


def named_parts(tree: Tree | None) -> dict[str, Tree]:
    assert isinstance(tree, dict)
    return tree


def as_step(step: Tree) -> str | dict[str, str | tuple[str, ...]]:
    if isinstance(step, str):
        return step
    return {
        field: given if isinstance(given, str) else tuple(str(each) for each in given)
        for field, given in named_parts(step).items()
    }


@SLOW
@given(scenarios, any_way)
def test_taking_back_step_by_step_comes_to_the_beginning(scenario: Scenario, way: Way) -> None:
    rehearsal = rehearse(scenario, way)
    while rehearsal.held:
        held = rehearsal.held
        rehearsal = rehearsal.taken_back()
        assert rehearsal.held == held - 1
        assert rehearsal.fault is None
    assert rehearsal.taken_back() == rehearse(scenario, ())


# By example


def test_a_renamed_choice_is_told_with_the_one_that_holds_before_it() -> None:
    way: Way = (ChoiceStep("honest"), FormStep({"contents": ("words",), "who": "lead", "account": ""}))
    assert rehearse(small(), way).fault is None
    changed = examples.changed("            lead: {text", "            boss: {text").replace("who: lead", "who: boss")
    found = rehearse(small(changed), way)
    assert how_far(found, changed=True) == (
        "Your way holds up to `honest`; the form cannot be handed in so any more (`who`: “lead” cannot be picked here)."
    )


def test_a_choice_that_is_shut_now_is_told_with_its_condition() -> None:
    way: Way = (ChoiceStep("promise"),)
    shut = examples.changed("not promised and mood == guarded", "trust > 8")
    shut = shut.partition("expect:")[0]
    found = rehearse(small(shut), way)
    assert how_far(found, changed=True) == (
        "This way cannot be taken from its first step on: `promise` is not open there any more (when: trust > 8)."
    )
    assert how_far(found, changed=False).endswith("`promise` is not open there (when: trust > 8).")


def test_what_does_not_hold_is_kept_until_another_step_is_taken() -> None:
    way: Way = (ChoiceStep("honest"), FormStep({"contents": ("words",), "who": "lead"}))
    broken = rehearse(small(), (way[0], ChoiceStep("gone"), way[1]))
    assert broken.held == 1
    assert broken.way[1:] == (ChoiceStep("gone"), way[1])
    assert broken.with_step(way[1]).way == way


def test_a_conversation_that_ended_can_be_taken_back_or_left_by_a_jump_and_not_gone_on_with() -> None:
    ended = rehearse(small(), (ChoiceStep("honest"), FormStep({"who": "lead", "contents": ()})))
    assert isinstance(ended.state.closed, Ended)
    with pytest.raises(NotTaken, match="the conversation ends in `done`"):
        ended.with_step(ChoiceStep("honest"))
    gone_on = ended.with_step(JumpStep("arrives"))
    assert gone_on.state.closed is None
    assert gone_on.state.situation.duties["tell_lead"] is DutyStatus.FULFILLED_LATE


def test_a_jump_enters_the_scene_with_all_that_entering_does() -> None:
    jumped = rehearse(small(), (JumpStep("later"),))
    assert jumped.state.situation.scene == "record"
    assert jumped.state.situation.values["locked_in"] is True
    assert jumped.state.situation.duties["tell_lead"] is DutyStatus.LATE
    assert [line.text for line in jumped.state.turns[-1].lines] == ["Ten minutes later."]
    assert jumped.by_hand == (JumpStep("later"),)
    assert not jumped.taken_back().by_hand


def test_setting_a_value_tells_what_is_said_differently_now() -> None:
    put = rehearse(small(), (SetStep("trust", "2"),))
    assert put.state.situation.values["trust"] == 2
    assert [line.text for line in put.state.turns[-1].lines] == ["You would only tell."]
    again = put.with_step(SetStep("trust", "1"))
    assert again.state.turns[-1].lines == ()


def test_setting_a_value_opens_and_shuts_choices() -> None:
    put = rehearse(small(), (SetStep("mood", "told"),))
    assert [choice.id for choice in play.open_choices(put.scenario, put.state.situation)] == ["honest"]
    with pytest.raises(NotTaken, match=r"not open there .when: not promised and mood == guarded"):
        put.with_step(ChoiceStep("promise"))


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("trust", "11", "`trust` cannot be set to “11”: `trust` goes from 0 to 10."),
        ("trust", "much", "`trust` cannot be set to “much”: it is a whole number."),
        ("trust", "9" * 40, f"`trust` cannot be set to “{'9' * 40}”: it is a whole number."),
        ("promised", "1", "`promised` cannot be set to “1”: it is true or false."),
        ("mood", "cross", "`mood` cannot be set to “cross”: `mood` is one of: guarded, told."),
        ("locked_in", "yes", "`locked_in` cannot be set to “yes”: it is true or false."),
        (
            "tell_lead",
            "missed",
            "`tell_lead` cannot be set to “missed”: it is one of: waiting, open, late, fulfilled, fulfilled late.",
        ),
        ("trsut", "1", "There is no variable, fact or duty `trsut`. Did you mean `trust`?"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_can(name: str, value: str, told: str) -> None:
    with pytest.raises(NotTaken) as refused:
        rehearse(small(), ()).with_step(SetStep(name, value))
    assert str(refused.value) == told


def test_a_duty_set_by_hand_counts_as_it_is_now_and_not_as_it_was() -> None:
    late = rehearse(small(), (JumpStep("later"),))
    assert [row.pieces for row in inside(late, code()).clauses if row.clause == "records"] == [1]
    done = late.with_step(SetStep("tell_lead", "fulfilled"))
    assert [row.pieces for row in inside(done, code()).clauses if row.clause == "records"] == []
    assert done.state.situation.values["tell_lead"] is True
    back = done.with_step(SetStep("tell_lead", "late"))
    assert [row.pieces for row in inside(back, code()).clauses if row.clause == "records"] == [1]


def test_what_the_last_step_changed_is_told_beside_what_was_before() -> None:
    told = inside(rehearse(small(), (ChoiceStep("honest"),)), code())
    moved = {row.name: (row.before, row.now) for row in (*told.variables, *told.facts, *told.duties) if row.changed}
    assert moved == {
        "trust": ("3", "4"),
        "mood": ("guarded", "told"),
        "locked_in": ("not yet", "known"),
        "tell_lead": ("still to do", "late, and still not done"),
    }
    assert [(row.clause, row.label, row.changed) for row in told.clauses] == [
        ("confidentiality", "competent", True),
        ("records", "unsafe", True),
    ]
    assert [thought.why for thought in told.thoughts] == ["Limits first."]


def test_the_outcome_is_what_it_would_be_if_it_ended_now() -> None:
    before = rehearse(small(), ())
    assert inside(before, code()).outcome is not None
    promised = before.with_step(ChoiceStep("promise"))
    told = inside(promised, code())
    assert told.outcome is Level.UNSAFE
    assert [(row.breach, row.repaired, row.changed) for row in told.breaches] == [("promises-secrecy", False, True)]


def test_a_walkthrough_goes_among_those_there_are_under_a_name_of_its_own() -> None:
    scenario = small()
    rehearsal = rehearse(scenario, steps_of(scenario.expect[0].choose))
    written = block(rehearsal, code())
    assert written.beside
    assert written.text == (
        "  to-done:\n    choose: [honest, {contents: [words], who: lead}]\n    ending: done\n    outcome: competent\n"
    )
    named = small(examples.SCENARIO + written.text)
    assert [walkthrough.name for walkthrough in named.expect][-1] == "to-done"
    assert "  to-done-2:\n" in block(rehearse(named, rehearsal.way), code()).text


def test_what_an_editor_would_misread_stands_in_quotes() -> None:
    scenario = small()
    tricky = 'He said: "no", #1 & [that]\nwas\tall.\u2028'
    way: Way = (ChoiceStep("honest"), FormStep({"contents": ("words",), "who": "lead", "account": tricky}))
    text = block(rehearse(scenario, way), code()).text
    assert r'account: "He said: \"no\", #1 & [that] was all."' in text
    assert small(examples.SCENARIO + text).expect[-1].choose[1] == {
        "contents": ("words",),
        "who": "lead",
        "account": 'He said: "no", #1 & [that] was all.',
    }
    choice = scenario.scenes["arrives"].content
    assert isinstance(choice, Decision)
    no = replace(choice.choices[0], action=replace(choice.choices[0].action, id="no"))
    arrives = replace(scenario.scenes["arrives"], content=replace(choice, choices=(no,)))
    renamed = replace(scenario, scenes={**scenario.scenes, "arrives": arrives}, expect=())
    assert 'choose: ["no"]' in block(rehearse(renamed, (ChoiceStep("no"),)), code()).text


def test_a_way_that_has_not_ended_says_what_is_next() -> None:
    text = block(rehearse(small(), (ChoiceStep("honest"),)), code()).text
    assert text.endswith("    choose: [honest]\n    # not at an ending yet: next is the form of record\n")
    assert "ending:" not in text


def test_a_way_made_by_hand_cannot_be_copied_and_that_is_said() -> None:
    made = rehearse(small(), (SetStep("trust", "2"), JumpStep("record")))
    assert why_not(made) == (
        "This way was made by hand (`trust` set to 2, the jump to `record`), and a walkthrough holds only what a "
        "learner can do. Take that back, or start again, and play it."
    )


def test_a_form_refused_tells_its_fields() -> None:
    at_form = rehearse(small(), (ChoiceStep("honest"),))
    with pytest.raises(FormRefused) as refused:
        at_form.with_step(FormStep({}))
    assert refused.value.faults == {"who": "Pick one."}
