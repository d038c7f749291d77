"""What of an attempt bears on a criterion of an award, as far as the qualification lets that kind of evidence count."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.engine.rubric import EvidenceKind, Item, Level
from simulator.engine.scenario import Action
from simulator.engine.state import Did, State, Ticked, Turn, Wrote

from .events import Evidence


@dataclass(frozen=True, slots=True)
class CriterionEvidence:
    """One piece that an assessor may let count for a criterion."""

    evidence: Evidence
    kind: EvidenceKind
    named: bool
    """The scenario's author named the criterion there; otherwise only its clause is one of the criterion's."""
    clause: str
    level: Level | None
    """The indicative level; None for what only a person can mark."""
    text: str
    """What was chosen, ticked or written."""


def criterion_evidence(item: Item, attempt: str, state: State) -> tuple[CriterionEvidence, ...]:
    """What bears on a criterion in one attempt, in the order in which it happened.

    A choice shows what somebody recognises and applies, never that they can explain it, so each kind of evidence only
    counts where the qualification says so.
    """
    found = [
        piece
        for turn in state.turns
        for piece in _of_turn(item, attempt, turn)
        if piece.kind in item.evidence and (piece.named or piece.clause in item.clauses)
    ]
    return tuple(found)


def _of_turn(item: Item, attempt: str, turn: Turn) -> Iterator[CriterionEvidence]:
    where = Evidence(attempt, turn.event)
    for act in turn.acts:
        match act:
            case Did(action, field):
                kind = EvidenceKind.CHOICE if field is None else EvidenceKind.RECORD
                yield from _of_action(item, where, kind, action)
            case Ticked(tick_field, ticked, _, level):
                text = "; ".join(option.action.text for option in tick_field.options if option.id in ticked)
                yield CriterionEvidence(
                    where, EvidenceKind.RECORD, False, tick_field.clause, level, text or "nothing ticked"
                )
            case Wrote(write_field, text) if text.strip():
                yield CriterionEvidence(where, EvidenceKind.WRITTEN, False, write_field.clause, None, text)
            case Wrote():
                continue
    if turn.reason.strip():
        yield from _of_reason(item, where, turn)


def _of_action(item: Item, where: Evidence, kind: EvidenceKind, action: Action) -> Iterator[CriterionEvidence]:
    named = item.id in action.covers
    if named and not action.evidence:
        yield CriterionEvidence(where, kind, True, "", None, action.text)
    for clause, level in action.evidence:
        yield CriterionEvidence(where, kind, named, clause, level, action.text)


def _of_reason(item: Item, where: Evidence, turn: Turn) -> Iterator[CriterionEvidence]:
    action = next((act.action for act in turn.acts if isinstance(act, Did) and act.field is None), None)
    if action is None:
        return
    clauses = [clause for clause, _ in action.evidence if clause in item.clauses]
    named = item.id in action.covers
    if named or clauses:
        yield CriterionEvidence(where, EvidenceKind.WRITTEN, named, clauses[0] if clauses else "", None, turn.reason)
