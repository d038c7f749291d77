"""A reviewed centre and a pack of it, made once."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.json_value import Json
from simulator.pack.build import make_pack
from simulator.pack.gather import exports_of
from simulator.pack.keys import SigningKey, new_key, signing_key
from simulator.store import open_store

from .centre import QUINN, START, Texts, fill


@dataclass(frozen=True)
class Centre:
    """A store, what was handed in there, and the centre's key."""

    place: Path
    attempts: tuple[str, ...]
    key_at: Path
    texts: Texts

    @property
    def key(self) -> SigningKey:
        return signing_key(self.key_at, "")

    def exports(self, *, texts: bool = True) -> tuple[Json, ...]:
        with open_store(str(self.place)) as store:
            return exports_of(store, self.attempts, QUINN, texts=texts)

    def names(self) -> dict[str, str]:
        with open_store(str(self.place)) as store:
            return {each.code: each.name for each in store.people.all()}

    def pack(self, *, pdf: bool = False, texts: bool = True) -> dict[str, bytes]:
        exports = self.exports(texts=texts)
        return make_pack(self.texts.learner, exports, self.names(), self.key, START, pdf=pdf, texts=texts)


def centre_in(folder: Path, texts: Texts | None = None, *, more: bool = False) -> Centre:
    """A centre of its own in a folder."""
    attempts = fill(folder / "attempts.sqlite3", texts, more=more)
    new_key(folder / "key.pem", "")
    return Centre(folder / "attempts.sqlite3", attempts, folder / "key.pem", texts or Texts())


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    return centre_in(tmp_path_factory.mktemp("centre"), more=True)


@pytest.fixture(scope="session")
def whole(centre: Centre) -> dict[str, bytes]:
    """A whole pack, but for the PDF, which is only one more file here."""
    return {**centre.pack()}


@pytest.fixture
def files(whole: dict[str, bytes]) -> dict[str, bytes]:
    return dict(whole)
