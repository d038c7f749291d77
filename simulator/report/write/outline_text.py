"""The outline of a scenario in plain text."""

from collections.abc import Iterator
from typing import Final

from simulator.analysis.structure import Structure
from simulator.report.views.outline import about_section, scene_sections

from .text import text_lines

STEP: Final = "   "
"""How far what stands in a scene is set in: its number, and a space."""


def outline_text(structure: Structure) -> str:
    """The outline as text; scenes are numbered in reading order, and arrows say the number."""
    return "\n".join(_lines(structure)) + "\n"


def _lines(structure: Structure) -> Iterator[str]:
    yield from text_lines(about_section(structure))
    yield ""
    yield from text_lines(scene_sections(structure, structure.order), step=STEP)
