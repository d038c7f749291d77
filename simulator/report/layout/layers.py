"""Which layer each box belongs to: arrows point down, as far as they can."""

from collections import deque
from collections.abc import Sequence
from typing import Final

from .values import Link

MOST_PIECES: Final = 60_000
"""Pieces of long arrows up to which boxes stand as low as their longest way; beyond, as high as their shortest."""


def layers(size: int, links: Sequence[Link]) -> list[int]:
    """The layer of each box, the highest first; the boxes are expected in reading order.

    The first box stands at the top, whatever leads to it from boxes that it does not lead to.
    """
    targets: list[dict[int, None]] = [{} for _ in range(size)]
    for link in links:
        if link.target != link.source:
            targets[link.source][link.target] = None
    ahead = [list(each) for each in targets]
    order, root, back = _depth_first(ahead)
    forward = [[to for to in ahead[box] if (box, to) not in back] for box in range(size)]
    found = _longest(order, [[to for to in forward[box] if root[to] == root[box]] for box in range(size)])
    _draw_down(order, forward, found)
    if _pieces(links, found) > MOST_PIECES:
        found = _shortest(ahead)
    return found


def _depth_first(ahead: Sequence[Sequence[int]]) -> tuple[list[int], list[int], set[tuple[int, int]]]:
    """The boxes in an order, from where each was come to, and the arrows that go back in that order."""
    done: list[int] = []
    back: set[tuple[int, int]] = set()
    state = bytearray(len(ahead))  # 0 not met, 1 on the way, 2 done
    root = list(range(len(ahead)))
    for start in range(len(ahead)):
        if state[start]:
            continue
        state[start] = 1
        way = [(start, iter(ahead[start]))]
        while way:
            box, further = way[-1]
            for to in further:
                if state[to] == 1:
                    back.add((box, to))
                elif not state[to]:
                    state[to] = 1
                    root[to] = start
                    way.append((to, iter(ahead[to])))
                    break
            else:
                state[box] = 2
                done.append(box)
                way.pop()
    done.reverse()
    return done, root, back


def _longest(order: Sequence[int], forward: Sequence[Sequence[int]]) -> list[int]:
    found = [0] * len(order)
    for box in order:
        below = found[box] + 1
        for to in forward[box]:
            found[to] = max(found[to], below)
    return found


def _draw_down(order: Sequence[int], forward: Sequence[Sequence[int]], found: list[int]) -> None:
    """Lower the boxes that have more arrows out than in, to shorten those."""
    arriving = [0] * len(order)
    for targets in forward:
        for to in targets:
            arriving[to] += 1
    for box in reversed(order):
        if len(forward[box]) > arriving[box]:
            found[box] = max(found[box], min(found[to] for to in forward[box]) - 1)


def _shortest(ahead: Sequence[Sequence[int]]) -> list[int]:
    found = [-1] * len(ahead)
    for root in range(len(ahead)):
        if found[root] >= 0:
            continue
        found[root] = 0
        waiting = deque([root])
        while waiting:
            box = waiting.popleft()
            for to in ahead[box]:
                if found[to] < 0:
                    found[to] = found[box] + 1
                    waiting.append(to)
    return found


def _pieces(links: Sequence[Link], found: Sequence[int]) -> int:
    return sum(abs(found[link.target] - found[link.source]) for link in links)
