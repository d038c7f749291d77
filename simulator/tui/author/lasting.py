"""What has to be known about a conversation as long as it holds: that it is made by hand, or not the newest text."""

from textual.content import Content
from textual.widgets import Static


class LastingNotice(Static):
    """Lines that stay until they are no longer so; hidden while there are none."""

    ALLOW_SELECT = False

    def tell(self, sentences: tuple[Content, ...]) -> None:
        """Say these instead."""
        self.update(Content("\n").join(sentences))
        self.set_class(bool(sentences), "-told")
