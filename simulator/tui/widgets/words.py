"""Words for stages, kinds and numbers."""

from typing import Final

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
