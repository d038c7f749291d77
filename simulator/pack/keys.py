"""The centre's Ed25519 key (RFC 8032): made once, kept private, and known to others by its id.

The private key is PKCS #8 in PEM, behind a passphrase where one is given; the public key lies beside it, for showing.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from simulator.files import PRIVATE, put_new

VARIABLE: Final = "SIMULATOR_KEY"
"""The environment variable that says where the centre's private key is."""
PASSPHRASE: Final = "SIMULATOR_KEY_PASSPHRASE"  # noqa: S105  (a variable's name)
"""The environment variable that holds its passphrase."""
_LARGEST: Final = 16 * 1024
_HEX: Final = re.compile(r"[0-9a-fA-F]{64}")


class KeyRefused(Exception):  # noqa: N818  (a sentence for a person)
    """A key cannot be made, read or used; the message is one sentence."""


class PassphraseNeeded(KeyRefused):
    """The private key is behind a passphrase, and none was given."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What signatures are checked with."""

    raw: bytes

    @property
    def hex(self) -> str:
        """The key in hexadecimal digits."""
        return self.raw.hex()

    @property
    def id(self) -> str:
        """A short name that people can compare: SHA-256 of the key, its first 32 hexadecimal digits in fours."""
        digits = hashlib.sha256(self.raw).hexdigest()[:32]
        return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))

    @property
    def pem(self) -> str:
        """The key in the form that other programs read."""
        key = Ed25519PublicKey.from_public_bytes(self.raw)
        return key.public_bytes(forms.Encoding.PEM, forms.PublicFormat.SubjectPublicKeyInfo).decode()

    def signed(self, data: bytes, signature: bytes) -> bool:
        """Whether the signature is this key's over the data."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class SigningKey:
    """The centre's private key."""

    secret: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """The public key that belongs to it."""
        return PublicKey(self.secret.public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """The signature over some bytes: 64 bytes, always the same for the same data."""
        return self.secret.sign(data)


def key_path(named: str | None = None) -> Path:
    """Where the centre's private key is, whether or not there is one."""
    found = named or os.environ.get(VARIABLE, "")
    if found:
        return Path(found)
    from platformdirs import user_data_path  # noqa: PLC0415  (only where it is needed)

    return user_data_path("simulator", appauthor=False) / "centre-key.pem"


def public_path(path: Path) -> Path:
    """Where the public key lies, beside the private one."""
    return path.with_name(f"{path.name}.pub")


def new_key(path: Path, passphrase: str) -> PublicKey:
    """Make a key and keep it, readable by its owner alone; an empty passphrase is none.

    Raises:
        KeyRefused: there is one already, or it cannot be written.
    """
    secret = Ed25519PrivateKey.generate()
    public = SigningKey(secret).public
    hidden = forms.BestAvailableEncryption(passphrase.encode()) if passphrase else forms.NoEncryption()
    pem = secret.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, hidden)
    for each in (path, public_path(path)):
        if os.path.lexists(each):
            raise KeyRefused(f"There is a key at {each} already; it is never written over.")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        put_new(path, (pem,), PRIVATE)
        put_new(public_path(path), (public.pem.encode(),), PRIVATE)
    except OSError as error:
        raise KeyRefused(f"The key cannot be written to {path} ({error.strerror}).") from error
    return public


def signing_key(path: Path, passphrase: str) -> SigningKey:
    """The centre's private key.

    Raises:
        PassphraseNeeded: it is behind a passphrase and none was given.
        KeyRefused: there is none, others can read it, the passphrase is wrong, or it is no key.
    """
    data = _read(path, private=True)
    try:
        key = forms.load_pem_private_key(data, passphrase.encode() if passphrase else None)
    except TypeError as error:
        if passphrase:  # the key has none: a passphrase that is not needed is no fault
            return signing_key(path, "")
        raise PassphraseNeeded(f"The key {path} is behind a passphrase.") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        wrong = "The passphrase is wrong, or the file is damaged" if passphrase else "This is no private key"
        raise KeyRefused(f"{wrong}: {path}.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefused(f"The key {path} is of another kind; the centre's key is Ed25519.")
    return SigningKey(key)


def shown_key(path: Path) -> PublicKey:
    """The centre's public key, without asking for a passphrase.

    Raises:
        KeyRefused: there is none, or it is no key.
    """
    if not public_path(path).exists():
        _read(path, private=True)
        return signing_key(path, "").public
    return public_of(_read(public_path(path), private=False).decode("utf-8", "replace"))


def public_of(text: str) -> PublicKey:
    """A public key out of 64 hexadecimal digits or a PEM text.

    Raises:
        KeyRefused: it is neither, or a key of another kind.
    """
    stripped = text.strip()
    if _HEX.fullmatch(stripped):
        return PublicKey(bytes.fromhex(stripped))
    try:
        key = forms.load_pem_public_key(stripped.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyRefused("This is no public key: give 64 hexadecimal digits, or a file in PEM.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyRefused("This public key is of another kind; a centre's key is Ed25519.")
    return PublicKey(key.public_bytes_raw())


def pinned_key(named: str) -> PublicKey:
    """The public key that somebody expects: its hexadecimal digits, or a file that holds it.

    Raises:
        KeyRefused: it is neither.
    """
    if _HEX.fullmatch(named.strip()):
        return public_of(named)
    return public_of(_read(Path(named), private=False).decode("utf-8", "replace"))


def _read(path: Path, *, private: bool) -> bytes:
    try:
        with path.open("rb") as file:
            if private and os.name == "posix" and os.fstat(file.fileno()).st_mode & 0o077:
                raise KeyRefused(f"Others can read the private key {path}; take their rights away (chmod 600) first.")
            data = file.read(_LARGEST + 1)
    except FileNotFoundError as error:
        hint = "; “simulator evidence key new” makes one" if private else ""
        raise KeyRefused(f"There is no key at {path}{hint}.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no file's name"
        raise KeyRefused(f"The key {path} cannot be read ({reason}).") from error
    if len(data) > _LARGEST:
        raise KeyRefused(f"The file {path} is too large for a key.")
    return data
