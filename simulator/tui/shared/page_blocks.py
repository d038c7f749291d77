"""The values of a page as blocks of a screen's page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from textual.content import Content

from simulator.report.page import (
    LEVEL_TONES,
    NOTHING,
    Callout,
    Cell,
    Element,
    Facts,
    Items,
    ListItem,
    Paragraph,
    Quote,
    Ref,
    Section,
    Span,
    Speech,
    Spoken,
    Style,
    Table,
    Talk,
    Tone,
)
from simulator.report.words.levels import LEVEL_SIGNS
from simulator.report.words.signs import shortened
from simulator.tui.shared.refs import ref
from simulator.tui.widgets.page import MARKER, Block, BlockKind
from simulator.tui.widgets.prose import join, line, prose

WIDEST: Final = 76
"""The widest table whose rows stay rows, in cells; a wider one, or one with cells of several lines, names each cell."""

SIGNS: Final = {LEVEL_TONES[level]: sign for level, sign in LEVEL_SIGNS.items()} | {Tone.OPEN: "○"}
"""A sign stands beside a word and never for it."""

_KINDS: Final[Mapping[Style, BlockKind]] = {
    Style.PLAIN: "text",
    Style.QUIET: "quiet",
    Style.NAME: "name",
    Style.STRONG: "strong",
    Style.TITLE: "title",
    Style.BOXED: "coach",
    Style.FAULT: "fault",
}
_QUIET: Final = ".page--quiet"
_COLOURS: Final = {tone: f".level--{level.word}" for level, tone in LEVEL_TONES.items()}
"""What stands on the colour of a level; the screen that shows it has these classes."""

NAME: Final = 16
"""How many cells a row that can be picked keeps for its name, where the row is too wide."""

BAR: Final = 20
"""How wide a bar may be, in cells; a longer one is drawn to scale."""

NOTE: Final = 110
"""How many characters of a section's note stand in a list of sections."""


def page_blocks(parts: Iterable[Section | Element], *, depth: int = 0) -> Iterator[Block]:
    """Sections and what stands in them from top to bottom; ``depth`` is that of the sections."""
    for part in parts:
        if isinstance(part, Section):
            if part.title:
                yield _heading(part, depth)
            yield from page_blocks((*part.blocks, *part.sections), depth=depth + 1)
        else:
            yield from _element(part)


def section_lines(sections: Iterable[Section]) -> Iterator[Block]:
    """Each section as a line that can be picked: its title with its bar, and its note, shortened."""
    for number, section in enumerate(sections):
        drawn = f"{bar(*section.share)}  " if section.share else ""
        note = join("\n", line(shortened(section.note, NOTE), _QUIET)) if section.note else ""
        text = join(drawn, line(section.title), note)
        yield Block(text, lead=_lead(section), ref=_ref(section.ref), gap=min(number, 1))


def section_blocks(section: Section) -> Iterator[Block]:
    """A section by itself: its title, its note, and what stands in it."""
    yield Block(line(section.title), "title")
    if section.note:
        yield Block(line(section.note), "quiet")
    for number, block in enumerate(page_blocks((*section.blocks, *section.sections))):
        yield block if number else replace(block, gap=1)


def bar(share: int, of: int) -> str:
    """A share as a bar: its full and its empty part differ in form, not in colour alone."""
    width = min(of, BAR)
    full = share if of <= BAR else max(round(share * BAR / of), min(share, 1))
    return "█" * full + "░" * (width - full)


def section_tops(parts: Iterable[Section | Element]) -> dict[str, int]:
    """Where each section begins among the blocks of a page, by its id."""
    tops: dict[str, int] = {}
    at = 0
    for part in parts:
        if isinstance(part, Section):
            tops[part.id] = at
            at += bool(part.title)
            inner = (*part.blocks, *part.sections)
            tops |= {id_: at + top for id_, top in section_tops(inner).items()}
            at += sum(1 for _ in page_blocks(inner))
        else:
            at += sum(1 for _ in _element(part))
    return tops


def _heading(section: Section, depth: int) -> Block:
    note = Content.styled(f"  {line(section.note).plain}", _QUIET) if section.note else Content()
    return Block(
        join(line(section.title), note),
        "strong" if depth else "heading",
        lead=_lead(section),
        gap=1,
        ref=_ref(section.ref),
    )


def _lead(section: Section) -> Content:
    return join(line(section.sign), " ") if section.sign else Content()


def _element(element: Element) -> Iterator[Block]:
    match element:
        case Paragraph(spans, style, asked, indent, gap, more):
            text = Content("\n  ").join(join(*map(_span, each)) for each in (spans, *more))
            yield Block(text, _KINDS[style], indent=2 * indent, gap=int(gap), ref=_ref(asked, spans))
        case Facts(rows):
            for name, value in rows:
                yield Block(join(prose(f"{name}: ", _QUIET), _lines(value)))
        case Table():
            yield from _table(element)
        case Items(items, ordered, quiet, indent):
            for number, item in enumerate(items, 1):
                picked = _ref(item.ref, item.spans)
                sign = f"{_sign(item)} " if item.sign or not ordered else ""
                set_in = 2 * indent - (len(MARKER) if picked else 0)
                lead = f"{' ' * set_in}{f'{number}  ' if ordered else ''}{sign}"
                kind: BlockKind = "quiet" if quiet else "text"
                yield Block(_item(item), kind, lead=Content(lead), ref=picked)
        case Callout(lines, title):
            head = (prose(title, "bold"),) if title else ()
            yield Block(Content("\n").join((*head, *(join(*map(_span, spans)) for spans in lines))), "coach", gap=1)
        case Quote(text, who, asked):
            if who:
                yield Block(prose(who), "name", gap=1)
            yield Block(prose(text), "you", side="right", ref=_ref(asked))
        case Talk(lines):
            yield from _talk(lines)


