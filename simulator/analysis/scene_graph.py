"""Scenes and what leads where as a networkx graph: the one home of graph algorithms outside the loops that prove.

What is worked out for every situation has algorithms of its own (`links`, `quotient`); what is worked out once for a
scenario's few scenes is networkx's (Hagberg, Schult and Swart, 2008). Loading it takes a fifth of a second, so only
what draws imports this module, and neither `play` nor `check`.
"""

import json
from collections.abc import Hashable, Iterable, Mapping
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from .structure import OptionOutline, SceneOutline, Structure


def scene_graph(structure: "Structure") -> nx.MultiDiGraph:
    """A scenario's scenes as nodes and every arrow between them as an edge, in the order in which they are written.

    Every attribute is a text, a whole number, or true or false, so that every format of networkx can hold it; one that
    would be an empty text is left out:

    - of the graph: `scenario` (its id), `title`, `summary`, `mentee`, `start`, and `longest`: how many scenes the
      longest way has, on which every loop counts as one;
    - of a scene: `kind`, `order` (its number in the outline), `layer` (its row in the picture, from 0), `start`,
      `reached`, `loop` (the number of the loop that it is part of, 0 if of none), `through` (the last scene before it
      through which every way from the start leads), `words`, `opens`, `due`;
    - of an arrow: `via`, `choice`, `words`, `when` (of the choice), `condition` (of the arrow), `level`, `evidence`,
      `breach`, `repairs`, `fulfils`, `again`, `place` (its number among the ways out of its scene, from 1).
    """
    about = {
        "scenario": structure.id,
        "title": structure.title,
        "summary": structure.summary,
        "mentee": structure.mentee,
    }
    graph = nx.MultiDiGraph(**_written({**about, "start": structure.start}))
    for number, name in enumerate(structure.order, start=1):
        graph.add_node(name, **_written(_scene(structure, structure.places[name])), order=number)
    for name in structure.order:
        for number, way in enumerate(structure.places[name].ways, start=1):
            for arrow in way.arrows:
                told = {"via": str(way.via), "condition": arrow.when, "place": number}
                graph.add_edge(name, arrow.to, **_written(told | _act(way.act)))
    _worked_out(graph, structure.start)
    return graph


def _written(told: Mapping[str, object]) -> dict[str, object]:
    """What there is to tell: formats do not all tell an empty text from none."""
    return {name: value for name, value in told.items() if value != ""}


def _scene(structure: "Structure", place: "SceneOutline") -> dict[str, object]:
    several = len(place.said) > 1
    words = (f"{each.when or 'otherwise'}: {each.text}" if several else each.text for each in place.said)
    return {
        "kind": str(place.kind),
        "start": place.id == structure.start,
        "reached": place.id not in structure.unreached,
        "words": "\n".join(words),
        "opens": " ".join(place.opens),
        "due": " ".join(place.due),
    }


def _act(act: "OptionOutline | None") -> dict[str, object]:
    return {
        "choice": act.id if act is not None else "",
        "words": act.text if act is not None else "",
        "when": act.when if act is not None else "",
        "level": act.level.word if act is not None and act.level is not None else "",
        "evidence": ", ".join(f"{clause}: {level.word}" for clause, level in act.evidence) if act is not None else "",
        "breach": act.breach if act is not None else "",
        "repairs": act.repairs if act is not None else "",
        "fulfils": " ".join(act.fulfils) if act is not None else "",
        "again": act is not None and act.again,
    }


def _worked_out(graph: nx.MultiDiGraph, start: str) -> None:
    """Add what the graph says of its scenes."""
    layer = layered(nx.DiGraph(graph))
    through = nx.immediate_dominators(graph, start)
    loops = [each for each in nx.strongly_connected_components(graph) if _goes_round(graph, each)]
    loops.sort(key=lambda each: min(graph.nodes[name]["order"] for name in each))
    number_of = {name: number for number, each in enumerate(loops, start=1) for name in each}
    for name, told in graph.nodes(data=True):
        told["layer"] = layer[name]
        told["loop"] = number_of.get(name, 0)
        if name != start and through.get(name) is not None:
            told["through"] = through[name]
    graph.graph["longest"] = _longest(graph)


