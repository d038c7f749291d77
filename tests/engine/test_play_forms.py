"""Forms: what is shown, what is taken, what each answer does."""

from collections.abc import Mapping

import pytest

from simulator.engine import play
from simulator.engine.events import Answer, Answered, Ended, Mode, Stuck
from simulator.engine.play import FormRefused, Refused
from simulator.engine.rubric import Level
from simulator.engine.scenario import Form, PickField, Scenario, TickField
from simulator.engine.state import Change, Did, DutyStatus, State, Ticked, Wrote
from tests.engine.build import action, after, begun, choice, decision, form, pick, scenario, tick, write

UNSAFE, DEVELOPING, COMPETENT, EXEMPLARY = Level


def shown(made: Scenario, state: State) -> list[tuple[str, tuple[str, ...]]]:
    content = made.scenes[state.situation.scene].content
    assert isinstance(content, Form)
    return [
        (field.id, tuple(option.id for option in field.options) if isinstance(field, TickField | PickField) else ())
        for field in play.shown_fields(content, state.situation)
    ]


# Showing


def test_fields_and_options_are_shown_where_their_conditions_hold() -> None:
    made = scenario(
        form(
            tick(
                "words", ("quote", True), (action("lock", "locked_in"), True), (action("face", "not locked_in"), False)
            ),
            pick("who", "lead", action("friend", "trust > 3"), action("tutor", "trust == 3")),
            write("account"),
            tick("never", ("quote", True), if_="promised"),
            pick("nor-this", "lead", if_="promised"),
            write("nor-that", if_="promised"),
        )
    )
    assert shown(made, begun(made)) == [("words", ("quote", "face")), ("who", ("lead", "tutor")), ("account", ())]


def test_a_field_whose_options_are_all_hidden_is_not_shown() -> None:
    made = scenario(
        form(
            tick("words", (action("quote", "promised"), True)),
            pick("who", action("lead", "promised")),
            write("account"),
        )
    )
    assert shown(made, begun(made)) == [("account", ())]


def test_a_shown_field_keeps_all_but_its_hidden_options() -> None:
    record = form(
        tick("words", ("quote", True), (action("lock", "promised"), True), levels={1: EXEMPLARY}, if_="trust == 3"),
        pick("who", "lead", action("friend", "promised"), if_="trust == 3"),
    )
    made = scenario(record)
    words, who = play.shown_fields(record, begun(made).situation)
    asked, picked = record.fields
    assert isinstance(asked, TickField)
    assert isinstance(picked, PickField)
    assert words == TickField("words", asked.ask, asked.options[:1], "records", {1: EXEMPLARY}, asked.when)
    assert who == PickField("who", picked.ask, picked.options[:1], picked.when)


# Handing in


def test_a_form_is_handed_in_as_one_event_and_goes_on() -> None:
    made = scenario(form(tick("words", ("quote", True)), pick("who", "lead"), write("account")))
    events = play.answer(made, begun(made), {"words": ("quote",), "who": "lead", "account": "They said it."})
    assert events == (
        Answered("first", {"words": ("quote",), "who": "lead", "account": "They said it."}),
        Ended("home"),
    )


def test_what_is_left_out_is_kept_as_no_tick_and_no_text() -> None:
    made = scenario(form(tick("words", ("quote", True)), write("account")))
    assert play.answer(made, begun(made), {})[0] == Answered("first", {"words": (), "account": ""})


def test_ticks_are_kept_once_and_in_the_order_of_the_form() -> None:
    made = scenario(form(tick("words", ("quote", True), ("place", True), ("time", True))))
    answered = play.answer(made, begun(made), {"words": ("time", "quote", "time")})[0]
    assert answered == Answered("first", {"words": ("quote", "time")})


