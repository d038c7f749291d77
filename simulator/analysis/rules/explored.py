"""The rules that look at every situation or play the scenario: each with the function that finds it."""

from collections.abc import Callable, Iterator
from typing import Final

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding

from .assessment import clause_results, outcome_results, strategies_that_pass
from .boxes import no_box_belongs
from .changes import always_clamped
from .conditions import settled_conditions
from .no_return import points_of_no_return
from .passing import guessing_passes, passes_early
from .play import duties_that_cannot_be_fulfilled, endless_evidence, no_way_out, stuck
from .reach import choices_never_open, not_proved, unreachable_scenes, variants_never_said
from .reactions import nobody_reacts
from .repairs import repairs_nothing

EXPLORED: Final[tuple[tuple[frozenset[str], Callable[[AnalysisContext], Iterator[Finding]]], ...]] = (
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
    (frozenset({"passes-early"}), passes_early),
    (frozenset({"guessing-passes"}), guessing_passes),
    (frozenset({"point-of-no-return"}), points_of_no_return),
    (frozenset({"strategy-passes"}), strategies_that_pass),
    (frozenset({"repairs-nothing"}), repairs_nothing),
    (frozenset({"no-box-belongs"}), no_box_belongs),
    (frozenset({"nobody-reacts"}), nobody_reacts),
)
"""In the order of the catalogue."""
