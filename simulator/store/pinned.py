"""Pinned texts of documents, read again as they were when an attempt began."""

from typing import TypeVar

from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario

from .errors import StoreNewer
from .record import Document

T = TypeVar("T")


def read_pinned(scenario: Document, rubric: Document) -> tuple[Scenario, Rubric]:
    """The scenario and the rubric that an attempt was played against.

    Only what decides the play and the score is looked at: a criterion or scenario that is gone since is no fault.

    Raises:
        StoreError: this version of the program cannot read one of them.
    """
    # the reader of documents is only needed here; whoever begins an attempt has it loaded already
    from simulator.documents.rubric_file import read_rubric  # noqa: PLC0415
    from simulator.documents.scenario_file import read_scenario  # noqa: PLC0415
    from simulator.documents.source import Source  # noqa: PLC0415

    code = _usable(read_rubric(Source.of_text(rubric.text, f"{rubric.name}.yaml")).value, rubric)
    play = read_scenario(Source.of_text(scenario.text, f"{scenario.name}.yaml"), code)
    return _usable(play.value, scenario), code


def _usable(value: T | None, document: Document) -> T:
    if value is None:
        raise StoreNewer(
            f"This version of the program can no longer read the {document.kind} “{document.name}” as it was then; "
            "the attempt is kept as it is."
        )
    return value
