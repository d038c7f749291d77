"""Where people type. What a terminal would obey is made visible as it comes in, so it is never shown raw."""

from textual import events
from textual.widgets import Input, TextArea

from simulator.tui.widgets.prose import visible


class SafeInput(Input):
    """One line."""

    def _on_paste(self, event: events.Paste) -> None:
        event.text = visible(event.text)  # the framework's own handler comes after this one


class SafeText(TextArea):
    """Several lines."""

    many_lines = True
    """Whether Enter begins a new line."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(visible(text), id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = visible(event.text)

    @property
    def words(self) -> int:
        """How many words there are."""
        return len(self.text.split())
