"""Signs and words for the parts of a scenario's structure; a sign stands beside a word and never for it."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulator.analysis.structure import Obligation, OptionOutline, SceneKind, Structure

from .levels import level_label

OPENS: Final = "▷ opens"
DUE: Final = "◷ due"
FULFILS: Final = "✓ fulfils"
"""What happens to a duty."""

KINDS: Final = {
    SceneKind.DECISION: "decision",
    SceneKind.FORM: "form",
    SceneKind.AUTOMATIC: "automatic",
    SceneKind.ENDING: "ending",
}

UNREACHED: Final = "nothing leads here"
OTHERWISE: Final = "otherwise"
"""The way where no choice is open."""

HOW: Final = {"tick": "tick any", "pick": "pick one", "write": "write"}
"""What a field of a form asks for."""


def act_notes(act: OptionOutline) -> Iterator[str]:
    """What there is to know of a choice or an option besides its words, a note each."""
    if act.level is not None:
        yield level_label(act.level)
    if act.breach:
        yield f"breach: {act.breach}"
    if act.repairs:
        yield f"repairs: {act.repairs}"
    yield from (f"{FULFILS} {duty}" for duty in act.fulfils)
    if act.when:
        yield f"when {act.when}"
    if act.again:
        yield "↻ may be chosen again"


def shortened(text: str, most: int) -> str:
    """A text on one line, cut after a whole word where it has more characters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[:most]
    whole = cut.rpartition(" ")[0]
    return (whole if len(whole) > most // 2 else cut[:-1]).rstrip(" ,;:.-–—") + "…"


def counted(number: int, noun: str) -> str:
    """A number and its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words in a row, with a word before the last; empty where there are none."""
    return f" {last} ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def size_words(structure: Structure) -> str:
    """How many scenes there are, and of which kinds."""
    kinds = {
        SceneKind.DECISION: "decision",
        SceneKind.FORM: "form",
        SceneKind.AUTOMATIC: "automatic scene",
        SceneKind.ENDING: "ending",
    }
    parts = [counted(structure.count(kind), noun) for kind, noun in kinds.items() if structure.count(kind)]
    return f"{counted(len(structure.places), 'scene')}: {', '.join(parts)}"


def in_words(duty: Obligation) -> str:
    """What a duty is, by when, and what missing it comes to."""
    due = f"; due at {duty.due}" if duty.due else ""
    return f"{duty.says.rstrip('.')}{due}; {duty.missed.word} if missed"
