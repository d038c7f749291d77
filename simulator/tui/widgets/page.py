"""A page of blocks of text that wraps, scrolls and, where a block has a reference, lets one be picked.

Everything that is read in the interface is a page: the conversation, the library, the debrief, the code. Lines are
drawn straight from content, and only when they come into view: a page of thousands of blocks only counts its lines.
Adding a block costs its own lines and not the whole page again, and no width is too small.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal, TypeAlias

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from simulator.tui.widgets.copied import whole_lines, words_of

MEASURE: Final = 84
"""The longest comfortable line, in cells."""

COLUMN: Final = 96
"""The widest column in which two people speak from the left and from the right, in cells."""

MARKER: Final = "› "
"""Stands before the block under the cursor; the same width of spaces before the others that can be picked."""

BlockKind: TypeAlias = Literal[
    "text", "quiet", "heading", "title", "name", "mentee", "you", "cue", "coach", "ending", "fault", "strong"
]
Side: TypeAlias = Literal["full", "left", "right"]

BARS: Final[frozenset[str]] = frozenset({"mentee", "you", "coach", "ending"})
"""Kinds that stand in a tinted box with a bar at its side."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a page."""

    text: Content
    kind: BlockKind = "text"
    side: Side = "full"
    """Where it stands; left and right blocks are as wide as their words, and no wider than most of the page."""
    lead: Content = field(default_factory=Content)
    """Stands before the first line; the other lines hang."""
    indent: int = 0
    gap: int = 0
    """Empty lines before it."""
    ref: str = ""
    """What picking it asks for; empty where it cannot be picked."""


@dataclass(slots=True)
class _Laid:
    """Where a block's lines are at a width, and the lines themselves once they have been drawn."""

    top: int
    height: int
    strips: list[Strip] | None = None


def heading(text: str, gap: int = 1) -> Block:
    """One of our own headings."""
    return Block(Content(text), "heading", gap=gap)


