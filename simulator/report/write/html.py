"""Pages in HTML that stand by themselves: no script, nothing fetched, and every text escaped."""

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulator.report.page import Report
from simulator.report.words.sanitize import visible

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES: Final = Path(__file__).with_name("templates")
"""The frame that pages share (``frame.html``, ``frame.css``), and a report's (``report.html``, ``report.css``)."""


def html_of(report: Report) -> str:
    """The report as a web page that needs nothing else; a browser may take nothing but its very own style sheet."""
    sheet, policy = style(TEMPLATES / "report.css")
    return environment(TEMPLATES).get_template("report.html").render(report=report, style=sheet, policy=policy)


def environment(templates: Path) -> "Environment":
    """Templates of a folder, and the shared frame; what a template does not know is a fault and no silence.

    Whatever a template writes is made visible (control characters and bidi controls written out), then escaped.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  (slow to load)

    return Environment(
        loader=FileSystemLoader([str(templates), str(TEMPLATES)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _plain(value: object) -> object:
    return visible(value) if type(value) is str else value


def style(*sheets: Path) -> tuple[str, str]:
    """The style sheets as one text, and the content security policy that lets a page use that text and nothing else."""
    text = "\n" + "\n".join(sheet.read_text(encoding="utf-8").strip() for sheet in sheets) + "\n"
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return text, f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
