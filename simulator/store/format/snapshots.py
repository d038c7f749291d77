"""Pinned texts of documents, read again as they were when an attempt began: each distinct text once in a run.

Very many attempts share few texts, and reading one takes longer than all else that is done with an attempt. What was
read is frozen and is kept here by the exact text, so that nobody else need remember it; a text that was changed under
the same digest is another text. That one cannot be read is remembered as well.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeVar

from simulator.engine.rubric import Qualification, Rubric
from simulator.engine.scenario import Scenario
from simulator.store.errors import StoreNewer
from simulator.store.format.record import Document

T = TypeVar("T")

TEXTS: Final = 256
"""How many texts of a kind are remembered: more than a centre has in use, and no more than memory has room for."""


def read_pinned(scenario: Document, rubric: Document) -> tuple[Scenario, Rubric]:
    """The scenario and the rubric that an attempt was played against.

    Only what decides the play and the score is looked at: a criterion or scenario that is gone since is no fault.

    Raises:
        StoreError: this version of the program cannot read one of them.
    """
    code = _usable(_rubric(rubric), rubric)
    return _usable(_scenario(scenario, rubric), scenario), code


@dataclass(frozen=True, slots=True)
class PinnedQualification:
    """A qualification with the exact text that pins it."""

    value: Qualification
    document: Document


def read_pinned_qualification(document: Document) -> PinnedQualification | None:
    """The qualification that something was decided against; None where this version of the program cannot read it."""
    value = _qualification(document)
    return None if value is None else PinnedQualification(value, document)


def forget() -> None:
    """Let go of everything that was read."""
    for each in (_rubric, _scenario, _qualification):
        each.cache_clear()


# the reader of documents is only needed here; whoever begins an attempt has it loaded already


@lru_cache(maxsize=TEXTS)
def _rubric(document: Document) -> Rubric | None:
    from simulator.documents.rubric.loader import read_rubric  # noqa: PLC0415
    from simulator.documents.yaml.source import Source  # noqa: PLC0415

    return read_rubric(Source.of_text(document.text, f"{document.name}.yaml", pinned=True)).value


@lru_cache(maxsize=TEXTS)
def _scenario(document: Document, rubric: Document) -> Scenario | None:
    from simulator.documents.scenario.loader import read_scenario  # noqa: PLC0415
    from simulator.documents.yaml.source import Source  # noqa: PLC0415

    return read_scenario(Source.of_text(document.text, f"{document.name}.yaml", pinned=True), _rubric(rubric)).value


@lru_cache(maxsize=TEXTS)
def _qualification(document: Document) -> Qualification | None:
    from simulator.documents.rubric.loader import read_qualification  # noqa: PLC0415
    from simulator.documents.yaml.source import Source  # noqa: PLC0415

    return read_qualification(Source.of_text(document.text, f"{document.name}.yaml", pinned=True)).value


def _usable(value: T | None, document: Document) -> T:
    if value is None:
        raise StoreNewer(
            f"This version of the program can no longer read the {document.kind} “{document.name}” as it was then; "
            "the attempt is kept as it is."
        )
    return value