class Page(ScrollView, can_focus=True):
    """Blocks of text, drawn by the line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--text",
        "page--quiet",
        "page--heading",
        "page--title",
        "page--name",
        "page--mentee",
        "page--you",
        "page--cue",
        "page--coach",
        "page--ending",
        "page--fault",
        "page--strong",
        "page--cursor",
        "page--hover",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False, id="page.up"),
        Binding("down,j", "step(1)", "Down", show=False, id="page.down"),
        Binding("enter", "pick", "Pick", show=False, id="page.pick"),
        Binding("home", "first", "To the top", show=False, id="page.first"),
        Binding("end", "last", "To the end", show=False, id="page.last"),
    ]

    @dataclass
    class Moved(Message):
        """The cursor came to another block."""

        page: "Page"
        ref: str

        @property
        def control(self) -> "Page":
            """The page it happened on."""
            return self.page

    @dataclass
    class Picked(Message):
        """A block was asked for, by key or mouse."""

        page: "Page"
        ref: str

        @property
        def control(self) -> "Page":
            """The page it happened on."""
            return self.page

    def __init__(
        self,
        blocks: Iterable[Block] = (),
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
        whole: bool = False,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._whole = whole
        """Whether the view never begins in the middle of a block that can be picked."""
        self._blocks: list[Block] = list(blocks)
        self._laid: list[_Laid] = []
        self._width = -1
        self._hover: int | None = None
        self._faded = False
        self._stretch: tuple[int, int] | None = None
        """From which block to which one is selected with the keyboard."""
        self._cursor = self._selectable()[0] if self._selectable() else None

    # What it shows

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks, in order."""
        return tuple(self._blocks)

    @property
    def selected(self) -> str:
        """The reference under the cursor; empty where nothing can be picked."""
        return "" if self._cursor is None else self._blocks[self._cursor].ref

    @property
    def lit(self) -> Offset | None:
        """Where on the screen the block under the cursor begins; None where it is out of view, or there is none."""
        if self._cursor is None or self._cursor >= len(self._laid):
            return None
        block, region = self._blocks[self._cursor], self.scrollable_content_region
        line = self._laid[self._cursor].top + block.gap - self.scroll_offset.y
        inside = 0 <= line < region.height
        return Offset(region.x + min(block.indent, max(region.width - 1, 0)), region.y + line) if inside else None

    def show(self, blocks: Iterable[Block], *, select: str = "", keep_place: bool = False) -> None:
        """Replace everything; the cursor goes to ``select``, or to the first block that can be picked."""
        self._blocks = list(blocks)
        self._hover = None
        chosen = [index for index in self._selectable() if self._blocks[index].ref == select]
        first = chosen or self._selectable()
        self._cursor = first[0] if first else None
        self._forget()
        if not keep_place:
            self.scroll_to(y=0, animate=False)
        if chosen:
            self.call_after_refresh(self.show_cursor)

    def add(self, blocks: Iterable[Block]) -> None:
        """Add blocks at the end, drawing only them."""
        new = list(blocks)
        self._blocks.extend(new)
        if self._width < 0:
            return
        for block in new:
            self._lay(block)
        self._measured()
        self.refresh()

    def select(self, ref: str) -> None:
        """Bring the cursor to a reference, if it is on the page."""
        for index in self._selectable():
            if self._blocks[index].ref == ref:
                self._move(index)

    def top_of(self, index: int) -> int:
        """The first line of a block, its gap included."""
        self._lay_all(self._width_now())
        return self._laid[index].top if index < len(self._laid) else 0

    def scroll_to_block(self, index: int) -> None:
        """Bring a block to the top of the view."""
        self.scroll_to(y=self.top_of(index), animate=False)

    # Drawing

    def _width_now(self) -> int:
        """The width for words: one column stays free for the scroll bar, so that nothing jumps when it comes."""
        return max(self.content_region.width - 1, 0)

    def _forget(self) -> None:
        self._width = -1
        self._laid = []
        if self.is_mounted:
            self._lay_all(self._width_now())
            self.refresh(layout=True)

    def notify_style_update(self) -> None:
        """Draw again in the new colours, once they are all known."""
        super().notify_style_update()
        self._faded = True

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width."""
        del event
        self._lay_all(self._width_now())
        self._measured()
        self.show_cursor()

    def _lay_all(self, width: int) -> None:
        if width == self._width:
            return
        self._width = width
        self._laid = []
        for block in self._blocks:
            self._lay(block)
        self._measured()

    def _lay(self, block: Block) -> None:
        top = self._laid[-1].top + self._laid[-1].height if self._laid else 0
        self._laid.append(_Laid(top, self._height(block)))

    def _redraw(self, index: int | None) -> None:
        if index is None or index >= len(self._laid):
            return
        laid = self._laid[index]
        laid.strips = None
        self.refresh_lines(laid.top, laid.height)

    @property
    def lines(self) -> int:
        """How many lines the blocks have together."""
        return self._laid[-1].top + self._laid[-1].height if self._laid else 0

    def _measured(self) -> None:
        lines, view = self.lines, self.scrollable_content_region.height
        if self._whole and lines > view > 0:  # room at the end, so that the last view begins with a whole block, too
            lines = self._begins_whole(lines - view) + view
        self.virtual_size = Size(max(self._width, 0), lines)

    def _begins_whole(self, line: int) -> int:
        """The first line from here on that is not in the middle of a block that can be picked."""
        index = self._at(line)
        if index is None or not self._blocks[index].ref:
            return line
        laid = self._laid[index]
        if line <= laid.top + self._blocks[index].gap or laid.height > self.scrollable_content_region.height:
            return line
        return laid.top + laid.height

    def validate_scroll_y(self, value: float) -> float:
        """Where the view may begin."""
        return super().validate_scroll_y(self._begins_whole(round(value)) if self._whole else value)

    def _height(self, block: Block) -> int:
        """How many lines a block has, its gap included; the lines are not drawn for it."""
        if self._width <= 0:
            return 0
        text, room = block.text, self._text_room(block, _lead_width(block))
        if "\t" not in text.plain and text.get_optimal_width({}, room) <= room:
            return block.gap + text.plain.count("\n") + 1
        return block.gap + max(text.get_height({}, room), 1)

    def _drawn(self, index: int) -> list[Strip]:
        """A block's lines, drawn now if they have not been."""
        laid = self._laid[index]
        if laid.strips is None:
            drawn = self._strips(index, self._blocks[index])
            laid.strips = [strip.apply_offsets(0, laid.top + number) for number, strip in enumerate(drawn)]
        return laid.strips

    def _style(self, index: int, block: Block) -> Style:
        names = [f"page--{block.kind}"]
        if self._pointed(index):
            names.append("page--cursor")
        elif block.ref and index == self._hover:
            names.append("page--hover")
        return self.get_visual_style(*names)

    def _pointed(self, index: int) -> bool:
        """Whether the cursor shows here: on the page that has the keyboard, or that can never have it."""
        return index == self._cursor and (self.has_focus or not self.can_focus)

    def _strips(self, index: int, block: Block) -> list[Strip]:
        width = self._width
        if width <= 0:
            return []
        plain = self.get_visual_style("page--text").rich_style
        style = self._style(index, block)
        gap = [Strip.blank(width, plain)] * block.gap
        lead = block.lead
        if block.ref:
            lead = Content(MARKER if self._pointed(index) else " " * len(MARKER)) + lead
        return gap + _place(self._inner(block, lead, style), block, width, style, plain)

    def _inner(self, block: Block, lead: Content, style: Style) -> list[Strip]:
        """The words, wrapped to what the box leaves, with the lead before the first line."""
        room = self._text_room(block, lead.cell_length)
        options = RenderOptions(self._get_style, {})
        strips = block.text.render_strips(room, None, style, options) or [Strip.blank(0)]
        rich = style.rich_style
        padded = [strip.adjust_cell_length(room, rich) for strip in strips]
        if not lead.cell_length:
            return padded
        (first,) = lead.render_strips(lead.cell_length, 1, style, options)
        hang = Strip.blank(lead.cell_length, rich)
        return [Strip.join([first if number == 0 else hang, strip]) for number, strip in enumerate(padded)]

    def _text_room(self, block: Block, lead: int) -> int:
        """How wide the words can be beside a lead of this width."""
        room = self._room(block) - lead
        if block.side != "full":
            room = min(room, block.text.get_optimal_width({}, room))
        return max(room, 1)

    def _room(self, block: Block) -> int:
        width = min(self._width, COLUMN) - block.indent
        if block.side != "full":
            width = min(width, max(24, min(self._width, COLUMN) * 4 // 5))
        width = min(width, MEASURE)
        return width - (4 if block.kind in BARS else 0)

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        if self._faded:
            self._faded = False
            for laid in self._laid:
                laid.strips = None
        width = self.size.width
        number = y + self.scroll_offset.y
        found = self._at(number)
        if found is None:
            return Strip.blank(width, self.get_visual_style("page--text").rich_style)
        strip = self._drawn(found)[number - self._laid[found].top]
        selection = self.text_selection
        span = None if selection is None else selection.get_span(number)
        if span is not None:
            strip = self._highlighted(strip, *span)
        return strip.adjust_cell_length(width, self.get_visual_style("page--text").rich_style)

    def _highlighted(self, strip: Strip, start: int, end: int) -> Strip:
        """A line with a part of it selected; -1 is its end."""
        last = strip.cell_length if end < 0 else min(end, strip.cell_length)
        first = min(start, last)
        style = self.screen.get_component_rich_style("screen--selection")
        return Strip.join([strip.crop(0, first), strip.crop(first, last).apply_style(style), strip.crop(last)])

    # Selecting and copying

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The words that are selected, and what parts them from those of another page."""
        first = 0 if selection.start is None else selection.start.y
        last = self.lines - 1 if selection.end is None else min(selection.end.y, self.lines - 1)
        lines: list[tuple[int, str]] = []
        for number in range(first, last + 1):
            index, span = self._at(number), selection.get_span(number)
            if index is not None and span is not None:
                text = self._drawn(index)[number - self._laid[index].top].text
                lines.append((index, text[span[0] : None if span[1] < 0 else span[1]]))
        words = words_of(lines, ["\n" in block.text.plain for block in self._blocks])
        return (words, "\n") if words else None

    def extend_selection(self, by: int) -> None:
        """Select a block with the keyboard: the last in view or the first, and with each further call one more."""
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.scrollable_content_region.height - 1
        if self.text_selection is None or self._stretch is None:
            edge = self._at(min(bottom, self.lines - 1) if by < 0 else top)
            if edge is None:
                return
            self._stretch = (edge, edge)
        else:
            begun, end = self._stretch
            self._stretch = (begun, min(max(end + by, 0), len(self._blocks) - 1))
        first, last = sorted(self._stretch)
        lines = (self._laid[first].top + self._blocks[first].gap, self._laid[last].top + self._laid[last].height - 1)
        self.screen.selections = {self: whole_lines(*lines, max(self._width, 0))}
        newest = self._laid[self._stretch[1]]
        self.scroll_to_region(Region(0, newest.top, 1, newest.height), animate=False, force=True, immediate=True)

    def _at(self, number: int) -> int | None:
        """The block that has this line."""
        low, high = 0, len(self._laid)
        while low < high:
            middle = (low + high) // 2
            laid = self._laid[middle]
            if number < laid.top:
                high = middle
            elif number >= laid.top + laid.height:
                low = middle + 1
            else:
                return middle
        return None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines at a width."""
        del container, viewport
        self._lay_all(max(width - 1, 0))
        return self.lines

    # Moving and picking

    def _selectable(self) -> list[int]:
        return [index for index, block in enumerate(self._blocks) if block.ref]

    def _move(self, index: int) -> None:
        before, self._cursor = self._cursor, index
        if before != index:
            self._redraw(before)
            self._redraw(index)
            self.post_message(self.Moved(self, self._blocks[index].ref))
        self.show_cursor()

    def show_cursor(self) -> None:
        """Bring the block under the cursor into view, and what stands above it where nothing there can be picked."""
        if self._cursor is None or self._cursor >= len(self._laid):
            return
        laid = self._laid[self._cursor]
        top = 0 if self._cursor == self._selectable()[0] else laid.top
        height = laid.top + laid.height - top
        view = self.scrollable_content_region.height
        if height > view:
            top, height = laid.top, laid.height
        self.scroll_to_region(Region(0, top, max(self._width, 1), height), animate=False, force=True, immediate=True)

    def action_step(self, by: int) -> None:
        """Move the cursor; where there is none, or no further block, scroll."""
        places = self._selectable()
        if self._cursor is not None:
            here = places.index(self._cursor)
            if 0 <= here + by < len(places):
                self._move(places[here + by])
                return
        self.scroll_relative(y=by, animate=False)

    def action_first(self) -> None:
        """Go to the top."""
        places = self._selectable()
        if places:
            self._move(places[0])
        self.scroll_to(y=0, animate=False)

    def action_last(self) -> None:
        """Go to the end."""
        places = self._selectable()
        if places:
            self._move(places[-1])
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def action_pick(self) -> None:
        """Ask for the block under the cursor."""
        if self.selected:
            self.picked(self.selected)

    def picked(self, ref: str) -> None:
        """Tell that a block was asked for."""
        self.post_message(self.Picked(self, ref))

    def _ref_at(self, event: events.MouseEvent) -> int | None:
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        index = self._at(offset.y + self.scroll_offset.y)
        return index if index is not None and self._blocks[index].ref else None

    def on_focus(self) -> None:
        """Show the cursor."""
        self._redraw(self._cursor)

    def on_blur(self) -> None:
        """Hide the cursor."""
        self._redraw(self._cursor)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show what a click would pick."""
        self._hovered(self._ref_at(event))

    def on_leave(self, event: events.Leave) -> None:
        """Show nothing of the kind."""
        del event
        self._hovered(None)

    def _hovered(self, index: int | None) -> None:
        before, self._hover = self._hover, index
        if before != index:
            self._redraw(before)
            self._redraw(index)

    def on_click(self, event: events.Click) -> None:
        """Pick what was clicked; where text was selected, that was all that was meant."""
        event.prevent_default()  # a double click selects the paragraph, and not the page
        if self.screen.get_selected_text():
            return
        offset = event.get_content_offset(self)
        at = None if offset is None else self._at(offset.y + self.scroll_offset.y)
        if event.chain == 2 and at is not None and not self._blocks[at].ref:
            self.screen.clear_selection()
            laid, self._stretch = self._laid[at], (at, at)
            self.screen.selections = {self: whole_lines(laid.top, laid.top + laid.height - 1, max(self._width, 0))}
            return
        index = self._ref_at(event)
        if index is not None:
            self._move(index)
            self.picked(self._blocks[index].ref)


def _lead_width(block: Block) -> int:
    """How wide what stands before a block's first line is, with the marker of the cursor where it can be picked."""
    return block.lead.cell_length + (len(MARKER) if block.ref else 0)


def _place(strips: list[Strip], block: Block, width: int, style: Style, plain: RichStyle) -> list[Strip]:
    """The lines where they belong across the page, in their box if they have one."""
    rich = style.rich_style
    if block.kind in BARS:
        bar = "▐" if block.side == "right" else "▌"
        side, room = Strip([Segment(bar, rich)]), Strip.blank(1, rich)
        order = [room, None, room, side] if block.side == "right" else [side, room, None, room]
        strips = [Strip.join([strip if part is None else part for part in order]) for strip in strips]
    box = max((strip.cell_length for strip in strips), default=0)
    before = max(min(width, COLUMN) - box - block.indent, 0) if block.side == "right" else min(block.indent, width)
    full = block.side == "full" and block.ref
    blank = Strip.blank(before, rich if full else plain)
    return [Strip.join([blank, strip]).adjust_cell_length(width, rich if full else plain) for strip in strips]
