"""What somebody may see of a review: two markers see nothing of each other's marks until both have signed."""

from dataclasses import replace

from .events import Entry
from .people import MARKING, Part
from .state import Marking, Review


def seen_from(review: Review, part: Part) -> Review:
    """The review as somebody in this part may see it. A second marking is worth nothing once the first was seen."""
    if part not in MARKING or _both_signed(review):
        return review
    other = Part.SECOND if part is Part.FIRST else Part.FIRST
    masked = Marking(code=review.markings[other].code)
    entries = tuple(entry for entry in review.entries if not _of(entry, other))
    return replace(review, markings={**review.markings, other: masked}, entries=entries)


def _both_signed(review: Review) -> bool:
    """Whether both have signed what stands; an agreement or a release is only possible then, and unmasks for good."""
    if review.agreed_clauses or review.agreed_criteria or review.ever_released:
        return True
    return review.first.stands_signed and review.second.stands_signed


def _of(entry: Entry, part: Part) -> bool:
    return getattr(entry.event, "part", None) is part
