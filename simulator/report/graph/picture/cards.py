"""The box of one scene: what stands in it, how large it is, and where its arrows leave."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.analysis.structure import FieldOutline, OptionOutline, SceneKind, SceneOutline, Structure
from simulator.report.graph.layout.values import Box
from simulator.report.words.labels import said_lines
from simulator.report.words.signs import HOW, KINDS, UNREACHED

from .chips import PAD, STEP, TEXT, Chip, chips
from .marks import BAND, END, SIGN, at, band, clean, clean_lines, duty_sign, level_sign, outline, px, words
from .measure import lines, longest_part, width

ID: Final = 14.0
SAID: Final = 12.0
NARROWEST: Final = {
    SceneKind.DECISION: 190.0,
    SceneKind.FORM: 320.0,
    SceneKind.AUTOMATIC: 170.0,
    SceneKind.ENDING: 190.0,
}
WIDEST_HEAD: Final = 300.0
MOST_WORDS: Final = 150
"""How many characters are shown of each way in which something is said in a scene."""


@dataclass(frozen=True, slots=True)
class SceneBox:
    """A scene's box, drawn from its own left upper corner."""

    box: Box
    drawn: str


@dataclass(frozen=True, slots=True)
class _BoxRow:
    """Something as wide as the box: how high it is, and what is drawn."""

    height: float
    drawn: tuple[str, ...]


def card(structure: Structure, place: SceneOutline, far: Collection[int], *, with_words: bool) -> SceneBox:
    """The box of a scene; ``far`` has the numbers of those of its arrows that say where they lead."""
    cells = chips(place, far, with_words=with_words)
    wide = _width(place, cells)
    below = 0.0
    parts: list[str] = []
    for row in _rows(structure, place, wide):
        parts.append(at(0, below, *row.drawn))
        below += row.height
    below += PAD
    drawn, ports, below = _cells(cells, wide, below)
    if place.ways and not cells:
        ports = [wide / 2]
    shape = outline(place.kind, wide, below, level=bool(cells))
    return SceneBox(Box(wide, below, tuple(ports)), f"{shape}{''.join(parts)}{''.join(drawn)}")


def group(structure: Structure, place: SceneOutline, x: float, y: float, drawn: str) -> str:
    """A box at its place, as one part of the picture."""
    states = {"start": place.id == structure.start, "unreached": place.id in structure.unreached}
    kinds = " ".join(["scene", place.kind, *(name for name, holds in states.items() if holds)])
    start = f'<g id="scene.{clean(place.id)}" class="{kinds}" transform="translate({px(x)} {px(y)})">'
    return f"{start}<title>{clean_lines(_spoken(place))}</title>{drawn}</g>"


def _spoken(place: SceneOutline) -> str:
    """Everything that is said in a scene, whole, for whoever points at it or cannot see it."""
    if len(place.said) == 1:
        return f"{place.id}: {place.said[0].text}"
    conditions = (f"when {each.when}" if each.when else "otherwise" for each in place.said)
    return "\n".join(
        (f"{place.id}:", *(f"{when}: {each.text}" for when, each in zip(conditions, place.said, strict=True)))
    )


def _width(place: SceneOutline, cells: Sequence[Chip]) -> float:
    head = longest_part(place.id, ID, bold=True)
    natural = min(width(place.id, ID, bold=True), WIDEST_HEAD)
    return max(NARROWEST[place.kind], max(head, natural) + 2 * PAD + 20, sum(chip.least for chip in cells))


def _cells(cells: Sequence[Chip], wide: float, top: float) -> tuple[list[str], list[float], float]:
    """The cells in a row across the box; what is drawn, where arrows leave, and where the box ends."""
    if not cells:
        return [], [], top
    spare = (wide - sum(chip.least for chip in cells)) / len(cells)
    widths = [chip.least + spare for chip in cells]
    parts = max(chip.parts_height(each) for chip, each in zip(cells, widths, strict=True))
    height = max(chip.height(each) for chip, each in zip(cells, widths, strict=True)) + parts
    drawn: list[str] = []
    ports: list[float] = []
    left = 0.0
    for chip, each in zip(cells, widths, strict=True):
        drawn += chip.drawn(left, top, (each, height), parts)
        drawn.append(f'<path class="rule" d="M{px(left)} {px(top)}v{px(height)}M{px(left)} {px(top)}h{px(each)}"/>')
        ports += [left + port for port in chip.ports(each)]
        left += each
    return drawn, ports, top + height


