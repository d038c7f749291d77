"""Pages in HTML that stand by themselves: no script, nothing fetched, and every text escaped."""

import base64
import hashlib
from pathlib import Path
from typing import Final

from simulator.report.page import Report, section_ids
from simulator.report.words.sanitize import visible

TEMPLATES: Final = Path(__file__).with_name("templates")


def html_of(report: Report) -> str:
    """The report as a web page that needs nothing else; a browser may take nothing but its very own style sheet.

    Whatever the template writes is made visible (control characters and bidi controls written out), then escaped.
    What it does not know is a fault and no silence.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  (slow to load)

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sheet = f"\n{(TEMPLATES / 'report.css').read_text(encoding='utf-8')}"
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return environment.get_template("report.html").render(
        report=report, ids=frozenset(section_ids(report.sections)), style=sheet, policy=policy
    )


def _plain(value: object) -> object:
    return visible(value) if type(value) is str else value
