"""The DOT text: every scene and arrow, and texts that stay texts."""

import re
from typing import Final

import pytest

from simulator.report.graph.dot import dot, escaped
from simulator.report.words.sanitize import in_one_line
from tests.report.drawn import SHIPPED, hostile_structure, shipped_structure, small_structure
from tests.tui.hostile import TEXTS

HOSTILE: Final = (*TEXTS, '"; }', "\\", '\\"', "\\N \\G \\n \\l", "&quot; &amp; &#34;", "<b>bold</b>", "// /* #")

_STRING: Final = r'"(?:[^"\\]|\\.)*"'
_ATTRIBUTES: Final = rf"\[[a-z]+={_STRING}(, [a-z]+={_STRING})*\]"
LINE: Final = re.compile(
    rf"digraph {_STRING} {{|}}|  (graph|node|edge) {_ATTRIBUTES};|  {_STRING}( -> {_STRING})? {_ATTRIBUTES};"
)
"""All that a line can be."""


def arrows(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.match(rf"  {_STRING} -> ", line)]


def boxes(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.match(rf"  {_STRING} \[", line)]


@pytest.mark.parametrize("id_", SHIPPED)
@pytest.mark.parametrize("with_words", [False, True], ids=["ids", "words"])
def test_every_scene_and_arrow_is_there_and_every_line_is_one_that_dot_knows(id_: str, with_words: bool) -> None:
    made = shipped_structure(id_)
    text = dot(made, with_words=with_words)
    assert all(LINE.fullmatch(line) for line in text.splitlines()), text
    assert len(boxes(text)) == len(made.places)
    assert len(arrows(text)) == sum(1 for place in made.places.values() for _ in place.arrows)


@pytest.mark.parametrize("with_words", [False, True], ids=["ids", "words"])
def test_hostile_texts_are_only_text(with_words: bool) -> None:
    text = dot(hostile_structure(), with_words=with_words)
    assert all(LINE.fullmatch(line) for line in text.splitlines()), text
    assert len(arrows(text)) == 6


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_escaped_reads_the_same(text: str) -> None:
    shown = in_one_line(text)
    inside = escaped(shown)
    assert re.fullmatch(_STRING, f'"{inside}"')
    assert not re.search(r"&(?!amp;)", inside)
    assert re.sub(r"\\(.)", r"\1", inside).replace("&amp;", "&") == shown


def test_a_way_tells_its_level_by_word_dashes_thickness_and_head() -> None:
    honest, promise, *_ = arrows(dot(small_structure()))
    assert '"arrives" -> "later" [label="honest\\n◑ competent"' in honest
    assert "style=" not in honest
    assert 'arrowhead="normal"' in honest
    assert "promise\\n✕ unsafe\\nbreach: promises-secrecy\\nwhen not promised and" in promise
    assert promise.endswith('arrowhead="normaltee", color="#a3221a", penwidth="3", style="dashed"];')


def test_kinds_of_scene_have_shapes_of_their_own() -> None:
    arrives, later, record, done = boxes(dot(small_structure()))
    assert arrives.endswith('shape="box", penwidth="3"];')
    assert "▶ start, decision\\narrives" in arrives
    assert later.endswith('shape="box", style="rounded"];')
    assert record.endswith('shape="note"];')
    assert done.endswith('shape="octagon", peripheries="2"];')
