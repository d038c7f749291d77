"""What a scene says is in every drawing and outline whatever it hangs on: also what comes below a condition."""

import re
from html import unescape

import pytest

from simulator import library
from simulator.analysis.structure import SceneOutline, Structure, structure
from simulator.report.graph.dot import dot
from simulator.report.graph.mermaid import escaped, mermaid
from simulator.report.graph.svg import svg
from simulator.report.views.outline import in_short
from simulator.report.words.labels import said_lines
from simulator.report.words.sanitize import in_one_line
from simulator.report.write.outline_text import outline_text
from simulator.tui.author.outline_blocks import outline_blocks
from tests.cli.conftest import ROOT
from tests.engine.build import onward, scene, words
from tests.engine.build import scenario as built
from tests.engine.small import CODE

SHIPPED = library.Library(ROOT, ROOT / "there-is-nothing-here")
IDS = [entry.id for entry in SHIPPED.scenarios]


def shipped(id_: str) -> Structure:
    entry = SHIPPED.find(id_)
    assert entry is not None
    loaded = SHIPPED.scenario(entry.path)
    rubric = SHIPPED.rubric("code-of-conduct")
    assert loaded.value is not None
    assert rubric is not None
    assert rubric.value is not None
    return structure(loaded.value, rubric.value)


def disclosure() -> Structure:
    """What matters is said below what hangs on a condition."""
    hinted = words(("trust >= 5", "You know already."), ("promised", "You said you would keep it."), "My mum's got MS.")
    moody = words(("trust < 3", "Go away."), ("trust >= 3", "It hurts at home."))
    return structure(
        built(scene(onward("moods"), says=hinted), moods=scene(onward("home"), cue=moody), home=onward("home")), CODE
    )


def test_every_way_of_saying_it_is_in_the_outline_and_in_each_drawing() -> None:
    made = disclosure()
    told = outline_text(made)
    for text in (
        "You know already.",
        "You said you would keep it.",
        "My mum's got MS.",
        "Go away.",
        "It hurts at home.",
    ):
        assert text in told
        assert escaped(text) in mermaid(made)
        assert text in dot(made).replace("\\n", " ")
        assert text in " ".join(map(unescape, re.findall(r">([^<>]+)<", svg(made))))
    assert "“My mum's got MS.” [otherwise]" in told
    assert "It hurts at home. [when trust >= 3]" in told


def test_on_the_screen_what_hangs_on_nothing_is_shown_and_how_many_others_there_are() -> None:
    made = disclosure()
    shown = "\n".join(block.text.plain for block in outline_blocks(made, made.order, ()))
    assert "“My mum's got MS.” (and 2 more by what came before)" in shown
    assert "Go away. when trust < 3\nIt hurts at home. when trust >= 3" in shown


def alone(place: SceneOutline) -> str:
    """What the drawing shows of a scene, in one line."""
    return " ".join(in_one_line(line) for line in said_lines(place, 10_000))


@pytest.mark.parametrize("id_", IDS)
def test_nothing_that_a_shipped_scene_says_is_left_out(id_: str) -> None:
    made = shipped(id_)
    told, drawn = outline_text(made), unescape(svg(made))
    for place in made.places.values():
        for said in place.said:
            assert in_one_line(said.text) in told
            assert in_one_line(said.text)[:40] in in_one_line(drawn)
            assert in_one_line(said.text) in alone(place)
        if place.said:
            assert list(in_short(made, place, 48))
