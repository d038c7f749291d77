"""One decision of a starter scenario. In its texts ``{name}`` stands for the mentee's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Way: TypeAlias = Literal["best", "weak", "unsafe"]
"""How well a learner does."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that the learner can say or do."""

    id: str
    words: str
    why: str
    thinks: str = ""
    moves: tuple[str, ...] = ()
    trust: int = 0
    breach: str = ""
    fulfils: tuple[str, ...] = ()
    sets: str = ""
    """A variable that becomes true."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A decision about one clause.

    The best option is neither the longest nor the shortest, no text of an option names the mentee, and the three differ
    in what they do to trust, so that whoever is asked for the moments gets a scenario without a finding.
    """

    id: str
    clause: str
    about: str
    """For the tutor: what the decision is about."""
    best: Option
    weak: Option
    unsafe: Option
    says: str = ""
    cue: str = ""
    tells: str = ""
    key: str = "say"
    opens: tuple[str, ...] = ()
    then: "Moment | None" = None
    """A decision that follows for whoever has made a variable true here."""

    @property
    def options(self) -> Mapping[Way, Option]:
        """What somebody takes who does well, who means well, and who does harm."""
        return {"best": self.best, "weak": self.weak, "unsafe": self.unsafe}
