"""The checkpoint of a pack: what was there when it was signed, as one file with exactly one way of being written.

Signed notes of transparency logs are the model: a small text that fixes how long each chain is and where it ends, so
that whoever holds one can tell whether anything was rewritten since.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from simulator.json_value import Json
from simulator.store.format.canonical import CodecError, Fields, parse

KIND: Final = "simulator-checkpoint"
VERSION: Final = 1
NAME: Final = "checkpoint.json"
SIGNATURE: Final = "checkpoint.sig"


class CheckpointRefused(ValueError):  # noqa: N818  (a sentence for a person)
    """Something that is no checkpoint; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Digest:
    """A file of the pack."""

    sha256: str
    size: int
    """In bytes."""


@dataclass(frozen=True, slots=True)
class CheckpointAttempt:
    """Where one attempt and its review stood."""

    attempt: str
    scenario: str
    """SHA-256 of the scenario's text, in hex."""
    rubric: str
    count: int
    """How many events it had."""
    head: str
    """The hash of the last."""
    entries: int
    """How many entries its review had."""
    entries_head: str
    """The hash of the last; where there is none, what a first one would follow."""
    first: str
    """Digest of what stood in the first marking, in hex."""
    second: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What was there when a pack was signed."""

    made_at: str
    program: str
    learner: str
    key: str
    """The public key, in hex."""
    texts: bool
    """Whether what people wrote is in the pack."""
    attempts: tuple[CheckpointAttempt, ...]
    files: Mapping[str, Digest]
    """Every file of the pack by name, but this one and its signature."""

    def data(self) -> bytes:
        """The checkpoint as it is written and signed: ASCII, names in order, one to a line."""
        plain: dict[str, Json] = {
            "kind": KIND,
            "version": VERSION,
            "made_at": self.made_at,
            "program": self.program,
            "learner": self.learner,
            "key": self.key,
            "texts": self.texts,
            "attempts": [asdict(each) for each in self.attempts],
            "files": {name: asdict(each) for name, each in self.files.items()},
        }
        return (json.dumps(plain, ensure_ascii=True, sort_keys=True, indent=1) + "\n").encode("ascii")


def digest_of_file(data: bytes) -> Digest:
    """What a checkpoint says of a file."""
    return Digest(hashlib.sha256(data).hexdigest(), len(data))


def read_checkpoint(data: bytes) -> Checkpoint:
    """The checkpoint in some bytes.

    Raises:
        CheckpointRefused: it is none, a newer program wrote it, or it is written in another way.
    """
    try:
        found = Fields(parse(data.decode("ascii")))
        if found.take("kind") != KIND:
            raise CheckpointRefused("it is no checkpoint")
        version = found.number("version")
        if version != VERSION:
            newer = "a newer version of this program made it" if version > VERSION else "there is no such version"
            raise CheckpointRefused(newer)
        checkpoint = _read(found)
        found.nothing_more()
    except UnicodeDecodeError as error:
        raise CheckpointRefused("it is not text") from error
    except CodecError as error:
        raise CheckpointRefused(str(error)) from error
    if checkpoint.data() != data:
        raise CheckpointRefused("it is not written in the one way in which a checkpoint is written")
    return checkpoint


def _read(found: Fields) -> Checkpoint:
    files = found.inside("files")
    return Checkpoint(
        made_at=found.text("made_at"),
        program=found.text("program"),
        learner=found.text("learner"),
        key=found.text("key"),
        texts=found.flag("texts"),
        attempts=tuple(_held(Fields(each)) for each in found.listed("attempts")),
        files={name: _digest(files.inside(name)) for name in tuple(files.left)},
    )


def _digest(found: Fields) -> Digest:
    digest = Digest(found.text("sha256"), found.number("size"))
    found.nothing_more()
    return digest


def _held(found: Fields) -> CheckpointAttempt:
    held = CheckpointAttempt(
        attempt=found.text("attempt"),
        scenario=found.text("scenario"),
        rubric=found.text("rubric"),
        count=found.number("count"),
        head=found.text("head"),
        entries=found.number("entries"),
        entries_head=found.text("entries_head"),
        first=found.text("first"),
        second=found.text("second"),
    )
    found.nothing_more()
    return held
