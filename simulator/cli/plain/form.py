"""A form in plain lines: one question after another, each answer kept as soon as it is given."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, assert_never

from simulator.cli.terminal import say
from simulator.engine.events import Answer
from simulator.engine.play import form_faults
from simulator.engine.scenario import Field, PickField, TickField, WriteField
from simulator.report.visible import in_one_line

from .lines import Input, number_up_to

if TYPE_CHECKING:
    from simulator.attempt import Attempt


def ask_fields(  # noqa: PLR0913, PLR0917  (a form is asked with all of this at hand)
    source: Input,
    command: Callable[[], str | None],
    attempt: "Attempt",
    fields: Sequence[Field],
    answers: dict[str, Answer],
    faults: dict[str, str],
) -> bool:
    """Ask every field that has no answer yet or a faulty one; False where the learner turned to something else.

    ``command`` gives the next line of input, or None where it was a command and has been done.
    """
    for number, field in enumerate(fields, 1):
        fault = faults.get(field.id)
        if fault:
            source.not_understood(fault)
        elif field.id in answers and not form_faults([field], {field.id: answers[field.id]}, blank_allowed=True):
            say(f"{number}. {in_one_line(field.ask)} Kept from before: {_told(field, answers[field.id])}")
            continue
        say(f"{number} of {len(fields)}. {in_one_line(field.ask)}")
        answer = None
        while answer is None:
            _offer(field)
            given = command()
            if given is None:
                return False
            answer = _read(source, field, given)
        answers[field.id] = answer
        attempt.keep_draft(answers)
    return True


def _offer(field: Field) -> None:
    match field:
        case TickField(options=ticks):
            for number, option in enumerate(ticks, 1):
                say(f"{number}. {in_one_line(option.deed.text)}", indent="  ")
            say("Type the numbers of all that apply, such as 1 3, or 0 for none.")
        case PickField(options=picks):
            for number, pick in enumerate(picks, 1):
                say(f"{number}. {in_one_line(pick.text)}", indent="  ")
            say("Type one number.")
        case WriteField():
            say(f"Write {field.min_words} to {field.max_words} words on one line. No real names, no real events.")
        case _:
            assert_never(field)


def _read(source: Input, field: Field, given: str) -> Answer | None:
    """The answer that a line of input means; None, and a sentence said, where it means none."""
    match field:
        case TickField(options=ticks):
            numbers = _numbers(source, given, len(ticks))
            return None if numbers is None else tuple(ticks[number - 1].id for number in numbers)
        case PickField(options=picks):
            numbers = _numbers(source, given, len(picks))
            if numbers is None:
                return None
            if len(numbers) != 1:
                source.not_understood(f"Type one number from 1 to {len(picks)}.")
                return None
            return picks[numbers[0] - 1].id
        case WriteField():
            return given
        case _:
            assert_never(field)


def _numbers(source: Input, given: str, highest: int) -> list[int] | None:
    words = given.replace(",", " ").split()
    if words == ["0"]:
        return []
    numbers = [number_up_to(highest, word) for word in words]
    found = {number for number in numbers if number is not None}
    if numbers and None not in numbers:
        return sorted(found)
    source.not_understood(f"Type numbers from 1 to {highest}.")
    return None


def _told(field: Field, answer: Answer) -> str:
    match field:
        case TickField(options=ticks):
            chosen = [in_one_line(option.deed.text) for option in ticks if option.id in answer]
            return "; ".join(chosen) or "nothing ticked"
        case PickField(options=picks):
            return next((in_one_line(pick.text) for pick in picks if pick.id == answer), "")
        case WriteField():
            return in_one_line(answer) if isinstance(answer, str) and answer else "left blank"
        case _:
            assert_never(field)
