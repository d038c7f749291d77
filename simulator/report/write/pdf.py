"""A report as a tagged PDF, where the typesetter is installed."""

import json
import re
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from simulator.report.page import Report, section_ids
from simulator.report.words.sanitize import visible

from .html import TEMPLATES

if TYPE_CHECKING:
    import typst

_NAMES: Final = frozenset({"id", "link", "kind", "tone", "voice", "style", "ref", "refs", "sign"})
"""Fields that are no people's text."""
_LONG: Final = re.compile(r"([^\s\u200b]{24})(?=[^\s\u200b])")


def can_typeset() -> bool:
    """Whether the typesetter is installed."""
    return find_spec("typst") is not None


def pdf_of(report: Report, at: datetime) -> bytes:
    """The PDF; the same report and moment have the same bytes on the same machine.

    It is PDF/UA-1, unless somebody wrote a character that no font here has: then it is tagged in the same way, and
    only does not claim the standard.
    """
    import typst  # noqa: PLC0415  (80 MB, loaded only where a PDF is made)

    data = json.dumps(_plain(asdict(report), frozenset(section_ids(report.sections))))
    compiler = _compiler()
    for claims in (True, False):
        try:
            made = compiler.compile(
                TEMPLATES / "report.typ",
                format="pdf",
                sys_inputs={"report": data},
                pdf_standards=["ua-1"] if claims else [],  # PDF/UA-1, ISO 14289-1
                timestamp=at,
            )
        except typst.TypstError:
            if not claims:
                raise
            continue
        if isinstance(made, bytes):
            return made
    raise TypeError("the typesetter made no PDF")


@cache
def _compiler() -> "typst.Compiler":
    import typst  # noqa: PLC0415

    return typst.Compiler(root=TEMPLATES)


def _plain(value: object, known: frozenset[str], name: str = "") -> object:
    """The report as plain values: texts made visible and breakable, and links only to what is there."""
    match value:
        case dict():
            return {key: _plain(each, known, key) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each, known, name) for each in value]
        case str() if name == "link":
            return value if value in known else ""
        case str() if name not in _NAMES:
            return _LONG.sub("\\1\u200b", visible(value))
        case _:
            return value
