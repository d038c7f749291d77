"""What scenarios cover of the qualifications, as JSON under names that stay."""

from collections.abc import Sequence

from simulator.analysis.figures.coverage import Coverage, Covered
from simulator.json_value import Json

from .json_fields import fields_of


def coverage_json(found: Sequence[Coverage], scenarios: Sequence[str], left_out: Sequence[str]) -> dict[str, Json]:
    """Every item of each qualification; ``left_out`` are the files that could not be counted."""
    return {
        "scenarios": list(scenarios),
        "left_out": list(left_out),
        "qualifications": {
            each.qualification.id: {
                "title": each.qualification.title,
                "items": {item.item.id: _item_json(item) for item in each.items},
                "missing": [item.item.id for item in each.items if not item.options],
            }
            for each in found
        },
    }


def _item_json(covered: Covered) -> Json:
    return {
        **fields_of(covered.item, "kind", "text", "evidence"),
        "options": covered.number,
        "scenarios": dict(covered.options),
    }
