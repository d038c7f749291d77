"""How a run of the tests ended: what holds, what does not, and what could not be tried here."""

import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tests:
    """Tests that were run, by how they ended."""

    passed: int = 0
    failed: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """The file of each test that was not tried, and why."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of everything that must hold."""

    name: str
    holds: bool | None
    """None where it was not begun, since an earlier one does not hold."""
    seconds: float = 0
    tests: Tests = field(default_factory=Tests)


def tests_in(report: Path) -> Tests:
    """The tests of a report in JUnit's format, as pytest writes it; none where it wrote none."""
    try:
        root = ET.parse(report).getroot()  # our own tests wrote it
    except (OSError, ET.ParseError):
        return Tests()
    passed, failed, left_out = 0, [], []
    for case in root.iter("testcase"):
        skipped = case.find("skipped")
        where = case.get("classname", "")
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(f"{where}::{case.get('name', '')}")
        elif skipped is not None:
            left_out.append((where, skipped.get("message") or "no reason was given"))
        else:
            passed += 1
    return Tests(passed, tuple(failed), tuple(left_out))


def summary(parts: Sequence[Part]) -> Iterator[str]:
    """The lines at the end of everything; the last of them says how it ended."""
    yield ""
    for part in parts:
        held = {True: "holds", False: "DOES NOT HOLD", None: "not begun"}[part.holds]
        yield f"{part.name:<10} {held:<14} {f'{part.seconds:4.0f} s' if part.holds is not None else ''}".rstrip()
    failed = [name for part in parts for name in part.tests.failed]
    if failed:
        yield "Failed:"
        yield from (f"  {name}" for name in failed)
    left_out = [each for part in parts for each in part.tests.left_out]
    yield from _not_proved(left_out, [part.name for part in parts if part.holds is None])
    tests = [part.tests for part in parts if part.tests != Tests()]
    if tests:
        passed = sum(each.passed for each in tests)
        yield f"tests: {passed} passed, {len(failed)} failed, {len(left_out)} skipped"
    yield verdict(parts)


def _not_proved(left_out: Sequence[tuple[str, str]], not_begun: Sequence[str]) -> Iterator[str]:
    if not left_out and not not_begun:
        return
    yield "Not proved here:"
    yield from (f"  {name}: an earlier part does not hold" for name in not_begun)
    by_reason: dict[str, list[str]] = defaultdict(list)
    for where, why in left_out:
        by_reason[why].append(where)
    for why, places in sorted(by_reason.items(), key=lambda each: (-len(each[1]), each[0])):
        files = sorted({place.replace(".", "/") for place in places})
        shown = ", ".join(files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
        yield f"  {len(places)} {'test' if len(places) == 1 else 'tests'}: {why} ({shown})"


def verdict(parts: Sequence[Part]) -> str:
    """The last line."""
    if any(part.holds is False for part in parts):
        broken = ", ".join(part.name for part in parts if part.holds is False)
        return f"NOT everything holds: {broken}."
    left_out = sum(len(part.tests.left_out) for part in parts)
    if left_out:
        return f"Everything that was tried holds; {left_out} could not be tried here, as said above."
    return "Everything holds, and nothing was left out."