def _ref(asked: Ref, spans: Iterable[Span] = ()) -> str:
    """What picking a line asks for: what it names, or else the section that it leads to."""
    if asked:
        return ref(str(asked[0]), *asked[1:])
    return next((ref("section", span.link) for span in spans if span.link), "")


def _span(span: Span) -> Content:
    match span.tone:
        case Tone.PLAIN:
            return prose(span.text)
        case Tone.QUIET:
            return prose(span.text, _QUIET)
        case tone:
            sign = SIGNS.get(tone, "")
            return prose(f"{sign} {span.text}" if sign else span.text, "bold")


def _signs(span: Span) -> Content:
    """A piece of text of a table, or the signs that stand for it there."""
    if not span.signs:
        return _span(span)
    return join(*(_coloured(text, _COLOURS.get(tone, "")) for text, tone in span.signs))


def _coloured(text: str, style: str) -> Content:
    return prose(text, style).stylize("reverse") if style else prose(text)


def _lines(cell: Cell) -> Content:
    return Content("\n").join(map(_signs, cell))


def _sign(item: ListItem) -> str:
    return item.sign or (SIGNS.get(item.mark.tone, "") if item.mark is not None else "") or "·"


def _item(item: ListItem) -> Content:
    words = Content(" ").join(map(_span, item.spans))
    return words if item.mark is None or item.sign else join(words, prose(f"  {item.mark.text}", _QUIET))


def _table(table: Table) -> Iterator[Block]:
    if table.caption:
        yield Block(prose(table.caption), "quiet", gap=1)
    rows = [[Content("; ").join(map(_signs, cell)) for cell in row] for row in table.rows]
    head = [prose(name, "bold") for name in table.columns]
    widths = [max(row[place].cell_length for row in (head, *rows)) for place in range(len(head))]
    refs = [_ref(asked) for asked in table.refs] or [""] * len(rows)
    room = WIDEST - sum(widths[1:]) - 2 * (len(widths) - 1)
    if any(refs) and NAME <= room < widths[0]:  # picking the row shows the name whole
        widths[0] = room
        rows = [[row[0].truncate(room, ellipsis=True), *row[1:]] for row in rows]
    of_one_line = all(len(cell) == 1 for row in table.rows for cell in row)
    if of_one_line and widths[0] <= room:
        if any(table.columns):
            yield Block(_row(head, widths, table.numbers), "quiet", indent=2 if any(refs) else 0)
        for row, asked in zip(rows, refs, strict=True):
            yield Block(_row(row, widths, table.numbers), ref=asked)
        return
    for given, asked in zip(table.rows, refs, strict=True):
        cells = [
            join(prose(f"{name}: ", _QUIET) if name and not table.plain else "", _lines(cell))
            for name, cell in zip(table.columns, given, strict=True)
            if cell != (NOTHING,)
        ]
        if asked:  # what is picked as one is one
            yield Block(Content("\n").join(_filled(cells)), ref=asked, gap=1)
            continue
        for number, text in enumerate(_filled(cells)):
            yield Block(text, indent=4 if number else 0, gap=0 if number else 1)


def _filled(cells: list[Content]) -> Iterator[Content]:
    """Cells one after another, as many on a line as there is room for; one of several lines stands by itself."""
    row: list[Content] = []
    for cell in cells:
        if row and (
            "\n" in f"{row[-1].plain}{cell.plain}" or sum(each.cell_length + 2 for each in (*row, cell)) > WIDEST
        ):
            yield Content("  ").join(row)
            row = []
        row.append(cell)
    yield Content("  ").join(row)


def _row(cells: list[Content], widths: list[int], numbers: tuple[int, ...]) -> Content:
    padded = [
        cell.pad_left(width - cell.cell_length) if place in numbers else cell.pad_right(width - cell.cell_length)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return Content("  ").join(padded).rstrip()


def _talk(lines: tuple[Spoken, ...]) -> Iterator[Block]:
    """The lines of a conversation; a name stands above the first of each run of the mentee's."""
    before: tuple[Speech, str] | None = None
    for told in lines:
        text = prose(told.text)
        match told.voice:
            case Speech.MENTEE:
                if before != (told.voice, told.who) and told.who:
                    yield Block(prose(told.who), "name", side="left", gap=1)
                yield Block(text, "mentee", side="left")
            case Speech.LEARNER:
                if told.who:
                    yield Block(prose(told.who), "name", side="right", gap=1)
                yield Block(text, "you", side="right")
            case Speech.REASON:
                yield Block(join(prose(f"{told.who}: " if told.who else ""), text), "quiet", side="right")
            case Speech.CUE | Speech.NARRATOR:
                head = prose(f"{told.who}: ") if told.who else Content()
                yield Block(join(head, text), "cue", indent=2, gap=1)
            case Speech.ENDING:
                head = join(prose(told.who, "bold"), "\n") if told.who else Content()
                yield Block(join(head, text), "ending", gap=1)
        before = (told.voice, told.who)
