"""A pack that was handed out is well for ever: every later version of the program has to find it so."""

import hashlib
from pathlib import Path

import pytest

from simulator.pack.archive import read_pack
from simulator.pack.build import PROGRAM, README, RECORD, pages_of, reading_of
from simulator.pack.contents import PackContents
from simulator.pack.gather import contents_of
from simulator.pack.keys import public_of
from simulator.pack.readme import readme
from simulator.pack.report import Made
from simulator.pack.verify import check_pack
from simulator.store.format.bundle import parse_exports

PACKS = Path(__file__).resolve().parent / "packs"
KEYS = {
    "version-1": "78aeedaefbd5f91fcc814081a2fcf913dd032b79463142e5666466c5130ea404",
    "edition-1": "37404248d0dc3fbd2046e9d00f86ad8c79167c59a68d848b4f1ca2100f41805c",
}
"""Packs with the keys that they are signed with. Never make one anew: what they need is what centres were promised."""

EDITION = ("0.1.0+2", "60f596aa7c40f6ba8ed0433cb4d8314d3ff7bc361d93caaa1cd0f475575bdabe")
"""The edition that the pages are of, and the digest of what they come to."""


@pytest.mark.parametrize("name", KEYS)
def test_a_pack_of_an_earlier_edition_is_well(name: str) -> None:
    checked = check_pack(read_pack(PACKS / f"{name}.zip"), public_of(KEYS[name]))
    assert checked.wrong == ()
    assert checked.checkpoint is not None
    assert checked.attempts == len(checked.checkpoint.attempts)
    assert checked.checkpoint.attempts[0].entries > 20


def test_pages_that_come_to_something_else_are_another_edition() -> None:
    """Where this fails, the words or the look of the pages changed: raise the number in ``pack.build.PROGRAM``.

    Otherwise a pack that was made before would be called changed by somebody.
    """
    digest = hashlib.sha256()
    for name in KEYS:
        for data in pages_in(read_pack(PACKS / f"{name}.zip")):
            digest.update(data)
    assert (PROGRAM, digest.hexdigest()) == EDITION


def pages_in(files: dict[str, bytes]) -> list[bytes]:
    """What people read of a pack, made from its record by today's program."""
    record = parse_exports(files[RECORD])
    folio: PackContents = contents_of("L-1", [each.dossier for each in record], {}, texts=True)
    made = Made("2026-11-02T09:00:00.000000Z", PROGRAM, "0000")
    pages = reading_of(folio, pages_of(folio, made))
    return [*pages.values(), readme(folio, made, (*pages, README, RECORD)).encode()]
