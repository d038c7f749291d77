"""How the engine's values are said on screen: levels, stages, kinds, modes, progress. Words always."""

from typing import Final

from simulator.engine.events import Mode
from simulator.engine.rubric import Level

LEVEL_GLYPHS: Final = {Level.UNSAFE: "✕", Level.DEVELOPING: "◔", Level.COMPETENT: "◑", Level.EXEMPLARY: "●"}

STAGES: Final = {
    "initiation": "Starting out",
    "exploration": "Finding out more",
    "empowerment": "Moving forward",
    "closure": "Ending well",
}

KINDS: Final = {
    "contracting": "agreeing how you work",
    "rapport": "getting to know each other",
    "goal-setting": "setting goals",
    "boundary-test": "a boundary is tested",
    "disclosure": "something is disclosed",
    "referral-trigger": "more help is needed",
    "record-keeping": "keeping records",
    "equality": "equality",
    "challenge": "challenging kindly",
    "closure": "endings",
    "self-care": "looking after yourself",
}

MODE_NAMES: Final = {
    Mode.PRACTICE: "Practice",
    Mode.REHEARSAL: "Rehearsal",
    Mode.ASSESSMENT: "Assessment",
}

MODE_SHORT: Final = {
    Mode.PRACTICE: "Practice · does not count",
    Mode.REHEARSAL: "Rehearsal · does not count",
    Mode.ASSESSMENT: "Assessment · this counts",
}

MODE_LONG: Final = {
    Mode.PRACTICE: "Coaching as you go; you can take steps back. Does not count.",
    Mode.REHEARSAL: "Straight through; coaching at the end. Does not count.",
    Mode.ASSESSMENT: "Straight through, for an assessor to read. This counts.",
}


def level_label(level: Level) -> str:
    """A level's glyph and word."""
    return f"{LEVEL_GLYPHS[level]} {level.word}"


def stage(name: str) -> str:
    """A stage as a heading; unknown ones as they are written."""
    return STAGES.get(name, name.capitalize() or "Other")


def kinds(names: tuple[str, ...]) -> str:
    """The kinds of a scenario, in words."""
    return ", ".join(KINDS.get(name, name) for name in names)


def decisions(number: int) -> str:
    """A number of decisions, in words."""
    return "no decision yet" if number == 0 else "1 decision" if number == 1 else f"{number} decisions"


def listed(names: tuple[str, ...]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
