"""The rules that look at every situation or play the scenario: each with the function that finds it."""

from collections.abc import Callable, Iterator
from typing import Final

from simulator.analysis.case import Case
from simulator.analysis.finding import Finding

from .assessment import clause_results, outcome_results, strategies_that_pass
from .conditions import always_clamped, settled_conditions
from .no_return import points_of_no_return
from .play import duties_that_cannot_be_fulfilled, endless_evidence, no_way_out, stuck
from .reach import choices_never_open, not_proved, unreachable_scenes, variants_never_said

EXPLORED: Final[tuple[tuple[frozenset[str], Callable[[Case], Iterator[Finding]]], ...]] = (
    (frozenset({"not-proved"}), not_proved),
    (frozenset({"unreachable-scene"}), unreachable_scenes),
    (frozenset({"choice-never-open"}), choices_never_open),
    (frozenset({"stuck"}), stuck),
    (frozenset({"no-way-out"}), no_way_out),
    (frozenset({"endless-evidence"}), endless_evidence),
    (frozenset({"duty-cannot-be-fulfilled"}), duties_that_cannot_be_fulfilled),
    (frozenset({"condition-always", "condition-never"}), settled_conditions),
    (frozenset({"variant-never-said"}), variants_never_said),
    (frozenset({"effect-always-clamped"}), always_clamped),
    (frozenset({"clause-cannot-be-met", "clause-cannot-be-failed", "clause-not-shown"}), clause_results),
    (frozenset({"unsafe-passes", "cannot-be-passed"}), outcome_results),
    (frozenset({"point-of-no-return"}), points_of_no_return),
    (frozenset({"strategy-passes"}), strategies_that_pass),
)
"""In the order of the catalogue."""
