"""What tests ask for over and over, and the program never in this form."""

from collections.abc import Collection
from struct import unpack

from simulator.analysis.context import BUDGET
from simulator.analysis.examine import examination
from simulator.diagnostics import Diagnostic
from simulator.documents.yaml.loaded import Loaded
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.store.format.fault import Fault
from simulator.store.format.record import Record
from simulator.store.format.verify import checked_attempt
from simulator.store.format.verify_review import checked


def examine(
    loaded: Loaded[Scenario], rubric: Rubric | None, *, only: Collection[str] | None = None, budget: int = BUDGET
) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a scenario and not waived."""
    return examination(loaded, rubric, only=only, budget=budget).findings


def faults_of(kept: Record) -> tuple[Fault, ...]:
    """Everything that is wrong with an attempt, its review left aside."""
    return checked_attempt(kept)[0]


def all_faults(kept: Record) -> tuple[Fault, ...]:
    """Everything that is wrong with an attempt and its review."""
    return checked(kept)[0]


def numbers_in(path: bytes) -> tuple[int, ...]:
    """The numbers of a path."""
    return unpack(f"<{len(path) // 2}H", path)
