"""What stands above the picture: the scenario's title, its duties, and what the shapes, lines and signs mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.analysis.structure import SceneKind, Structure
from simulator.engine.rubric import Level
from simulator.report.words.signs import KINDS, in_words, size_words

from .lines import line
from .marks import AGAIN, SIGN, at, duty_sign, level_sign, outline, px, words
from .measure import lines, width

TITLE: Final = 22.0
TEXT: Final = 12.0
STEP: Final = 24.0
LABEL: Final = 76.0
"""How wide the words before each row of the legend are."""

_LINE: Final = 46.0
_SHAPE: Final = (64.0, 36.0)
"""Drawn at half its size."""


@dataclass(frozen=True, slots=True)
class _LegendEntry:
    """Something drawn, and what it means."""

    drawn: str
    size: float
    text: str

    @property
    def width(self) -> float:
        return self.size + 6 + width(self.text, TEXT)


def header(structure: Structure, wide: float) -> tuple[list[str], float]:
    """What is drawn above the picture, and how high it is."""
    drawn: list[str] = []
    y = 0.0
    for text in lines(structure.title or structure.id, TITLE, wide, 3, bold=True):
        drawn.append(words(0, y + 22, text, "heading"))
        y += 28
    for text in [*lines(structure.summary, TEXT, wide, 3), *lines(f"{size_words(structure)}.", TEXT, wide, 3)]:
        drawn.append(words(0, y + 14, text, "told"))
        y += 18
    y += 10
    for label, items in _legend():
        drawn.append(words(0, y + 13, label, "told quiet"))
        row, height = _flow(items, y, wide)
        drawn += row
        y += height
    for number, text in enumerate(_duties(structure)):
        if not number:
            drawn.append(words(0, y + 13, "duties", "told quiet"))
        for part in lines(text, TEXT, wide - LABEL, 3):
            drawn.append(words(LABEL, y + 13, part, "told"))
            y += 18
    drawn.append(f'<path class="rule" d="M0 {px(y + 10)}H{px(wide)}"/>')
    return drawn, y + 40


def _legend() -> Iterator[tuple[str, list[_LegendEntry]]]:
    yield "scenes", [_LegendEntry(_small(kind), _SHAPE[0] / 2, KINDS[kind]) for kind in SceneKind]
    meanings = {
        "sound": "competent or exemplary",
        "developing": "developing",
        "unsafe": "unsafe",
        "plain": "no evidence",
        "otherwise": "otherwise: no choice is open",
    }
    yield (
        "arrows",
        [_arrow(kind, text) for kind, text in meanings.items()],
    )
    levels = [_LegendEntry(level_sign(level, 0, 3), SIGN, level.word) for level in Level]
    yield "levels", [*levels, _LegendEntry("", -6, "An arrow has the lowest level of its evidence and its breach.")]
    duties = {"opens": "a duty opens", "due": "it is late from here on", "fulfils": "this fulfils it"}
    signs = [_LegendEntry(duty_sign(what, 0, 3), SIGN, text) for what, text in duties.items()]
    yield "signs", [*signs, _LegendEntry(at(0, 3, AGAIN), SIGN, "may be chosen again")]


def _arrow(kind: str, text: str) -> _LegendEntry:
    return _LegendEntry(line(kind, f"M0 9H{px(_LINE)}", headed=True), _LINE, text)


def _small(kind: SceneKind) -> str:
    return f'<g transform="scale(.5)">{outline(kind, *_SHAPE)}</g>'


def _flow(items: Sequence[_LegendEntry], top: float, wide: float) -> tuple[list[str], float]:
    drawn: list[str] = []
    x, y = LABEL, top
    for item in items:
        if x > LABEL and x + item.width > wide:
            x, y = LABEL, y + STEP
        drawn.append(at(x, y, item.drawn, words(item.size + 6, 13, item.text, "told")))
        x += item.width + 22
    return drawn, y + STEP - top


def _duties(structure: Structure) -> Iterator[str]:
    return (f"{duty.name}: {in_words(duty)}" for duty in structure.duties)
