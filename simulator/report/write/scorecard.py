"""A scorecard as JSON, under names that stay."""

from simulator.engine.rubric import Level
from simulator.engine.scoring import Awaiting, BreachOccurrence, Cap, ClauseScore, Piece, Reason, Scorecard
from simulator.json_value import Json


def scorecard_json(scorecard: Scorecard) -> dict[str, Json]:
    """Everything a scorecard says, each part with the numbers of the events that made it."""
    return {
        "outcome": _level(scorecard.outcome),
        "provisional": scorecard.provisional,
        "reasons": [_reason(each) for each in scorecard.reasons],
        "clauses": {each.clause: _clause(each) for each in scorecard.clauses},
        "breaches": [_breach(each) for each in scorecard.breaches],
        "awaiting": [_awaiting(each) for each in scorecard.awaiting],
    }


def _level(level: Level | None) -> str | None:
    return None if level is None else level.word


def _clause(clause: ClauseScore) -> dict[str, Json]:
    return {
        "level": _level(clause.level),
        "standing": str(clause.status),
        "typical": _level(clause.typical),
        "required": clause.required,
        "pieces": [_piece(each) for each in clause.pieces],
        "caps": [_cap(each) for each in clause.caps],
        "awaiting": [_awaiting(each) for each in clause.awaiting],
    }


def _piece(piece: Piece) -> dict[str, Json]:
    return {
        "level": piece.level.word,
        "as_given": piece.as_given.word,
        "source": str(piece.source),
        "event": piece.event,
        "turn": piece.turn,
        "scene": piece.scene,
        "ref": piece.ref,
        "field": piece.field,
        "breach": piece.breach,
    }


def _cap(cap: Cap) -> dict[str, Json]:
    return {"level": cap.level.word, "reason": str(cap.reason), "event": cap.event, "ref": cap.ref}


def _breach(breach: BreachOccurrence) -> dict[str, Json]:
    return {
        "breach": breach.breach,
        "event": breach.event,
        "turn": breach.turn,
        "scene": breach.scene,
        "ref": breach.ref,
        "field": breach.field,
        "repaired_by": breach.repaired_by,
    }


def _awaiting(awaiting: Awaiting) -> dict[str, Json]:
    return {
        "clause": awaiting.clause,
        "event": awaiting.event,
        "scene": awaiting.scene,
        "field": awaiting.field,
    }


def _reason(reason: Reason) -> dict[str, Json]:
    return {"kind": str(reason.kind), "ref": reason.ref, "events": list(reason.events)}
