"""A bank of comments by clause. What has faults is told and left out."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.parts import LEVELS
from simulator.documents.yaml.reader import Tree
from simulator.documents.yaml.reading_session import ReadingSession
from simulator.documents.yaml.source import Source
from simulator.review.comments import Comment

from .comments_shapes import CommentsShape

_STAND_INS: Final[Mapping[str, Tree]] = {"format": "1"}


def read_comments(source: Source | Path, clauses: Collection[str] | None = None) -> Loaded[tuple[Comment, ...]]:
    """Read a comment bank, in the order in which it is written; ``clauses`` are those that there are."""
    session = ReadingSession(source)
    fitted = session.fitted(CommentsShape, _STAND_INS, "These comments are")
    if fitted is None:
        return session.loaded(None)
    for position, each in enumerate(fitted.comments):
        if each.clause is not None and clauses is not None and each.clause not in clauses:
            hint = session.problems.near(each.clause, clauses)
            message = f"The rubric has no clause `{each.clause}`."
            session.problems.of(("comments", position, "clause"), "unknown-clause", message, hint, value=True)
    found = tuple(
        Comment(each.text.strip(), each.clause or "", None if each.level is None else LEVELS[each.level])
        for each in fitted.comments
    )
    return session.loaded(found, despite_errors=True)
