"""The small parts of a picture: text, signs and the shapes of scenes, all drawn, so that no font needs to have them."""

from html import escape
from typing import Final

from simulator.analysis.structure import SceneKind
from simulator.engine.rubric import Level
from simulator.report.words.sanitize import in_one_line, visible

SIGN: Final = 12.0
"""How wide and high a sign is."""

CORNER: Final = 7.0
FOLD: Final = 16.0
CUT: Final = 12.0
"""How much of its corners a decision, a form and an ending lack."""

BAND: Final = 20.0
"""How high the band of the start is, and how round an automatic scene."""

_LEVELS: Final = {
    Level.UNSAFE: '<path class="level-unsafe" d="M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.5v-5z"/>'
    '<path class="hollow" d="M3.2 4.4l1.2-1.2L6 4.8l1.6-1.6 1.2 1.2L7.2 6l1.6 1.6-1.2 1.2L6 7.2 4.4 8.8 3.2 7.6 4.8 6z"'
    "/>",
    Level.DEVELOPING: '<circle class="level-developing" cx="6" cy="6" r="6"/>'
    '<path class="hollow" d="M6 1.4V6h4.6A4.6 4.6 0 1 1 6 1.4z"/>',
    Level.COMPETENT: '<circle class="level-competent" cx="6" cy="6" r="6"/>'
    '<path class="hollow" d="M6 1.4v9.2A4.6 4.6 0 0 1 6 1.4z"/>',
    Level.EXEMPLARY: '<circle class="level-exemplary" cx="6" cy="6" r="6"/>',
}

_DUTIES: Final = {
    "opens": '<path class="duty" d="M1 0h1.6v12H1zM3.4.6L11 4 3.4 7.4z"/>',
    "due": '<path class="duty" fill-rule="evenodd" d="M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0zm0 1.6a4.4 4.4 0 1 0 0 8.8 4.4 '
    '4.4 0 0 0 0-8.8zM5.3 2.8h1.4v2.8l2 2-1 1-2.4-2.4z"/>',
    "fulfils": '<path class="duty" d="M1 6.4l1.5-1.5 2.6 2.6L10.3 1.8 11.9 3.3 5.1 10.6z"/>',
}

AGAIN: Final = '<path class="quiet" d="M6 1.2V-.6L9.6 2.1 6 4.8V2.9a3.4 3.4 0 1 0 3.4 3.4h1.7A5.1 5.1 0 1 1 6 1.2z"/>'
"""May be chosen again."""

END: Final = (
    '<path class="quiet" d="M0 0h12v12H0zM2 2v8h8V2z" fill-rule="evenodd"/>'
    '<path class="quiet" d="M3.6 3.6h4.8v4.8H3.6z"/>'
)
"""An ending."""


def clean(text: str) -> str:
    """People's text for the inside of an element or an attribute."""
    return escape(in_one_line(text))


def clean_lines(text: str) -> str:
    """People's text with its lines."""
    return escape(visible(text))


def words(x: float, y: float, text: str, kind: str = "") -> str:
    """A line of text; ``y`` is where it stands."""
    class_ = f' class="{kind}"' if kind else ""
    return f'<text{class_} x="{px(x)}" y="{px(y)}">{clean(text)}</text>'


def level_sign(level: Level, x: float, y: float) -> str:
    """A level's sign, with its left upper corner here."""
    return at(x, y, _LEVELS[level])


def duty_sign(what: str, x: float, y: float) -> str:
    """The sign of what happens to a duty: ``opens``, ``due`` or ``fulfils``."""
    return at(x, y, _DUTIES[what])


def at(x: float, y: float, *parts: str) -> str:
    """Parts moved to a place."""
    return f'<g transform="translate({px(x)} {px(y)})">{"".join(parts)}</g>'


def outline(kind: SceneKind, width: float, height: float, *, level: bool = False) -> str:
    """The shape that tells a scene's kind; its lower corners are square where cells stand there."""
    match kind:
        case SceneKind.DECISION:
            return _rounded(width, height, CORNER, level=level)
        case SceneKind.AUTOMATIC:
            return _rounded(width, height, min(height / 2, BAND), level=level)
        case SceneKind.FORM:
            w, h, fold = px(width), px(height), px(FOLD)
            return (
                f'<path class="box" d="M0 0H{px(width - FOLD)}L{w} {fold}V{h}H0z"/>'
                f'<path class="box" d="M{px(width - FOLD)} 0V{fold}H{w}z"/>'
            )
        case SceneKind.ENDING:
            return _cornered("box", 0, width, height) + _cornered("rule", 4, width, height)


def band(kind: SceneKind, width: float) -> str:
    """A band across the top of a scene's box, in its shape."""
    wide, low = px(width), px(BAND)
    match kind:
        case SceneKind.FORM:
            edge = f"M0 0H{px(width - FOLD)}L{wide} {px(FOLD)}V{low}H0z"
        case SceneKind.ENDING:
            edge = f"M0 {low}V{px(CUT)}L{px(CUT)} 0H{px(width - CUT)}L{wide} {px(CUT)}V{low}z"
        case _:
            r = px(BAND if kind is SceneKind.AUTOMATIC else CORNER)
            edge = f"M0 {low}V{r}a{r} {r} 0 0 1 {r}-{r}H{px(width - float(r))}a{r} {r} 0 0 1 {r} {r}V{low}z"
    return f'<path class="tag" d="{edge}"/>'


def _rounded(width: float, height: float, radius: float, *, level: bool) -> str:
    if level:
        r = px(radius)
        return (
            f'<path class="box" d="M0 {px(height)}V{r}a{r} {r} 0 0 1 {r}-{r}H{px(width - radius)}'
            f'a{r} {r} 0 0 1 {r} {r}V{px(height)}z"/>'
        )
    return f'<rect class="box" width="{px(width)}" height="{px(height)}" rx="{px(radius)}"/>'


def _cornered(kind: str, inside: float, width: float, height: float) -> str:
    """A box without corners, so many pixels inside its edge."""
    cut = CUT
    left, right, top, bottom = inside, width - inside, inside, height - inside
    side = cut - inside / 2
    points = (
        (left + side, top),
        (right - side, top),
        (right, top + side),
        (right, bottom - side),
        (right - side, bottom),
        (left + side, bottom),
        (left, bottom - side),
        (left, top + side),
    )
    return f'<path class="{kind}" d="M{"L".join(f"{px(x)} {px(y)}" for x, y in points)}z"/>'


def px(value: float) -> str:
    """A length in pixels."""
    return f"{value:.1f}".removesuffix(".0")
