"""Our two themes. Every colour that any screen uses stands here; the stylesheet only names them."""

from typing import Final

from textual.theme import Theme

DARK: Final = "calm-dark"
LIGHT: Final = "calm-light"


def themes() -> tuple[Theme, Theme]:
    """The dark and the light theme."""
    return _dark(), _light()


def _dark() -> Theme:
    return Theme(
        name=DARK,
        dark=True,
        primary="#8cc5b0",
        secondary="#a8bde0",
        accent="#e3bd82",
        warning="#e3bd82",
        error="#f0a297",
        success="#a3cf9d",
        foreground="#e9e5dc",
        background="#15191c",
        surface="#1b2125",
        panel="#262e33",
        variables={
            "quiet": "#a9b1ad",
            "mentee-back": "#1f2c2b",
            "mentee-text": "#d8ebe3",
            "you-back": "#20283a",
            "you-text": "#d9e3f6",
            "coach-back": "#2b261c",
            "coach-text": "#f0dfc2",
            "cursor-back": "#28453c",
            "cursor-text": "#ffffff",
            "hover-back": "#232b30",
            "scrollbar": "#3a454b",
            "scrollbar-hover": "#55636b",
            "scrollbar-active": "#8cc5b0",
            "scrollbar-background": "#15191c",
            "scrollbar-background-hover": "#15191c",
            "scrollbar-background-active": "#15191c",
            "scrollbar-corner-color": "#15191c",
            "input-cursor-background": "#e9e5dc",
            "input-cursor-foreground": "#15191c",
            "input-selection-background": "#28453c",
        },
    )


def _light() -> Theme:
    return Theme(
        name=LIGHT,
        dark=False,
        primary="#1d5c4b",
        secondary="#2c4a7c",
        accent="#6f4410",
        warning="#6f4410",
        error="#94271c",
        success="#1f5c22",
        foreground="#24282a",
        background="#fbf8f3",
        surface="#f3eee5",
        panel="#e7e0d3",
        variables={
            "quiet": "#555b5c",
            "mentee-back": "#e3eee8",
            "mentee-text": "#173b30",
            "you-back": "#e4eaf5",
            "you-text": "#1e3357",
            "coach-back": "#f5ead4",
            "coach-text": "#4f330b",
            "cursor-back": "#cfe3da",
            "cursor-text": "#0c1f19",
            "hover-back": "#f0ebe0",
            "scrollbar": "#cfc6b5",
            "scrollbar-hover": "#b3a88f",
            "scrollbar-active": "#1d5c4b",
            "scrollbar-background": "#fbf8f3",
            "scrollbar-background-hover": "#fbf8f3",
            "scrollbar-background-active": "#fbf8f3",
            "scrollbar-corner-color": "#fbf8f3",
            "input-cursor-background": "#24282a",
            "input-cursor-foreground": "#fbf8f3",
            "input-selection-background": "#cfe3da",
        },
    )
