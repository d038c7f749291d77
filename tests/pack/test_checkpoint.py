"""A checkpoint has exactly one way of being written."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.pack.checkpoint import (
    Checkpoint,
    CheckpointAttempt,
    CheckpointRefused,
    Digest,
    digest_of_file,
    read_checkpoint,
)
from tests.depth import tries

HELD = CheckpointAttempt("0123", "a" * 64, "b" * 64, 22, "c" * 64, 7, "d" * 64, "e" * 64, "f" * 64)
CHECKPOINT = Checkpoint(
    made_at="2026-11-22T05:00:00.000000Z",
    program="0.1.0",
    learner="L-1",
    key="0" * 64,
    texts=True,
    attempts=(HELD,),
    files={"report.html": digest_of_file(b"<p>"), "README.txt": Digest("1" * 64, 3)},
)

_texts = st.text(max_size=20)
_attempts = st.builds(CheckpointAttempt, *[_texts] * 3, st.integers(), _texts, st.integers(), *[_texts] * 3)


@settings(max_examples=tries(20, 500))
@given(
    st.builds(
        Checkpoint,
        made_at=_texts,
        program=_texts,
        learner=_texts,
        key=_texts,
        texts=st.booleans(),
        attempts=st.lists(
            st.builds(CheckpointAttempt, *[_texts] * 3, st.integers(), _texts, st.integers(), *[_texts] * 3)
        ).map(tuple),
        files=st.dictionaries(_texts, st.builds(Digest, _texts, st.integers(0))),
    )
)
def test_what_is_written_is_read_again(checkpoint: Checkpoint) -> None:
    assert read_checkpoint(checkpoint.data()) == checkpoint
    assert checkpoint.data().isascii()


def test_every_changed_byte_is_another_checkpoint_or_none() -> None:
    data = CHECKPOINT.data()
    for place in range(len(data)):
        for flip in (0x01, 0x20, 0x80):
            changed = data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :]
            try:
                assert read_checkpoint(changed) != CHECKPOINT
            except CheckpointRefused:
                continue


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not JSON"),
        (b"\xff", "not text"),
        (b"[]", "no object"),
        (b"{}", "no “kind”"),
        (b'{"kind": "other"}', "no checkpoint"),
        (CHECKPOINT.data().replace(b'"version": 1', b'"version": 2'), "newer version"),
        (CHECKPOINT.data() + b" ", "one way"),
        (CHECKPOINT.data().replace(b' "kind"', b'  "kind"'), "one way"),
        (json.dumps({**json.loads(CHECKPOINT.data()), "more": 1}).encode(), "“more” is not known"),
    ],
)
def test_what_is_no_checkpoint_is_told(data: bytes, why: str) -> None:
    with pytest.raises(CheckpointRefused, match=why):
        read_checkpoint(data)
