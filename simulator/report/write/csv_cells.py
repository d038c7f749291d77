"""Tables as comma-separated values (RFC 4180) that a spreadsheet opens without running anything in them."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from simulator.report.words.sanitize import visible

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a cell begins with that a spreadsheet would run (OWASP, “CSV Injection”)."""

MARK: Final = "\ufeff"
"""The byte order mark, by which spreadsheets know that a file is UTF-8."""


def guarded(text: str) -> str:
    """A text as a cell: control characters written out, and an apostrophe before what would be taken for a formula.

    Spreadsheets skip spaces before a formula, and take full-width signs for the plain ones.
    """
    shown = visible(text)
    start = text.lstrip(" \u00a0\u3000")[:1]
    if "\uff01" <= start <= "\uff5e":
        start = chr(ord(start) - 0xFEE0)
    return f"'{shown}" if start and start in FORMULA else shown


def csv_text(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """A table as CSV with CRLF between records; every text is guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(cell) for cell in head])
    writer.writerows([cell if isinstance(cell, int) else guarded(cell) for cell in row] for row in rows)
    return out.getvalue()
