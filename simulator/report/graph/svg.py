"""The picture of a scenario as SVG: scenes as boxes in layers, choices as cells from which arrows lead.

It stands by itself: no script, nothing from elsewhere, title and description inside, colours for light and dark.
Whatever colour tells is told by a shape or a word as well.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from simulator.analysis.structure import SceneKind, Structure
from simulator.engine.rubric import Level
from simulator.report.graph.layout.drawing import lay_out
from simulator.report.graph.layout.layers import layers
from simulator.report.graph.layout.values import Drawing, Link
from simulator.report.graph.picture.cards import SceneBox, card, group
from simulator.report.graph.picture.legend import header
from simulator.report.graph.picture.lines import LINES, heads, line, line_of
from simulator.report.graph.picture.marks import clean, px
from simulator.report.graph.picture.style import stylesheet
from simulator.report.words.signs import size_words

MARGIN: Final = 32.0
NARROWEST: Final = 720.0
"""How wide a picture is at least, for what stands above it."""

FAR: Final = 3
"""How many layers down an arrow leads that is hard to follow by eye."""


def svg(structure: Structure, *, with_words: bool = False) -> str:
    """The picture; its cells show what is said instead of the choices' ids if asked for."""
    links = _links(structure)
    layer = layers(len(structure.order), links)
    cards = _cards(structure, links, layer, with_words=with_words)
    drawing = lay_out([each.box for each in cards], links, layer)
    width = max(drawing.width, NARROWEST)
    head, top = header(structure, width)
    size = (width + 2 * MARGIN, drawing.height + top + 2 * MARGIN)
    return "\n".join(
        (
            *_opening(structure, size),
            f'<g transform="translate({px(MARGIN)} {px(MARGIN)})">',
            *head,
            f'<g transform="translate({px((width - drawing.width) / 2)} {px(top)})">',
            *_arrows(structure, links, drawing),
            *_boxes(structure, cards, drawing),
            "</g>",
            "</g>",
            "</svg>",
            "",
        )
    )


def _links(structure: Structure) -> list[Link]:
    """Every arrow, scene by scene in reading order."""
    number_of = {name: number for number, name in enumerate(structure.order)}
    found: list[Link] = []
    for source, name in enumerate(structure.order):
        ways = structure.places[name].ways
        arrows = [(arrow, LINES.index(line_of(way))) for way in ways for arrow in way.arrows]
        found += [Link(source, port, number_of[arrow.to], style) for port, (arrow, style) in enumerate(arrows)]
    return found


def _cards(structure: Structure, links: Sequence[Link], layer: Sequence[int], *, with_words: bool) -> list[SceneBox]:
    far: dict[int, set[int]] = {}
    for link in links:
        if not 0 < layer[link.target] - layer[link.source] < FAR:
            far.setdefault(link.source, set()).add(link.port)
    return [
        card(structure, structure.places[name], far.get(number, set()), with_words=with_words)
        for number, name in enumerate(structure.order)
    ]


def _opening(structure: Structure, size: tuple[float, float]) -> Iterator[str]:
    width, height = px(size[0]), px(size[1])
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="picture-title picture-told" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    )
    yield f'<title id="picture-title">{clean(structure.title or structure.id)}</title>'
    yield f'<desc id="picture-told">{clean(_description(structure))}</desc>'
    yield f"<style>\n{stylesheet()}</style>"
    yield "<defs>"
    yield from heads()
    yield "</defs>"
    yield f'<rect class="page" width="{width}" height="{height}"/>'


def _description(structure: Structure) -> str:
    """The picture in a few sentences."""
    endings = [place for place in structure.places.values() if place.kind is SceneKind.ENDING]
    unsafe = sum(
        way.act is not None and way.act.level is Level.UNSAFE
        for place in structure.places.values()
        for way in place.ways
    )
    return (
        f"{structure.summary} A picture of {size_words(structure)}. It begins with {structure.start} and can end with "
        f"{', '.join(place.id for place in endings) or 'nothing'}. Unsafe choices: {unsafe}. "
        f"“simulator graph {structure.id} --format outline” tells the same in words."
    )


def _arrows(structure: Structure, links: Sequence[Link], drawing: Drawing) -> Iterator[str]:
    drawn = zip(links, drawing.strokes, strict=True)
    for link, stroke in sorted(drawn, key=lambda each: each[0].style):
        name = f"arrow.{clean(structure.order[link.source])}.{link.port + 1}"
        yield line(LINES[link.style], stroke.path, headed=stroke.headed, name=name)


def _boxes(structure: Structure, cards: list[SceneBox], drawing: Drawing) -> Iterator[str]:
    for name, each, (x, y) in zip(structure.order, cards, drawing.places, strict=True):
        yield group(structure, structure.places[name], x, y, each.drawn)
