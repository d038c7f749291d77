"""Waivers: findings that a tutor has called right in their place, and the waivers that do nothing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulator.diagnostics import RULES, Diagnostic, Severity
from simulator.documents.yaml.loaded import Loaded, Waiver
from simulator.documents.yaml.problems import nearest
from simulator.documents.yaml.source_map import Address

NEVER: Final = frozenset({"unused-waiver", "too-many-findings"})
"""Warnings about the checking itself, which nothing waives."""


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding in a file, and what it is about."""

    diagnostic: Diagnostic
    address: Address | None
    """None where only its place is known."""


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that is meant to be so."""

    finding: Diagnostic
    reason: str
    """In the tutor's words."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in a scenario."""

    findings: tuple[Diagnostic, ...]
    """What is to be looked at."""
    waived: tuple[Waived, ...]
    """What is meant to be so."""


def sort_out(
    loaded: Loaded[object], found: Sequence[PlacedFinding], judged: Collection[str]
) -> tuple[list[Diagnostic], list[Waived]]:
    """The findings that stand, with one for each waiver that does nothing, and those that are waived.

    A waiver of a rule that is not among those ``judged`` may well do something another time, and is not told of.
    """
    standing: list[Diagnostic] = []
    waived: list[Waived] = []
    used: set[Waiver] = set()
    for each in found:
        waivers = [waiver for waiver in loaded.waivers if _waives(waiver, each, loaded)]
        used.update(waivers)
        if waivers:
            closest = max(waivers, key=lambda waiver: len(waiver.address))
            waived.append(Waived(each.diagnostic, closest.reason))
        else:
            standing.append(each.diagnostic)
    unused = (waiver for waiver in loaded.waivers if waiver not in used)
    return [*standing, *_unused(unused, loaded, standing, judged)], waived


def _waives(waiver: Waiver, found: PlacedFinding, loaded: Loaded[object]) -> bool:
    finding = found.diagnostic
    if finding.rule != waiver.rule or finding.is_error or finding.rule in NEVER:
        return False
    if found.address is not None:
        return found.address[: len(waiver.address)] == waiver.address
    begin, end = loaded.source_map.span(waiver.address)
    return begin <= (finding.line, finding.column) < end


def _unused(
    unused: Iterator[Waiver], loaded: Loaded[object], standing: Sequence[Diagnostic], judged: Collection[str]
) -> Iterator[Diagnostic]:
    for waiver in unused:
        fault = _fault(waiver, standing, judged)
        if fault is not None:
            line, column = loaded.source_map.of((*waiver.address, "allow", waiver.rule))
            severity = RULES["unused-waiver"].severity
            yield Diagnostic("unused-waiver", severity, loaded.name, line, column, *fault)


def _fault(waiver: Waiver, standing: Sequence[Diagnostic], judged: Collection[str]) -> tuple[str, str] | None:
    """What is wrong with a waiver that waives nothing, and what to do; None where that cannot be told."""
    rule = RULES.get(waiver.rule)
    if rule is None:
        near = nearest(waiver.rule, RULES)
        hint = f"Did you mean `{near}`?" if near else "“simulator explain” lists the rules."
        return f"There is no rule `{waiver.rule}`, so nothing is waived.", hint
    if rule.severity is Severity.ERROR:
        return f"`{waiver.rule}` is an error, and errors cannot be waived.", "Mend what it tells of instead."
    if waiver.rule in NEVER:
        return f"`{waiver.rule}` cannot be waived.", "Mend what it tells of instead."
    if waiver.rule not in judged:
        return None
    elsewhere = sorted({finding.line for finding in standing if finding.rule == waiver.rule})
    hint = f"It is found in line {elsewhere[0]}; write this beside that part." if elsewhere else "Take this line out."
    return f"Nothing is waived here: `{waiver.rule}` finds nothing in this part.", hint
