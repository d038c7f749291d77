"""Free texts kept apart from the hashed bodies they belong to, so that erasing one leaves every hash as it was.

A hashed body carries only a commitment, ``{"text": "<sha256 hex>"}``: SHA-256 over a random salt and the text. The salt
keeps anybody from guessing a short text by trying. Blank texts say nothing about a person and stay where they are.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from simulator.engine.events import ERASED
from simulator.engine.scenario import Form, Scenario, WriteField
from simulator.json_value import Json

from .canonical import CodecError, Fields, canonical, parse
from .chain import CENTRE, link

Written: TypeAlias = frozenset[tuple[str, str]]
"""The written fields of a scenario: scene and field."""
SALT: Final = 16
"""The salt's length in bytes."""


@dataclass(frozen=True, slots=True)
class ErasableText:
    """A free text as it is kept."""

    commitment: str
    salt: str
    text: str

    @property
    def whole(self) -> bool:
        """Whether it is the text that was committed to."""
        return commitment_of(self.salt, self.text) == self.commitment


class TextFault(CodecError):  # noqa: N818
    """A free text that is not there, or is another than the one that was written."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


def commitment_of(salt: str, text: str) -> str:
    """The commitment to a text, in hex."""
    return hashlib.sha256(canonical([salt, text]).encode()).hexdigest()


def commit_to(text: str) -> ErasableText:
    """A text with a new salt and its commitment."""
    salt = os.urandom(SALT).hex()
    return ErasableText(commitment_of(salt, text), salt, text)


def written_fields(scenario: Scenario) -> Written:
    """Where a learner writes freely in forms."""
    return frozenset(
        (name, each.id)
        for name, scene in scenario.scenes.items()
        if isinstance(scene.content, Form)
        for each in scene.content.fields
        if isinstance(each, WriteField)
    )


@dataclass(frozen=True, slots=True)
class Erasure:
    """The entry of the centre's stream that records an erasure, with the hash before it, so that it can be checked."""

    previous: str
    number: int
    at: str
    body: str
    hash: str

    @property
    def whole(self) -> bool:
        """Whether its hash is that of its content."""
        return link(self.previous, CENTRE, self.number, self.at, self.body) == self.hash

    def facts(self, attempt: str) -> tuple[frozenset[str], tuple[str, str] | None]:
        """What it says of an attempt: the commitments whose texts went, and the head before and after it was rewritten.

        Raises:
            CodecError: it says it in another way.
        """
        facts = Fields(parse(self.body)).inside("facts")
        erased = facts.inside("erased").left.get(attempt, [])
        heads = facts.inside("rewritten").left.get(attempt)
        match erased, heads:
            case list(), None:
                return frozenset(str(each) for each in erased), None
            case list(), [str(before), str(after)]:
                return frozenset(str(each) for each in erased), (before, after)
            case _:
                raise CodecError("what it says of an erasure cannot be read")


@dataclass(slots=True)
class TextExtractor:
    """Takes free texts out of bodies, and gathers them."""

    texts: list[ErasableText] = field(default_factory=list)

    def take(self, text: str) -> Json:
        """What stands in the body for a text."""
        if not text.strip():
            return text
        kept = commit_to(text)
        self.texts.append(kept)
        return {"text": kept.commitment}

    def event(self, body: dict[str, Json], written: Written) -> dict[str, Json]:
        """An event's body without its free texts."""
        match body:
            case {"kind": "explained", "text": str(text)}:
                return {**body, "text": self.take(text)}
            case {"kind": "answered", "scene": str(scene), "answers": dict(answers)}:
                apart = {
                    name: self.take(given) if isinstance(given, str) and (scene, name) in written else given
                    for name, given in answers.items()
                }
                return {**body, "answers": apart}
            case _:
                return body


@dataclass(frozen=True, slots=True)
class ErasableTexts:
    """The free texts of one stream, and which of them were erased on record."""

    kept: Mapping[str, ErasableText] = field(default_factory=dict)
    """By commitment."""
    erasures: tuple[Erasure, ...] = ()
    """The records of what was erased."""
    erased: frozenset[str] = frozenset()
    """The commitments whose erasure those records tell of."""
    rewritten: Mapping[str, str] = field(default_factory=dict)
    """The heads that the attempt had before an erasure wrote it anew, each with the one that took its place."""
    left_out: bool = False
    """They were left out of an export on purpose; nothing is missing then."""

    def of(self, commitment: str) -> str:
        """The text that was committed to; a placeholder where it was erased or left out.

        Raises:
            TextFault: it is not there, or is another.
        """
        found = self.kept.get(commitment)
        if found is None:
            if self.left_out or commitment in self.erased:
                return ERASED
            raise TextFault("text-missing", "has lost what was written there")
        if not found.whole:
            raise TextFault("text-changed", "holds another text than the one that was written")
        return found.text

    def join(self, body: Json) -> Json:
        """An event's body with its free texts in their places.

        Raises:
            TextFault: one is not there, or is another.
            CodecError: what stands for a text is no commitment.
        """
        if not isinstance(body, dict):
            return body
        match body:
            case {"kind": "explained", "text": dict(given)}:
                return {**body, "text": self.of(commitment_in(given))}
            case {"kind": "answered", "answers": dict(answers)}:
                joined: dict[str, Json] = {
                    name: self.of(commitment_in(given)) if isinstance(given, dict) else given
                    for name, given in answers.items()
                }
                return {**body, "answers": joined}
            case _:
                return body


LEFT_OUT: Final = ErasableTexts(left_out=True)
"""Free texts that nobody asks for."""


def texts_of(
    attempt: str, kept: Iterable[ErasableText], erasures: Iterable[Erasure], *, left_out: bool = False
) -> ErasableTexts:
    """The free texts of a stream with the records of what was erased of it.

    Raises:
        CodecError: a record cannot be read.
    """
    erasures = tuple(erasures)
    told = [each.facts(attempt) for each in erasures]
    return ErasableTexts(
        kept={each.commitment: each for each in kept},
        erasures=erasures,
        erased=frozenset(commitment for commitments, _ in told for commitment in commitments),
        rewritten=dict(heads for _, heads in told if heads),
        left_out=left_out,
    )


def commitment_in(given: Mapping[str, Json]) -> str:
    """The commitment that stands for a text.

    Raises:
        CodecError: it is none.
    """
    match given:
        case {"text": str(commitment)} if len(given) == 1:
            return commitment
        case _:
            raise CodecError("what stands for a text in it is no commitment")


def commitments(body: Json) -> tuple[str, ...]:
    """The commitments in an event's body, in order.

    Raises:
        CodecError: what stands for a text is none.
    """
    match body:
        case {"kind": "explained", "text": dict(given)}:
            return (commitment_in(given),)
        case {"kind": "answered", "answers": dict(answers)}:
            return tuple(commitment_in(given) for given in answers.values() if isinstance(given, dict))
        case _:
            return ()


def keepable(*texts: str) -> bool:
    """Whether every database can keep these texts in a column: no NUL and no half of a surrogate pair."""
    return not any("\0" in text or not _encodes(text) for text in texts)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
