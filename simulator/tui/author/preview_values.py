"""Asks for a value to set by hand: first which variable, fact or duty, then what it should be."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from simulator.authoring.inside import Inside, StateRow
from simulator.authoring.playthrough import SetStep
from simulator.engine.play import Refused
from simulator.engine.what_if import SETTABLE
from simulator.tui.shared.base import Dialog
from simulator.tui.shared.finder import FinderDialog
from simulator.tui.widgets.choices import NUMBERS, Choices, Offer
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose
from simulator.tui.widgets.typing import SafeInput

if TYPE_CHECKING:
    from simulator.authoring.workbench import Workbench
    from simulator.tui.shared.services import Services


class ValuesDialog(FinderDialog[SetStep]):
    """Dismissed with the step of setting something."""

    ABOUT = "Type a part of a name; ↑ ↓ and Enter, or the mouse, take one. Then say what it should be."
    ASKS = "Set what?"

    def __init__(self, services: "Services", bench: "Workbench") -> None:
        super().__init__(services, self._fitting, self._ask)
        self._bench = bench
        held = bench.inside()
        self._settable = {row.name: (kind, row) for kind, rows in _kinds(held) for row in rows}

    def _fitting(self, words: list[str]) -> Iterator[Block]:
        """The variables, facts and duties that fit."""
        found = [
            (kind, row)
            for kind, row in self._settable.values()
            if all(word in f"{kind} {row.name} {row.means}".casefold() for word in words)
        ]
        for kind, row in found:
            means = Content.styled(f"\n{kind}  {line(row.means).plain}", ".page--quiet")
            yield Block(join(line(row.name, "bold"), f": {row.now}", means), ref=row.name)
        if not found:
            none = "Nothing is called that." if self._settable else "This scenario has no variables, facts or duties."
            yield Block(Content(none), "quiet")

    def _ask(self, ref: str) -> None:
        """Ask what it should be."""

        def answered(value: str | None) -> None:
            if value is not None:
                self.dismiss(SetStep(ref, value))

        self.app.push_screen(ValueDialog(self.services, self._bench, self._settable[ref][1]), answered)


def _kinds(held: Inside) -> Iterator[tuple[str, tuple[StateRow, ...]]]:
    yield "variable", held.variables
    yield "duty", held.duties
    yield "fact", held.facts


class ValueDialog(Dialog[str]):
    """Dismissed with a value as one would type it."""

    BINDINGS: ClassVar[list[BindingType]] = NUMBERS

    def __init__(self, services: "Services", bench: "Workbench", row: StateRow) -> None:
        super().__init__(services)
        self._bench = bench
        self._row = row

    def body(self) -> Iterable[Widget]:
        """What is set, and what it is now."""
        row = self._row
        told = f"It is {row.now} now. What you set by hand stays marked as long as your way holds it."
        means = [Block(prose(row.means), gap=1)] if row.means else []
        yield Aside(
            (Block(join("Set ", line(row.name)), "title"), *means, Block(Content(told), "quiet", gap=1)), id="text"
        )

    def foot(self) -> Iterable[Widget]:
        """The values there are, or a line to type a number."""
        words = self._words()
        if words:
            yield Choices([Offer(word, Content(word)) for word in words], id="choices")
        else:
            yield SafeInput(placeholder=self._range(), id="value")

    def _words(self) -> tuple[str, ...]:
        """What it can be; empty for a number."""
        scenario, name = self._bench.scenario, self._row.name
        if name in scenario.duties:
            return tuple(str(status) for status in SETTABLE)
        variable = scenario.variables.get(name)
        if variable is not None and variable.values:
            return variable.values
        return ("true", "false") if variable is None or isinstance(variable.start, bool) else ()

    def _range(self) -> str:
        variable = self._bench.scenario.variables.get(self._row.name)
        low, high = (None, None) if variable is None else (variable.minimum, variable.maximum)
        bounds = [f"from {low}"] if low is not None else []
        bounds += [f"to {high}"] if high is not None else []
        return " ".join(["A whole number", *bounds])

    def on_mount(self) -> None:
        """Ready to answer."""
        self.query_one("#choices, #value").focus()

    @on(Choices.ChoiceMade)
    def picked(self, message: Choices.ChoiceMade) -> None:
        """Give the answer."""
        message.stop()
        self._give(message.choice)

    @on(Input.Submitted, "#value")
    def written(self, message: Input.Submitted) -> None:
        """Give the answer."""
        self._give(message.value)

    def _give(self, value: str) -> None:
        """Give the answer, if it can be so; else say what can."""
        try:
            self._bench.rehearsal.with_step(SetStep(self._row.name, value))
        except Refused as refused:
            self.say(str(refused))
        else:
            self.dismiss(value)