# What stands above the cells


def _rows(structure: Structure, place: SceneOutline, wide: float) -> Iterator[_BoxRow]:
    if place.id == structure.start:
        yield _start(place.kind, wide)
    yield _head(structure, place, wide)
    yield from (_said(line, wide) for line in said_lines(place, MOST_WORDS))
    duties = [("opens", duty) for duty in place.opens] + [("due", duty) for duty in place.due]
    if duties:
        yield _flow([_SignedWord(duty_sign(what, 0, 0), f"{what} {duty}", "duty") for what, duty in duties], wide)
    for part in place.parts:
        yield from _field(part, wide)


def _start(kind: SceneKind, wide: float) -> _BoxRow:
    inset = 12 if kind in (SceneKind.AUTOMATIC, SceneKind.ENDING) else 0
    sign = '<path class="on-tag" d="M8 5l9 5-9 5z"/>'
    return _BoxRow(BAND, (band(kind, wide), at(inset, 0, sign, words(22, 14, "start", "on-tag id"))))


def _head(structure: Structure, place: SceneOutline, wide: float) -> _BoxRow:
    kind = KINDS[place.kind] + (f" · {UNREACHED}" if place.id in structure.unreached else "")
    left = PAD
    drawn = []
    if place.kind is SceneKind.ENDING:
        drawn.append(at(PAD + 4, 8, END))
        left += SIGN + 8
    drawn.append(words(left, 18, kind, "quiet"))
    named = lines(place.id, ID, wide - 2 * PAD, 3, bold=True)
    drawn += [words(PAD, 35 + 17 * number, line, "scene-id") for number, line in enumerate(named)]
    return _BoxRow(22 + 17 * len(named), tuple(drawn))


def _said(text: str, wide: float) -> _BoxRow:
    told = lines(text, SAID, wide - 2 * PAD, 4 if wide > 240 else 6)
    return _BoxRow(15.0 * len(told) + 3, tuple(words(PAD, 13 + 15 * n, line, "said") for n, line in enumerate(told)))


@dataclass(frozen=True, slots=True)
class _SignedWord:
    """A sign and a word that stay together."""

    sign: str
    text: str
    kind: str = ""

    @property
    def width(self) -> float:
        return (SIGN + 4 if self.sign else 0.0) + width(self.text, TEXT)


def _flow(items: Sequence[_SignedWord], wide: float, indent: float = PAD) -> _BoxRow:
    """Items one after another, in as many lines as they need."""
    drawn: list[str] = []
    x, y = indent, 2.0
    for item in items:
        if x > indent and x + item.width > wide - PAD:
            x, y = indent, y + STEP + 2
        inset = SIGN + 4 if item.sign else 0.0
        fitting = lines(item.text, TEXT, wide - PAD - x - inset, 1)
        drawn += [at(x, y, item.sign, words(inset, 10, line, item.kind)) for line in fitting]
        x += item.width + 12
    return _BoxRow(y + STEP + 1, tuple(drawn))


def _field(part: FieldOutline, wide: float) -> Iterator[_BoxRow]:
    """A field of a form: what it asks for, and below it the options that count for something."""
    when = f", when {part.when}" if part.when else ""
    boxes = f" of {len(part.options)}" if part.how == "tick" else ""
    asked = lines(f"{part.id}: {HOW[part.how]}{boxes}{when}", TEXT, wide - 2 * PAD, 3)
    yield _BoxRow(STEP * len(asked) + 3, tuple(words(PAD, 12 + STEP * n, line) for n, line in enumerate(asked)))
    for option in part.options:
        if option.level is not None or option.breach or option.fulfils or part.how == "pick":
            yield _flow(list(_option(option)), wide, PAD + 10)


def _option(option: OptionOutline) -> Iterator[_SignedWord]:
    sign = "" if option.level is None else level_sign(option.level, 0, 0)
    level = "" if option.level is None else f" ({option.level.word})"
    yield _SignedWord(sign, f"{option.id}{level}")
    if option.breach:
        yield _SignedWord("", f"breach: {option.breach}")
    for duty in option.fulfils:
        yield _SignedWord(duty_sign("fulfils", 0, 0), f"fulfils {duty}", "duty")
