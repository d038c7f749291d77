"""Structures to draw: the small scenario of the documents' tests, changed or poisoned, and every shipped one."""

from pathlib import Path

from simulator.analysis.structure import Structure, structure
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.library import Library
from tests.documents.examples import changed, rubric, scenario
from tests.tui.hostile import poisoned

LIBRARY = Library(own=Path("/nowhere"))
SHIPPED = [entry.id for entry in LIBRARY.scenarios]


def shipped(id_: str) -> tuple[Scenario, Rubric]:
    entry = LIBRARY.find(id_)
    assert entry is not None
    made = LIBRARY.scenario(entry.path).value
    assert made is not None
    loaded = LIBRARY.rubric(made.rubric)
    assert loaded is not None
    assert loaded.value is not None
    return made, loaded.value


def shipped_structure(id_: str) -> Structure:
    return structure(*shipped(id_))


def small() -> tuple[Scenario, Rubric]:
    made, code = scenario().value, rubric().value
    assert made is not None
    assert code is not None
    return made, code


def small_structure(old: str = "", new: str = "") -> Structure:
    """The structure of the small scenario, with one thing replaced."""
    made = scenario(changed(old, new)).value if old else scenario().value
    code = rubric().value
    assert made is not None
    assert code is not None
    return structure(made, code)


def hostile_structure() -> Structure:
    """The structure of the small scenario in which every text wants to be more than text."""
    made, code = small()
    return structure(poisoned(made), code)
