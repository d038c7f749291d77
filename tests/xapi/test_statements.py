"""What statements say, and what they keep to themselves."""

import json
from dataclasses import replace
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine import play
from simulator.engine.events import Event, Mode
from simulator.engine.rubric import Item, ItemKind, Level, Qualification, Rubric
from simulator.engine.scenario import Decision, Scenario
from simulator.engine.scoring import score
from simulator.json_value import JsonObject
from simulator.report.xapi import Naming, NotAnIri
from simulator.report.xapi.succeeding import succeeded
from simulator.review.events import Agreed, Reopened, Settled, Verdict
from tests.engine.build import choice as build_choice
from tests.engine.build import decision, form, pick, scenario, scene, tick
from tests.engine.small import CODE, small
from tests.strategies import Choosing, modes, playable_scenarios, played, rubrics, ways

from . import spec
from .attempts import ANN, QUINN, Desk, Told, erased, erased_entries, lines, told, walked

AWARD = Qualification(
    "award", "Award", "Body", "2", "", {"AC-1": Item("AC-1", ItemKind.CRITERION, "Keeps to limits.", (), ())}
)
SECRET = "What nobody else should read"
SCENARIOS, RUBRICS = playable_scenarios(), rubrics()
ENTRIES = st.integers(0, 60)


def verb(statement: JsonObject) -> str:
    return str(part(statement, "verb", "id")).rsplit("/", 1)[1]


def part(statement: object, *names: str) -> object:
    for name in names:
        assert isinstance(statement, dict)
        statement = statement[name]
    return statement


def extension(statement: JsonObject, where: str, name: str) -> object:
    return part(statement, where, "extensions", f"https://college.example/xapi/extensions/{name}")


def of(statements: list[JsonObject], wanted: str) -> list[JsonObject]:
    return [each for each in statements if verb(each) == wanted]


def passed_attempt(mode: Mode = Mode.ASSESSMENT, *, reason: str = "") -> Told:
    made = small(written=True)
    asks = made.scenes["asks"]
    assert isinstance(asks.content, Decision)
    content = replace(asks.content, because="optional")
    made = replace(made, scenes={**made.scenes, "asks": replace(asks, content=content)})
    steps = walked(made, mode, "honest", "tell", {"account": f"{SECRET} again"}, reason=reason)
    return told(made, CODE, steps, qualifications=[AWARD])


def reviewed(attempt: Told, desk: Desk) -> Told:
    return replace(attempt, dossier=replace(attempt.dossier, review=desk.review()))


# Every statement ------------------------------------------------------------------------------------------------------


