"""Laying out: no two boxes touch, lines keep clear of boxes, and the same graph always gives the same drawing."""

import re
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.report.graph.layout import chains
from simulator.report.graph.layout.drawing import lay_out
from simulator.report.graph.layout.layers import layers
from simulator.report.graph.layout.order import ordered
from simulator.report.graph.layout.values import Box, Drawing, Link
from tests.depth import tries

Lines = list[tuple[float, float]]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[Link]]:
    size = draw(st.integers(1, 9))
    boxes = []
    links = []
    for source in range(size):
        targets = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, 2)), max_size=4))
        width = draw(st.sampled_from([60.0, 140.0, 400.0]))
        ports = tuple((number + 0.5) * width / max(len(targets), 1) for number in range(len(targets)))
        boxes.append(Box(width, draw(st.sampled_from([20.0, 90.0])), ports))
        links += [Link(source, port, target, style) for port, (target, style) in enumerate(targets)]
    return boxes, links


GRAPHS = graphs()


def points(path: str) -> Lines:
    """Points along a path of the commands that lines are drawn with."""
    found: Lines = []
    for command, text in re.findall(r"([MVC])([^MVC]*)", path):
        numbers = [float(each) for each in text.split()]
        if command == "M":
            found.append((numbers[0], numbers[1]))
        elif command == "V":
            x, y = found[-1]
            found += [(x, y + (numbers[0] - y) * step / 10) for step in range(1, 11)]
        else:
            a, b, c, d = found[-1], (numbers[0], numbers[1]), (numbers[2], numbers[3]), (numbers[4], numbers[5])
            for step in range(1, 21):
                t = step / 20
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                corners = (a, b, c, d)
                x = sum(weight * corner[0] for weight, corner in zip(weights, corners, strict=True))
                y = sum(weight * corner[1] for weight, corner in zip(weights, corners, strict=True))
                found.append((x, y))
    return found


def corners(drawing: Drawing, boxes: list[Box]) -> list[tuple[float, float, float, float]]:
    placed = zip(drawing.places, boxes, strict=True)
    return [(x, y, x + box.width, y + box.height) for (x, y), box in placed]


@settings(max_examples=tries(120, 1500), deadline=None)
@given(GRAPHS)
def test_no_two_boxes_touch_and_all_are_inside(graph: tuple[list[Box], list[Link]]) -> None:
    boxes, links = graph
    drawing = lay_out(boxes, links)
    placed = corners(drawing, boxes)
    for one, other in combinations(placed, 2):
        apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
        assert apart
    assert all(x >= -0.01 and y >= -0.01 for x, y, _, _ in placed)
    assert all(right <= drawing.width + 0.01 and bottom <= drawing.height + 0.01 for _, _, right, bottom in placed)


@settings(max_examples=tries(120, 1500), deadline=None)
@given(GRAPHS)
def test_lines_keep_clear_of_boxes_and_inside(graph: tuple[list[Box], list[Link]]) -> None:
    boxes, links = graph
    drawing = lay_out(boxes, links)
    placed = corners(drawing, boxes)
    for stroke in drawing.strokes:
        for x, y in points(stroke.path):
            assert -0.2 <= y <= drawing.height + 0.2
            for left, top, right, bottom in placed:
                assert not (left + 0.2 < x < right - 0.2 and top + 0.2 < y < bottom - 0.2)


@settings(max_examples=tries(120, 1500), deadline=None)
@given(GRAPHS)
def test_every_line_begins_at_its_port_and_ends_at_its_box_or_in_a_line_that_does(
    graph: tuple[list[Box], list[Link]],
) -> None:
    boxes, links = graph
    drawing = lay_out(boxes, links)
    placed = corners(drawing, boxes)
    assert len(drawing.strokes) == len(links)
    for link, stroke in zip(links, drawing.strokes, strict=True):
        line = points(stroke.path)
        left, _, _, bottom = placed[link.source]
        assert abs(line[0][0] - left - boxes[link.source].ports[link.port]) < 0.1
        assert abs(line[0][1] - bottom) < 0.1
        if stroke.headed:
            left, top, right, _ = placed[link.target]
            assert left < line[-1][0] < right
            assert abs(line[-1][1] - top) < 0.1
        else:
            same = [
                points(other.path)
                for each, other in zip(links, drawing.strokes, strict=True)
                if other is not stroke and (each.target, each.style) == (link.target, link.style)
            ]
            assert any(abs(x - line[-1][0]) < 0.2 and abs(y - line[-1][1]) < 0.2 for other in same for x, y in other)


@settings(max_examples=tries(40, 500), deadline=None)
@given(GRAPHS)
def test_the_same_graph_gives_the_same_drawing(graph: tuple[list[Box], list[Link]]) -> None:
    assert lay_out(*graph) == lay_out(*graph)


