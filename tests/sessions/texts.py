"""Generated scenarios and rubrics as texts that can be pinned and read again: no writer of YAML is needed for that."""

import base64
import pickle
from dataclasses import dataclass
from typing import Generic, TypeVar

from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.store.format.chain import sha256
from simulator.store.format.record import Document

T = TypeVar("T")


@dataclass(frozen=True)
class Held(Generic[T]):
    """A value as if it had been read from a file."""

    value: T | None
    text: str
    digest: str


def held(value: T) -> Held[T]:
    text = base64.b64encode(pickle.dumps(value)).decode()
    return Held(value, text, sha256(text))


def read_held(scenario: Document, rubric: Document) -> tuple[Scenario, Rubric]:
    """Stands in for the reading of pinned YAML."""
    code = pickle.loads(base64.b64decode(rubric.text))
    scene = pickle.loads(base64.b64decode(scenario.text))
    assert isinstance(scene, Scenario)
    assert isinstance(code, Rubric)
    return scene, code
