"""The centre's key: made once, private, and never written over."""

import os
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from simulator.pack.keys import (
    KeyRefused,
    PassphraseNeeded,
    key_path,
    new_key,
    pinned_key,
    public_of,
    public_path,
    shown_key,
    signing_key,
)
from tests.lacking import needed

DATA = b"what was there"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "centre-key.pem"


def test_a_new_key_signs_what_its_public_key_accepts(path: Path) -> None:
    public = new_key(path, "")
    signature = signing_key(path, "").sign(DATA)
    assert len(signature) == 64
    assert public.signed(DATA, signature)
    assert not public.signed(DATA + b".", signature)
    assert signing_key(path, "").sign(DATA) == signature


def test_only_its_owner_can_read_a_private_key(path: Path) -> None:
    new_key(path, "")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o077 == 0
    path.chmod(0o640)
    with pytest.raises(KeyRefused, match="Others can read"):
        signing_key(path, "")


def test_a_key_is_never_written_over(path: Path) -> None:
    new_key(path, "")
    before = path.read_bytes()
    with pytest.raises(KeyRefused, match="never written over"):
        new_key(path, "")
    assert path.read_bytes() == before


def test_a_passphrase_is_asked_for_and_a_wrong_one_refused(path: Path) -> None:
    public = new_key(path, "geese at noon")
    assert b"ENCRYPTED" in path.read_bytes()
    with pytest.raises(PassphraseNeeded):
        signing_key(path, "")
    with pytest.raises(KeyRefused, match="passphrase is wrong"):
        signing_key(path, "geese")
    assert signing_key(path, "geese at noon").public == public


def test_a_passphrase_that_is_not_needed_does_no_harm(path: Path) -> None:
    public = new_key(path, "")
    assert signing_key(path, "not needed").public == public


def test_showing_a_key_asks_for_no_passphrase(path: Path) -> None:
    public = new_key(path, "geese at noon")
    assert shown_key(path) == public
    public_path(path).unlink()
    with pytest.raises(PassphraseNeeded):
        shown_key(path)


def test_the_id_is_in_groups_that_people_can_compare_and_differs_for_every_key(tmp_path: Path) -> None:
    ids = {new_key(tmp_path / f"{number}.pem", "").id for number in range(3)}
    assert len(ids) == 3
    assert all([len(part) for part in each.split("-")] == [4] * 8 for each in ids)


def test_a_pinned_key_is_digits_or_a_file(path: Path) -> None:
    public = new_key(path, "")
    assert pinned_key(public.hex) == public
    assert pinned_key(public.hex.upper()) == public
    assert pinned_key(str(public_path(path))) == public


@pytest.mark.parametrize("text", ["", "abc", "z" * 64, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_what_is_no_public_key_is_refused_in_a_sentence(text: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(text)
    with pytest.raises(KeyRefused, match="no public key"):
        public_of(text)
    with pytest.raises(KeyRefused, match="no public key"):
        pinned_key(str(tmp_path / "file"))


def test_keys_of_another_kind_are_refused(path: Path) -> None:
    other = generate_private_key(65537, 2048)
    pem = other.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir()
    path.touch(0o600)
    path.write_bytes(pem)
    with pytest.raises(KeyRefused, match="another kind"):
        signing_key(path, "")
    public = other.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    with pytest.raises(KeyRefused, match="another kind"):
        public_of(public.decode())


@pytest.mark.parametrize("data", [b"", b"junk", b"\x00" * 20_000])
def test_a_damaged_key_is_refused_in_a_sentence(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.touch(0o600)
    path.write_bytes(data)
    with pytest.raises(KeyRefused):
        signing_key(path, "")


def test_a_missing_key_says_how_to_make_one(path: Path) -> None:
    with pytest.raises(KeyRefused, match="key new"):
        signing_key(path, "")
    with pytest.raises(KeyRefused, match="key new"):
        shown_key(path)


def test_where_the_key_is_can_be_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIMULATOR_KEY", str(tmp_path / "one.pem"))
    assert key_path() == tmp_path / "one.pem"
    assert key_path("two.pem") == Path("two.pem")
    monkeypatch.delenv("SIMULATOR_KEY")
    assert key_path().name == "centre-key.pem"


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyRefused, match="cannot be written"):
        new_key(tmp_path / "file" / "key.pem", "")


def test_openssl_accepts_the_signature_and_refuses_another(path: Path, tmp_path: Path) -> None:
    needed("openssl")
    new_key(path, "")
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "sig").write_bytes(signing_key(path, "").sign(DATA))
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(public_path(path)), "-rawin"]
    command += ["-in", str(tmp_path / "data"), "-sigfile", str(tmp_path / "sig")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    (tmp_path / "data").write_bytes(DATA + os.linesep.encode())
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