def test_every_answer_does_what_a_choice_would_in_the_order_of_the_form() -> None:
    told = action("told", change=(("trust", 1),), learn=("hungry",))
    not_ticked = action("guess", change=(("trust", -3),))
    lead = action("lead", fulfils=("tell_lead",), set_to=(("mood", "told"),))
    tutor = action("tutor", set_to=(("mood", "hinting"),))
    words = tick("words", (told, True), (not_ticked, False))
    who, account = pick("who", lead, tutor), write("account")
    made = scenario(form(words, who, account))
    turn = after(made, {"words": ("told",), "who": "lead", "account": "So it was."}).turns[1]
    assert turn.acts == (
        Did(told, "words"),
        Ticked(words, ("told",), (), COMPETENT),
        Did(lead, "who"),
        Wrote(account, "So it was."),
    )
    assert (turn.event, turn.scene, turn.choice) == (1, "first", None)
    assert turn.learned == ("hungry",)
    assert turn.changes == (Change("trust", 3, 4), Change("mood", "guarded", "told"))
    assert turn.after.duties["tell_lead"] is DutyStatus.FULFILLED
    assert turn.lines == ()


def test_all_answers_are_judged_on_the_situation_as_the_form_opened() -> None:
    made = scenario(
        form(
            pick("who", action("lead", set_to=(("promised", True),))),
            tick("words", (action("before", "not promised"), True), (action("now", "promised"), True)),
            write("account", if_="not promised"),
        )
    )
    state = after(made, {"who": "lead", "words": ("before",), "account": "Yes."})
    assert [type(act) for act in state.turns[1].acts] == [Did, Did, Ticked, Wrote]
    assert state.situation.values["promised"] is True


def test_where_a_form_leads_reads_what_its_answers_changed() -> None:
    made = scenario(
        form(pick("who", action("lead", set_to=(("promised", True),))), to=(("promised", "second"), "home")),
        second=decision(choice("on", "home")),
    )
    assert after(made, {"who": "lead"}).situation.scene == "second"


def test_a_form_that_leads_nowhere_is_stuck() -> None:
    made = scenario(form(write("account"), to=(("promised", "home"),)))
    assert play.answer(made, begun(made), {})[-1] == Stuck("first")


def test_a_form_can_be_handed_in_again_where_it_is_met_again() -> None:
    made = scenario(form(write("account"), to=("again",)), again=decision(choice("once-more", "first", again=True)))
    assert len(after(made, {}, "once-more", {"account": "Now."}).turns) == 4


# Wrong ticks


@pytest.mark.parametrize(
    ("ticked", "wrong", "level"),
    [
        (("quote", "place"), (), EXEMPLARY),
        (("quote",), ("place",), COMPETENT),
        (("quote", "place", "guess"), ("guess",), COMPETENT),
        (("guess", "quote"), ("place", "guess"), DEVELOPING),
        ((), ("quote", "place"), DEVELOPING),
        (("guess",), ("quote", "place", "guess"), UNSAFE),
    ],
)
def test_the_level_of_ticks_goes_by_how_many_are_wrong(
    ticked: tuple[str, ...], wrong: tuple[str, ...], level: Level
) -> None:
    words = tick(
        "words",
        ("quote", True),
        ("place", True),
        ("guess", False),
        levels={0: EXEMPLARY, 1: COMPETENT, 2: DEVELOPING},
    )
    given = tuple(option.id for option in words.options if option.id in ticked)
    assert Ticked(words, given, wrong, level) in after(scenario(form(words)), {"words": ticked}).turns[1].acts


@pytest.mark.parametrize(
    ("wrong", "level"), [(0, EXEMPLARY), (1, DEVELOPING), (2, DEVELOPING), (3, UNSAFE), (99, UNSAFE)]
)
def test_a_number_of_wrong_ticks_between_two_listed_has_the_level_of_the_next(wrong: int, level: Level) -> None:
    assert play.tick_level(tick("words", ("quote", True), levels={2: DEVELOPING, 0: EXEMPLARY}), wrong) is level


def test_hidden_boxes_are_neither_right_nor_wrong() -> None:
    words = tick("words", ("quote", True), (action("lock", "promised"), True))
    act = after(scenario(form(words)), {"words": ("quote",)}).turns[1].acts[-1]
    assert isinstance(act, Ticked)
    assert (act.wrong, act.level, [option.id for option in act.field.options]) == ((), COMPETENT, ["quote"])


