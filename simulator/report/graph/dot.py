"""A scenario's structure in the DOT language, for Graphviz and the programs that read it."""

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Final

from simulator.analysis.structure import SceneKind, Structure
from simulator.report.graph.picture.lines import line_of
from simulator.report.words.labels import arrow_lines, scene_lines
from simulator.report.words.sanitize import in_one_line
from simulator.report.words.signs import size_words

_SHAPES: Final[Mapping[SceneKind, Mapping[str, str]]] = {
    SceneKind.DECISION: {"shape": "box"},
    SceneKind.FORM: {"shape": "note"},
    SceneKind.AUTOMATIC: {"shape": "box", "style": "rounded"},
    SceneKind.ENDING: {"shape": "octagon", "peripheries": "2"},
}

_LINES: Final[Mapping[str, Mapping[str, str]]] = {
    "plain": {"arrowhead": "vee", "color": "#5d6465"},
    "otherwise": {"arrowhead": "vee", "color": "#5d6465", "style": "dashed"},
    "sound": {"arrowhead": "normal", "color": "#1f5c3a", "penwidth": "1.7"},
    "developing": {"arrowhead": "empty", "color": "#7a4a0c", "penwidth": "1.9", "style": "dotted"},
    "unsafe": {"arrowhead": "normaltee", "color": "#a3221a", "penwidth": "3", "style": "dashed"},
}

_COLUMNS: Final = 30
"""After how many characters a line of a label is broken."""


def dot(structure: Structure, *, with_words: bool = False) -> str:
    """The graph as text; its arrows are named by what is said instead of by ids if asked for."""
    return "\n".join(_lines(structure, with_words=with_words)) + "\n"


def _lines(structure: Structure, *, with_words: bool) -> Iterator[str]:
    title = [structure.title or structure.id, structure.summary, size_words(structure)]
    yield f"digraph {_quoted(structure.id)} {{"
    yield f'  graph [labelloc="t", fontname="Helvetica", charset="UTF-8", label={_label(title, 80)}];'
    yield '  node [fontname="Helvetica", fontsize="11"];'
    yield '  edge [fontname="Helvetica", fontsize="9"];'
    for name in structure.order:
        place = structure.places[name]
        start = {"penwidth": "3"} if name == structure.start else {}
        label = _label(scene_lines(structure, place))
        yield f"  {_quoted(name)} [label={label}, {_attributes({**_SHAPES[place.kind], **start})}];"
    for name in structure.order:
        for way in structure.places[name].ways:
            style = _attributes(_LINES[line_of(way)])
            for arrow in way.arrows:
                label = _label(arrow_lines(way, arrow, with_words=with_words))
                yield f"  {_quoted(name)} -> {_quoted(arrow.to)} [label={label}, {style}];"
    yield "}"


def _attributes(values: Mapping[str, str]) -> str:
    return ", ".join(f'{name}="{value}"' for name, value in values.items())


def _label(lines: Iterable[str], columns: int = _COLUMNS) -> str:
    """Lines as one label, each broken where it is long."""
    broken = [part for line in lines for part in wrap(in_one_line(line), columns)]
    return '"' + "\\n".join(map(escaped, broken)) + '"'


def _quoted(name: str) -> str:
    return f'"{escaped(in_one_line(name))}"'


def escaped(text: str) -> str:
    """People's text between quotation marks, where a backslash and an ampersand would mean something too."""
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
