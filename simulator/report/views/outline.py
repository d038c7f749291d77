"""A scenario's structure as an outline: every scene in reading order, with what leads where."""

from collections.abc import Iterable, Iterator
from typing import Final

from simulator.analysis.structure import FieldOutline, OptionOutline, SceneExit, SceneOutline, Structure, Via
from simulator.engine.rubric import Level
from simulator.report.page import Paragraph, Section, Span, Style, Tone, part, said
from simulator.report.words.labels import WORDS
from simulator.report.words.levels import level_label
from simulator.report.words.signs import (
    DUE,
    HOW,
    KINDS,
    OPENS,
    OTHERWISE,
    UNREACHED,
    act_notes,
    in_words,
    shortened,
    size_words,
)

FIRST_WORDS: Final = 48
"""How many characters are shown of what a scene says, in short."""


def about_section(structure: Structure) -> tuple[Section, ...]:
    """The scenario's title, what it is about, how large it is, and its duties."""
    summary = [said(structure.summary)] if structure.summary else []
    head = part(said(f"{structure.title} ({structure.id})"), *summary, said(f"{size_words(structure)}."))
    duties = tuple(said(f"{duty.name}: {in_words(duty)}") for duty in structure.duties)
    return (head, Section("duties", "Duties", duties)) if duties else (head,)


def scene_sections(structure: Structure, names: Iterable[str], *, short: bool = False) -> Iterator[Section]:
    """Some scenes: what is said in each and which duties it touches; under no heading its fields and its ways out.

    In ``short``, what is said is shortened, only options that count for something are shown, and each of several arrows
    is a line of its own. Scenes are numbered in reading order, and arrows say the number.
    """
    numbers = {name: number for number, name in enumerate(structure.order, start=1)}
    return (_scene(structure, structure.places[name], numbers, short=short) for name in names)


def _scene(structure: Structure, place: SceneOutline, numbers: dict[str, int], *, short: bool) -> Section:
    notes = [KINDS[place.kind]]
    notes += ["start"] if place.id == structure.start else []
    notes += [UNREACHED] if place.id in structure.unreached else []
    spoken = in_short(structure, place, FIRST_WORDS) if short else spoken_lines(structure, place)
    fields = (_field(place, number, short=short) for number, _ in enumerate(place.parts))
    ways = (line for number, _ in enumerate(place.ways) for line in _way(place, number, numbers, short=short))
    return Section(
        place.id,
        place.id,
        (*(said(text, Style.QUIET) for text in spoken), *map(said, duty_lines(place))),
        (part(*fields, *ways),),
        note=", ".join(notes),
        ref=("scene", place.id),
        sign=f"{numbers[place.id]}.",
    )


def duty_lines(place: SceneOutline) -> list[str]:
    """The duties that open in a scene or turn late there."""
    return [f"{OPENS} {duty}" for duty in place.opens] + [f"{DUE} {duty}" for duty in place.due]


def spoken_lines(structure: Structure, place: SceneOutline) -> Iterator[str]:
    """Everything that is said in a scene, whole, with who says it and on what it hangs."""
    for each in place.said:
        text = _spoken(structure, place, each.text)
        if len(place.said) > 1 or each.when:
            text = f"{text} [{f'when {each.when}' if each.when else 'otherwise'}]"
        yield text


def in_short(structure: Structure, place: SceneOutline, most: int) -> Iterator[str]:
    """What is said in a scene, each text shortened: what is said without a condition, and how many others there are.

    Where everything hangs on a condition, all of it.
    """
    shown = place.said if place.always is None else (place.always,)
    others = len(place.said) - len(shown)
    for each in shown:
        more = f" (and {others} more by what came before)" if others else ""
        text = _spoken(structure, place, shortened(each.text, most))
        yield f"{text}{f' when {each.when}' if each.when else more}"


def _spoken(structure: Structure, place: SceneOutline, text: str) -> str:
    return f"{structure.mentee}: “{text}”" if place.voice == "says" else text


def _field(place: SceneOutline, number: int, *, short: bool) -> Paragraph:
    field = place.parts[number]
    when = f", when {field.when}" if field.when else ""
    options = [option for option in field.options if not short or _counts(field, option)]
    return Paragraph(
        (Span(field.id, Tone.STRONG), Span(f" ({HOW[field.how]}{when}): {field.ask}")),
        ref=("part", place.id, number),
        more=tuple(
            (Span(option.id), *_notes(option), Span(f": {shortened(option.text, WORDS)}")) for option in options
        ),
    )


def _counts(field: FieldOutline, option: OptionOutline) -> bool:
    return field.how == "pick" or option.level is not None or bool(option.fulfils)


def _way(place: SceneOutline, number: int, numbers: dict[str, int], *, short: bool) -> Iterator[Paragraph]:
    way = place.ways[number]
    act = way.act
    named = Span(OTHERWISE if way.via is Via.OTHERWISE else "") if act is None else Span(act.id, Tone.STRONG)
    targets = [target_words(way, which, numbers) for which, _ in enumerate(way.arrows)]
    apart = short and len(targets) > 1
    leads = "" if apart else f" {'; '.join(targets)}"
    words = () if act is None else ((Span(_words(act), Tone.QUIET),),)
    notes = () if act is None else _notes(act)
    yield Paragraph((named, *notes, Span(leads if named.text else leads.lstrip())), ref=_ref(place, number), more=words)
    if apart:
        for which, target in enumerate(targets):
            yield Paragraph((Span(target),), ref=("arrow", place.id, number, which), indent=2)


def _ref(place: SceneOutline, number: int) -> tuple[str, str, int]:
    return ("way", place.id, number)


def _words(act: OptionOutline) -> str:
    text = shortened(act.text, WORDS)
    return f"“{text}”" if act.spoken else text


def _notes(act: OptionOutline) -> tuple[Span, ...]:
    """What there is to know of a choice or an option besides its words, in brackets."""
    notes = list(act_notes(act))
    if not notes:
        return ()
    spans = [Span(", "), Span("")] * len(notes)
    spans[1::2] = [Span(note, Tone.STRONG if note == level_label(Level.UNSAFE) else Tone.PLAIN) for note in notes]
    return (Span(" ["), *spans[1:], Span("]"))


def target_words(way: SceneExit, which: int, numbers: dict[str, int]) -> str:
    """Where an arrow leads, and its condition if there are several or it has one."""
    arrow = way.arrows[which]
    otherwise = "else " if which and not arrow.when else ""
    return f"{otherwise}→ {numbers[arrow.to]} {arrow.to}{f' if {arrow.when}' if arrow.when else ''}"
