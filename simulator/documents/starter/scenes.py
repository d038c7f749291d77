"""The scenes of a starter scenario."""

from collections.abc import Iterator
from typing import Final

from .endings import FORK, write_endings, write_fork
from .kinds import KINDS
from .moment import Moment, Option
from .record import GOODBYE, write_goodbye, write_record
from .safety import AFTERWARDS, PROMISED, SECOND_THOUGHTS, WRITE_IT_UP
from .wishes import Wishes
from .writing import Page, listed, paired, quoted

_LEVELS: Final = ("competent", "developing", "unsafe")
"""What the options of a decision show, from the best to the worst."""

_BEST_STANDS: Final = (1, 2, 0)
"""The best option's place among the three, decision after decision."""

_REACTIONS: Final = (
    ("{name} sits back a bit.", "{name} has gone quiet.", "Neither of you says anything for a moment."),
    ("{name} breathes out.", "{name} looks past you.", "Somewhere a chair scrapes."),
    ("{name} looks straight at you.", "{name} checks the time.", "{name} thinks about that."),
)
"""How it can be seen that trust is high, or low, or neither."""

_EXPLAINED: Final = {
    "tells": "How the last answer landed. The first line whose `when` holds is told, or else the last.",
    "opens": "Duties that begin here.",
    "because": "Asks the learner for a written reason: never, optional or required.",
    "choices": "Each choice has a name of yours, in small letters with - between words. Put the best one in another "
    "place each time, and write them all about as long: learners notice.",
    "moves": "What kind of move it is, for looking back. The code of conduct lists them.",
    "evidence": "What it shows of one clause or of several: unsafe, developing, competent or exemplary.",
    "breach": "The breach of the code that it is. The code of conduct lists those, too.",
    "repairs": "The breach that it puts right.",
    "why": "The coach's words, shown once the mentee has reacted: why, in human terms.",
    "thinks": "What the mentee thinks; shown only when looking back.",
    "fulfils": "The duties that are done with it.",
    "change": "How far a number goes up, or down.",
    "set": "The value that a variable gets.",
    "goto": "The scene that follows.",
}
"""What the keys are for, said where each stands for the first time."""


class Scenes:
    """The scenes as they are written, with each key explained once."""

    def __init__(self, wishes: Wishes, page: Page) -> None:
        self.wishes = wishes
        self.page = page
        self.unexplained = dict(_EXPLAINED)

    def write(self) -> None:
        """Every scene, in the order in which they are met."""
        page, moments = self.page, self.wishes.moments
        page.line(f"start: {moments[0].id}")
        page.blank()
        page.line("scenes:")
        page.remark("A scene: what can be seen (cue), what the mentee says (says), and the answers (choices).", 2)
        page.blank()
        last = GOODBYE if self.wishes.with_form else AFTERWARDS.id
        for place, moment in enumerate(moments):
            following = moments[place + 1].id if place + 1 < len(moments) else last
            if moment.then is None:
                self.decision(moment, place, following)
            else:
                self.decision(moment, place, f"{moment.id}-after")
                self.fork(moment, moment.then, following)
                self.decision(moment.then, place + 1, following)
        if self.wishes.with_form:
            self.form()
        else:
            self.decision(AFTERWARDS, len(moments), FORK)
        write_fork(self.wishes, page)
        write_endings(self.wishes, page)

    def fork(self, moment: Moment, then: Moment, following: str) -> None:
        """The scene that sends to a further decision only those who have a reason to come to it."""
        page = self.page
        page.remark("Only who promised comes to the next decision.", 2)
        page.line(f"{moment.id}-after:", 2)
        page.line("goto:", 4)
        page.line(f"- {paired([('when', PROMISED), ('to', then.id)])}", 6)
        page.line(f"- {paired([('to', following)])}", 6)
        page.blank()

    def form(self) -> None:
        """The record, after the mentee's last words."""
        write_goodbye(self.wishes, self.page)
        self.page.blank()
        write_record(self.wishes, self.page)
        self.page.line(f"goto: {FORK}", 4)
        self.page.blank()

    def decision(self, moment: Moment, place: int, following: str) -> None:
        """A scene with three choices."""
        page, says = self.page, self.wishes.about_mentee
        page.remark(says(moment.about), 2)
        page.line(f"{moment.id}:", 2)
        if moment.tells:
            page.text("tells", says(moment.tells), 4)
        elif place:
            self.reaction(place)
        page.text("cue", says(moment.cue), 4)
        page.text("says", says(moment.says), 4)
        if opens := (*((WRITE_IT_UP,) if place == 0 else ()), *moment.opens):
            self.key("opens", listed(opens), 4)
        if self.wishes.level == 2 and moment.clause == KINDS[self.wishes.kind].core:
            self.key("because", "optional", 4)
        page.line("choices:", 4)
        self.explain("choices", 6)
        for option, level in _in_places(moment, place):
            self.option(moment, option, level, following)
        page.blank()

    def reaction(self, place: int) -> None:
        """How it can be seen what the last answer did."""
        up, down, neither = (quoted(self.wishes.about_mentee(text)) for text in _REACTIONS[(place - 1) % 3])
        self.explain("tells", 4)
        self.page.line("tells:", 4)
        self.page.line(f"- {paired([('when', 'trust >= 4'), ('text', up)])}", 6)
        self.page.line(f"- {paired([('when', 'trust <= 2'), ('text', down)])}", 6)
        self.page.line(f"- {neither}", 6)

    def option(self, moment: Moment, option: Option, level: str, following: str) -> None:
        """One choice."""
        self.page.line(f"{option.id}:", 6)
        self.page.text(moment.key, option.words, 8)
        for key, value in self.counts_for(moment, option, level):
            self.key(key, value, 8)
        self.key("goto", following, 8)

    def counts_for(self, moment: Moment, option: Option, level: str) -> Iterator[tuple[str, str]]:
        """The keys of a choice that say what it counts for, in their order."""
        repairs = moment is SECOND_THOUGHTS and option is moment.best
        keys = {
            "moves": listed(option.moves) if option.moves else "",
            "evidence": paired([(moment.clause, level)]),
            "breach": option.breach,
            "repairs": "promises-secrecy" if repairs else "",
            "why": self.wishes.about_mentee(option.why),
            "thinks": option.thinks,
            "fulfils": listed(option.fulfils) if option.fulfils else "",
            "change": paired([("trust", str(option.trust))]) if option.trust else "",
            "set": paired([(option.sets, "true")]) if option.sets else "",
        }
        return ((key, value) for key, value in keys.items() if value)

    def key(self, key: str, value: str, indent: int) -> None:
        """A key with its value, explained if it is the first."""
        self.explain(key, indent)
        if key in ("why", "thinks"):
            self.page.text(key, value, indent)
        else:
            self.page.line(f"{key}: {value}", indent)

    def explain(self, key: str, indent: int) -> None:
        """Say what a key is for, if nobody has yet."""
        if key in self.unexplained:
            self.page.remark(self.unexplained.pop(key), indent)


def _in_places(moment: Moment, place: int) -> Iterator[tuple[Option, str]]:
    """The options in the order in which they stand, each with what it shows."""
    best, *rest = zip(moment.options.values(), _LEVELS, strict=True)
    stands = _BEST_STANDS[place % len(_BEST_STANDS)]
    yield from (*rest[:stands], best, *rest[stands:])