def with_reviews(attempt: Told, numbers: int) -> Desk:
    """A review that depends on a number: released, reopened, overridden, released again."""
    desk = Desk().handed_in().marked(attempt.dossier).decided("AC-1", Verdict.MET, SECRET)
    for bit in range(3):
        if numbers >> bit & 1:
            desk.released()
        if numbers >> bit & 8:
            desk.settled("records", Level(numbers % 4), Level(numbers // 16), SECRET)
            desk.decided("AC-1", Verdict.NOT_YET, SECRET)
        if numbers >> bit & 4 and desk.review().released is not None:
            desk.add(QUINN, Reopened("Look again."))
    return desk


@st.composite
def attempts(draw: st.DrawFn) -> tuple[Told, Desk]:
    """Any attempt, and any review of it."""
    made, code, mode, way = draw(SCENARIOS), draw(RUBRICS), draw(modes), draw(ways)
    _, events = played(made, mode, way)
    attempt = told(made, code, events, qualifications=[AWARD])
    return attempt, with_reviews(attempt, draw(ENTRIES))


@settings(max_examples=60, deadline=None)
@given(attempts(), st.booleans(), st.booleans())
def test_every_statement_of_any_attempt_is_as_the_specification_has_it(
    made: tuple[Told, Desk], answers: bool, unreleased: bool
) -> None:
    attempt, desk = made
    statements = lines(reviewed(attempt, desk), with_answers=answers, with_unreleased=unreleased)
    assert [(each["id"], found) for each in statements for found in spec.faults(each)] == []
    assert len({str(each["id"]) for each in statements}) == len(statements)
    assert len(statements) >= len(attempt.dossier.events)


@settings(max_examples=60, deadline=None)
@given(attempts(), st.data())
def test_what_was_said_once_is_said_the_same_for_good(made: tuple[Told, Desk], data: st.DataObject) -> None:
    attempt, desk = made
    events = attempt.dossier.events
    cut = data.draw(st.integers(1, len(events)))
    earlier = told(attempt.dossier.scenario, attempt.dossier.rubric, events[:cut], qualifications=[AWARD])
    if cut == len(events):
        kept = desk.review(data.draw(st.integers(0, len(desk.entries))))
        earlier = replace(earlier, dossier=replace(earlier.dossier, review=kept))
    for answers in (False, True):
        after = {str(each["id"]): each for each in lines(reviewed(attempt, desk), with_answers=answers)}
        for each in lines(earlier, with_answers=answers):
            assert after[str(each["id"])] == each


@settings(max_examples=60, deadline=None)
@given(SCENARIOS, RUBRICS, ways)
def test_accepting_what_the_machine_gave_passes_what_the_machine_passes(
    made: Scenario, code: Rubric, way: Choosing
) -> None:
    _, events = played(made, Mode.ASSESSMENT, way)
    attempt = told(made, code, events)
    review = Desk().handed_in().marked(attempt.dossier).review()
    outcome = score(made, code, attempt.dossier.state, review.first.levels()).outcome
    assert succeeded(attempt.dossier, review) == (outcome is not None and outcome >= Level.COMPETENT)


# Decisions ------------------------------------------------------------------------------------------------------------


def test_a_decision_says_what_was_chosen_and_what_was_offered_in_the_order_that_was_shown() -> None:
    made = small()
    attempt = told(made, CODE, walked(made, Mode.PRACTICE, "honest", "tell"))
    began, first, second, *_ = lines(attempt)
    assert (verb(began), verb(first)) == ("attempted", "responded")
    state = play.replay(made, attempt.dossier.events[:2])
    shown = play.in_shown_order(7, "tells", play.open_choices(made, state.situation))
    assert extension(second, "result", "offered") == [each.id for each in shown]
    assert part(second, "result", "response") == "tell"
    choices = part(second, "object", "definition", "choices")
    assert isinstance(choices, list)
    assert [each["id"] for each in choices] == ["tell", "tell-together", "told-and-stay", "wait", "limits-now"]
    assert extension(second, "result", "indicative-levels") == {"reporting": ["competent"]}
    assert second["timestamp"] == "2026-11-22T00:02:00.250000Z"


def test_each_field_of_a_form_is_a_statement_and_ticks_are_joined_as_the_specification_joins_them() -> None:
    boxes = tick("what", ("said", True), ("guess", False), ("date", True))
    made = scenario(form(boxes, pick("who", "lead", "friend"), to=("home",)))
    events = walked(made, Mode.PRACTICE, {"what": ("said", "date"), "who": "lead"})
    ticked, picked = of(lines(told(made, CODE, events)), "responded")
    assert part(ticked, "result", "response") == "said[,]date"
    assert extension(ticked, "result", "ticked") == ["said", "date"]
    assert part(picked, "result", "response") == "lead"
    nothing, _ = of(lines(told(made, CODE, walked(made, Mode.PRACTICE, {"what": (), "who": "lead"}))), "responded")
    assert "response" not in json.dumps(nothing["result"])
    assert extension(nothing, "result", "ticked") == []


def test_taking_back_is_a_statement_and_changes_none() -> None:
    made = small()
    events: tuple[Event, ...] = walked(made, Mode.PRACTICE, "promise", "take-back")
    before = lines(told(made, CODE, events))
    events += play.rewind(made, play.replay(made, events), 1)
    after = lines(told(made, CODE, events))
    assert after[: len(before)] == before
    assert extension(after[-1], "result", "taken-back") == [1, 2]


@pytest.mark.parametrize(("wanted", "complete"), [("completed", True), ("exited", False), ("terminated", False)])
def test_how_an_attempt_ended_is_told_by_its_verb(wanted: str, complete: bool) -> None:
    made = scenario(decision(build_choice("stay", "home"), build_choice("sink", "pit")), pit=scene(decision()))
    events = walked(made, Mode.REHEARSAL, *{"completed": ["stay"], "terminated": ["sink"]}.get(wanted, []))
    if wanted == "exited":
        events += play.leave(made, play.replay(made, events))
    (last,) = of(lines(told(made, CODE, events)), wanted)
    assert part(last, "result", "completion") is complete


# What is kept back ----------------------------------------------------------------------------------------------------


def test_before_its_release_an_assessment_says_nothing_of_how_good_anything_was() -> None:
    attempt = passed_attempt(reason=SECRET)
    desk = Desk().handed_in().marked(attempt.dossier).decided("AC-1", Verdict.MET)
    said = json.dumps(lines(reviewed(attempt, desk)))
    assert "completed" in said
    for word in ("indicative", "level", "competent", "breach", "success", "passed", "failed", "assessed", "AC-1"):
        assert word not in said
    asked = json.dumps(lines(reviewed(attempt, desk), with_unreleased=True))
    assert "AC-1" in asked
    assert "passed" not in asked


def test_free_text_is_left_out_unless_it_is_asked_for() -> None:
    attempt = passed_attempt(reason=SECRET)
    desk = Desk().handed_in().marked(attempt.dossier).decided("AC-1", Verdict.NOT_YET, SECRET).released()
    without = lines(reviewed(attempt, desk))
    assert SECRET not in json.dumps(without)
    asked = lines(reviewed(attempt, desk), with_answers=True)
    texts = [each for each in asked if each not in without]
    assert [each for each in asked if each in without] == without
    assert [verb(each) for each in texts] == ["answered", "answered", "commented"]
    assert all(SECRET in str(part(each, "result", "response")) for each in texts)
    assert part(texts[2], "actor", "account", "name") == "A-1"


def test_an_erased_text_is_voided_under_the_id_that_it_was_told_under() -> None:
    attempt = passed_attempt(reason=SECRET)
    desk = Desk().handed_in().marked(attempt.dossier).decided("AC-1", Verdict.NOT_YET, SECRET).released()
    texts = {
        str(each["id"])
        for each in lines(reviewed(attempt, desk), with_answers=True)
        if verb(each) in ("answered", "commented")
    }
    desk.entries = erased_entries(desk.entries)
    after = told(attempt.dossier.scenario, CODE, erased(attempt.dossier.events), desk.review(), qualifications=[AWARD])
    for answers in (True, False):
        statements = lines(after, with_answers=answers)
        assert {str(part(each, "object", "id")) for each in of(statements, "voided")} == texts
        assert "(erased)" not in json.dumps(statements)


def test_a_code_that_shows_a_mail_address_is_told_as_another_that_does_not() -> None:
    made = small()
    said = lines(told(made, CODE, walked(made, Mode.PRACTICE, "honest"), learner="Jo@Mail.example"))
    assert "mail.example" not in json.dumps(said).lower()
    again = lines(told(made, CODE, walked(made, Mode.PRACTICE, "honest"), learner="jo@mail.example"))
    assert said[0]["actor"] == again[0]["actor"]
    nobody = lines(told(made, CODE, walked(made, Mode.PRACTICE, "honest"), learner=""))
    assert part(nobody[0], "actor", "account", "name") == "attempt 0123456789abcdef"


# What people decided --------------------------------------------------------------------------------------------------


def test_a_released_result_tells_clauses_criteria_and_the_outcome_of_the_attempt() -> None:
    attempt = passed_attempt()
    desk = Desk().handed_in().marked(attempt.dossier).decided("AC-1", Verdict.MET).released()
    statements = lines(reviewed(attempt, desk))
    (outcome,) = of(statements, "passed")
    assert part(outcome, "object", "id") == "https://college.example/xapi/scenarios/small"
    assert part(outcome, "result", "success") is True
    assert "no award" in str(extension(outcome, "result", "note"))
    assert part(outcome, "context", "instructor", "account", "name") == "A-1"
    criterion = of(statements, "was-assessed")[-1]
    assert part(criterion, "object", "id") == "https://college.example/xapi/qualifications/award/criteria/AC-1"
    assert extension(criterion, "result", "verdict") == "met"
    assert extension(criterion, "result", "evidence") == [{"attempt": "0123456789abcdef", "event": 1}]
    assert "score" not in json.dumps([each.get("result") for each in statements])


def test_an_override_is_a_new_statement_that_refers_to_the_one_it_takes_the_place_of() -> None:
    attempt = passed_attempt()
    desk = Desk().handed_in().marked(attempt.dossier)
    desk.settled("reporting", Level.COMPETENT, Level.EXEMPLARY).released()
    statements = lines(reviewed(attempt, desk))
    by_id = {each["id"]: each for each in statements}
    (override,) = [each for each in of(statements, "was-assessed") if extension(each, "result", "overridden")]
    machine = by_id[str(part(override, "context", "statement", "id"))]
    assert (verb(machine), extension(machine, "result", "indicative-level")) == ("scored", "competent")
    assert extension(override, "result", "level") == "exemplary"
    desk.add(QUINN, Reopened("Look again.")).settled("reporting", Level.COMPETENT, Level.DEVELOPING).released()
    again = lines(reviewed(attempt, desk))
    assert again[: len(statements)] == statements
    newest = of(again, "was-assessed")[-1]
    assert part(newest, "context", "statement", "id") == override["id"]
    assert len(of(again, "scored")) == len(of(statements, "scored"))


def test_a_result_that_is_reopened_is_withdrawn_and_its_successor_refers_to_it() -> None:
    attempt = passed_attempt()
    desk = Desk().handed_in().marked(attempt.dossier).released()
    (first,) = of(lines(reviewed(attempt, desk)), "passed")
    desk.add(QUINN, Reopened("Look again."))
    (void,) = of(lines(reviewed(attempt, desk)), "voided")
    assert part(void, "object", "id") == first["id"]
    assert part(void, "actor", "account", "name") == "Q-1"
    desk.settled("reporting", Level.COMPETENT, Level.DEVELOPING).released()
    (second,) = of(lines(reviewed(attempt, desk)), "failed")
    assert part(second, "context", "statement", "id") == first["id"]
    assert part(second, "result", "success") is False


def test_what_two_markers_agreed_on_is_what_is_told() -> None:
    attempt = passed_attempt()
    desk = Desk().handed_in().marked(attempt.dossier)
    desk.add(ANN, Agreed(clause="reporting", level=Level.EXEMPLARY, reason="We listened again.")).released()
    told_of = of(lines(reviewed(attempt, desk)), "was-assessed")
    levels = {str(part(each, "object", "id")).rsplit("/", 1)[1]: extension(each, "result", "level") for each in told_of}
    assert levels["reporting"] == "exemplary"


def test_a_breach_that_stands_fails_the_attempt_until_an_assessor_raises_its_clause() -> None:
    made = small()
    attempt = told(made, CODE, walked(made, Mode.ASSESSMENT, "promise", "take-back", "tell-together"))
    desk = Desk().handed_in().marked(attempt.dossier)
    assert not succeeded(attempt.dossier, desk.review())
    machine = desk.review().first.clauses["confidentiality"].event
    assert isinstance(machine, Settled)
    desk.settled("confidentiality", machine.machine, Level.COMPETENT)
    assert succeeded(attempt.dossier, desk.review())


def test_strength_elsewhere_buys_no_unsafe_clause_out() -> None:
    attempt = passed_attempt()
    desk = Desk().handed_in().marked(attempt.dossier)
    assert succeeded(attempt.dossier, desk.review())
    desk.settled("confidentiality", Level.COMPETENT, Level.UNSAFE)
    assert not succeeded(attempt.dossier, desk.review())


# Names ----------------------------------------------------------------------------------------------------------------


def test_ids_are_worked_out_from_the_attempt_and_the_event() -> None:
    made = small()
    began = lines(told(made, CODE, walked(made, Mode.PRACTICE)))[0]
    registration = uuid5(NAMESPACE_URL, "https://college.example/xapi/attempts/0123456789abcdef")
    assert part(began, "context", "registration") == str(registration)
    assert began["id"] == str(uuid5(uuid5(registration, "https://college.example/"), "event/0"))
    assert UUID(str(began["id"])).version == 5


def test_another_home_page_and_another_base_are_other_statements() -> None:
    made = small()
    attempt = told(made, CODE, walked(made, Mode.PRACTICE, "honest"))
    namings = [
        Naming.of("https://college.example/"),
        Naming.of("https://college.example"),
        Naming.of("https://college.example/", "https://records.example/simulator"),
    ]
    ids = [str(each["id"]) for naming in namings for each in lines(attempt, naming)]
    assert len(set(ids)) == len(ids)
    assert "https://records.example/simulator/scenarios/small" in json.dumps(lines(attempt, namings[2]))


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "college.example",
        "mailto:jo@college.example",
        "https://",
        "https:///path",
        "https://jo@college.example/",
        "https://college.example/?a=b",
        "https://college.example/#x",
        "https://college.example/a b",
        "https://college.example/\u202e",
        "https://college.example/100%",
        "javascript:alert(1)",
        "https://college.example/<b>",
        "https://college.example/\n",
    ],
)
def test_what_is_no_web_address_is_refused(wrong: str) -> None:
    with pytest.raises(NotAnIri):
        Naming.of(wrong)
    if wrong:
        with pytest.raises(NotAnIri):
            Naming.of("https://college.example/", wrong)


def test_an_attempt_belongs_to_the_qualifications_that_its_scenario_covers() -> None:
    made = small()
    made = replace(made, about=replace(made.about, covers=("AC-1",)))
    events = walked(made, Mode.PRACTICE, "honest")
    groups = part(
        lines(told(made, CODE, events, qualifications=[AWARD]))[1], "context", "contextActivities", "grouping"
    )
    assert isinstance(groups, list)
    assert [each["id"].rsplit("/", 2)[1:] for each in groups] == [["codes", "code"], ["qualifications", "award"]]
