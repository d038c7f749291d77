"""Writes what irrCAC says of generated confusion tables, against which the tests hold our own coefficients.

irrCAC brings pandas and scipy, which are heavy for six formulas, so it is no requirement of the tests: it was asked
once, with this script, in an environment of its own (`pip install irrCAC`), and its answers are kept.

    python scripts/agreement_tables.py > tests/review/agreement_tables.json
"""

import json
import random
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version

TABLES = 60
"""How many generated tables of each number of categories."""


def tables() -> Iterator[list[list[int]]]:
    """Confusion tables of few and many pairs, even and lopsided."""
    chance = random.Random(1960)
    for size in (2, 3, 4):
        for number in range(TABLES):
            table = [[0] * size for _ in range(size)]
            weights = [chance.random() ** (1 + number % 4) for _ in range(size)]
            for _ in range(chance.choice((2, 3, 7, 12, 30, 100))):
                one = chance.choices(range(size), weights)[0]
                same = chance.random() < chance.choice((0.3, 0.7, 0.95))
                table[one][one if same else chance.randrange(size)] += 1
            yield table


def answers(table: list[list[int]]) -> dict[str, float | None]:
    """What irrCAC says of one table."""
    size = len(table)
    frame = import_module("pandas").DataFrame(table, index=range(size), columns=range(size))
    found: dict[str, float | None] = {}
    for weights in ("identity", "linear"):
        asked = import_module("irrCAC.table").CAC(frame, weights=weights, digits=12)
        for name in ("cohen", "gwet"):
            found[f"{name}-{weights}"] = value(asked, name)
    return found


def value(asked: object, name: str) -> float | None:
    """One coefficient; None where irrCAC gives none."""
    try:
        given = float(getattr(asked, name)()["est"]["coefficient_value"])
    except (ArithmeticError, ValueError):
        return None
    return given if given == given else None  # noqa: PLR0124  (the one number that is not itself)


def main() -> None:
    """Write all of them as JSON."""
    kept = [{"table": table, **answers(table)} for table in tables()]
    lines = ",\n".join(json.dumps(each) for each in kept)
    sys.stdout.write(f'{{"by": "irrCAC {version("irrCAC")}", "tables": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
