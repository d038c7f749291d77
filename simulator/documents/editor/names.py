"""The names of a library's own clauses, breaches, moves and criteria, for an editor to offer where they can stand.

They are offered, never demanded: a schema that knows no names, or other ones, finds the same documents right.
"""

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from simulator.engine.rubric import ItemKind, Qualification, Rubric
from simulator.json_value import Json

Offers: TypeAlias = dict[tuple[str, str], list[Json]]

_ACTIONS: Final = ("ChoiceShape", "TickOptionShape", "PickOptionShape")
_MISTAKES: Final = frozenset({ItemKind.MISTAKE, ItemKind.MISCONCEPTION})
_LEVEL: Final = "${1|competent,exemplary,developing,unsafe|}"


def offers(
    rubrics: Mapping[str, Rubric], qualifications: Iterable[Qualification], scenarios: Mapping[str, str]
) -> Offers:
    """What is offered under the keys of shapes; `scenarios` are titles by id."""
    items = [item for each in qualifications for item in each.items.values()]
    clauses = {clause.id: clause.title for rubric in rubrics.values() for clause in rubric.clauses.values()}
    breaches = _words({breach.id: breach.text for each in rubrics.values() for breach in each.breaches.values()})
    mistakes = _words({item.id: item.text for item in items if item.kind in _MISTAKES})
    criteria = _words({item.id: item.text for item in items if item.kind not in _MISTAKES})
    found: Offers = {
        ("ScenarioShape", "rubric"): _words({id_: rubric.title for id_, rubric in rubrics.items()}),
        ("ScenarioShape", "assesses"): _parts(clauses, "${1:1}"),
        ("ScenarioShape", "alternates"): _words(scenarios),
        ("ScenarioShape", "covers"): [*criteria, *mistakes],
        ("DutyShape", "clause"): _words(clauses),
        ("DutyShape", "breach"): breaches,
        ("FieldShape", "clause"): _words(clauses),
    }
    moves = _words({name: text for rubric in rubrics.values() for name, text in rubric.moves.items()})
    for action in _ACTIONS:
        found |= {
            (action, "evidence"): _parts(clauses, _LEVEL),
            (action, "breach"): breaches,
            (action, "repairs"): breaches,
            (action, "moves"): moves,
            (action, "mistakes"): mistakes,
            (action, "covers"): criteria,
        }
    return found


def _words(named: Mapping[str, str]) -> list[Json]:
    return [{"label": name, "description": text, "body": name} for name, text in named.items()]


def _parts(named: Mapping[str, str], body: str) -> list[Json]:
    return [{"label": name, "description": text, "body": {name: body}} for name, text in named.items()]
