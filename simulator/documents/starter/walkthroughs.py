"""The walkthroughs that a starter scenario holds itself to."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from .endings import ending_ids
from .moment import Moment, Option, Way
from .record import STEPS
from .safety import AFTERWARDS, TELL_LEAD
from .wishes import Wishes
from .writing import Page, listed, paired

_START, _MOST = 3, 6
"""Where trust begins, and where it stops."""

_WAYS: Final[tuple[tuple[str, Way, str], ...]] = (
    ("does-it-well", "best", "competent"),
    ("means-it-well", "weak", "developing"),
    ("does-harm", "unsafe", "unsafe"),
)

_Answers: TypeAlias = Mapping[str, str | Sequence[str]]


def write_walkthroughs(wishes: Wishes, page: Page) -> None:
    """The ways through that must hold."""
    page.remark(
        "The scenario's own tests: ways through that must hold whenever you have changed something. One entry a"
    )
    page.remark("decision, in the order in which they are met.")
    page.line("expect:")
    for name, how, outcome in _WAYS:
        taken = [option for moment in wishes.moments for option in _taken(moment, how)]
        _write(wishes, page, name, taken, how)
        page.line(f"outcome: {outcome}", 4)
    if any(moment.then for moment in wishes.moments):
        taken = [option for moment in wishes.moments for option in _taken_back(moment)]
        _write(wishes, page, "takes-it-back", taken, "best")
        page.line("outcome: developing", 4)


def _taken(moment: Moment, how: Way) -> list[Option]:
    option = moment.options[how]
    return [option, *(_taken(moment.then, how) if moment.then is not None and option.sets else [])]


def _taken_back(moment: Moment) -> list[Option]:
    return [moment.unsafe, moment.then.best] if moment.then is not None else [moment.best]


def _write(wishes: Wishes, page: Page, name: str, taken: Sequence[Option], how: Way) -> None:
    last = _answers(STEPS[how]) if wishes.with_form else AFTERWARDS.options[how].id
    page.line(f"{name}:", 2)
    page.line(f"choose: {listed([*(option.id for option in taken), last])}", 4)
    page.line(f"ending: {_ending(wishes, taken)}", 4)


def _ending(wishes: Wishes, taken: Sequence[Option]) -> str:
    good, other = ending_ids(wishes)
    if wishes.harm:
        return good if any(TELL_LEAD in option.fulfils for option in taken) else other
    trust = _START
    for option in taken:
        trust = min(max(trust + option.trust, 0), _MOST)
    return good if trust >= _START else other


def _answers(step: _Answers) -> str:
    return paired((field, answer if isinstance(answer, str) else listed(answer)) for field, answer in step.items())
