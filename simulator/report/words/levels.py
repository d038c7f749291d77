"""The four levels with their signs; a sign stands beside a word and never for it."""

from typing import Final

from simulator.engine.rubric import Level

LEVEL_SIGNS: Final = {Level.UNSAFE: "✕", Level.DEVELOPING: "◔", Level.COMPETENT: "◑", Level.EXEMPLARY: "●"}


def level_label(level: Level) -> str:
    """A level's sign and word."""
    return f"{LEVEL_SIGNS[level]} {level.word}"


def level_word(level: Level | None) -> str:
    """A level as a word; none is *not enough to say*."""
    return "not enough to say" if level is None else level.word
