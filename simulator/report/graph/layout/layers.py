"""Which layer each box belongs to: arrows point down, as far as they can."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from simulator.analysis.scene_graph import layered_numbers

from .values import Link

MOST_PIECES: Final = 60_000
"""Pieces of long arrows up to which boxes stand as low as their longest way; beyond, as high as their shortest."""


def layers(size: int, links: Sequence[Link]) -> list[int]:
    """The layer of each box, the highest first; the boxes are expected in reading order.

    The first box stands at the top, whatever leads to it from boxes that it does not lead to.
    """
    return layered_numbers(size, Counter((link.source, link.target) for link in links), MOST_PIECES)
