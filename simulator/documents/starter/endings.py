"""How a starter scenario ends."""

from typing import Final, NamedTuple

from .safety import TELL_LEAD
from .wishes import Wishes
from .writing import Page, paired

FORK: Final = "how-it-ends"


class _End(NamedTuple):
    id: str
    title: str
    text: str
    afterwards: str


_WARM: Final = _End(
    "waves",
    "A wave across the room",
    "The next time you see {name}, there is a wave from right across the room.",
    "People come back to someone with whom they feel at ease. Whether it did them good shows later, in what was "
    "agreed and kept.",
)
_COOL: Final = _End(
    "nods",
    "A nod, and no more",
    "The next time you see {name}, there is a nod, and no more than that.",
    "That can be put right. Mr Pryce helps you to plan how you will begin, and most people give a mentor a second try.",
)
_HELPED: Final = _End(
    "help-comes",
    "Ms Okafor knows",
    "Ms Okafor listens, and thinks of {name} and of the little brother. She says what she will do today, and does it.",
    "Somebody who can act knows of it now, and nobody has to hold it alone. You and {name} carry on: same day, same "
    "time. You talk your own feelings through with Mr Pryce.",
)
_FOUND: Final = _End(
    "found-later",
    "Somebody else noticed",
    "Two days later somebody at the brother's school sees that something is wrong, and asks. Help comes.",
    "It came late, and from someone else. You need not be sure, and you need no proof: the next time, tell Ms Okafor "
    "on the same day. For how you feel about it there is Mr Pryce.",
)


def write_fork(wishes: Wishes, page: Page) -> None:
    """The scene that sends to one ending or the other."""
    good, other = ending_ids(wishes)
    page.remark(
        "No choices: the first target whose `when` holds is taken, or else the last. A condition can ask for", 2
    )
    page.remark("variables, and for duties that were done.", 2)
    page.line(f"{FORK}:", 2)
    page.line("goto:", 4)
    page.line(f"- {paired([('when', TELL_LEAD if wishes.harm else 'trust >= 3'), ('to', good)])}", 6)
    page.line(f"- {paired([('to', other)])}", 6)
    page.blank()


def ending_ids(wishes: Wishes) -> tuple[str, str]:
    """The scene of the better ending, and of the other."""
    good, other = _ends(wishes)
    return good.id, other.id


def write_endings(wishes: Wishes, page: Page) -> None:
    """The scenes in which it ends."""
    page.remark(
        "Endings. They console; the looking back teaches. Help is always found, and nobody is hurt by a choice.", 2
    )
    for end in _ends(wishes):
        page.line(f"{end.id}:", 2)
        page.line("ending:", 4)
        page.text("title", end.title, 6)
        page.text("text", wishes.about_mentee(end.text), 6)
        page.text("afterwards", wishes.about_mentee(end.afterwards), 6)
        page.blank()


def _ends(wishes: Wishes) -> tuple[_End, _End]:
    return (_HELPED, _FOUND) if wishes.harm else (_WARM, _COOL)
