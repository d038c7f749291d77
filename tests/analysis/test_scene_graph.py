"""Scenes as a networkx graph: what it says is so, every format reads back the same, and playing never loads it."""

import io
import json

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.analysis.scene_graph import graphml, layered, node_link, reading_order, scene_graph
from simulator.analysis.structure import Structure, structure
from simulator.cli.shared.exits import ExitCode
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from tests.cli.conftest import run_here
from tests.depth import tries
from tests.engine.build import onward, scenario
from tests.engine.small import CODE
from tests.report.test_said import IDS, disclosure, shipped
from tests.strategies import playable_scenarios, rubrics
from tests.test_architecture import loaded_after

SCENARIOS = playable_scenarios()
RUBRICS = rubrics()
GRAPHS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30)


def read(made: Structure) -> tuple[nx.MultiDiGraph, nx.MultiDiGraph]:
    """Both formats, read again by networkx."""
    xml = nx.read_graphml(io.BytesIO(graphml(made).encode()), edge_key_type=int, force_multigraph=True)
    for default in ("node_default", "edge_default"):
        xml.graph.pop(default, None)
    return xml, nx.node_link_graph(json.loads(node_link(made)))


def holds(made: Structure) -> None:
    graph = scene_graph(made)
    for again in read(made):
        assert isinstance(again, nx.MultiDiGraph)
        assert nx.utils.graphs_equal(graph, again)
        assert list(again) == list(made.order)
    told_of = [told for _, told in graph.nodes(data=True)] + [told for *_, told in graph.edges(data=True)]
    told_of.append(graph.graph)
    assert {type(value) for told in told_of for value in told.values()} <= {str, int, bool}


@settings(max_examples=tries(40, 500), deadline=None)
@given(SCENARIOS, RUBRICS)
def test_every_format_reads_back_as_the_graph_that_it_was_written_from(made: Scenario, rubric: Rubric) -> None:
    holds(structure(made, rubric))


@pytest.mark.parametrize("id_", IDS[:4])
def test_a_shipped_scenario_reads_back_as_well(id_: str) -> None:
    holds(shipped(id_))


@settings(max_examples=tries(40, 500), deadline=None)
@given(SCENARIOS, RUBRICS)
def test_every_scene_and_every_arrow_is_there_once(made: Scenario, rubric: Rubric) -> None:
    drawn = structure(made, rubric)
    graph = scene_graph(drawn)
    assert set(graph) == set(made.scenes)
    arrows = [(name, arrow.to) for name, place in drawn.places.items() for arrow in place.arrows]
    assert sorted((one, to) for one, to, _ in graph.edges) == sorted(arrows)
    for name, told in graph.nodes(data=True):
        assert told["reached"] == nx.has_path(graph, made.start, name)
        back = any(nx.has_path(graph, to, name) for to in graph.successors(name))
        assert bool(told["loop"]) == back
        if "through" in told:
            without = graph.copy()
            without.remove_node(told["through"])
            assert told["through"] == made.start or not nx.has_path(without, made.start, name)


@given(GRAPHS)
def test_edges_lead_down_but_for_those_that_close_a_loop_and_the_first_node_stands_at_the_top(
    edges: list[tuple[int, int]],
) -> None:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(10))
    graph.add_edges_from(edges)
    layer = layered(graph)
    assert min(layer.values()) == layer[0] == 0
    for one, to in graph.edges:
        assert layer[to] > layer[one] or one == to or nx.has_path(graph, to, one) or not _together(graph, one, to)
    assert layered(graph, 0).keys() == layer.keys()


def _together(graph: nx.DiGraph, one: int, to: int) -> bool:
    """Whether the search that first came to one of them came to the other as well."""
    first = next(node for node in graph if nx.has_path(graph, node, one) or nx.has_path(graph, node, to))
    return bool(nx.has_path(graph, first, one) and nx.has_path(graph, first, to))


def test_reading_goes_on_with_what_is_written_first_and_leaves_out_what_nothing_leads_to() -> None:
    leads = {"a": ["c", "b", "c"], "b": ["d"], "c": ["b", "a"], "d": [], "alone": ["a"]}
    assert reading_order(leads, "a") == ("a", "c", "b", "d")


def test_a_loop_the_longest_way_and_the_scene_that_all_must_pass_are_told() -> None:
    made = structure(scenario(onward(("trust > 2", "again"), "out"), again=onward("first"), out=onward("home")), CODE)
    graph = scene_graph(made)
    loop = {name: graph.nodes[name]["loop"] for name in graph}
    assert loop == {"first": 1, "again": 1, "out": 0, "home": 0}
    assert graph.nodes["home"]["through"] == "out"
    assert graph.graph["longest"] == 3


def test_what_hangs_on_conditions_is_in_the_words_of_a_scene() -> None:
    words = scene_graph(disclosure()).nodes["first"]["words"]
    assert words.splitlines()[-1] == "otherwise: My mum's got MS."


@pytest.mark.parametrize(("form", "start"), [("graphml", "<?xml"), ("json", "{")])
def test_the_command_writes_it(form: str, start: str) -> None:
    done = run_here("graph", "promise-you-wont-tell", "--format", form)
    assert (done.returncode, done.stdout[: len(start)]) == (ExitCode.WELL, start)


@pytest.mark.parametrize(
    "code",
    [
        "main(['--help'])",
        "main(['graph', '--help'])",
        "main(['list'])",
        "main(['check', 'promise-you-wont-tell', '--select', 'document'])",
        "main(['walk', 'promise-you-wont-tell', '--choose', 'nothing'])",
        "import simulator.tui.app, simulator.tui.learner.library, simulator.tui.learner.play",
        "import simulator.cli.play.sitting, simulator.cli.author.check_files, simulator.cli.author.check_watch",
    ],
)
def test_neither_help_nor_playing_nor_checking_loads_it(code: str) -> None:
    assert "networkx" not in loaded_after(f"from simulator.cli.main import main\n{code}")
