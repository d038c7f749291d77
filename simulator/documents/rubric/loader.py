"""Rubric and qualification documents: their text to the engine's values."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.parts import LEVELS
from simulator.documents.yaml.reader import Tree
from simulator.documents.yaml.reading_session import ReadingSession
from simulator.documents.yaml.source import Source
from simulator.documents.yaml.source_map import Address
from simulator.engine.rubric import (
    Breach,
    Clause,
    EvidenceKind,
    Item,
    ItemKind,
    Level,
    Qualification,
    Rubric,
)

from .shapes import ClauseShape, QualificationShape, RubricShape

_RUBRIC_STAND_INS: Final[Mapping[str, Tree]] = {
    "format": "1",
    "kind": "rubric",
    "title": "-",
    "pass": "competent",
    "clauses": {
        "none": {
            "number": "1",
            "title": "-",
            "text": "-",
            "unsafe": "-",
            "developing": "-",
            "competent": "-",
            "exemplary": "-",
        }
    },
}
_QUALIFICATION_STAND_INS: Final[Mapping[str, Tree]] = {
    "format": "1",
    "kind": "qualification",
    "title": "-",
    "awarding_body": "-",
    "level": "-",
    "items": {"NONE": {"kind": "term", "text": "-"}},
}


def read_rubric(source: Source | Path) -> Loaded[Rubric]:
    """Read a rubric."""
    session = ReadingSession(source)
    session.judge_name()
    fitted = session.fitted(RubricShape, _RUBRIC_STAND_INS, "This rubric is")
    if fitted is None or not isinstance(session.tree, dict):
        return session.loaded(None)
    problems = session.problems
    if [LEVELS[word] for word in fitted.levels] != list(Level):
        listed = ", ".join(level.word for level in Level)
        problems.of(
            ("levels",),
            "unknown-word",
            "The levels are always the same four, worst to best.",
            f"Write [{listed}], or leave it out.",
        )
    held = session.tree.get("clauses")
    known = frozenset(held) if isinstance(held, dict) else frozenset()
    numbers: dict[int, str] = {}
    for name, clause in fitted.clauses.items():
        if clause.number in numbers:
            place: Address = ("clauses", name, "number")
            message = f"The clause `{numbers[clause.number]}` has the number {clause.number} as well."
            problems.of(place, "repeated-entry", message, "Give each clause a number of its own.", value=True)
        numbers.setdefault(clause.number, name)
    breaches: dict[str, Breach] = {}
    for name, breach in fitted.breaches.items():
        if breach.clause not in known:
            hint = problems.near(breach.clause, known)
            message = f"The rubric has no clause `{breach.clause}`."
            problems.of(("breaches", name, "clause"), "unknown-clause", message, hint, value=True)
        caps = LEVELS[breach.caps]
        repaired = caps if breach.repaired is None else LEVELS[breach.repaired]
        if repaired < caps:
            message = f"Put right, the breach `{name}` would count for less than before."
            problems.of(("breaches", name, "repaired"), "out-of-range", message, "", value=True)
        breaches[name] = Breach(name, breach.clause, breach.text, caps, repaired, breach.why)
    clauses = {name: _clause(name, clause) for name, clause in fitted.clauses.items()}
    rubric = Rubric(
        session.id,
        fitted.title,
        LEVELS[fitted.passing],
        MappingProxyType(clauses),
        MappingProxyType(breaches),
        MappingProxyType(dict(fitted.moves)),
    )
    return session.loaded(rubric)


def _clause(name: str, fitted: ClauseShape) -> Clause:
    descriptors = {
        Level.UNSAFE: fitted.unsafe,
        Level.DEVELOPING: fitted.developing,
        Level.COMPETENT: fitted.competent,
        Level.EXEMPLARY: fitted.exemplary,
    }
    return Clause(name, fitted.number, fitted.title, fitted.text, fitted.critical, MappingProxyType(descriptors))


def read_qualification(source: Source | Path, rubric: Rubric | None = None) -> Loaded[Qualification]:
    """Read a qualification; its clauses are checked if a rubric is given."""
    session = ReadingSession(source)
    session.judge_name()
    fitted = session.fitted(QualificationShape, _QUALIFICATION_STAND_INS, "This qualification is")
    if fitted is None:
        return session.loaded(None)
    items: dict[str, Item] = {}
    for name, item in fitted.items.items():
        for position, clause in enumerate(item.clauses):
            if rubric is not None and clause not in rubric.clauses:
                hint = session.problems.near(clause, rubric.clauses)
                place: Address = ("items", name, "clauses", position)
                message = f"The rubric has no clause `{clause}`."
                session.problems.of(place, "unknown-clause", message, hint)
        evidence = tuple(EvidenceKind(kind) for kind in item.evidence)
        items[name] = Item(name, ItemKind(item.kind), item.text, tuple(item.clauses), evidence, item.teaches)
    qualification = Qualification(
        session.id, fitted.title, fitted.awarding_body, fitted.level, fitted.note, MappingProxyType(items)
    )
    return session.loaded(qualification)
