"""What is wrong with a pack: signature, files, every attempt's chain and texts, every review, the scores. No store."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from simulator.isolation import RULE as INTERNAL
from simulator.isolation import InternalFault, isolated
from simulator.progress import counted
from simulator.sessions.exporting import score_differs
from simulator.store.errors import StoreNewer
from simulator.store.format import bundle
from simulator.store.format.canonical import CodecError
from simulator.store.format.export import Exported, NewerExport

from .build import KEY, RECORD
from .checkpoint import (
    NAME,
    SIGNATURE,
    Checkpoint,
    CheckpointAttempt,
    CheckpointRefused,
    digest_of_file,
    read_checkpoint,
)
from .comparing import Differs, NotCompared, compared
from .gather import checkpoint_attempt
from .keys import KeyRefused, PublicKey, public_of

MAX_LINKS: Final = 20_000
"""The most events, or entries of a review, that are looked at: playing them again takes longer than they are many."""


@dataclass(frozen=True, slots=True)
class PackFault:
    """One thing that is wrong with a pack."""

    file: str
    message: str
    """One sentence; it names the event or entry where that is what is wrong."""
    attempt: str = ""


@dataclass(frozen=True, slots=True)
class PackCheck:
    """What checking a pack came to."""

    wrong: tuple[PackFault, ...]
    key: PublicKey | None
    """The key that the pack names; None where it names none."""
    expected: PublicKey | None
    """The key that was asked for."""
    checkpoint: Checkpoint | None
    attempts: int
    not_compared: tuple[NotCompared, ...] = ()
    """Files of which nobody knows whether they say what the record says."""


def check_pack(files: Mapping[str, bytes], expected: PublicKey | None = None) -> PackCheck:
    """Check everything in a pack that can be checked with nothing else at hand.

    Raises:
        StoreNewer: a newer version of the program made it.
    """
    wrong: list[PackFault] = []
    checkpoint = _checkpoint(files, wrong)
    key = _key(checkpoint, wrong)
    wrong += _signature_faults(files, key, expected)
    if checkpoint is not None:
        wrong += _file_faults(files, checkpoint)
    exported = _exported(files, wrong)
    for each in counted(exported, "Checking attempts"):
        attempt = each.record.header.attempt
        found = isolated(attempt, partial(_all_attempt_faults, each, checkpoint), (StoreNewer,))
        if isinstance(found, InternalFault):
            found = (PackFault(RECORD, f"{found.message} [{INTERNAL}]", attempt),)
        wrong += found
    if checkpoint is not None and RECORD in files:
        wrong += _missing_attempts(exported, checkpoint)
    not_compared: tuple[NotCompared, ...] = ()
    if not wrong and checkpoint is not None and key is not None:
        seen = tuple(compared(files, exported, checkpoint, key.id))
        wrong += [PackFault(each.file, each.message) for each in seen if isinstance(each, Differs)]
        not_compared = tuple(each for each in seen if isinstance(each, NotCompared))
    return PackCheck(tuple(wrong), key, expected, checkpoint, len(exported), not_compared)


def _checkpoint(files: Mapping[str, bytes], wrong: list[PackFault]) -> Checkpoint | None:
    if NAME not in files:
        wrong.append(PackFault(NAME, "It is missing, so nothing says what the pack should hold."))
        return None
    try:
        return read_checkpoint(files[NAME])
    except CheckpointRefused as error:
        wrong.append(PackFault(NAME, f"It was changed, or is no checkpoint: {error}."))
        return None


def _key(checkpoint: Checkpoint | None, wrong: list[PackFault]) -> PublicKey | None:
    if checkpoint is None:
        return None
    try:
        return public_of(checkpoint.key)
    except KeyRefused:
        wrong.append(PackFault(NAME, "The public key that it names is none."))
        return None


def _signature_faults(
    files: Mapping[str, bytes], key: PublicKey | None, expected: PublicKey | None
) -> Iterator[PackFault]:
    if key is not None and expected is not None and key != expected:
        yield PackFault(NAME, f"It is signed with the key {key.id}, and the expected one is {expected.id}.")
    if SIGNATURE not in files:
        yield PackFault(SIGNATURE, "It is missing, so nobody vouches for the pack.")
    elif NAME in files and not (expected or key or _NOBODY).signed(files[NAME], files[SIGNATURE]):
        by = " the expected key's" if expected is not None else ""
        yield PackFault(SIGNATURE, f"It is not{by or ' the'} signature over {NAME}: one of the two was changed.")


_NOBODY = PublicKey(b"")
"""A key that has signed nothing."""


def _file_faults(files: Mapping[str, bytes], checkpoint: Checkpoint) -> Iterator[PackFault]:
    for name, digest in checkpoint.files.items():
        if name not in files:
            yield PackFault(name, "It is missing.")
        elif digest_of_file(files[name]) != digest:
            yield PackFault(name, "It was changed since it was signed.")
    for name in sorted(files):
        if name not in checkpoint.files and name not in (NAME, SIGNATURE):
            yield PackFault(name, "It was added since it was signed.")
    if KEY in files and digest_of_file(files[KEY]) == checkpoint.files.get(KEY):
        try:
            fits = public_of(files[KEY].decode("ascii", "replace")).hex == checkpoint.key
        except KeyRefused:
            fits = False
        if not fits:
            yield PackFault(KEY, f"It is not the key that {NAME} names.")


def _exported(files: Mapping[str, bytes], wrong: list[PackFault]) -> tuple[Exported, ...]:
    if RECORD not in files:
        return ()
    try:
        return bundle.parse_exports(files[RECORD])
    except NewerExport as error:
        raise StoreNewer(f"The pack cannot be checked: {error}.") from error
    except CodecError as error:
        wrong.append(PackFault(RECORD, f"It is damaged: {error}."))
        return ()


def _all_attempt_faults(each: Exported, checkpoint: Checkpoint | None) -> tuple[PackFault, ...]:
    return tuple(_attempt_faults(each, checkpoint))


def _attempt_faults(each: Exported, checkpoint: Checkpoint | None) -> Iterator[PackFault]:
    attempt = each.record.header.attempt
    if max(len(each.record.events), len(each.record.review.entries)) > MAX_LINKS:
        yield PackFault(RECORD, f"It has more than {MAX_LINKS:,} events or entries, which no attempt has.", attempt)
        return
    for fault in each.faults:
        yield PackFault(RECORD, fault.message, attempt)
    if each.faults:
        return
    if score_differs(each):
        yield PackFault(RECORD, "The scorecard is not what the events come to.", attempt)
    if checkpoint is None:
        return
    held = next((held for held in checkpoint.attempts if held.attempt == attempt), None)
    if held is None:
        yield PackFault(RECORD, "The checkpoint does not name this attempt.", attempt)
    elif held != (now := checkpoint_attempt(each.dossier)):
        yield PackFault(RECORD, f"The checkpoint names another state of it: {_differing(held, now)}.", attempt)


def _differing(held: CheckpointAttempt, now: CheckpointAttempt) -> str:
    if (held.count, held.head) != (now.count, now.head):
        return f"{held.count} events where there are {now.count}, or another last one"
    if (held.entries, held.entries_head) != (now.entries, now.entries_head):
        return f"{held.entries} entries of its review where there are {now.entries}, or another last one"
    if (held.scenario, held.rubric) != (now.scenario, now.rubric):
        return "another scenario or code of conduct"
    return "other decisions"


def _missing_attempts(exported: tuple[Exported, ...], checkpoint: Checkpoint) -> Iterator[PackFault]:
    there = {each.record.header.attempt for each in exported}
    for held in checkpoint.attempts:
        if held.attempt not in there:
            yield PackFault(RECORD, "The checkpoint names this attempt, and it is not there.", held.attempt)
