"""Judges mutants of every shipped scenario and tells what was caught: ``python -m tests.mutants [--each N]``."""

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.mutants.judge import ASIDE, Verdict, judge, original, paths
from tests.mutants.mutate import Mutant, mutants, sample


def chosen(of_each: int, seed: int) -> list[Mutant]:
    """So many mutants of each kind from each scenario, those of one scenario together."""
    every = [mutant for path in paths() for mutant in mutants(path.stem, original(path.stem).text, seed)]
    return sorted(sample(every, of_each, seed), key=lambda mutant: (mutant.scenario, str(mutant)))


def judged(found: list[Mutant], workers: int) -> list[Verdict]:
    """The verdicts, in the order of the mutants."""
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(judge, found, chunksize=4))


def report(verdicts: list[Verdict]) -> str:
    """What was caught, by kind and by scenario, and every survivor."""
    lines: list[str] = []
    for title, keys in (
        ("by kind", [verdict.mutant.kind for verdict in verdicts]),
        ("by scenario", [verdict.mutant.scenario for verdict in verdicts]),
    ):
        caught = Counter(key for key, verdict in zip(keys, verdicts, strict=True) if verdict.caught)
        lines.append(title)
        lines += [f"  {key:<32} {caught[key]:>5} of {number:>5}" for key, number in sorted(Counter(keys).items())]
    by_rule = Counter(verdict.caught for verdict in verdicts if verdict.caught)
    lines += ["by what caught them", *(f"  {rule:<32} {number:>5}" for rule, number in by_rule.most_common())]
    lines += ["survivors", *(f"  {verdict.mutant}" for verdict in verdicts if not verdict.caught)]
    return "\n".join(lines)


def main() -> int:
    """Judge, and tell."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--each", type=int, default=4, help="how many of each kind from each scenario")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", action="store_true", help="also those that change only which words are said")
    asked = parser.parse_args()
    found = [each for each in chosen(asked.each, asked.seed) if asked.words or not each.kind.startswith(ASIDE)]
    verdicts = judged(found, os.cpu_count() or 2)
    print(report(verdicts))
    caught = sum(bool(verdict.caught) for verdict in verdicts)
    print(f"{caught} of {len(verdicts)} caught: {caught / len(verdicts):.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
