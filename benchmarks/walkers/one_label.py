"""The smallest program with Textual: one label."""

from textual.app import App, ComposeResult
from textual.widgets import Label


class OneLabel(App[None]):
    """Shows one label."""

    def compose(self) -> ComposeResult:
        """The label."""
        yield Label("One label")


if __name__ == "__main__":
    OneLabel().run()