def _goes_round(graph: nx.MultiDiGraph, component: set[str]) -> bool:
    return len(component) > 1 or any(graph.has_edge(name, name) for name in component)


def _longest(graph: nx.MultiDiGraph) -> int:
    """How many scenes the longest way has on which every loop counts as one scene."""
    return len(nx.dag_longest_path(nx.condensation(nx.DiGraph(graph))))


# For drawings of anything


def reading_order(leads: Mapping[str, Iterable[str]], start: str) -> tuple[str, ...]:
    """What can be reached from the start, depth first, in the order in which it is written."""
    graph = nx.DiGraph()
    graph.add_nodes_from(leads)
    graph.add_edges_from((name, to) for name, targets in leads.items() for to in targets)
    return tuple(nx.dfs_preorder_nodes(graph, start))


def layered_numbers(size: int, edges: Mapping[tuple[int, int], int], most: int) -> list[int]:
    """The layer of each of so many nodes, with how often each edge is there between two of them; as `layered` tells."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from((one, to, often) for (one, to), often in edges.items())
    found = layered(graph, most)
    return [found[number] for number in range(size)]


def layered(graph: nx.DiGraph, most: int | None = None) -> dict[Hashable, int]:
    """The layer of each node, from 0 on, so that edges lead down as far as they can; the nodes are in reading order.

    Edges that go back in a depth-first search are left out. Every node stands as low as its longest way from where the
    search came to it, and those with more edges out than in are drawn down to what they lead to. The first node stands
    at the top, whatever leads to it from nodes that it does not lead to. Where all edges together would cross more than
    ``most`` layers, every node stands as high as its shortest way instead.
    """
    root, back = _searched(graph)
    ahead = nx.restricted_view(graph, (), [*back, *nx.selfloop_edges(graph)])
    inside = nx.DiGraph()
    inside.add_nodes_from(graph)
    inside.add_edges_from((one, to) for one, to in ahead.edges if root[one] == root[to])
    layer = {name: number for number, each in enumerate(nx.topological_generations(inside)) for name in each}
    for name in reversed(list(nx.topological_sort(ahead))):
        if ahead.out_degree(name) > ahead.in_degree(name):
            layer[name] = max(layer[name], min(layer[to] for to in ahead.successors(name)) - 1)
    crossed = sum(abs(layer[to] - layer[one]) * told.get("weight", 1) for one, to, told in graph.edges(data=True))
    return layer if most is None or crossed <= most else _shortest(graph)


def _searched(graph: nx.DiGraph) -> tuple[dict[Hashable, Hashable], list[tuple[Hashable, Hashable]]]:
    """From where each node is come to in a depth-first search, and the edges that go back in it."""
    root: dict[Hashable, Hashable] = {}
    back: list[tuple[Hashable, Hashable]] = []
    under_way: set[Hashable] = set()
    start: Hashable = None
    for one, to, what in nx.dfs_labeled_edges(graph):
        if what == "forward":
            start = to if one == to else start
            root[to] = start
            under_way.add(to)
        elif what == "reverse":
            under_way.discard(to)
        elif to in under_way and one != to:
            back.append((one, to))
    return root, back


def _shortest(graph: nx.DiGraph) -> dict[Hashable, int]:
    found: dict[Hashable, int] = {}
    for root in graph:
        if root not in found:
            left = graph.subgraph([name for name in graph if name not in found])
            found |= nx.single_source_shortest_path_length(left, root)
    return found


# For other programs


def graphml(structure: "Structure") -> str:
    """The graph as GraphML, for Gephi, yEd and the like."""
    lines = nx.generate_graphml(scene_graph(structure))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(lines) + "\n"


def node_link(structure: "Structure") -> str:
    """The graph as networkx's node-link JSON, for notebooks and pages: `networkx.node_link_graph` reads it."""
    return json.dumps(nx.node_link_data(scene_graph(structure), edges="edges"), ensure_ascii=False, indent=1) + "\n"
