"""A page in plain lines of text."""

from collections.abc import Iterable, Iterator
from typing import Final

from simulator.report.page import (
    Callout,
    Cell,
    Element,
    Facts,
    Items,
    ListItem,
    Paragraph,
    Quote,
    Report,
    Section,
    Span,
    Speech,
    Spoken,
    Table,
    Talk,
    said,
)
from simulator.report.words.columns import prose, table
from simulator.report.words.sanitize import in_one_line, visible

STEP: Final = "  "
"""How far what stands under a heading is set in."""


def report_lines(report: Report, *, width: int | None = None, apart: int = 1) -> Iterator[str]:
    """A whole report: its title underlined, what has to be known first, and its sections."""
    title = in_one_line(report.title)
    yield from (title, "=" * min(len(title), width or len(title)))
    head = [said(each) for each in (report.subtitle, report.made) if each]
    lead = (Section("", "", tuple(each)) for each in (head, report.lead) if each)
    yield from text_lines((*lead, *report.sections), width=width, apart=apart)


def text_lines(
    parts: Iterable[Section | Element],
    *,
    width: int | None = None,
    indent: str = "",
    apart: int = 1,
    step: str = STEP,
) -> Iterator[str]:
    """Sections and what stands in them from top to bottom, each line of at most ``width`` characters where it is known.

    Signs and colours are left out: the word beside a sign always says the same. An empty line parts sections down to
    the depth ``apart``.
    """
    first = True
    for part in parts:
        if isinstance(part, Section):
            if apart > 0 and not first:
                yield ""
            sign, note = f"{part.sign} " if part.sign else "", f" ({part.note})" if part.note else ""
            if part.title:
                yield prose(in_one_line(f"{sign}{part.title}{note}"), width, indent)
            under = indent + step if part.title else indent
            yield from text_lines((*part.blocks, *part.sections), width=width, indent=under, apart=apart - 1, step=step)
        else:
            yield from _element(part, width, indent, step)
        first = False


def _element(element: Element, width: int | None, indent: str, step: str) -> Iterator[str]:
    match element:
        case Table(caption, columns, rows, numbers=numbers):
            if caption:
                yield prose(in_one_line(caption), width, indent)
            cells = [[_cell(cell) for cell in row] for row in rows]
            inner = None if width is None else width - len(indent)
            yield from (f"{indent}{each}" for each in table(columns, cells, right=numbers, width=inner))
        case _:
            inset = indent + step * (1 if isinstance(element, Callout) else getattr(element, "indent", 0))
            yield from (prose(each, width, inset) for each in _sentences(element))
            for spans in element.more if isinstance(element, Paragraph) else ():
                yield prose(_words(spans), width, inset + step)


def _sentences(element: "Paragraph | Facts | Items | Callout | Quote | Talk") -> Iterator[str]:
    match element:
        case Paragraph(spans):
            yield _words(spans)
        case Facts(rows):
            yield from (f"{in_one_line(name)}: {_cell(value)}" for name, value in rows)
        case Items(items, ordered):
            for number, item in enumerate(items, 1):
                yield f"{number}. {_item(item)}" if ordered else _item(item)
        case Callout(lines, title):
            first, *others = [*map(_words, lines)] or [""]
            yield from (f"{in_one_line(title)}. {first}" if title else first, *others)
        case Quote(text, who):
            first, *others = [in_one_line(each) for each in visible(text).splitlines() if each.strip()] or [""]
            yield f"{in_one_line(who)}: {first}" if who else first
            yield from others
        case Talk(lines):
            yield from map(_spoken, lines)


def _words(spans: Iterable[Span]) -> str:
    return in_one_line("".join(span.text for span in spans))


def _cell(cell: Cell) -> str:
    return "; ".join("".join(sign for sign, _ in span.signs) if span.signs else in_one_line(span.text) for span in cell)


def _item(item: ListItem) -> str:
    words = in_one_line(" ".join(span.text for span in item.spans))
    return words if item.mark is None else f"{in_one_line(item.mark.text)}: {words}"


def _spoken(told: Spoken) -> str:
    text = in_one_line(told.text)
    if told.voice is Speech.CUE:
        text = f"({text})"
    return f"{in_one_line(told.who)}: {text}" if told.who else text
