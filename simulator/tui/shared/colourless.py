"""No colour, as NO_COLOR asks (https://no-color.org): what colour alone would tell is told by reverse video."""

import os
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

APART: Final = 1.5
"""The contrast, as WCAG counts it, from which a background is more than a tint: a cursor, a selection, a scroll bar."""


def colourless() -> bool:
    """Whether the person wants no colour: the variable is set, to whatever but nothing."""
    return bool(os.environ.get("NO_COLOR"))


class Colourless(LineFilter):
    """Takes every colour away and leaves bold, italic and the like."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without their colours."""
        return [
            Segment(text, style if style is None else plain(style, background), control)
            for text, style, control in segments
        ]


@lru_cache(4096)
def plain(style: Style, background: Color) -> Style:
    """A style without colours; reversed where its background stands out."""
    found = style.without_color
    if style.meta:
        found += Style.from_meta(style.meta)
    back = style.bgcolor
    if style.reverse or back is None or back.is_default:
        return found
    stands_out = _contrast(Color.from_rich_color(back), background) >= APART
    return found + Style(reverse=True) if stands_out else found


def _contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in color.normalized]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
