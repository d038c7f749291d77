"""The shape of a comment bank. Editors show the descriptions to whoever fills it in."""

from typing import Literal

from pydantic import Field

from simulator.documents.yaml.parts import DocumentShape, Kebab, LevelWord, Shape, Text


class CommentShape(Shape, title="A comment"):
    """One comment to begin from; an assessor changes it to fit before it is kept."""

    clause: Kebab | None = Field(
        None,
        description="The clause of the code that it is for. Left out, it is offered for every clause.",
        examples=["clause: confidentiality"],
    )
    level: LevelWord | None = Field(
        None, description="The level that it goes with. Left out, it fits any.", examples=["level: competent"]
    )
    text: Text = Field(
        description="The comment. Say what was seen and what to try next, to the learner.",
        examples=["text: You said what you could not keep private before it was needed. Keep doing that."],
    )


class CommentsShape(DocumentShape, title="Comments"):
    """Comments that assessors write again and again, each with a dash."""

    kind: Literal["comments"] = Field("comments", description="What the document is.", examples=["kind: comments"])
    comments: tuple[CommentShape, ...] = Field(
        (),
        description="The comments, each with a dash.",
        examples=["comments:\n  - {clause: role, text: You said plainly what you can help with.}"],
    )
