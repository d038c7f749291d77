"""How a duty stands, in words: the one place that says of a duty that it is done, late or not done."""

from typing import Final

from simulator.engine.scenario import Duty
from simulator.engine.state import DutyStatus

STANDS: Final = {
    DutyStatus.WAITING: "did not come up",
    DutyStatus.OPEN: "still to do",
    DutyStatus.LATE: "late, and still not done",
    DutyStatus.FULFILLED: "done",
    DutyStatus.FULFILLED_LATE: "done, but late",
    DutyStatus.MISSED: "not done",
}
"""How it stands, for what comes after its name."""
_TURNED: Final = {**STANDS, DutyStatus.OPEN: "to be done from here on", DutyStatus.LATE: "late from here on"}


def duty_stands(duty: Duty, status: DutyStatus) -> str:
    """What has to be done, and how it stands: ``Tell Ms Okafor the same day: done, but late.``"""
    return f"{duty.says.rstrip('.')}: {STANDS[status]}."


def duty_turned(duty: Duty, status: DutyStatus) -> str:
    """The same at the turn in which it came to stand so."""
    return f"{duty.says.rstrip('.')}: {_TURNED[status]}."
