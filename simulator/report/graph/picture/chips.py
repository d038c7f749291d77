"""The cells at the lower edge of a scene's box: one for each way out, from which its arrows leave."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from simulator.analysis.structure import Arrow, OptionOutline, SceneOutline, Via
from simulator.engine.rubric import Level
from simulator.report.words.signs import OTHERWISE, shortened

from .marks import AGAIN, SIGN, at, clean, clean_lines, duty_sign, level_sign, px, words
from .measure import lines, longest_part

TEXT: Final = 11.0
"""The size of small text."""

STEP: Final = 14.0
"""From one line of it to the next."""

PAD: Final = 8.0
NARROWEST: Final = 108.0
WIDEST: Final = 150.0
WORDS_WIDTH: Final = 148.0
"""At least, of a cell that shows what is said."""

MOST_WORDS: Final = 90
"""How many characters are shown of what is said."""


@dataclass(frozen=True, slots=True)
class Note:
    """A few words of a cell, perhaps with a sign before them."""

    text: str
    kind: str = ""
    sign: Level | str | None = None
    """A level, ``fulfils`` or ``again``."""

    @property
    def inset(self) -> float:
        """How much room the sign takes."""
        return 0.0 if self.sign is None else SIGN + 4

    @property
    def bold(self) -> bool:
        """Whether the words are in bold."""
        return self.kind == "id"

    def wrapped(self, room: float) -> tuple[str, ...]:
        """Its lines in a cell with so much room."""
        return lines(self.text, TEXT, room - self.inset, 12, bold=self.bold)


@dataclass(frozen=True, slots=True)
class Chip:
    """One cell: its notes, and below them a part for each of its arrows if there are several."""

    name: str
    """What it is called in the picture."""
    hover: str
    kind: str
    """``choice`` and its level, as a style."""
    notes: tuple[Note, ...]
    parts: tuple[Note, ...]

    @property
    def least(self) -> float:
        """How wide it has to be."""
        needed = [longest_part(note.text, TEXT, bold=note.bold) + note.inset + 2 * PAD for note in self.notes]
        narrowest = WORDS_WIDTH if self.notes[0].kind == "words" else NARROWEST
        return max(narrowest, min(max(needed, default=0.0), WIDEST), self._least_part * len(self.parts))

    @property
    def _least_part(self) -> float:
        needed = [longest_part(part.text, TEXT) + PAD for part in self.parts]
        return max(44.0, min(max(needed, default=0.0), WIDEST))

    def height(self, width: float) -> float:
        """How high its notes are."""
        return PAD + sum(len(note.wrapped(width - 2 * PAD)) for note in self.notes) * STEP

    def parts_height(self, width: float) -> float:
        """How high the parts are; nothing where there is but one arrow."""
        room = width / max(len(self.parts), 1) - PAD
        return max((len(part.wrapped(room)) * STEP + 6 for part in self.parts), default=0.0)

    def ports(self, width: float) -> list[float]:
        """Where its arrows leave, from its left."""
        many = max(len(self.parts), 1)
        return [(number + 0.5) * width / many for number in range(many)]

    def drawn(self, x: float, y: float, size: tuple[float, float], parts: float) -> Iterator[str]:
        """The cell at a place, in a size, of which the lowest pixels are for the parts."""
        width, height = size
        yield f'<g class="{self.kind}" id="{clean(self.name)}">'
        if self.hover:
            yield f"<title>{clean_lines(self.hover)}</title>"
        yield f'<rect x="{px(x)}" y="{px(y)}" width="{px(width)}" height="{px(height)}"/>'
        below = y + 4
        for note in self.notes:
            yield from _note(note, x + PAD, below, width - 2 * PAD)
            below += len(note.wrapped(width - 2 * PAD)) * STEP
        yield from self._parts_drawn(x, y + height - parts, width, parts)
        yield "</g>"

    def _parts_drawn(self, x: float, y: float, width: float, height: float) -> Iterator[str]:
        room = width / max(len(self.parts), 1)
        for number, part in enumerate(self.parts):
            left = x + number * room
            yield f'<path class="rule" d="M{px(left)} {px(y + height)}V{px(y)}H{px(left + room)}"/>'
            yield from _note(part, left + PAD / 2, y + 2, room - PAD)


def chips(place: SceneOutline, far: Collection[int], *, with_words: bool) -> list[Chip]:
    """The cells of a scene; none where there is but one arrow that needs no words.

    ``far`` has the numbers of the arrows that are hard to follow by eye; they say where they lead.
    """
    numbers = count()
    found: list[Chip] = []
    for way in place.ways:
        told = [
            _ArrowLabel(arrow, _target(place, arrow) if next(numbers) in far else "", first=not number)
            for number, arrow in enumerate(way.arrows)
        ]
        if way.act is not None:
            found.append(_choice(place.id, way.act, told, with_words=with_words))
        elif way.via is Via.OTHERWISE:
            notes = (Note(OTHERWISE, "when"), *(Note(each.leads) for each in told if each.leads))
            found.append(Chip(f"otherwise.{place.id}", "Where no choice is open.", "choice", notes, ()))
        elif len(told) > 1 or told[0].arrow.when or told[0].leads:
            found += [_onward(place.id, number, each, len(told)) for number, each in enumerate(told, start=1)]
    return found


def _target(place: SceneOutline, arrow: Arrow) -> str:
    return "back here" if arrow.to == place.id else arrow.to


@dataclass(frozen=True, slots=True)
class _ArrowLabel:
    """An arrow, and what is told of it in a cell."""

    arrow: Arrow
    to: str
    """Where it leads, if that is to be told."""
    first: bool

    @property
    def leads(self) -> str:
        return f"→\u00a0{self.to}" if self.to else ""

    @property
    def condition(self) -> str:
        """What has to hold; the first that holds is taken, so one without a condition is for all else."""
        return self.arrow.when or ("always" if self.first else "else")


def _choice(scene: str, act: OptionOutline, told: Sequence[_ArrowLabel], *, with_words: bool) -> Chip:
    said = f"“{act.text}”" if act.spoken else act.text
    level = "none" if act.level is None else act.level.word
    notes = list(_notes(act, said if with_words else ""))
    parts: list[Note] = []
    if len(told) > 1:
        parts = [Note(f"{each.condition} {each.leads}".strip(), "when") for each in told]
    else:
        notes += [Note(f"when {each.arrow.when}", "when") for each in told if each.arrow.when]
        notes += [Note(each.leads) for each in told if each.leads]
    return Chip(f"choice.{scene}.{act.id}", f"{act.id}: {said}", f"choice {level}", tuple(notes), tuple(parts))


def _onward(scene: str, number: int, told: _ArrowLabel, many: int) -> Chip:
    condition = [Note(f"when {told.arrow.when}" if told.arrow.when else told.condition, "when")]
    notes = (condition if many > 1 or told.arrow.when else []) + ([Note(told.leads)] if told.leads else [])
    return Chip(f"onward.{scene}.{number}", "", "choice", tuple(notes), ())


def _notes(act: OptionOutline, said: str) -> Iterator[Note]:
    yield Note(shortened(said, MOST_WORDS), "words") if said else Note(act.id, "id")
    for level in Level:
        clauses = [clause for clause, given in act.evidence if given is level]
        if clauses or (not act.evidence and level is act.level):
            yield Note(": ".join(filter(None, (level.word, ", ".join(clauses)))), f"level-{level.word}", level)
    if act.breach:
        yield Note(f"breach: {act.breach}")
    if act.repairs:
        yield Note(f"repairs: {act.repairs}")
    for duty in act.fulfils:
        yield Note(f"fulfils {duty}", "duty", "fulfils")
    if act.when:
        yield Note(f"when {act.when}", "when")
    if act.again:
        yield Note("may be chosen again", "quiet", "again")


def _note(note: Note, x: float, y: float, room: float) -> Iterator[str]:
    match note.sign:
        case Level():
            yield level_sign(note.sign, x, y + 1)
        case "again":
            yield at(x, y + 1, AGAIN)
        case str():
            yield duty_sign(note.sign, x, y + 1)
        case None:
            pass
    for number, line in enumerate(note.wrapped(room)):
        yield words(x + note.inset, y + STEP * number + 11, line, note.kind)
