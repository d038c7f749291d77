"""Words for the modes in which a scenario is played."""

from typing import Final

from simulator.engine.events import Mode

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
