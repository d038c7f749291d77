"""Whether a scenario still says what was reviewed: a review is bound to a digest of everything that it says."""

import hashlib
import json
from enum import StrEnum
from typing import Final

from simulator.documents.yaml.meaning import meaning
from simulator.documents.yaml.reader import Tree

from .shapes import ScenarioShape

KEYS: Final = ("review", "reviewed_by", "reviewed_on", "reviewed_text")
"""What says that it was reviewed, and is no part of what was."""


class Reviewed(StrEnum):
    """How a scenario stands."""

    DRAFT = "draft"
    """Nobody has reviewed it."""
    CHANGED = "changed"
    """It was reviewed, and what it says now is not, or not surely, what was: it counts as a draft."""
    REVIEWED = "reviewed"


def digest_of(tree: dict[str, Tree]) -> str:
    """The SHA-256 of what a scenario says, in hexadecimal digits.

    Everything counts that somebody could mean: each text, condition, mark and walkthrough, and the order of scenes,
    choices and whatever else has a name of the tutor's. The review itself does not, nor how it is written: remarks,
    line breaks, quotation marks, and the order of keys.
    """
    said = {key: value for key, value in tree.items() if key not in KEYS}
    plain = json.dumps(meaning(said, ScenarioShape), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("ascii")).hexdigest()


def standing(tree: Tree | None) -> Reviewed:
    """How the document stands that says this."""
    if not isinstance(tree, dict) or tree.get("review") != "reviewed":
        return Reviewed.DRAFT
    return Reviewed.REVIEWED if tree.get("reviewed_text") == digest_of(tree) else Reviewed.CHANGED
