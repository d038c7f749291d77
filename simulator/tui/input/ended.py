"""That all which was typed has been read."""

from textual.events import Event


class InputEnded(Event, bubble=False):
    """Comes after everything that was typed."""

    def __init__(self, *, gone: bool) -> None:
        super().__init__()
        self.gone = gone
        """Whether the terminal itself is gone, so that nothing will ever be typed again."""
