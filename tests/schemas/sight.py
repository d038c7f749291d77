"""Which rules of the loader a schema sees, which it sees in part, and which no schema can see."""

from typing import Final

SCHEMA_SEES: Final = {
    "unknown-key",
    "missing-key",
    "wrong-type",
    "empty-text",
    "bad-name",
    "bad-number",
    "bad-flag",
    "bad-date",
    "out-of-range",
    "unknown-word",
    "newer-format",
    "variable-kind",
    "scene-kind",
    "choice-kind",
    "field-kind",
    "key-elsewhere",
    "breach-and-repair",
    "unsigned-review",
    "walkthrough-empty",
}
"""A document that breaks one of these does not fit its schema."""

SCHEMA_SEES_IN_PART: Final = {
    "condition-syntax": "the outline of a condition, not whether its brackets match",
    "repeated-entry": "the same entry twice in a list, not the same number of two clauses",
    "walkthrough-step": "a step that cannot be a name, not one that cannot be walked",
    "tick-levels": "no level at all or a gap below thirty wrong ticks, and no gap above",
}
"""A document that breaks one of these may fit its schema or not, and which is written here."""

READING: Final = {
    "unreadable-file",
    "file-too-large",
    "not-utf-8",
    "empty-file",
    "syntax",
    "hidden-character",
    "too-deep",
    "too-many-parts",
    "anchor-or-alias",
    "tag",
    "merge-key",
    "duplicate-key",
    "several-documents",
}
"""About the writing itself, before anything could fit a schema. Each program reads YAML in its own way."""

SCHEMA_CANNOT_SEE: Final = READING | {
    # The file
    "file-name",
    "lost-text",
    "changed-since-review",
    "unfinished-text",
    "internal",
    "covers-unfit",
    "too-many-findings",
    # Names
    "unknown-scene",
    "unknown-variable",
    "unknown-fact",
    "unknown-duty",
    "unknown-clause",
    "unknown-breach",
    "unknown-move",
    "unknown-criterion",
    "unknown-scenario",
    "unknown-rubric",
    "name-clash",
    # Meaning
    "condition-name",
    "condition-type",
    "value-out-of-range",
    "change-not-number",
    "min-over-max",
    "variant-never-said",
    "no-ending",  # it could be said, but until an ending is written all of the scenes would be underlined
    "old-signposts",
    "unused-waiver",
    # Walking
    "walkthrough-steps",
    "walkthrough-unfinished",
    "walkthrough-ending",
    "walkthrough-outcome",
}
"""A document that breaks only these fits its schema."""
