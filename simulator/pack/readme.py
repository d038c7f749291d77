"""The page of plain text in a pack: what each file is, and how to check all of it."""

from collections.abc import Iterable
from textwrap import wrap
from typing import Final

from simulator.report.words.moments import when_utc
from simulator.report.words.sanitize import in_one_line

from .contents import PackContents
from .proofs import DOES_NOT_PROVE, PROVES, SIMULATED, WITH_THE_PROGRAM, WITHOUT_THE_PROGRAM
from .report import Made

_WIDTH: Final = 78
_FILES: Final = {
    "report.html": "the report: opens in any browser, needs no network, runs nothing",
    "report.pdf": "the same report for printing and for portfolios, tagged for screen readers",
    "marks.csv": "every mark and decision, for a spreadsheet (UTF-8, commas)",
    "attempts.json": "the record: every event, entry and hash, and the exact scenario and code of conduct",
    "people.json": "the names that the report gives to the codes in the record",
    "centre-key.pem": "the centre's public key as the pack names it",
    "SHA256SUMS": "a digest of each file above",
    "checkpoint.json": "what is signed: where each attempt and review ended, and a digest of every file",
    "checkpoint.sig": "the Ed25519 signature (RFC 8032) over the bytes of checkpoint.json, 64 bytes",
    "README.txt": "this page",
}


def readme(folio: PackContents, made: Made, names: Iterable[str]) -> str:
    """The text, in lines of at most 78 characters where that can be."""
    there = set(names)
    title = f"Evidence pack of the learner {in_one_line(folio.learner) or 'without a code'}"
    lines = [
        title,
        "=" * min(len(title), _WIDTH),
        "",
        *_paragraph(f"Made {when_utc(made.at)} by simulator {made.program}."),
        *_paragraph(SIMULATED),
        *([] if folio.with_texts else _paragraph("What people wrote is left out of this pack on purpose.")),
        *_headed("What is here", [f"  {name.ljust(16)}{told}" for name, told in _FILES.items() if name in there]),
        *_headed("How to check it", _check(made)),
        *_headed("What the signature proves", [line for each in PROVES for line in _item(each)]),
        *_headed("What it does not prove", [line for each in DOES_NOT_PROVE for line in _item(each)]),
    ]
    return "\n".join(lines) + "\n"


def _check(made: Made) -> list[str]:
    """What somebody does who wants to know whether the pack is as it was signed."""
    return [
        *_paragraph("1. Compare this key id with one that the centre gave you in another way:"),
        *_set_apart(made.key_id),
        *_paragraph("It is SHA-256 over the 32 bytes of the public key, the first 32 hexadecimal digits."),
        "",
        *_paragraph("2. With the program, which also plays every attempt again, scores it and makes the pages:"),
        *_set_apart(WITH_THE_PROGRAM),
        *_paragraph("Without it, in this folder:"),
        *_set_apart(*WITHOUT_THE_PROGRAM),
        *_paragraph(
            "The first compares every file with SHA256SUMS. The second checks the signature. Then compare the digest "
            "that checkpoint.json gives for SHA256SUMS with that of the file itself (sha256sum SHA256SUMS)."
        ),
    ]


def _headed(heading: str, lines: list[str]) -> list[str]:
    return ["", heading, "", *lines]


def _set_apart(*lines: str) -> list[str]:
    return ["", *(f"     {line}" for line in lines), ""]


def _paragraph(text: str) -> list[str]:
    return wrap(text, _WIDTH)


def _item(text: str) -> list[str]:
    return wrap(text, _WIDTH, initial_indent="- ", subsequent_indent="  ")