# Refusing

RECORD = form(
    tick("words", ("quote", True), (action("lock", "promised"), True)),
    pick("who", "lead", action("friend", "promised")),
    write("account", 2, 4),
)
GOOD: Mapping[str, Answer] = {"words": ("quote",), "who": "lead", "account": "They said so."}


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"words": ("quote", "lock")}, {"words": "There is no box “lock” here."}),
        ({"words": ("b", "a")}, {"words": "There is no box “a” here."}),
        ({"words": "quote"}, {"words": "Tick boxes here; text cannot be taken."}),
        ({"who": ""}, {"who": "Pick one."}),
        ({"who": ()}, {"who": "Pick one."}),
        ({"who": "friend"}, {"who": "“friend” cannot be picked here."}),
        ({"who": ("lead",)}, {"who": "“('lead',)” cannot be picked here."}),
        ({"account": ("They", "said")}, {"account": "Write text here."}),
        ({"account": "One"}, {"account": "Write at least 2 words; so far there are 1."}),
        ({"account": "One two three four five"}, {"account": "Write at most 4 words; there are 5."}),
        ({"account": "a b " + " " * 20_000}, {"account": "Write at most 20,000 characters."}),
        ({"account": " " * 20_001}, {"account": "Write at most 20,000 characters."}),
        ({"weather": "Rain"}, {"weather": "The form has no field “weather” here."}),
        (
            {"who": "", "weather": "Rain", "account": "One"},
            {
                "weather": "The form has no field “weather” here.",
                "who": "Pick one.",
                "account": "Write at least 2 words; so far there are 1.",
            },
        ),
    ],
)
def test_answers_that_cannot_be_taken_are_told_field_by_field(
    mode: Mode, wrong: Mapping[str, Answer], faults: dict[str, str]
) -> None:
    made = scenario(RECORD)
    with pytest.raises(FormRefused) as caught:
        play.answer(made, begun(made, mode), {**GOOD, **wrong})
    assert caught.value.faults == faults
    assert str(caught.value) == " ".join(faults.values())


def test_a_pick_left_out_is_asked_for() -> None:
    made = scenario(RECORD)
    with pytest.raises(FormRefused) as caught:
        play.answer(made, begun(made), {"words": ("quote",), "account": "They said so."})
    assert caught.value.faults == {"who": "Pick one."}


@pytest.mark.parametrize("text", ["One two", "One two three four", "  One \n two  ", "ab " + "c" * 19_997])
def test_a_text_of_the_words_asked_for_is_taken_in_every_mode(text: str) -> None:
    made = scenario(RECORD)
    for mode in Mode:
        answered = play.answer(made, begun(made, mode), {**GOOD, "account": text})[0]
        assert answered == Answered("first", {**GOOD, "account": text})


@pytest.mark.parametrize("blank", ["", " \n "])
def test_in_practice_alone_a_text_may_be_left_blank(blank: str) -> None:
    made = scenario(RECORD)
    assert play.answer(made, begun(made), {**GOOD, "account": blank})[-1] == Ended("home")
    for mode in (Mode.REHEARSAL, Mode.ASSESSMENT):
        with pytest.raises(FormRefused) as caught:
            play.answer(made, begun(made, mode), {**GOOD, "account": blank})
        assert caught.value.faults == {"account": "Write at least 2 words; so far there are 0."}


def test_a_text_of_no_words_may_be_asked_for() -> None:
    made = scenario(form(write("account", 0, 4)))
    assert play.answer(made, begun(made, Mode.ASSESSMENT), {})[-1] == Ended("home")


def test_handing_in_where_there_is_no_form_is_refused() -> None:
    made = scenario(decision(choice("on", "home")))
    with pytest.raises(Refused, match="no form"):
        play.answer(made, begun(made), {})


def test_handing_in_when_the_attempt_has_ended_is_refused() -> None:
    made = scenario(RECORD)
    with pytest.raises(Refused, match="has ended"):
        play.answer(made, after(made, GOOD), GOOD)
