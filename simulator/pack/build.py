"""A whole pack: its pages, its tables, its record, and the signed checkpoint over all of it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from simulator import __version__
from simulator.json_value import Json
from simulator.report.page import Report
from simulator.report.write.html import html_of
from simulator.report.write.pdf import pdf_of
from simulator.sessions.hand_in import DECLARATION
from simulator.store.format.bundle import bundle_of
from simulator.store.format.chain import stamp
from simulator.store.format.dossier import Dossier
from simulator.store.format.export import from_plain

from .checkpoint import NAME, SIGNATURE, Checkpoint, digest_of_file
from .contents import PackContents
from .gather import checkpoint_attempt, contents_of
from .keys import SigningKey
from .marks import marks_csv
from .readme import readme
from .report import Made, report

RECORD: Final = "attempts.json"
KEY: Final = "centre-key.pem"
PEOPLE: Final = "people.json"
PROGRAM: Final = f"{__version__}+2"
"""What makes a pack: the program's version, and, as metadata of a semantic version, the edition of the pages.

A change of their words is a new edition, for pages are compared byte by byte with those that are made once more.
"""
SUMS: Final = "SHA256SUMS"
PAGE: Final = "report.html"
PDF: Final = "report.pdf"
TABLE: Final = "marks.csv"
README: Final = "README.txt"


def make_pack(  # noqa: PLR0913  (a pack is made of these)
    learner: str,
    exports: Sequence[Json],
    names: Mapping[str, str],
    key: SigningKey,
    at: datetime,
    *,
    pdf: bool = True,
    texts: bool = True,
) -> dict[str, bytes]:
    """The files of a pack by name; the same attempts, key and moment make the same bytes.

    Raises:
        StoreError: an attempt is damaged, or its texts can no longer be read.
    """
    cases = [Dossier.of(from_plain(each).record) for each in exports]
    folio = contents_of(learner, cases, names, texts=texts)
    made = Made(stamp(at), PROGRAM, key.public.id)
    pages = pages_of(folio, made)
    files = {
        **reading_of(folio, pages),
        RECORD: (json.dumps(bundle_of(exports), indent=1, sort_keys=True) + "\n").encode("ascii"),
        KEY: key.public.pem.encode("ascii"),
        PEOPLE: (json.dumps(dict(folio.names), indent=1, sort_keys=True) + "\n").encode("ascii"),
    }
    if pdf:
        files[PDF] = pdf_of(pages, at)
    files[README] = readme(folio, made, (*files, README, SUMS, NAME, SIGNATURE)).encode()
    files[SUMS] = sums_of(files)
    checkpoint = _checkpoint(folio, made, key, files)
    return {**files, NAME: checkpoint, SIGNATURE: key.sign(checkpoint)}


def pages_of(folio: PackContents, made: Made) -> Report:
    """The report that the page and the PDF both show."""
    return report(folio, made, DECLARATION)


def reading_of(folio: PackContents, pages: Report) -> dict[str, bytes]:
    """What people read of a pack, but for the PDF: the page and the table, by name."""
    return {PAGE: html_of(pages).encode("utf-8", "replace"), TABLE: marks_csv(folio)}


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """The digests of the files that are there before the signature, in the form that ``sha256sum --check`` reads."""
    named = sorted(name for name in files if name not in (SUMS, NAME, SIGNATURE))
    return "".join(f"{digest_of_file(files[name]).sha256}  {name}\n" for name in named).encode()


def _checkpoint(folio: PackContents, made: Made, key: SigningKey, files: Mapping[str, bytes]) -> bytes:
    return Checkpoint(
        made_at=made.at,
        program=made.program,
        learner=folio.learner,
        key=key.public.hex,
        texts=folio.with_texts,
        attempts=tuple(checkpoint_attempt(case) for case in folio.cases),
        files={name: digest_of_file(data) for name, data in files.items()},
    ).data()
