"""The structure of a scenario: every scene, every way out of it, and what each is worth."""

from hypothesis import given, settings

from simulator.analysis.structure import Arrow, SceneExit, SceneKind, Structure, Via, Wording, structure
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Decision, Ending, Form, Onward, Scenario
from tests.depth import tries
from tests.engine.build import action, choice, decision, form, onward, pick, scenario, scene, tick, words
from tests.engine.small import CODE
from tests.strategies import playable_scenarios, rubrics

SCENARIOS = playable_scenarios()
RUBRICS = rubrics()


def of(*args: object, **others: object) -> Structure:
    return structure(scenario(*args, **others), CODE)  # type: ignore[arg-type]


def only_way(made: Structure, place: str = "first") -> SceneExit:
    (way,) = made.places[place].ways
    return way


def level(made: Structure) -> Level | None:
    act = only_way(made).act
    assert act is not None
    return act.level


# Properties


@settings(max_examples=tries(40, 500), deadline=None)
@given(SCENARIOS, RUBRICS)
def test_every_scene_and_every_way_is_there_once(made: Scenario, rubric: Rubric) -> None:
    found = structure(made, rubric)
    assert list(found.places) == list(made.scenes)
    assert sorted(found.order) == sorted(made.scenes)
    assert found.order[0] == made.start
    for name, each in made.scenes.items():
        ways = found.places[name].ways
        match each.content:
            case Decision(choices, otherwise):
                assert [way.act.id for way in ways if way.act] == [one.id for one in choices]
                assert [way.arrows for way in ways if way.via is Via.OTHERWISE] == (
                    [(Arrow(otherwise),)] if otherwise else []
                )
            case Onward(goto) | Form(goto=goto):
                assert [arrow.to for arrow in found.places[name].arrows] == [target.to for target in goto]
            case Ending():
                assert not ways


@settings(max_examples=tries(40, 500), deadline=None)
@given(SCENARIOS, RUBRICS)
def test_a_way_has_the_lowest_level_of_its_evidence_and_its_breach(made: Scenario, rubric: Rubric) -> None:
    for place in structure(made, rubric).places.values():
        content = made.scenes[place.id].content
        if isinstance(content, Decision):
            for way, one in zip(place.ways, content.choices, strict=False):
                given = [level for _, level in one.action.evidence]
                given += [rubric.breaches[one.action.breach].caps] if one.action.breach else []
                assert way.act is not None
                assert way.act.level == min(given, default=None)


@settings(max_examples=tries(40, 500), deadline=None)
@given(SCENARIOS, RUBRICS)
def test_what_is_unreached_is_what_no_arrows_lead_to_from_the_start(made: Scenario, rubric: Rubric) -> None:
    found = structure(made, rubric)
    reached = {made.start}
    while True:
        more = {arrow.to for name in reached for arrow in found.places[name].arrows} - reached
        if not more:
            break
        reached |= more
    assert found.unreached == set(made.scenes) - reached
    assert set(found.order[: len(reached)]) == reached


# Examples


def test_the_four_kinds_of_scene_are_told_apart() -> None:
    made = of(decision(choice("go", "later")), later=onward("record"), record=form(pick("who", "lead")))
    kinds = {name: place.kind for name, place in made.places.items()}
    assert kinds == {
        "first": SceneKind.DECISION,
        "later": SceneKind.AUTOMATIC,
        "record": SceneKind.FORM,
        "home": SceneKind.ENDING,
    }
    assert made.count(SceneKind.FORM) == 1


def test_the_reading_order_goes_deep_before_it_goes_wide() -> None:
    made = of(
        decision(choice("left", "left"), choice("right", "right")),
        right=onward("home"),
        left=onward("deeper"),
        deeper=onward("home"),
        nowhere=onward("home"),
    )
    assert made.order == ("first", "left", "deeper", "home", "right", "nowhere")
    assert made.unreached == {"nowhere"}


def test_a_scenario_of_many_scenes_in_a_row_has_an_order() -> None:
    many = {f"s{number}": onward(f"s{number + 1}") for number in range(5000)}
    made = of(onward("s0"), s5000=onward("home"), **many)
    assert made.order[-1] == "home"


def test_a_breach_lowers_a_way_that_has_better_evidence() -> None:
    breach = next(iter(CODE.breaches))
    caps = CODE.breaches[breach].caps
    assert (
        level(of(decision(choice(action("a", evidence={"records": Level.EXEMPLARY}, breach=breach), "home")))) is caps
    )
    assert level(of(decision(choice(action("a", evidence={"records": Level.EXEMPLARY}), "home")))) is Level.EXEMPLARY
    assert level(of(decision(choice("a", "home")))) is None


def test_a_breach_that_the_rubric_does_not_have_lowers_nothing() -> None:
    assert level(of(decision(choice(action("a", breach="unheard-of"), "home")))) is None


def test_conditions_are_as_a_tutor_writes_them() -> None:
    made = of(
        decision(
            choice(action("a", "trust >= 3 and not promised"), ("mood == told", "later"), "home"), otherwise="home"
        ),
        later=onward("home"),
    )
    chosen, otherwise = made.places["first"].ways
    assert chosen.act is not None
    assert chosen.act.when == "trust >= 3 and not promised"
    assert chosen.arrows == (Arrow("later", "mood == told"), Arrow("home"))
    assert otherwise == SceneExit(Via.OTHERWISE, (Arrow("home"),))


def test_duties_stand_where_they_open_are_due_and_are_fulfilled() -> None:
    made = of(
        scene(decision(choice(action("a", fulfils=("tell_lead",)), "later")), opens=("tell_lead",)),
        due={"tell_lead": "later"},
        later=onward("home"),
    )
    act = only_way(made).act
    assert act is not None
    assert act.fulfils == ("tell_lead",)
    assert made.places["first"].opens == ("tell_lead",)
    assert made.places["later"].due == ("tell_lead",)
    assert [(duty.name, duty.due) for duty in made.duties] == [("state_limits", ""), ("tell_lead", "later")]


def test_a_form_shows_its_fields_and_what_their_options_are_worth() -> None:
    lead = action("lead", evidence={"reporting": Level.COMPETENT}, fulfils=("tell_lead",))
    made = of(form(pick("who", lead, "tutor", if_="promised"), tick("what", ("words", True))))
    who, what = made.places["first"].parts
    assert (who.how, who.when, [option.id for option in who.options]) == ("pick", "promised", ["lead", "tutor"])
    assert (who.options[0].level, who.options[0].fulfils) == (Level.COMPETENT, ("tell_lead",))
    assert (what.how, [option.id for option in what.options]) == ("tick", ["words"])


def test_the_first_words_are_the_mentees_then_what_is_seen_then_what_is_told() -> None:
    said = of(
        scene(onward("seen"), says=words(("trust > 2", "Hi."), "No."), cue=words("A door.")),
        seen=scene(onward("told"), cue=words("A door."), tells=words("Later.")),
        told=scene(onward("silent"), tells=words("Later.")),
        silent=onward("home"),
    )
    first = {name: (place.voice, place.said) for name, place in said.places.items()}
    assert first == {
        "first": ("says", (Wording("Hi.", "trust > 2"), Wording("No."))),
        "seen": ("cue", (Wording("A door."),)),
        "told": ("tells", (Wording("Later."),)),
        "silent": ("tells", ()),
        "home": ("title", (Wording("Home"),)),
    }
    assert said.places["first"].always == Wording("No.")
