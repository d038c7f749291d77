"""Which rules `check` is asked for."""

from collections.abc import Iterator, Sequence

import click

from simulator.analysis.examine import proved_rules
from simulator.diagnostics import FAMILIES, RULES
from simulator.report.words.sanitize import in_one_line


def asked_rules(select: Sequence[str], ignore: Sequence[str]) -> frozenset[str] | None:
    """The rules that are left of those selected; None where every rule is asked for.

    Each entry is a rule, a family, or several of them with commas between. Rules that are proved bring with them the
    one that says that they could not be.

    Raises:
        click.UsageError: an entry names neither, or no rule is left.
    """
    if not select and not ignore:
        return None
    chosen = frozenset(_rules(select)) if select else frozenset(RULES)
    if not chosen.isdisjoint(proved_rules()):
        chosen |= {"not-proved"}  # or silence would be taken for a proof
    left = chosen - frozenset(_rules(ignore))
    if not left:
        raise click.UsageError("No rule is left to look for: everything that is selected is ignored as well.")
    return left


def _rules(entries: Sequence[str]) -> Iterator[str]:
    for entry in entries:
        for given in entry.split(","):
            yield from _named(given)


def _named(given: str) -> Sequence[str]:
    name = given.strip().strip("[]").lower()  # it may be copied from a finding with its brackets
    if name in FAMILIES:
        return FAMILIES[name]
    if name in RULES:
        return (name,)
    if not name:
        raise click.UsageError("The name of a rule is empty.")
    from simulator.documents.yaml.problems import nearest  # noqa: PLC0415  (only where something was mistyped)

    near = nearest(name, (*FAMILIES, *RULES))
    hint = f" Did you mean “{near}”?" if near else " “simulator explain” lists the rules."
    raise click.UsageError(f"There is no rule or family “{in_one_line(given.strip())}”.{hint}")
