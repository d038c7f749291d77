"""The order in which choices are shown: it gives nothing away, and it stays the same."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.play import in_shown_order
from tests.engine.build import choice

identities = st.from_regex(r"[a-z]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
seeds = st.integers(0, 2**63 - 1)
FOUR = tuple(choice(each, "home") for each in ("honest", "promise", "wait", "ask"))


def shown(seed: int, scene: str = "asks") -> list[str]:
    return [each.id for each in in_shown_order(seed, scene, FOUR)]


@given(seeds, identities, st.lists(identities, unique=True, max_size=6), st.randoms())
def test_every_choice_is_shown_once_whatever_order_they_are_written_in(
    seed: int, scene: str, names: list[str], random: Random
) -> None:
    choices = [choice(name, "home") for name in names]
    first = in_shown_order(seed, scene, choices)
    assert sorted(each.id for each in first) == sorted(names)
    random.shuffle(choices)
    assert in_shown_order(seed, scene, iter(choices)) == first


@given(seeds, identities, st.lists(identities, unique=True, min_size=2, max_size=6))
def test_a_choice_that_is_no_longer_open_leaves_the_order_of_the_others(
    seed: int, scene: str, names: list[str]
) -> None:
    choices = [choice(name, "home") for name in names]
    whole = in_shown_order(seed, scene, choices)
    assert in_shown_order(seed, scene, choices[1:]) == tuple(each for each in whole if each is not choices[0])


def test_the_order_depends_on_the_seed_and_the_scene() -> None:
    assert len({tuple(shown(seed)) for seed in range(50)}) > 10
    assert len({tuple(shown(1, f"scene-{number}")) for number in range(50)}) > 10


def test_each_choice_stands_first_about_as_often_as_any_other() -> None:
    firsts = [shown(seed)[0] for seed in range(1000)]
    assert all(190 < firsts.count(each.id) < 310 for each in FOUR)


def test_the_order_is_the_same_on_every_machine_and_in_every_version() -> None:
    assert shown(1) == ["promise", "honest", "wait", "ask"]
    assert shown(2, "tells") == ["honest", "promise", "ask", "wait"]
