"""A form in plain lines: one question after another, each answer kept as soon as it is given."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from simulator.cli.shared.numbers import number_up_to, numbers_up_to, span
from simulator.cli.shared.terminal import say
from simulator.engine.events import Answer
from simulator.engine.play import FormRefused, form_faults
from simulator.engine.scenario import Field, Form, PickField, TickField, WriteField
from simulator.report.words.sanitize import in_one_line
from simulator.report.words.signs import counted

from .lines import Leaving, Signalled

if TYPE_CHECKING:
    from simulator.sessions.attempt import Attempt

    from .asking import Asking


class FormPrompts:
    """The present form of an attempt, filled in question by question."""

    def __init__(self, asking: "Asking", attempt: "Attempt", form: Form, fields: Sequence[Field]) -> None:
        self._asking = asking
        self._attempt = attempt
        self._form = form
        self._fields = tuple(fields)
        self._answers: dict[str, Answer] = dict(attempt.draft())

    def fill_in(self) -> None:
        """Ask until the form is handed in, or something was taken back."""
        self.begin()
        wanted = self._kept_before()
        while True:
            for field in wanted:
                if not self._ask(field):
                    return
            if self._asking.input.on_a_terminal:
                again = self._look_over()
                if again is None:
                    return
                if again:
                    wanted = again
                    continue
            try:
                self._attempt.answer(self._answers)
            except FormRefused as refusal:
                wanted = [field for field in self._fields if field.id in refusal.faults]
                for field in wanted:
                    self._asking.input.not_understood(f"{in_one_line(field.ask)} {refusal.faults[field.id]}")
            else:
                return

    def begin(self) -> None:
        """Say what is to be filled in."""
        say()
        say(f"Form: {in_one_line(self._form.title)}. {counted(len(self._fields), 'question')}.")

    def _kept_before(self) -> list[Field]:
        """The questions without an answer, or with a faulty one; the others are told with theirs."""
        wanted = []
        for number, field in enumerate(self._fields, 1):
            if field.id not in self._answers or self._fault(field):
                wanted.append(field)
            else:
                say(f"{number}. {in_one_line(field.ask)} Kept from before: {self._told(field)}")
        return wanted

    def _fault(self, field: Field) -> str:
        found = form_faults([field], {field.id: self._answers.get(field.id, ())}, blank_allowed=True)
        return found.get(field.id, "")

    def _ask(self, field: Field) -> bool:
        """Ask one question until it has an answer that can be handed in; whether it has."""
        self._offer(field)
        while True:
            match field:
                case TickField() | PickField():
                    answer = self._numbered(field)
                case WriteField():
                    answer = self._written(field)
                case _:
                    assert_never(field)
            if answer is None:
                return False
            self._answers[field.id] = answer
            self._attempt.keep_draft(self._answers)
            if not (fault := self._fault(field)):
                self._asking.input.understood()
                return True
            self._asking.input.not_understood(fault)

    def _offer(self, field: Field) -> None:
        say(f"{self._fields.index(field) + 1} of {len(self._fields)}. {in_one_line(field.ask)}")
        match field:
            case TickField(options=ticks):
                _list([option.action.text for option in ticks])
                boxes = "1 box" if len(ticks) == 1 else f"{len(ticks)} boxes"
                say(f"{boxes}. Type the numbers of all that apply, such as 1 3, or 0 for none.")
            case PickField(options=picks):
                _list([pick.text for pick in picks])
                say(f"{counted(len(picks), 'answer')}. Type one number.")
            case WriteField():
                several = " It may be several lines; an empty line ends it." if self._asking.input.on_a_terminal else ""
                where = "" if several else " on one line"
                words = f"{field.min_words} to {field.max_words} words"
                say(f"Write {words}{where}. No real names, no real events.{several}")
            case _:
                assert_never(field)

    def _numbered(self, field: TickField | PickField) -> Answer | None:
        highest = len(field.options)
        many = isinstance(field, TickField)
        prompt = f"Your numbers, 1 to {highest}, or 0: " if many else f"Your answer, 1 to {highest}: "
        while True:
            given = self._asking.line(prompt, again=lambda: self._offer(field))
            if given is None:
                return None
            if isinstance(field, TickField):
                numbers = numbers_up_to(highest, given)
                if numbers is not None:
                    return tuple(field.options[number - 1].id for number in numbers)
            elif (number := number_up_to(highest, given)) is not None:
                return field.options[number - 1].id
            what = f"numbers from 1 to {highest}, or 0 for none" if many else span(highest)
            self._asking.input.not_understood(f"Type {what}; again to hear them, or help.")

    def _written(self, field: WriteField) -> Answer | None:
        """What is written: one line from a pipe, lines up to an empty one on a terminal."""
        before = self._answers.get(field.id, "")
        typed = before if isinstance(before, str) else ""
        lines: list[str] = []
        try:
            first = self._asking.text("> ", again=lambda: self._offer(field), typed=typed)
            if first is None or not (first and self._asking.input.on_a_terminal):
                return first
            lines.append(first)
            while line := self._asking.more():
                lines.append(line)
        except (Leaving, Signalled) as ending:
            unfinished = ending.typed if isinstance(ending, Signalled) else ""
            if text := "\n".join([*lines, *filter(None, [unfinished])]):
                self._answers[field.id] = text
                self._attempt.keep_draft(self._answers)
            raise
        text = "\n".join(lines)
        say(f"{counted(len(text.split()), 'word')}.")
        return text

    def _look_over(self) -> list[Field] | None:
        """Which questions are answered once more before the form goes; none where it may go, None where it does not."""
        say(
            "That was the last question. Type yes to hand the form in, again to hear your answers, or the number of a "
            "question to answer it once more."
        )
        highest = len(self._fields)
        while True:
            given = self._asking.line(f"Hand it in? Yes, or 1 to {highest}: ", again=self._tell_all)
            if given is None:
                return None
            if given.casefold().rstrip(".!") in ("yes", "y"):
                return []
            number = number_up_to(highest, given)
            if number is not None:
                return [self._fields[number - 1]]
            self._asking.input.not_understood(f"Type yes, {span(highest)}, again, or help.")

    def _tell_all(self) -> None:
        for number, field in enumerate(self._fields, 1):
            say(f"{number}. {in_one_line(field.ask)} {self._told(field)}")

    def _told(self, field: Field) -> str:
        answer = self._answers.get(field.id, "")
        match field:
            case TickField(options=ticks):
                chosen = [in_one_line(option.action.text) for option in ticks if option.id in answer]
                return "; ".join(chosen) or "nothing ticked"
            case PickField(options=picks):
                return next((in_one_line(pick.text) for pick in picks if pick.id == answer), "")
            case WriteField():
                return in_one_line(answer) if isinstance(answer, str) and answer else "left blank"
            case _:
                assert_never(field)


def _list(texts: Sequence[str]) -> None:
    for number, text in enumerate(texts, 1):
        say(f"{number}. {in_one_line(text)}", indent="  ")