def reached(links: list[Link], start: int) -> set[int]:
    """The boxes to which arrows lead from one."""
    met, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        new = {link.target for link in links if link.source == here} - met
        met |= new
        waiting += new
    return met


@settings(max_examples=tries(80, 1000), deadline=None)
@given(GRAPHS)
def test_arrows_point_down_unless_they_close_a_circle(graph: tuple[list[Box], list[Link]]) -> None:
    boxes, links = graph
    layer = layers(len(boxes), links)
    drawn = reached(links, 0)
    assert layer[0] == 0
    for link in links:
        if link.source in drawn and layer[link.target] <= layer[link.source]:
            assert link.source in reached(links, link.target)


def test_what_comes_later_stands_lower() -> None:
    links = [Link(0, 0, 1, 0), Link(1, 0, 2, 0), Link(0, 1, 2, 0)]
    assert layers(3, links) == [0, 1, 2]


def test_a_box_that_nothing_leads_to_stands_just_above_what_it_leads_to() -> None:
    links = [Link(0, 0, 1, 0), Link(1, 0, 2, 0), Link(3, 0, 2, 0)]
    assert layers(4, links) == [0, 1, 2, 1]


def test_arrows_that_need_not_cross_do_not() -> None:
    boxes = [Box(200, 50, (50, 150)), Box(80, 50, (40,)), Box(80, 50, (40,)), Box(80, 50, (40,)), Box(80, 50, (40,))]
    links = [Link(0, 0, 2, 0), Link(0, 1, 1, 0), Link(1, 0, 4, 0), Link(2, 0, 3, 0)]
    drawing = lay_out(boxes, links)
    assert drawing.places[2][0] < drawing.places[1][0]
    assert drawing.places[3][0] < drawing.places[4][0]


def test_a_long_arrow_is_straight_where_nothing_is_in_its_way() -> None:
    boxes = [Box(200, 50, (50, 150)), *[Box(80, 50, (40,)) for _ in range(5)]]
    links = [Link(0, 0, 1, 0), *[Link(number, 0, number + 1, 0) for number in range(1, 5)], Link(0, 1, 5, 1)]
    line = points(lay_out(boxes, links).strokes[-1].path)
    across = [x for x, y in line if 200 < y < 400]
    assert across
    assert max(across) - min(across) < 1


def test_lines_of_one_style_to_one_box_become_one() -> None:
    boxes = [Box(200, 50, (40, 80, 120)), Box(80, 50, (40,)), Box(80, 50, (40,)), Box(80, 50, ())]
    chain = [Link(0, 0, 1, 0), Link(1, 0, 2, 0), Link(2, 0, 3, 0)]
    same = lay_out(boxes, [*chain, Link(0, 1, 3, 1), Link(0, 2, 3, 1)])
    other = lay_out(boxes, [*chain, Link(0, 1, 3, 1), Link(0, 2, 3, 2)])
    assert [stroke.headed for stroke in same.strokes[3:]] == [True, False]
    assert [stroke.headed for stroke in other.strokes[3:]] == [True, True]


def test_too_many_long_arrows_are_left_whole_and_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "MOST_PIECES", 10)
    boxes = [Box(80, 40, (20, 60)) for _ in range(30)]
    links = [Link(number, 0, min(number + 1, 29), 0) for number in range(29)] + [Link(n, 1, 29, 0) for n in range(29)]
    drawing = lay_out(boxes, links)
    assert len(drawing.strokes) == len(links)
    assert all(stroke.headed for stroke in drawing.strokes)


def test_nothing_at_all_is_laid_out() -> None:
    assert lay_out([], []).strokes == ()


def crossings(links: list[Link], rank: dict[int, int]) -> int:
    """How many pairs of arrows between two layers cross, counted one by one."""
    pairs = combinations([(rank[link.source], rank[link.target]) for link in links], 2)
    return sum((one[0] - other[0]) * (one[1] - other[1]) < 0 for one, other in pairs)


def test_most_crossings_are_taken_away() -> None:
    before = after = 0
    for seed in range(12):
        random = Random(seed)
        links = [Link(source, port, 12 + random.randrange(12), 0) for source in range(12) for port in range(2)]
        links += [Link(source, 0, 24 + random.randrange(12), 0) for source in range(12, 24)]
        layer = [number // 12 for number in range(36)]
        grid = chains.cut([Box(60, 30, (30, 30)) for _ in range(36)], links, layer)
        rank = {vertex: place for row in ordered(grid) for place, vertex in enumerate(row)}
        for first in (links[:24], links[24:]):
            before += crossings(first, {number: number % 12 for number in range(36)})
            after += crossings(first, rank)
    assert after < before / 3, (before, after)
