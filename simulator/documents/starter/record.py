"""The form of a starter scenario about keeping records."""

from collections.abc import Mapping, Sequence
from typing import Final

from .moment import Option, Way
from .safety import WRITE_IT_UP
from .wishes import Wishes
from .writing import Page, listed, paired, quoted

GOODBYE: Final = "goodbye"
RECORD: Final = "record"

_BOXES: Final = (
    Option(
        "cannot-be-bothered", "{name} cannot be bothered with mornings.", "A verdict. Write what was said and seen."
    ),
    Option("words", "{name} said: “I take my brother to school first.”", ""),
    Option("times", "The day, and the time from beginning to end.", ""),
    Option("trouble", "There must be some trouble at home.", "A guess. If you are worried, say what you saw or heard."),
)
_BELONG: Final = ("words", "times")

_PLACES: Final = (
    (Option("phone", "The notes on your own phone", "Anyone may pick up a phone."), "developing"),
    (Option("log", "The scheme's own log, today", "The right place, on the same day."), "competent"),
    (Option("chat", "The group chat of the other mentors", "They have no need to know."), "unsafe"),
)

STEPS: Final[Mapping[Way, Mapping[str, str | Sequence[str]]]] = {
    "best": {"contents": list(_BELONG), "where": "log"},
    "weak": {"contents": [*_BELONG, "cannot-be-bothered", "trouble"], "where": "phone"},
    "unsafe": {"contents": ["cannot-be-bothered", "trouble"], "where": "chat"},
}
"""How the form is filled in by somebody who does well, less well, and badly."""


def write_goodbye(wishes: Wishes, page: Page) -> None:
    """The last words before the form."""
    page.remark("What is said here is what the form below asks about.", 2)
    page.line(f"{GOODBYE}:", 2)
    page.text("cue", wishes.about_mentee("{name} picks up the bag."), 4)
    page.text("says", "I can't do mornings, by the way. I take my brother to school first.", 4)
    page.line(f"goto: {RECORD}", 4)


def write_record(wishes: Wishes, page: Page) -> None:
    """The form, all but the scene that follows."""
    page.remark("A form: boxes to tick, options to pick, and texts to write. Facts belong in it, not opinions.", 2)
    page.line(f"{RECORD}:", 2)
    page.text("tells", "You are by yourself again. You open the log of the scheme.", 4)
    page.line("form:", 4)
    page.line("title: Record of a meeting", 6)
    page.line("fields:", 6)
    page.line("contents:", 8)
    page.line("ask: Which of these belong in the record?", 10)
    page.line("tick:", 10)
    for box in _BOXES:
        said = [("text", quoted(wishes.about_mentee(box.words))), ("belongs", str(box.id in _BELONG).lower())]
        page.line(f"{box.id}: {paired([*said, *([('why', quoted(box.why))] if box.why else [])])}", 12)
    page.line("clause: records", 10)
    page.remark("The level by the number of wrong ticks; more are unsafe.", 10)
    page.line("levels: {0: exemplary, 1: competent, 2: developing}", 10)
    page.line("where:", 8)
    page.line("ask: Where does it go?", 10)
    page.line("pick:", 10)
    for place, level in _PLACES:
        counts = [("text", quoted(place.words)), ("evidence", paired([("records", level)])), ("why", quoted(place.why))]
        done = [("fulfils", listed([WRITE_IT_UP]))] if level == "competent" else []
        page.line(f"{place.id}: {paired([*counts, *done])}", 12)
    page.remark("A text to write would look like this. A person marks it, never the machine:", 8)
    page.remark("account:", 8)
    page.line("#   ask: Write what you would hand over.", 8)
    page.line("#   write: {min_words: 20, max_words: 120}", 8)
    page.line("#   clause: records", 8)
