"""What a decision has to offer, and what has to come with a breach."""

from dataclasses import replace

from simulator.analysis.rules.decisions import (
    breach_without_repair,
    breach_without_why,
    no_competent_option,
    no_weak_option,
)
from simulator.engine.scenario import Duty
from tests.engine.build import action, form, pick, scenario, tick

from .asked import COMPETENT, DEVELOPING, EXEMPLARY, UNSAFE, asking, found, good, option, picking, places, weak


def test_a_decision_in_which_every_option_is_weak_has_no_competent_one() -> None:
    (finding,) = found(no_competent_option, asking([weak("Never mind."), option("I promise.", UNSAFE)]))
    assert finding.address == ("scenes", "first")
    assert finding.message == "Nothing in `first` is competent."


def test_a_competent_option_with_a_breach_is_no_competent_one() -> None:
    broken = asking([weak("Never mind."), good("Here is my number.", breach="private-contact")])
    assert places(no_competent_option, broken) == ["scenes/first"]


def test_the_lowest_evidence_of_an_option_decides() -> None:
    mixed = replace(good("I did not write it."), evidence=(("confidentiality", COMPETENT), ("records", DEVELOPING)))
    assert places(no_competent_option, asking([weak("Never mind."), mixed])) == ["scenes/first"]


def test_one_competent_option_is_enough() -> None:
    assert places(no_competent_option, asking([weak("Never mind."), good("Tell me more.")])) == []


def test_doing_a_duty_or_putting_something_right_is_competent_without_evidence() -> None:
    assert places(no_competent_option, asking([weak("Later."), option("Now.", fulfils=("tell_lead",))])) == []
    assert places(no_competent_option, asking([weak("Later."), option("Sorry.", repairs="promises-secrecy")])) == []


def test_where_nothing_gives_evidence_an_option_that_is_no_breach_will_do() -> None:
    promise = option("I promise.", breach="promises-secrecy")
    assert places(no_competent_option, asking([promise, option("That depends.")])) == []
    assert places(no_competent_option, asking([promise, option("Sure.", breach="private-contact")])) == ["scenes/first"]


def test_a_decision_that_counts_for_nothing_is_not_judged() -> None:
    plain = asking([option("The stairs."), option("The lift.")])
    assert places(no_competent_option, plain) == []
    assert places(no_weak_option, plain) == []


def test_a_competent_option_that_is_never_open_beside_the_weak_ones_does_not_help_them() -> None:
    apart = asking([
        weak("Never mind.", if_="trust < 3", id_="never-mind"),
        good("Tell me more.", if_="trust >= 3", id_="more"),
        weak("Me too.", if_="trust > 3", id_="me-too"),
    ])  # fmt: skip
    (finding,) = found(no_competent_option, apart)
    assert finding.message == "Nothing competent is open in `first` whenever `never-mind` is."


def test_two_conditions_that_can_meet_leave_a_decision_in_peace() -> None:
    meeting = asking([weak("Never mind.", if_="trust < 3"), good("Tell me more.", if_="trust >= 2 or promised")])
    assert places(no_competent_option, meeting) == []
    assert places(no_weak_option, meeting) == []


def test_a_pick_is_judged_like_a_decision() -> None:
    assert places(no_competent_option, picking(weak("The tutor"), weak("Nobody"))) == [
        "scenes/first/form/fields/who"
    ]  # fmt: skip
    (finding,) = found(no_weak_option, picking(good("Ms Okafor"), option("Mr Ali", EXEMPLARY)))
    assert finding.message == "Nothing in `who` in `first` is weak."


def test_a_decision_in_which_nobody_can_go_wrong_has_no_weak_option() -> None:
    assert places(no_weak_option, asking([good("Tell me more."), option("What was it like?", EXEMPLARY)])) == [
        "scenes/first"
    ]  # fmt: skip
    assert places(no_weak_option, asking([good("Tell me more.")])) == ["scenes/first"]


def test_a_breach_or_weak_evidence_is_a_weak_option() -> None:
    assert places(no_weak_option, asking([good("No, sorry."), option("Sure.", breach="private-contact")])) == []
    assert places(no_weak_option, asking([good("Tell me more."), weak("Me too.")])) == []


def test_to_leave_a_duty_is_weak_and_to_go_another_way_is_not() -> None:
    telling = good("I will tell Ms Okafor.", fulfils=("tell_lead",))
    assert places(no_weak_option, asking([telling, option("See you on Tuesday.")])) == []
    assert places(no_weak_option, asking([good("Tell me more."), option("See you.")])) == ["scenes/first"]


def test_a_weak_option_that_is_never_open_beside_a_good_one_does_not_tempt() -> None:
    apart = asking([good("Tell me.", if_="promised", id_="tell"), weak("Me too.", if_="not promised", id_="me-too")])
    (finding,) = found(no_weak_option, apart)
    assert finding.message == "Nothing weak is open in `first` whenever `tell` is."


def test_a_breach_needs_its_reason_wherever_it_is() -> None:
    boxes = scenario(form(
        pick("who", action("nobody", breach="not-reporting"), action("lead")),
        tick("what", (action("name", breach="promises-secrecy"), False)),
    ))  # fmt: skip
    assert places(breach_without_why, boxes) == [
        "scenes/first/form/fields/who/pick/nobody",
        "scenes/first/form/fields/what/tick/name",
    ]
    spoken = [option("I promise.", breach="promises-secrecy", why="You cannot keep it."), option("That depends.")]
    assert places(breach_without_why, asking(spoken)) == []


def test_a_safety_breach_that_nothing_repairs_is_told_once_at_its_first_place() -> None:
    promise = option("I promise.", id_="promise", breach="promises-secrecy")
    (finding,) = found(breach_without_repair, asking([promise, option("That depends.")], [promise]))
    assert finding.address == ("scenes", "first", "choices", "promise", "breach")
    assert finding.value


def test_a_repair_anywhere_is_a_repair() -> None:
    promise, sorry = option("I promise.", breach="promises-secrecy"), option("Sorry.", repairs="promises-secrecy")
    assert places(breach_without_repair, asking([promise], [sorry])) == []


def test_only_a_breach_that_caps_at_unsafe_and_can_be_lifted_asks_for_repair() -> None:
    assert places(breach_without_repair, asking([option("Later.", breach="not-reporting")])) == []
    assert places(breach_without_repair, asking([option("My number.", breach="private-contact")])) == []
    assert places(breach_without_repair, asking([option("All will be well.", breach="overpromises")])) == []


def test_a_breach_that_only_a_missed_duty_is_can_be_repaired_by_nobody() -> None:
    duty = Duty("tell_lead", "reporting", "Tell", UNSAFE, UNSAFE, breach="promises-secrecy")
    assert places(breach_without_repair, asking([good("Tell me.")], duties={"tell_lead": duty})) == []
