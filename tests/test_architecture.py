"""The house stays as it was designed."""

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import grimp
import networkx as nx
import pytest

from benchmarks.structure import classes_of, modules_of, stubs_of

ROOT = Path(__file__).resolve().parent.parent
FULL = 21
"""More files than this in one folder, and nobody finds anything by looking."""


def loaded_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after some code."""
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_arrows_point_down() -> None:
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([str(tool), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@cache
def imports() -> "nx.DiGraph[str]":
    """Which module imports which, also inside a function; what only a type checker reads is left out."""
    found = grimp.build_graph("simulator", exclude_type_checking_imports=True)
    return nx.DiGraph([(one, other) for one in found.modules for other in found.find_modules_directly_imported_by(one)])


def circles(graph: "nx.DiGraph[str]") -> list[list[str]]:
    return [sorted(each) for each in nx.strongly_connected_components(graph) if len(each) > 1]


def within(package: str) -> "nx.DiGraph[str]":
    """Which of the modules and packages right inside a package imports which, whatever in them does."""
    depth = package.count(".") + 2
    inside = [edge for edge in imports().edges if all(name.startswith(f"{package}.") for name in edge)]
    named = [[".".join(name.split(".")[:depth]) for name in edge] for edge in inside]
    return nx.DiGraph([(one, other) for one, other in named if one != other])


def test_no_module_comes_back_to_itself_even_by_imports_inside_functions() -> None:
    assert "simulator.tui.learner.play" in imports()["simulator.tui.navigation"]  # such an import is seen
    assert circles(imports()) == []


def test_no_room_comes_back_to_itself() -> None:
    packages = {name.rpartition(".")[0] for name in imports()} - {""}
    assert "simulator.tui" in packages
    assert [circle for package in sorted(packages) for circle in circles(within(package))] == []


def test_a_class_name_means_one_thing_and_no_class_waits_for_others_to_fill_it_in() -> None:
    modules = modules_of(ROOT)
    assert {name: where for name, where in classes_of(modules).items() if len(where) > 1} == {}
    assert stubs_of(modules) == 0


def test_no_folder_is_too_full_to_be_looked_over() -> None:
    files = Counter(module.room for module in modules_of(ROOT).values() if not module.is_package)
    assert {room: count for room, count in files.items() if count > FULL} == {}


def test_a_module_says_in_its_first_line_why_it_exists() -> None:
    silent = [name for name, module in modules_of(ROOT).items() if not module.text.startswith('"""')]
    assert silent == []


def test_what_contributors_are_sent_to_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    spans = {span for span in re.findall(r"`([^`\n ]+)`", text) if "/" in span and span[-1:] not in "…/"}
    named = {span for span in spans if not span.isupper() and "RULE" not in span}
    assert len(named) > 30
    places = [ROOT, ROOT / "simulator"]
    missing = {name for name in named if not any(at(place / name) for place in places)}
    assert missing == set()


def at(path: Path) -> bool:
    """Whether there is such a file or folder, or a module that is named without its ending."""
    return path.exists() or path.with_name(f"{path.name}.py").exists()


def test_the_engine_loads_nothing_of_the_house_and_nothing_impure() -> None:
    loaded = loaded_after("import simulator.engine.scoring, simulator.engine.play")
    ours = {name for name in loaded if name.startswith("simulator.")}
    assert all(name.startswith("simulator.engine") for name in ours)
    assert not loaded & {"yaml", "networkx", "textual", "pydantic", "sqlalchemy", "click", "random", "datetime"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["play", "--help"], ["list", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    loaded = loaded_after(f"from simulator.cli.main import main\nmain({arguments!r})")
    assert not loaded & {"textual", "networkx", "numpy", "pydantic", "sqlalchemy"}


def test_listing_scenarios_needs_neither_shapes_nor_the_store_nor_the_interface() -> None:
    loaded = loaded_after("from simulator.cli.main import main\nmain(['list'])")
    assert not loaded & {"textual", "pydantic", "sqlalchemy"}


def test_the_dependencies_are_pinned_with_hashes_and_no_index_is_named() -> None:
    for name in ("run.txt", "build.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text()
        pinned = [line for line in text.splitlines() if "==" in line]
        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "://" not in text
        assert "index" not in text
