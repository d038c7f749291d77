"""How arrows are drawn: kinds of line differ in dashes, thickness and head, and not in colour alone."""

from collections.abc import Iterator
from typing import Final

from simulator.analysis.structure import SceneExit, Via
from simulator.engine.rubric import Level

LINES: Final = ("plain", "otherwise", "sound", "developing", "unsafe")
"""The kinds of line; those that matter most lie on top."""

_HEADS: Final = {
    "plain": '<path class="line line-plain solid" d="M1 1l9 5-9 5"/>',
    "otherwise": '<path class="line line-otherwise solid" d="M1 1l9 5-9 5"/>',
    "sound": '<path class="level-competent" d="M0 0l11 6L0 12z"/>',
    "developing": '<path class="line-developing hollow solid" d="M1 1.4L10 6l-9 4.6z"/>',
    "unsafe": '<path class="level-unsafe" d="M-6-1h3v14h-3zM-1-1L11 6-1 13z"/>',
}
"""The heads of arrows, pointing right at (11, 6)."""


def line_of(way: SceneExit) -> str:
    """The kind of line of a way."""
    match way.act.level if way.act is not None else None:
        case Level.UNSAFE:
            return "unsafe"
        case Level.DEVELOPING:
            return "developing"
        case Level.COMPETENT | Level.EXEMPLARY:
            return "sound"
        case None:
            return "otherwise" if way.via is Via.OTHERWISE else "plain"


def heads() -> Iterator[str]:
    """The heads, to be defined once in a picture."""
    for name, head in _HEADS.items():
        yield (
            f'<marker id="head-{name}" viewBox="-7 -2 19 16" refX="11" refY="6" markerWidth="19" markerHeight="16" '
            f'markerUnits="userSpaceOnUse" orient="auto">{head}</marker>'
        )


def line(kind: str, path: str, *, headed: bool, name: str = "") -> str:
    """One line."""
    head = f' marker-end="url(#head-{kind})"' if headed else ""
    called = f' id="{name}"' if name else ""
    return f'<path class="line line-{kind}"{called} d="{path}"{head}/>'
