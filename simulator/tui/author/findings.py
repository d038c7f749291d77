"""What is wrong with a document, as a list to pick from."""

from collections.abc import Iterable, Iterator
from typing import Final

from textual.content import Content

from simulator.diagnostics import Diagnostic, Severity
from simulator.tui.widgets.page import Block, Page, heading
from simulator.tui.widgets.prose import join, line

SIGNS: Final = {Severity.ERROR: "✕", Severity.WARNING: "!", Severity.REMARK: "·"}
"""A sign stands beside the severity's word and never for it."""

CHECKING: Final = "checking…"


class FindingsPage(Page):
    """The findings; picking one asks for it by ``ref_of``."""

    def tell(self, findings: Iterable[Diagnostic], besides: str) -> None:
        """Show these instead, and a sentence besides; the cursor and the place stay where they are, if they can."""
        self.show(_blocks(tuple(findings), besides), select=self.selected, keep_place=True)


def ref_of(finding: Diagnostic) -> str:
    """What a finding is asked for by; the same as long as it is."""
    return f"{finding.rule} {finding.line}:{finding.column} {finding.message}"


def _blocks(findings: tuple[Diagnostic, ...], besides: str) -> Iterator[Block]:
    yield heading("What is wrong", gap=0)
    for finding in findings:
        place = f" {finding.line}:{finding.column}  "
        text = join(Content.styled(finding.severity.value, "bold"), place, line(finding.message))
        yield Block(text, lead=Content(f"{SIGNS[finding.severity]} "), ref=ref_of(finding))
    if besides:
        yield Block(Content(besides), "quiet")
    elif not findings:
        yield Block(Content("Nothing was found."), "quiet")


def counted(findings: Iterable[Diagnostic]) -> tuple[str, ...]:
    """How many errors and warnings there are, each with its sign and word."""
    listed = tuple(findings)
    parts = []
    for severity in (Severity.ERROR, Severity.WARNING):
        number = sum(finding.severity is severity for finding in listed)
        if number:
            parts.append(f"{SIGNS[severity]} {number} {severity.value}{'' if number == 1 else 's'}")
    return tuple(parts)
