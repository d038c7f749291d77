"""A scenario's structure as a Mermaid flowchart, which many places for notes and code draw by themselves."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from simulator.analysis.structure import SceneKind, SceneOutline, Structure
from simulator.report.graph.picture.lines import line_of
from simulator.report.words.labels import arrow_lines, scene_lines
from simulator.report.words.sanitize import in_one_line
from simulator.report.words.signs import size_words

MOST_ARROWS: Final = 500
MOST_TEXT: Final = 50_000
"""Above these, Mermaid draws nothing unless it is set up otherwise."""

_SHAPES: Final = {
    SceneKind.DECISION: ("[", "]"),
    SceneKind.FORM: ("[[", "]]"),
    SceneKind.AUTOMATIC: ("(", ")"),
    SceneKind.ENDING: ("([", "])"),
}

_ARROWS: Final = {"plain": "-->", "otherwise": "-.->", "sound": "-->", "developing": "-.->", "unsafe": "==>"}

_STYLES: Final = {
    "sound": "stroke:#3d8b5f,stroke-width:2px",
    "developing": "stroke:#a9772c,stroke-width:2px",
    "unsafe": "stroke:#c4453a,stroke-width:4px,stroke-dasharray:9 4",
}
"""Colours that stand out from a light page and from a dark one; the words at the arrow say the same."""

_PLAIN: Final = frozenset(" ,.?!’“”…→✕◔◑●▷◷✓▶↻")
"""Besides letters and digits, what means nothing to Mermaid, to Markdown or to HTML."""

_INSIDE: Final = frozenset("-_'")
"""What means nothing between two letters or digits."""

_BEGINNING: Final = frozenset("\\$:")
_APART: Final = "#8204;"
"""After these, something without width: Mermaid sees line breaks, formulas and icons even in what is written so."""

_LISTED: Final = re.compile(r"^(\s*[0-9]+)\.")
"""Where Markdown sees a numbered list."""


def mermaid(structure: Structure, *, with_words: bool = False) -> str:
    """The flowchart as text; its arrows are named by what is said instead of by ids if asked for."""
    return "\n".join(_lines(structure, with_words=with_words)) + "\n"


def too_large(structure: Structure, text: str) -> bool:
    """Whether Mermaid refuses to draw it as it is set up by default."""
    arrows = sum(1 for place in structure.places.values() for _ in place.arrows)
    return arrows > MOST_ARROWS or len(text) > MOST_TEXT


def _lines(structure: Structure, *, with_words: bool) -> Iterator[str]:
    name = {id_: f"s{number}" for number, id_ in enumerate(structure.order, start=1)}
    yield "flowchart TD"
    yield f"  accTitle: {_bare(structure.title or structure.id)}"
    yield f"  accDescr: {_bare(size_words(structure))}"
    for id_ in structure.order:
        place = structure.places[id_]
        yield f"  {name[id_]}{_box(place, scene_lines(structure, place))}"
    kinds: dict[str, list[int]] = {}
    number = 0
    for id_ in structure.order:
        for way in structure.places[id_].ways:
            kind = line_of(way)
            for arrow in way.arrows:
                label = _label(arrow_lines(way, arrow, with_words=with_words))
                told = f'|"{label}"|' if label else ""
                yield f"  {name[id_]} {_ARROWS[kind]}{told} {name[arrow.to]}"
                kinds.setdefault(kind, []).append(number)
                number += 1
    for kind, style in _STYLES.items():
        if kind in kinds:
            yield f"  linkStyle {','.join(map(str, kinds[kind]))} {style}"
    yield "  classDef start stroke-width:4px"
    yield f"  class {name[structure.start]} start"


def _box(place: SceneOutline, lines: Iterable[str]) -> str:
    before, after = _SHAPES[place.kind]
    return f'{before}"{_label(lines)}"{after}'


def _label(lines: Iterable[str]) -> str:
    return "<br/>".join(escaped(line) for line in lines)


def escaped(text: str) -> str:
    """People's text inside a label's quotation marks: what could mean anything is written as its number."""
    text = in_one_line(text)
    around = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    return _LISTED.sub(r"\g<1>#46;", "".join(_mark(*each) for each in around))


def _mark(before: str, mark: str, after: str) -> str:
    """One character, between two others."""
    if mark in _PLAIN or mark.isalnum() or (mark in _INSIDE and before.isalnum() and after.isalnum()):
        return mark
    apart = _APART if mark in _BEGINNING and not after.isspace() else ""
    return f"#{ord(mark)};{apart}"


def _bare(text: str) -> str:
    """People's text where Mermaid knows no numbers: only letters, digits and marks that mean nothing."""
    kept = "".join(character if character.isalnum() or character in " ,.?!’'-:" else " " for character in text)
    return " ".join(kept.replace(":", " ").split()) or "Scenario"
