"""Pinned texts of documents, read again as they were when an attempt began."""

from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario

from .record import Document


def read_pinned(scenario: Document, rubric: Document) -> tuple[Scenario, Rubric]:
    """The scenario and the rubric that an attempt was played against.

    Raises:
        StoreError: this version of the program cannot read one of them.
    """
    raise NotImplementedError
