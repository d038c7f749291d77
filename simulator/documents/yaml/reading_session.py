"""A document between its bytes and its value."""

import contextlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeVar

from .loaded import Loaded, Waiver
from .names import KEBAB
from .parts import Shape
from .problems import Problems
from .reader import Tree, read
from .source import Source, open_source
from .source_map import SourceMap
from .validation import validate

ValueT = TypeVar("ValueT")
ShapeT = TypeVar("ShapeT", bound=Shape)

FORMAT: Final = 1
"""The newest version of the format that is understood here."""


def is_newer(tree: Tree | None, problems: Problems, subject: str) -> bool:
    """Whether a document says that it needs a newer version, which is told; then nothing else of it is judged.

    Args:
        tree: what the document says.
        problems: where it is told.
        subject: how the sentence begins, such as “This scenario is”.
    """
    written = tree.get("format", "1") if isinstance(tree, dict) else "1"
    if isinstance(written, str) and re.fullmatch(r"[0-9]{1,9}", written) and int(written) > FORMAT:
        message = f"{subject} written in format {int(written)}, and this version understands up to {FORMAT}."
        problems.of(("format",), "newer-format", message, "Install a newer version to use it.", value=True)
        return True
    return False


class ReadingSession:
    """A document that was read and is being translated."""

    def __init__(self, source: Source | Path) -> None:
        opened = open_source(source) if isinstance(source, Path) else source
        self.source = opened if isinstance(opened, Source) else None
        self.name = opened.name if isinstance(opened, Source) else opened.file
        self.document = None if self.source is None else read(self.source)
        self.source_map = SourceMap("", 0) if self.document is None else self.document.source_map
        self.problems = Problems(self.name, self.source_map)
        if not isinstance(opened, Source):
            self.problems.found.append(opened)
        if self.document is not None:
            self.problems.found.extend(self.document.faults)
            self.problems.mended_lines = {fault.line for fault in self.document.faults if fault.is_error}
        self.whole = False
        """Whether all of it fitted its shape."""

    @property
    def tree(self) -> Tree | None:
        """What the document says; None where nothing could be read."""
        return None if self.document is None else self.document.tree

    @property
    def id(self) -> str:
        """The document's id."""
        return "" if self.source is None else self.source.id

    def judge_name(self) -> None:
        """Tell of a file's name that cannot be the id by which other documents refer to this one, or is taken."""
        if self.tree is not None and not re.fullmatch(KEBAB, self.id):
            message = "The file's name is the document's id, and other documents cannot refer to this one."
            self.problems.at(0, "file-name", message, "Use small letters, digits and -, such as a-promise.yaml.")
        first = Path(self.name).with_suffix(".yaml") if self.name.endswith(".yml") and self.id else None
        with contextlib.suppress(OSError):
            if first is not None and first.is_file():
                message = f"`{first.name}`, beside it, has the same id and is used in its place."
                self.problems.at(0, "file-name", message, "Delete one of the two, or give it another name.")

    def fitted(self, shape: type[ShapeT], stand_ins: Mapping[str, Tree], subject: str) -> ShapeT | None:
        """What the document says as a shape; None where nothing can be read, or a newer version is needed for it.

        Args:
            shape: what it should be.
            stand_ins: values for the document's own keys, as ``validate`` takes them.
            subject: how a sentence about its format begins, such as “This scenario is”.
        """
        if self.tree is None or is_newer(self.tree, self.problems, subject):
            return None
        fitted, self.whole = validate(self.tree, shape, self.problems, stand_ins)
        return fitted

    def loaded(
        self, value: ValueT | None, waivers: tuple[Waiver, ...] = (), *, despite_errors: bool = False
    ) -> Loaded[ValueT]:
        """The result; without the value if an error was found, unless it can be used in spite of that."""
        return Loaded(
            None if self.problems.has_errors and not despite_errors else value,
            self.problems.all(),
            self.source_map,
            "" if self.document is None else self.document.text,
            "" if self.source is None else self.source.digest,
            self.name,
            waivers,
        )
