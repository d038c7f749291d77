"""A document to fill in: labelled fields, faults beside them, nothing lost on leaving."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, assert_never

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static, TextArea

from simulator.engine.events import Mode
from simulator.engine.play import FormRefused, Refused
from simulator.engine.scenario import Field, Form, PickField, TickField, WriteField
from simulator.report.words.modes import MODE_SHORT
from simulator.store.errors import StoreError
from simulator.tui.shared.base import SimulatorScreen, columns
from simulator.tui.shared.drafts import ScreenDraft
from simulator.tui.shared.in_progress import FormInProgress
from simulator.tui.shared.notes import notebook_blocks
from simulator.tui.shared.reading import QuotingScreen, notebook_screen
from simulator.tui.widgets.choices import Choices, Offer
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.marks import OptionMarks
from simulator.tui.widgets.prose import join, line, prose
from simulator.tui.widgets.typing import SafeText

if TYPE_CHECKING:
    from simulator.engine.events import Answer
    from simulator.tui.shared.services import Services


class FormScreen(SimulatorScreen[bool]):
    """Dismissed with whether it was handed in."""

    ABOUT = "Tab and Shift+Tab go from field to field. Space, Enter or the mouse marks. Everything is kept as you go."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back (kept)", key_display="Esc", tooltip="Back; it is all kept", id="back"),
        Binding("ctrl+s", "hand_in", "Hand in", key_display="Ctrl+S", tooltip="Hand this form in", id="hand-in"),
        Binding(
            "n,f3", "notebook", "Notebook", key_display="n", tooltip="What you know; F3 while typing", id="notebook"
        ),
        Binding("tab", "app.focus_next", "Next field", show=True, key_display="Tab", id="next-field"),
    ]

    draft: ScreenDraft

    def __init__(self, services: "Services", attempt: FormInProgress) -> None:
        super().__init__(services)
        self.attempt = attempt
        self._fields: tuple[Field, ...] = attempt.form() or ()
        self.draft = ScreenDraft(self, attempt, self.draft_now)
        self._begun_with = self.draft.read()

    def place(self) -> Content:
        """The form's title."""
        content = self.attempt.scenario.scenes[self.attempt.state.situation.scene].content
        return line(content.title if isinstance(content, Form) else "", "bold")

    def state_of(self) -> Content:
        """Whether it counts."""
        return Content(MODE_SHORT[self.attempt.mode])

    def body(self) -> Iterable[Widget]:
        """The fields, and beside them, where there is room, what can be quoted."""
        yield columns(
            VerticalScroll(*self._widgets(), id="fields", can_focus=False),
            Aside(notebook_blocks(self.attempt), id="aside"),
        )

    def _widgets(self) -> Iterator[Widget]:
        for number, field in enumerate(self._fields, start=1):
            asked = join(f"{number} of {len(self._fields)}  ", prose(field.ask, "bold"))
            yield Static(asked, classes="asked")
            yield Static(self._hint(field), id=f"told-{number}", classes="told")
            yield self._control(number, field)
        yield Choices([Offer("hand-in", Content.styled("Hand it in", "bold"))], id="hand-in", numbered=False)

    def _control(self, number: int, field: Field) -> Widget:
        begun = self._begun_with.get(field.id, ())
        name = f"field-{number}"
        if isinstance(field, WriteField):
            return SafeText(begun if isinstance(begun, str) else "", id=name)
        many = isinstance(field, TickField)
        marked = begun if not isinstance(begun, str) else () if many else (begun,)
        return OptionMarks(
            [Offer(each.id, prose(each.text)) for each in field.actions], many=many, marked=marked, id=name
        )

    def _hint(self, field: Field) -> Content:
        match field:
            case TickField():
                return Content("Tick all that belong.")
            case PickField():
                return Content("Pick one.")
            case WriteField():
                begun = self._begun_with.get(field.id, "")
                return self._count(field, len(begun.split()) if isinstance(begun, str) else 0)
            case _:
                assert_never(field)

    def _count(self, field: WriteField, words: int) -> Content:
        blank = ", or leave it blank in practice" if self.attempt.mode is Mode.PRACTICE else ""
        far = "" if words <= field.max_words else "; that is too many"
        return Content(f"{words} words; {field.min_words} to {field.max_words} are asked for{far}{blank}.")

    def on_mount(self) -> None:
        """Ready at the first field."""
        for number, field in enumerate(self._fields, start=1):
            if isinstance(field, TickField | PickField | WriteField):
                self.query_one(f"#field-{number}").focus(scroll_visible=False)
                break

    # Filling in

    def draft_now(self) -> "dict[str, Answer]":
        """What is filled in so far."""
        answers: dict[str, Answer] = {}
        for number, field in enumerate(self._fields, start=1):
            control = self.query_one(f"#field-{number}")
            if isinstance(control, SafeText):
                answers[field.id] = control.text
            elif isinstance(control, OptionMarks):
                marked = control.marked
                answers[field.id] = marked if isinstance(field, TickField) else "".join(marked)
        return answers

    @on(OptionMarks.Toggled)
    def marked(self, message: OptionMarks.Toggled) -> None:
        """Keep it; a fault that stood there is gone."""
        self._renew_hint(message.marks)
        self.draft.keep_soon()

    @on(TextArea.Changed)
    def typed(self, message: TextArea.Changed) -> None:
        """Keep it, and count the words."""
        self._renew_hint(message.text_area)
        self.draft.keep_soon()

    def _renew_hint(self, control: Widget) -> None:
        number = int((control.id or "field-0").removeprefix("field-"))
        field = self._fields[number - 1]
        hint = self.query_one(f"#told-{number}", Static)
        hint.remove_class("-fault")
        if isinstance(field, WriteField) and isinstance(control, SafeText):
            hint.update(self._count(field, control.words))
        else:
            hint.update(self._hint(field))

    # Handing in

    @on(Choices.ChoiceMade)
    def asked_to_hand_in(self, message: Choices.ChoiceMade) -> None:
        """Hand it in."""
        message.stop()
        self.action_hand_in()

    def action_hand_in(self) -> None:
        """Hand it in, or say beside each field what keeps it from being."""
        self.hush()
        try:
            self.attempt.answer(self.draft_now())
        except FormRefused as refused:
            self._show_faults(refused.faults)
        except (Refused, StoreError) as error:
            self.say(str(error))
        else:
            self.draft.forget()
            self.dismiss(True)

    def _show_faults(self, faults: dict[str, str]) -> None:
        first: Widget | None = None
        for number, field in enumerate(self._fields, start=1):
            if field.id in faults:
                hint = self.query_one(f"#told-{number}", Static)
                hint.update(join("✕ ", prose(faults[field.id])))
                hint.add_class("-fault")
                first = first or self.query_one(f"#field-{number}")
        self.say(
            "Not handed in yet: one thing is missing."
            if len(faults) == 1
            else f"Not handed in yet: {len(faults)} things are missing."
        )
        if first is not None:
            first.focus()

    def action_notebook(self) -> None:
        """Look at what is known; where something is to be written, a line of it can be put into the text."""
        text = self._text_to_fill()
        if text is None:
            self.app.push_screen(notebook_screen(self.services, self.attempt))
        else:
            self.app.push_screen(QuotingScreen(self.services, self.attempt), lambda line: self._put(text, line))

    def _text_to_fill(self) -> SafeText | None:
        """The text that is being written, or else the first there is."""
        texts = list(self.query(SafeText))
        return next((text for text in texts if text is self.focused), texts[0] if texts else None)

    def _put(self, text: SafeText, line: str | None) -> None:
        """Put a line of the notebook where the cursor of a text is, with a space before it where one is wanted."""
        if line:
            row, column = text.cursor_location
            before = text.document.get_line(row)[:column]
            text.insert(f"{'' if not before or before[-1].isspace() else ' '}{line}")
            text.focus()

    def action_leave(self) -> None:
        """Back to the conversation; everything is kept."""
        self.draft.keep_now()
        self.dismiss(False)
