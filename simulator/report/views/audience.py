"""Who reads a view of an attempt, and what they may see of it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Audience:
    """What a reader may see, and in which words."""

    you: bool
    """The learner reads it, and is spoken to."""
    worth: bool
    """What a line counts as: the levels that it shows, what it breaks, which boxes are wrong."""
    advice: bool
    """Why, what the mentee thought, and what would have been stronger."""
    alternatives: bool
    """What else was offered, and was not taken."""


LEARNER: Final = Audience(you=True, worth=True, advice=True, alternatives=False)
"""The learner who looks back."""
OTHERS: Final = Audience(you=False, worth=True, advice=False, alternatives=True)
"""An assessor, or somebody outside who reads the evidence."""
BLIND: Final = Audience(you=False, worth=False, advice=False, alternatives=False)
"""Somebody who marks, and is to be told nothing of what it is worth."""
