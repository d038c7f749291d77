"""The engine is values and pure functions: importing it loads nothing that could reach outside."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import simulator.engine

FOLDER = Path(simulator.engine.__file__).parent
MODULES = sorted(f"simulator.engine.{path.stem}" for path in FOLDER.glob("*.py") if path.stem != "__init__")

OUTSIDE = frozenset(
    {
        "asyncio",
        "click",
        "concurrent",
        "datetime",
        "locale",
        "logging",
        "multiprocessing",
        "networkx",
        "numpy",
        "os",
        "pathlib",
        "platformdirs",
        "pydantic",
        "random",
        "shutil",
        "socket",
        "sqlalchemy",
        "sqlite3",
        "ssl",
        "subprocess",
        "sys",
        "tempfile",
        "textual",
        "threading",
        "time",
        "urllib",
        "yaml",
    }
)
"""Other libraries, and the parts of the standard library that know of files, clocks, chance or networks."""

LOADS = """
import json, sys
import simulator
before = set(sys.modules)
for name in {names!r}:
    __import__(name)
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def loaded(*names: str) -> list[str]:
    """The modules that a fresh Python loads in order to import these, beyond what it and the package have loaded."""
    code = LOADS.format(names=names)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_the_engine_loads_no_other_library_and_no_part_of_the_program() -> None:
    tops = {name.partition(".")[0] for name in loaded(*MODULES)}
    assert tops - sys.stdlib_module_names == {"simulator"}
    assert all(name.startswith("simulator.engine") for name in loaded(*MODULES) if name.startswith("simulator"))


def test_the_engine_loads_nothing_that_knows_of_files_networks_or_chance() -> None:
    heavy = {"asyncio", "logging", "pathlib", "random", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "urllib"}
    assert not heavy & set(loaded(*MODULES))


def imports(module: str) -> set[str]:
    """The top-level names of what a module imports, wherever in it."""
    tree = ast.parse((FOLDER / f"{module.rpartition('.')[2]}.py").read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0] if node.level == 0 else "." * node.level)
    return found


@pytest.mark.parametrize("module", MODULES)
def test_a_module_of_the_engine_asks_for_the_pure_part_of_the_standard_library_and_its_neighbours(module: str) -> None:
    used = imports(module)
    assert not used & OUTSIDE
    assert used - sys.stdlib_module_names <= {"."}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_of_the_engine_opens_prints_and_evaluates_nothing(module: str) -> None:
    tree = ast.parse((FOLDER / f"{module.rpartition('.')[2]}.py").read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"open", "print", "input", "eval", "exec", "compile", "__import__", "id", "hash"}


@pytest.mark.parametrize("module", MODULES)
def test_a_module_of_the_engine_can_be_imported_first(module: str) -> None:
    assert module in loaded(module)
