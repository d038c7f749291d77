"""Pages of any shape, and every text that stands in one."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from hypothesis import strategies as st

from simulator.report.page import (
    Callout,
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
    Style,
    Table,
    Talk,
    Tone,
)
from simulator.report.words.sanitize import visible
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.widgets import prose

_CHARACTERS = "abcdefghij<>&#*[]{}$\"'\\ \x1b\u202eŵ"
_TEXTS = st.text(_CHARACTERS, min_size=8, max_size=20).filter(lambda text: len(text.split()) > 0)
_TONES = st.sampled_from(Tone)
_SPANS = st.builds(Span, _TEXTS, _TONES, code=st.booleans())
_CELLS = st.lists(_SPANS, min_size=1, max_size=2).map(tuple)
_ITEMS = st.builds(ListItem, _CELLS, st.none() | _SPANS, st.sampled_from(["", "[x]"]))
_SPOKEN = st.builds(Spoken, st.sampled_from(Speech), _TEXTS | st.just(""), _TEXTS)
_FLAGS = st.booleans()


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    places = draw(st.integers(1, 3))
    row = st.lists(_CELLS, min_size=places, max_size=places).map(tuple)
    columns = tuple(draw(st.lists(_TEXTS, min_size=places, max_size=places)))
    numbers = tuple(draw(st.sets(st.integers(0, places - 1))))
    rows = tuple(draw(st.lists(row, min_size=1, max_size=2)))
    return Table(draw(_TEXTS), columns, rows, (1,) * places, numbers=numbers)


def _some(each: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(each, min_size=1, max_size=2).map(tuple)


elements: st.SearchStrategy[Element] = st.one_of(
    st.builds(
        Paragraph,
        _CELLS,
        st.sampled_from(Style),
        indent=st.integers(0, 2),
        gap=_FLAGS,
        more=st.lists(_CELLS, max_size=2).map(tuple),
    ),
    st.builds(Facts, _some(st.tuples(_TEXTS, _CELLS))),
    _tables(),
    st.builds(Items, _some(_ITEMS), _FLAGS, _FLAGS, st.integers(0, 2)),
    st.builds(Callout, _some(_CELLS), _TEXTS | st.just("")),
    st.builds(Quote, _TEXTS, _TEXTS | st.just("")),
    st.builds(Talk, _some(_SPOKEN)),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report with sections in sections, each with an id of its own."""
    ids = iter(range(100))

    def section(depth: int) -> Section:
        blocks = tuple(draw(st.lists(elements, max_size=3)))
        inner = tuple(section(depth + 1) for _ in range(draw(st.integers(0, 2)) if depth < 3 else 0))
        note, sign = draw(_TEXTS | st.just("")), draw(st.sampled_from(["", "3.", "✓"]))
        return Section(f"id-{next(ids)}", draw(_TEXTS), blocks, inner, note, sign=sign)

    return Report(draw(_TEXTS), draw(_TEXTS), draw(_TEXTS), tuple(section(1) for _ in range(draw(st.integers(1, 2)))))


def texts_in(parts: Iterable[Section | Element], *, signs: bool = False) -> Iterator[str]:
    """Every text, as often as it stands there; of a conversation's names each once.

    Where there are ``signs``, one that says a mark by itself stands for it.
    """
    for part in parts:
        match part:
            case Section():
                yield from filter(None, (part.sign, part.title, part.note))
                yield from texts_in((*part.blocks, *part.sections), signs=signs)
            case Paragraph(spans, more=more):
                yield from (span.text for each in (spans, *more) for span in each)
            case Facts(rows):
                for name, value in rows:
                    yield from (name, *(span.text for span in value))
            case Table(caption, columns, cells):
                yield from (caption, *columns)
                yield from (span.text for row in cells for cell in row for span in cell)
            case Items(items):
                for item in items:
                    yield from (span.text for span in item.spans)
                    if item.mark is not None:
                        yield item.sign if signs and item.sign else item.mark.text
            case Callout(lines, title):
                yield from filter(None, (title,))
                yield from (span.text for each in lines for span in each)
            case Quote(text, who):
                yield from filter(None, (text, who))
            case Talk(told):
                yield from (each.text for each in told)
                yield from {each.who for each in told if each.who}


def squeezed(text: str) -> str:
    """Without white space, and without the signs that a screen sets beside words."""
    return re.sub(r"[\s\u200b]+", "", text)


def lost(report: Report, shown: str, sanitize: Callable[[str], str] = visible) -> list[str]:
    """The texts of a report that are not shown as often as they stand there."""
    texts = texts_in(report.sections, signs=sanitize is prose.visible)
    wanted = Counter(squeezed(sanitize(text)) for text in texts)
    found = squeezed(shown)
    return [text for text, times in wanted.items() if found.count(text) < times]


def html_text(page: str) -> str:
    body = page[page.index("<main>") : page.index("</main>")]
    return html.unescape(re.sub(r"<[^>]*>", "", body))


def screen_text(report: Report) -> str:
    return "\n".join(f"{block.lead.plain}{block.text.plain}" for block in page_blocks(report.sections))
