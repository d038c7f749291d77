"""The Mermaid flowchart: every scene and arrow, and texts that stay texts."""

import re
from typing import Final

import pytest

from simulator.analysis.structure import structure
from simulator.report.graph.mermaid import MOST_ARROWS, MOST_TEXT, escaped, mermaid, too_large
from simulator.report.words.sanitize import in_one_line
from tests.engine.build import choice, decision, onward, scenario
from tests.engine.small import CODE
from tests.report.drawn import SHIPPED, hostile_structure, shipped_structure, small_structure
from tests.tui.hostile import TEXTS

HOSTILE: Final = (
    *TEXTS,
    '"]; click s1 "javascript:alert(1)',
    "</svg><script>alert(1)</script>",
    "%%{init: {'theme': 'dark'}}%%",
    "```mermaid",
    "`**bold**` _it_ __b__",
    "1. one",
    "- two",
    "# three",
    "end",
    "&lt; &amp; #35; #quot;",
    "a --> b ==> c -.-> d | e",
    "$$x^2$$ fa:fa-car \\n \\N",
    "@{ shape: x } :::cls {{x}} ((y)) [[z]]",
    "<br/>",
)

_LABEL: Final = r"\"[^\"\n]*\""
LINE: Final = re.compile(
    r"flowchart TD"
    r"|  acc(Title|Descr): [^;#%{}]+"
    rf"|  s\d+(\[{_LABEL}\]|\[\[{_LABEL}\]\]|\({_LABEL}\)|\(\[{_LABEL}\]\))"
    rf"|  s\d+ (-->|-\.->|==>)(\|{_LABEL}\|)? s\d+"
    r"|  linkStyle \d+(,\d+)* [a-z]+[a-z0-9#:, -]*"
    r"|  classDef start stroke-width:4px"
    r"|  class s\d+ start"
)
"""All that a line can be."""

HARMLESS: Final = re.compile(r"(?:<br/>|#\d+;|[\w ,.?!’“”…→✕◔◑●▷◷✓▶↻]|(?<=\w)[-'](?=\w))*")
"""All that a label can be made of; ``<br/>`` is ours."""


def arrows(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.match(r"  s\d+ [-=]", line)]


def boxes(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.match(r"  s\d+[(\[]", line)]


def labels(text: str) -> list[str]:
    return re.findall(r'"([^"\n]*)"', text)


def plain(label: str) -> str:
    """What a reader sees of a label."""
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label).replace("\u200c", "")


@pytest.mark.parametrize("id_", SHIPPED)
@pytest.mark.parametrize("with_words", [False, True], ids=["ids", "words"])
def test_every_scene_and_arrow_is_there_and_every_line_is_one_that_mermaid_knows(id_: str, with_words: bool) -> None:
    made = shipped_structure(id_)
    text = mermaid(made, with_words=with_words)
    assert all(LINE.fullmatch(line) for line in text.splitlines()), text
    assert all(HARMLESS.fullmatch(label) for label in labels(text))
    assert len(boxes(text)) == len(made.places)
    assert len(arrows(text)) == sum(1 for place in made.places.values() for _ in place.arrows)
    assert not too_large(made, text)


@pytest.mark.parametrize("with_words", [False, True], ids=["ids", "words"])
def test_hostile_texts_are_only_text(with_words: bool) -> None:
    text = mermaid(hostile_structure(), with_words=with_words)
    assert all(LINE.fullmatch(line) for line in text.splitlines()), text
    assert all(HARMLESS.fullmatch(label) for label in labels(text))
    assert len(arrows(text)) == 6


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_escaped_means_nothing_and_reads_the_same(text: str) -> None:
    label = escaped(text)
    assert HARMLESS.fullmatch(label)
    assert "%%" not in label
    assert not re.match(r"\s*(\d+[.)]|[-*+>#]) ", label)
    assert plain(label) == in_one_line(text).replace("\u200c", "")


def test_ids_stay_readable_in_the_text() -> None:
    assert escaped("tell_lead is what-they-mean, isn't it?") == "tell_lead is what-they-mean, isn't it?"


def test_a_way_tells_its_level_by_word_line_and_thickness() -> None:
    text = mermaid(small_structure())
    honest, promise, otherwise_promise, otherwise, *_ = arrows(text)
    assert "-->" in honest
    assert "honest<br/>◑ competent" in honest
    assert "==>" in promise
    assert "==>" in otherwise_promise
    assert "promise<br/>✕ unsafe<br/>breach#58; promises-secrecy<br/>when not promised and mood" in promise
    assert promise.endswith('if trust #62; 5"| s2')
    assert otherwise_promise.endswith('else"| s2')
    assert '-.->|"otherwise"|' in otherwise
    assert "  linkStyle 1,2 stroke:#c4453a,stroke-width:4px,stroke-dasharray:9 4" in text.splitlines()


def test_the_start_endings_forms_and_duties_are_marked() -> None:
    arrives, later, record, done = boxes(mermaid(small_structure()))
    words = "when trust #60;#61; 2#58; “You would only tell.”<br/>otherwise#58; “Promise?”"
    assert arrives.startswith(f'  s1["▶ start, decision<br/>arrives<br/>{words}<br/>▷ opens tell_lead"]')
    assert later.startswith('  s2("automatic<br/>later')
    assert "◷ due tell_lead" in later
    assert record.startswith('  s3[["form<br/>record')
    assert "✓ fulfils tell_lead" in record
    assert done == '  s4(["ending<br/>done<br/>Told"])'


def test_words_take_the_place_of_ids_if_asked_for() -> None:
    text = mermaid(small_structure(), with_words=True)
    assert "“I cannot promise that.”" in text
    assert "honest<br/>" not in text


def test_more_than_mermaid_draws_is_told() -> None:
    many = {f"s{number}": onward(f"s{number + 1}") for number in range(MOST_ARROWS)}
    made = structure(scenario(onward("s0"), None, **many, **{f"s{MOST_ARROWS}": onward("home")}), CODE)
    assert too_large(made, mermaid(made))
    small = small_structure()
    assert not too_large(small, "x" * MOST_TEXT)
    assert too_large(small, "x" * (MOST_TEXT + 1))


def test_a_scene_called_end_is_no_end_of_anything() -> None:
    made = structure(scenario(decision(choice("o", "end")), end=onward("home")), CODE)
    text = mermaid(made)
    assert all(LINE.fullmatch(line) for line in text.splitlines())
    assert not re.search(r"^\s*end", text, re.MULTILINE)
