"""The colours and the stylesheet of a scenario's picture, in light and in dark; contrast to WCAG 2.2 AA in both."""

from collections.abc import Mapping
from typing import Final, NamedTuple


class Shade(NamedTuple):
    """One colour, on a light page and on a dark one."""

    light: str
    dark: str


COLOURS: Final[Mapping[str, Shade]] = {
    "page": Shade("#fbf8f3", "#15191c"),
    "ink": Shade("#24282a", "#e9e5dc"),
    "quiet": Shade("#555b5c", "#a9b1ad"),
    "box": Shade("#ffffff", "#20272b"),
    "edge": Shade("#767c7d", "#7f8a8c"),
    "start": Shade("#1d5c4b", "#8cc5b0"),
    "on-start": Shade("#ffffff", "#10211b"),
    "duty": Shade("#55358a", "#cbb4f0"),
    "unsafe": Shade("#a3221a", "#f0a297"),
    "unsafe-back": Shade("#fbe4e0", "#3d2321"),
    "developing": Shade("#7a4a0c", "#e3bd82"),
    "developing-back": Shade("#f8eed9", "#352c1c"),
    "sound": Shade("#1f5c3a", "#a3cf9d"),
    "competent-back": Shade("#e7f2e8", "#1f3126"),
    "exemplary-back": Shade("#d6ebe4", "#1b3a35"),
    "plain": Shade("#5d6465", "#a4adab"),
    "plain-back": Shade("#f3eee5", "#2a3136"),
}

FONT: Final = '"Segoe UI","Helvetica Neue",Arial,"DejaVu Sans",sans-serif'

RULES: Final[tuple[tuple[str, str, str], ...]] = (
    ("svg", "background", "page"),
    (".page", "fill", "page"),
    ("text", "fill", "ink"),
    (".quiet", "fill", "quiet"),
    (".duty", "fill", "duty"),
    (".box", "fill", "box"),
    (".box,.rule", "stroke", "edge"),
    (".start .box", "stroke", "start"),
    (".tag", "fill", "start"),
    (".on-tag", "fill", "on-start"),
    (".choice rect", "fill", "plain-back"),
    (".choice.unsafe rect", "fill", "unsafe-back"),
    (".choice.developing rect", "fill", "developing-back"),
    (".choice.competent rect", "fill", "competent-back"),
    (".choice.exemplary rect", "fill", "exemplary-back"),
    (".level-unsafe", "fill", "unsafe"),
    (".level-developing", "fill", "developing"),
    (".level-competent,.level-exemplary", "fill", "sound"),
    (".line-unsafe", "stroke", "unsafe"),
    (".line-developing", "stroke", "developing"),
    (".line-sound", "stroke", "sound"),
    (".line-plain,.line-otherwise", "stroke", "plain"),
    (".hollow", "fill", "page"),
)
"""Which parts have which colour: selector, property, colour. Later ones win."""

SHAPES: Final = f"""\
svg{{font-family:{FONT}}}
text{{font-size:11px}}
.id{{font-weight:600}}
.scene-id{{font-size:14px;font-weight:600}}
.heading{{font-size:22px;font-weight:600}}
.said,.told{{font-size:12px}}
.when{{font-style:italic}}
.box{{stroke-width:1.2}}
.start .box{{stroke-width:3}}
.unreached .box{{stroke-dasharray:3 4}}
.inner{{fill:none}}
.rule{{fill:none;stroke-width:1}}
.line{{fill:none}}
.line-plain{{stroke-width:1.2}}
.line-otherwise{{stroke-width:1.4;stroke-dasharray:12 4 2 4}}
.line-sound{{stroke-width:1.7}}
.line-developing{{stroke-width:1.9;stroke-dasharray:2 4}}
.line-unsafe{{stroke-width:3;stroke-dasharray:9 4}}
.solid{{stroke-dasharray:none}}
"""


def stylesheet() -> str:
    """The rules in light, and in dark where the reader's screen is dark."""
    dark = "".join(_rules(1))
    return f"{SHAPES}{''.join(_rules(0))}@media (prefers-color-scheme:dark){{\n{dark}}}\n"


def _rules(which: int) -> list[str]:
    return [f"{selector}{{{name}:{COLOURS[colour][which]}}}\n" for selector, name, colour in RULES]
