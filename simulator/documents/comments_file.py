"""A bank of comments by clause. What has faults is told and left out."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from simulator.review.comments import Comment

from .comments_shapes import CommentsShape
from .context import LEVELS
from .loaded import Loaded
from .opened import Opened, is_newer
from .reader import Tree
from .shaping import shape
from .source import Source

_STAND_INS: Final[Mapping[str, Tree]] = {"format": "1"}


def read_comments(source: Source | Path) -> Loaded[tuple[Comment, ...]]:
    """Read a comment bank, in the order in which it is written."""
    opened = Opened(source)
    if opened.tree is None or is_newer(opened.tree, opened.problems, "These comments are"):
        return opened.loaded(None)
    fitted = shape(opened.tree, CommentsShape, opened.problems, _STAND_INS)[0]
    if fitted is None:
        return opened.loaded(None)
    found = tuple(
        Comment(each.text.strip(), each.clause or "", None if each.level is None else LEVELS[each.level])
        for each in fitted.comments
    )
    loaded = opened.loaded(found)
    return Loaded(found, loaded.diagnostics, loaded.source_map, loaded.text, loaded.digest, loaded.name)
