"""A document put in order: its keys moved, and proved to say what it said before."""

from collections import Counter
from dataclasses import dataclass

from simulator.diagnostics import Diagnostic
from simulator.documents.yaml.meaning import PartShape, meaning
from simulator.documents.yaml.reader import YamlDocument, read
from simulator.documents.yaml.source import Source

from .layout import KeyMover


@dataclass(frozen=True, slots=True)
class Formatted:
    """A document laid out, or why it was not."""

    before: str
    after: str
    """The same as before where nothing had to move or nothing may."""
    faults: tuple[Diagnostic, ...] = ()
    """What keeps the document from being read."""
    refused: bool = False
    """Whether laying it out would have changed what it says."""

    @property
    def ok(self) -> bool:
        """Whether it could be laid out."""
        return not self.faults and not self.refused

    @property
    def changed(self) -> bool:
        """Whether anything moved."""
        return self.before != self.after


def formatted(source: Source, shape: PartShape) -> Formatted:
    """A document of some shape with its keys in order; it is read again and must say the same as before."""
    document = read(source)
    faults = tuple(fault for fault in document.faults if fault.is_error)
    if document.tree is None or faults:
        return Formatted(document.text, document.text, faults)
    mark = "\ufeff" if document.text.startswith("\ufeff") else ""
    after = mark + KeyMover(document.text.removeprefix(mark)).laid(shape)
    if after == document.text:
        return Formatted(document.text, after)
    if not _same(document, read(Source.of_text(after, source.name)), shape):
        return Formatted(document.text, document.text, refused=True)
    return Formatted(document.text, after)


def _same(before: YamlDocument, after: YamlDocument, shape: PartShape) -> bool:
    """Whether two documents say the same, comments included."""
    if before.tree is None or after.tree is None or any(fault.is_error for fault in after.faults):
        return False
    return meaning(before.tree, shape) == meaning(after.tree, shape) and _signs(before.text) == _signs(after.text)


def _signs(text: str) -> Counter[str]:
    """Every sign of a text but the white space, in no order."""
    return Counter("".join(text.split()))
