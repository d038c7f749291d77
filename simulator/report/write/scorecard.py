"""A scorecard as JSON, under names that stay."""

from typing import Final

from simulator.engine.scoring import ClauseScore, Scorecard
from simulator.json_value import JsonObject

from .json_fields import as_json, fields_of

PIECE: Final = ("level", "as_given", "source", "event", "turn", "scene", "ref", "field", "breach")
CAP: Final = ("level", "reason", "event", "ref")
BREACH: Final = ("breach", "event", "turn", "scene", "ref", "field", "repaired_by")
AWAITING: Final = ("clause", "event", "scene", "field")


def scorecard_json(scorecard: Scorecard) -> JsonObject:
    """Everything a scorecard says, each part with the numbers of the events that made it."""
    return {
        **fields_of(scorecard, "outcome", "provisional"),
        "reasons": [fields_of(each, "kind", "ref", "events") for each in scorecard.reasons],
        "clauses": {each.clause: _clause(each) for each in scorecard.clauses},
        "breaches": [fields_of(each, *BREACH) for each in scorecard.breaches],
        "awaiting": [fields_of(each, *AWAITING) for each in scorecard.awaiting],
    }


def _clause(clause: ClauseScore) -> JsonObject:
    return {
        **fields_of(clause, "level"),
        "standing": as_json(clause.status),
        **fields_of(clause, "typical", "required"),
        "pieces": [fields_of(each, *PIECE) for each in clause.pieces],
        "caps": [fields_of(each, *CAP) for each in clause.caps],
        "awaiting": [fields_of(each, *AWAITING) for each in clause.awaiting],
    }
