"""``simulator explain``: the page of a rule, or the list of all rules."""

import json
import shutil
from collections.abc import Iterator
from textwrap import wrap
from typing import Final

import click
from click.shell_completion import CompletionItem

from simulator.diagnostics import FAMILIES, RULES, Rule, Severity
from simulator.report.words.sanitize import in_one_line

WIDEST: Final = 90
"""Longer lines of prose are hard to read, in characters."""

ABOUT: Final = {
    "document": "What is written, and how: found in reading a file.",
    "play": "What a learner can meet: found by looking at every situation that can be reached.",
    "assessment": "What a playthrough shows, and whether its outcome can be trusted.",
    "writing": "How it reads: whether the words give the answer away, or could do harm.",
}
"""What each family of rules is about."""

PARTS: Final = "The examples show only the part of a document that matters here."
"""Below every page."""

NO_REASON: Final = frozenset(
    {"unused-waiver", "too-many-findings", "old-signposts", "missing-content-note", "real-contact", "harmful-words"}
)
"""Warnings whose page does not invite a reason to leave it so."""

_NAME: Final = max(len(name) for name in RULES)
_SEVERITY: Final = max(len(rule.severity) for rule in RULES.values())


def _completions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    del ctx, param
    return [CompletionItem(name, help=rule.title) for name, rule in RULES.items() if name.startswith(incomplete)]


@click.command
@click.argument("rule", required=False, shell_complete=_completions)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def explain(rule: str | None, *, as_json: bool) -> None:
    """Say what a finding means: what was found, why it matters, and an example each way.

    RULE is the name in square brackets at the end of a finding. Without one, every rule is listed.
    """
    rules = RULES if rule is None else {(known := _known(rule)): RULES[known]}
    if as_json:
        listed = [_object(family, RULES[name]) for family, names in FAMILIES.items() for name in names if name in rules]
        click.echo(json.dumps(listed if rule is None else _with_page(listed[0]), indent=2))
        return
    width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    lines = _list(width) if rule is None else _page(next(iter(rules)), width)
    click.echo("\n".join(lines))


def _known(given: str) -> str:
    """The rule that is meant; it may be copied from a finding with its brackets."""
    name = given.strip().strip("[]").lower()
    if name in RULES:
        return name
    from simulator.documents.yaml.problems import nearest  # noqa: PLC0415

    near = nearest(name, RULES)
    hint = f"Did you mean “{near}”?" if near else "“simulator explain” lists them all."
    raise click.UsageError(f"There is no rule “{in_one_line(given)}”. {hint}")


def _object(family: str, rule: Rule) -> dict[str, str]:
    return {"rule": rule.name, "severity": str(rule.severity), "family": family, "title": rule.title}


def _with_page(rule: dict[str, str]) -> dict[str, str]:
    from simulator.report.views.rule_page import read_page  # noqa: PLC0415

    return {**rule, "page": read_page(rule["rule"]).text}


def _page(rule: str, width: int) -> Iterator[str]:
    from simulator.report.views.rule_page import plain_lines, read_page  # noqa: PLC0415

    width = max(width, 20)
    yield from plain_lines(read_page(rule), width)
    yield from ("", *wrap(PARTS, width))
    if RULES[rule].severity is not Severity.ERROR and rule not in NO_REASON:
        yield from ("", *wrap("If it is meant to be so, write the reason beside it:", width), "")
        yield f"    allow: {{{rule}: the reason}}"


def _list(width: int) -> Iterator[str]:
    for family, names in FAMILIES.items():
        yield from (family, "-" * len(family), *wrap(ABOUT[family], max(width, 20)), "")
        for name in names:
            yield from _entry(RULES[name], width)
        yield ""
    yield from wrap("“simulator explain RULE” tells more of one.", max(width, 20))


def _entry(rule: Rule, width: int) -> Iterator[str]:
    """One rule in a line; in a narrow window its title stands below."""
    lead = f"{rule.severity:<{_SEVERITY}}  {rule.name}"
    column = _SEVERITY + _NAME + 4
    if width - column >= 30:
        yield from wrap(f"{lead:<{column}}{rule.title}", width, subsequent_indent=" " * column)
    else:
        yield lead
        yield from wrap(rule.title, max(width, 20), initial_indent="    ", subsequent_indent="    ")
