"""A report as one web page that needs nothing else: no script, no request, every text escaped."""

import base64
import hashlib
from pathlib import Path
from typing import Final

from simulator.report.page import Report
from simulator.report.words.sanitize import visible

TEMPLATES: Final = Path(__file__).resolve().parent / "templates"


def html_of(report: Report) -> str:
    """The page. Its policy lets a browser take nothing but this very style sheet."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  (only where a page is made)
    from markupsafe import Markup  # noqa: PLC0415

    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if type(value) is str else value,
        keep_trailing_newline=True,
    )
    page = environment.get_template("report.html")
    sheet = Markup(style)  # noqa: S704  (our own file, with nobody's text in it)
    return page.render(report=report, style=sheet, style_hash=f"sha256-{digest}")
