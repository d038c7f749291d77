"""A form of a review: what is marked or decided, with what it rests on beside it; nothing typed is lost."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from simulator.review.comments import Comment
from simulator.review.permissions import ReviewRefused
from simulator.tui.assessor.bank import BankDialog
from simulator.tui.assessor.pages.words import INDICATIVE
from simulator.tui.shared.base import SimulatorScreen, columns
from simulator.tui.shared.drafts import ScreenDraft
from simulator.tui.shared.typed import FormQuestion, Typed, give_typed
from simulator.tui.widgets.choices import Choices, Offer
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.marks import OptionMarks
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, visible
from simulator.tui.widgets.typing import SafeInput, SafeText

if TYPE_CHECKING:
    from simulator.engine.events import Answer
    from simulator.engine.rubric import Level
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.review_services import ReviewServices

Give = Callable[[Mapping[str, str]], None]
"""What takes the answers, without the space around them; it raises what is refused or could not be kept."""


class ReviewForm(SimulatorScreen[bool]):
    """Dismissed with whether it was given."""

    STATE = INDICATIVE
    ABOUT = "Tab and Shift+Tab go from field to field. Space, Enter or the mouse marks. Everything is kept as you go."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back (kept)", key_display="Esc", tooltip="Back; what you typed is kept", id="back"),
        Binding("ctrl+s", "give", "Decide", key_display="Ctrl+S", tooltip="Decide so", id="give"),
        Binding("f4", "bank", "Comments", key_display="F4", tooltip="Insert a comment from the bank", id="bank"),
        Binding("tab", "app.focus_next", "Next field", show=True, key_display="Tab", id="next-field"),
    ]

    draft: ScreenDraft

    def __init__(  # noqa: PLR0913  (a form has these parts)
        self,
        services: "ReviewServices",
        reviewing: "ReviewSession",
        form: str,
        *,
        name: Content,
        asked: Sequence[FormQuestion],
        give: Give,
        said: str,
        context: Iterable[Block] = (),
        bank: Sequence[Comment] = (),
    ) -> None:
        super().__init__(services)
        self._typed = Typed(reviewing, form, tuple(asked))
        self._name_of = name
        self._asked = tuple(asked)
        self._give = give
        self._said = said
        self._rests_on = tuple(context)
        self._bank = tuple(bank)
        self.draft = ScreenDraft(self, self._typed, self.draft_now)
        self._begun_with = self.draft.read()

    def place(self) -> Content:
        """What is decided."""
        return self._name_of

    def body(self) -> Iterable[Widget]:
        """The fields, and what they rest on: beside them where there is room, else above."""
        above = Aside(self._rests_on, id="above")
        yield columns(
            VerticalScroll(above, *self._widgets(), id="fields", can_focus=False), Aside(self._rests_on, id="aside")
        )

    def _widgets(self) -> Iterator[Widget]:
        for number, asked in enumerate(self._asked, start=1):
            yield Static(asked.ask, classes="asked")
            if asked.hint:
                yield Static(Content(asked.hint), classes="told")
            yield self._control(number, asked)
        yield Choices([Offer("give", Content.styled(self._said, "bold"))], id="hand-in", numbered=False)

    def _control(self, number: int, asked: FormQuestion) -> Widget:
        begun = self._begun_with.get(asked.id, asked.start)
        text = begun if isinstance(begun, str) else ""
        name = f"field-{number}"
        match asked.how:
            case "text":
                return SafeText(text.strip(), id=name)
            case "line":
                return SafeInput(visible(text.strip()), id=name)
            case "one" | "many":
                return OptionMarks(asked.offers, many=asked.how == "many", marked=text.split("\n"), id=name)

    def on_mount(self) -> None:
        """Ready at the first field, with what it rests on in view."""
        self.query_one("#field-1").focus(scroll_visible=False)

    # Filling in

    def draft_now(self) -> "dict[str, Answer]":
        """What is filled in so far."""
        return dict(self._answers())

    def _answers(self) -> dict[str, str]:
        answers: dict[str, str] = {}
        for number, asked in enumerate(self._asked, start=1):
            control = self.query_one(f"#field-{number}")
            if isinstance(control, SafeText):
                answers[asked.id] = control.text
            elif isinstance(control, SafeInput):
                answers[asked.id] = control.value
            elif isinstance(control, OptionMarks):
                answers[asked.id] = "\n".join(control.marked)
        return answers

    @on(OptionMarks.Toggled)
    @on(TextArea.Changed)
    @on(Input.Changed)
    def filled(self) -> None:
        """Keep it, in a moment."""
        self.draft.keep_soon()

    @on(Choices.ChoiceMade)
    def asked_to_give(self, message: Choices.ChoiceMade) -> None:
        """Decide so."""
        message.stop()
        self.action_give()

    def action_give(self) -> None:
        """Decide so, or say what keeps it from being decided."""
        answers = {asked: answer.strip() for asked, answer in self._answers().items()}
        give_typed(self, self.draft, self._typed, lambda: self._give_all(answers))

    def _give_all(self, answers: Mapping[str, str]) -> None:
        for asked in self._asked:
            if asked.missing and not answers[asked.id]:
                raise ReviewRefused(asked.missing)
        self._give(answers)

    def action_leave(self) -> None:
        """Back; what is typed is kept."""
        self.draft.keep_now()
        self.dismiss(False)

    # Comments

    def action_bank(self) -> None:
        """Offer the comments of the bank."""

        def taken(text: str | None) -> None:
            for field in self.query(SafeText).results():
                if text is not None and (field is self.last_focus or not isinstance(self.last_focus, SafeText)):
                    field.insert(join_text(field.text, text))
                    field.focus()
                    return

        self.app.push_screen(BankDialog(self.services, self._bank, self._level()), taken)

    def _level(self) -> "Level | None":
        """The level that is marked now."""
        from simulator.tui.assessor.pages.asked import level_of  # noqa: PLC0415

        return level_of(self._answers())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The bank is there where it has something."""
        del parameters
        return action != "bank" or bool(self._bank)


def join_text(before: str, added: str) -> str:
    """What to insert so that two texts do not run into each other."""
    return added if not before or before.endswith((" ", "\n")) else f" {added}"


def title(words: str, of: Content) -> Content:
    """The title of a form."""
    return join(Content.styled(words, "bold"), " · ", of)
