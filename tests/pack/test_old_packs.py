"""A pack that was handed out is well for ever: every later version of the program has to find it so."""

from pathlib import Path

from simulator.pack.archive import read_pack
from simulator.pack.keys import public_of
from simulator.pack.verify import check_pack

PACKS = Path(__file__).resolve().parent / "packs"
KEY = "78aeedaefbd5f91fcc814081a2fcf913dd032b79463142e5666466c5130ea404"


def test_a_pack_of_the_first_version_is_well() -> None:
    """Never make this pack anew. What it needs to be well is what centres were promised."""
    checked = check_pack(read_pack(PACKS / "version-1.zip"), public_of(KEY))
    assert checked.wrong == ()
    assert checked.attempts == 1
    assert checked.checkpoint is not None
    assert checked.checkpoint.attempts[0].entries > 20
