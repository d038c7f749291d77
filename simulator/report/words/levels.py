"""The four levels with their signs; a sign stands beside a word and never for it."""

from typing import Final

from simulator.engine.rubric import Level

LEVEL_SIGNS: Final = {Level.UNSAFE: "✕", Level.DEVELOPING: "◔", Level.COMPETENT: "◑", Level.EXEMPLARY: "●"}


def level_label(level: Level) -> str:
    """A level's sign and word."""
    return f"{LEVEL_SIGNS[level]} {level.word}"
