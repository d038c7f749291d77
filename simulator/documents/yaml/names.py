"""What names may look like."""

from typing import Final

KEBAB: Final = "^[a-z0-9]+(-[a-z0-9]+)*$"
"""Ids of documents, scenes, choices, fields, options, clauses, breaches and moves."""

SNAKE: Final = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
"""Names that conditions can use: variables, facts, duties, and the words of variables."""
