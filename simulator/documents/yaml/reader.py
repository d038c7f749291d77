"""Bytes to a plain tree of text, with every fault of the writing and the place of every part.

Only the parser's *events* are read, one by one and with limits, so nothing that a document says can make a value, call
anything, or use more than a document's worth of memory and time. All scalars stay the text that was typed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from simulator.diagnostics import Diagnostic

from .explained import SyntaxFault
from .hints import explain, in_quotes, mended, shortened
from .invisible import invisible
from .odd_spaces import odd_key, odd_lines, odd_spaces, with_ordinary_spaces
from .problems import Problems
from .source import MAX_BYTES, Source
from .source_map import SourceMap, Spot
from .unfinished import has_sign, has_word, placeholders

Parser: Callable[[str], Any]
"""Gives the events of a text, one by one."""
try:
    from yaml._yaml import CParser as Parser
except ImportError:  # pragma: no cover  (PyYAML was built without its C library: slower, the same events)
    from yaml import Loader as Parser

MAX_DEPTH: Final = 64
"""How deeply parts may stand inside one another."""

MAX_NODES: Final = 50_000
"""How many keys, texts, lists and groups a document may have."""

MAX_MENDS: Final = 20
"""How many unreadable lines are told at once."""

MAX_REREAD: Final = 4 * 1024 * 1024
"""How many bytes may be read again in search of further unreadable lines."""

Tree: TypeAlias = str | dict[str, "Tree"] | list["Tree"]
"""What a document says: text, named parts, lists."""

_Parts: TypeAlias = dict[str, tuple[int, Spot]]

_UNSEEN: Final = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff"
_HIDDEN: Final = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f{_UNSEEN}]")
_HIDDEN_IN_TEXT: Final = re.compile(f"[\x00-\x09\x0b-\x1f{_UNSEEN}]")


_COMMENT: Final = re.compile(r"(?<=\S) #[^\r\n]*")
_PROSE: Final = frozenset(
    [
        "say",
        "do",
        "says",
        "cue",
        "tells",
        "text",
        "afterwards",
        "why",
        "thinks",
        "ask",
        "title",
        "summary",
        "about",
        "you",
        "brief",
        "means",
        "facts",
        "notes",
        "moves",
    ]
)
_NOT_PROSE: Final = frozenset({"when", "to"})


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A document that was read."""

    tree: Tree | None
    """None where nothing could be read."""
    text: str
    """Exactly as it was saved."""
    source_map: SourceMap
    faults: tuple[Diagnostic, ...]


class _TooMuchError(Exception):
    """A limit was passed; reading stops."""


def read(source: Source) -> YamlDocument:
    """Read a document; never raises, whatever the bytes are."""
    problems = Problems(source.name)
    text = _decoded(source, problems)
    if text is None:
        empty = SourceMap("", 0)
        return YamlDocument(None, "", empty, problems.all())
    body = text.removeprefix("\ufeff")
    problems.source_map = SourceMap(body, 0)
    _refuse_hidden(body, problems, pinned=source.pinned)
    tree: Tree | None = None
    if not problems.found:
        tree, problems.source_map = _parsed(body, problems, pinned=source.pinned)
        if tree is not None:
            _warn_of_comments(body, tree, problems.source_map, problems)
            if not source.pinned:
                _warn_of_unfinished(body, tree, problems.source_map, problems)
    return YamlDocument(tree, text, problems.source_map, problems.all())


def _decoded(source: Source, problems: Problems) -> str | None:
    data = source.data
    if len(data) > MAX_BYTES:
        problems.at(0, "file-too-large", "The file is larger than one megabyte, the most that a document may have.")
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        problems.at(
            0,
            "not-utf-8",
            "The file is not saved as UTF-8 text.",
            "In your editor choose “Save as” and the encoding UTF-8.",
        )
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        if data[error.start] == 0xED and len(data) > error.start + 1 and data[error.start + 1] >= 0xA0:
            problem = "Half a character stands here (a lone surrogate)."
        else:
            problem = "The file is not saved as UTF-8 text; this is the first character that shows it."
        problems.source_map = SourceMap(before, 0)
        problems.at(
            len(before.removeprefix("\ufeff")),
            "not-utf-8",
            problem,
            "In your editor choose “Save as” and the encoding UTF-8, and type the character again.",
        )
        return None


def _refuse_hidden(body: str, problems: Problems, *, pinned: bool) -> None:
    found = {match.start() for match in _HIDDEN.finditer(body)}
    if not pinned:
        found.update(invisible(body))
    for index in sorted(found):
        problems.at(
            index,
            "hidden-character",
            f"A character that cannot be seen stands here ({code_point(body[index])}).",
            "Delete it and type what is around it again.",
        )
        if len(problems.found) >= MAX_MENDS:
            return


def _warn_of_comments(body: str, tree: Tree, source_map: SourceMap, problems: Problems) -> None:
    """A # after one space in the middle of words is more often part of them than a comment."""
    if not _has_comment_after_words(body):
        return
    for value, index in _prose(tree, source_map.root):
        if not value or body[index] in "\"'|>":
            continue
        end = index + len(value)
        if body[index:end] != value:
            match = re.compile(r"\s+".join(map(re.escape, value.split()))).match(body, index)
            end = match.end() if match else index
        comment = _COMMENT.match(body, end)
        if comment:
            problems.at(
                end + 1,
                "lost-text",
                f"“{comment[0].strip()[:40]}” is left out: a # after a space begins a remark.",
                f"Put the whole text in quotes: {in_quotes(body[index : comment.end()].strip())} "
                "(or the remark on a line of its own).",
            )


def _warn_of_unfinished(body: str, tree: Tree, source_map: SourceMap, problems: Problems) -> None:
    words = has_word(body)
    for value, index in _texts(tree, source_map.root):
        for written in placeholders(value) if words or has_sign(value) else ():
            place = body.find(written, index)
            shown = " ".join(written.split())
            problems.at(
                index if place < 0 else place,
                "unfinished-text",
                f"“{shown}” was never filled in, and would be read as it stands.",
                "Write what is meant; if people really say it, allow it with the reason.",
            )


def _texts(tree: Tree, spot: Spot) -> Iterator[tuple[str, int]]:
    """Everything that may be read, and where it begins: no conditions, no reasons of waivers, no walkthroughs."""
    waiting: list[tuple[Tree, Spot]] = [(tree, spot)]
    while waiting:
        part, where = waiting.pop()
        if isinstance(part, str):
            if isinstance(where, int):
                yield part, where
        elif isinstance(where, int):
            continue
        elif isinstance(part, dict) and isinstance(where[1], dict):
            spots = where[1]
            waiting.extend(
                (value, spots[key][1])
                for key, value in part.items()
                if not (key == "when" and isinstance(value, str))
                and not (key == "allow" and _is_waiver(value))
                and not (part is tree and key == "expect")
            )
        elif isinstance(part, list) and isinstance(where[1], list):
            waiting.extend(zip(part, where[1], strict=True))


def _is_waiver(value: Tree) -> bool:
    """Whether it is no scene, choice or option that is called allow."""
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values()) and "goto" not in value


def _has_comment_after_words(body: str) -> bool:
    """Whether a single space and a # follow something on a line."""
    at = body.find(" #")
    while at >= 0:
        if at and not body[at - 1].isspace():
            return True
        at = body.find(" #", at + 1)
    return False


def _prose(tree: Tree, spot: Spot) -> Iterator[tuple[str, int]]:
    """The texts that a person will read, and where they begin."""
    waiting: list[tuple[Tree, Spot, bool]] = [(tree, spot, False)]
    while waiting:
        part, where, prose = waiting.pop()
        if isinstance(part, str):
            if prose and isinstance(where, int):
                yield part, where
        elif not isinstance(where, int) and isinstance(part, dict) and isinstance(where[1], dict):
            spots = where[1]
            waiting.extend(
                (value, spots[key][1], key in _PROSE or (prose and isinstance(value, str) and key not in _NOT_PROSE))
                for key, value in part.items()
            )
        elif not isinstance(where, int) and isinstance(part, list) and isinstance(where[1], list):
            waiting.extend((value, entry, prose) for value, entry in zip(part, where[1], strict=True))


def code_point(character: str) -> str:
    """A character that cannot be shown, in letters and digits."""
    return f"U+{ord(character):04X}"


def _parsed(body: str, problems: Problems, *, pinned: bool) -> tuple[Tree | None, SourceMap]:
    """The tree. Lines that cannot be read are told, blanked, and the rest is read again to find what else is wrong."""
    text = body
    told: list[tuple[int, str, str]] = []
    mended_lines: set[int] = set()
    while True:
        builder = _Builder(text, body, pinned=pinned)
        try:
            builder.build()
        except _TooMuchError:
            tree = None
        except MarkedYAMLError as error:
            finding = _odd_indentation(text, error) or explain(body, error)
            line = problems.source_map.place(finding.index)[0]
            again = mended(text, finding.index)
            fresh = line not in mended_lines
            if fresh:
                told.append((finding.index, finding.message, finding.hint))
                mended_lines.add(line)
            affordable = len(told) < MAX_MENDS and len(body) * (len(told) + 1) <= MAX_REREAD
            if again is not None and fresh and affordable:
                text = again
                continue
            tree = None
        except YAMLError:  # pragma: no cover  (what the reader of characters refuses is refused before)
            told.append((0, "The file holds a character that documents cannot have.", ""))
            tree = None
        else:
            odd = odd_key(text, builder.root_spot) if len(told) < MAX_MENDS else None
            if odd is not None:
                told.append((odd.index, odd.message, odd.hint))
                mended_lines.add(problems.source_map.place(odd.index)[0])
                text = with_ordinary_spaces(text, odd.index)
                continue
            tree = builder.root
        break
    for index, message, hint in told:
        problems.at(index, "syntax", message, hint)
    builder.tell_of_twice()
    problems.mended_lines = mended_lines
    source_map = SourceMap(body, builder.root_spot if tree is not None else 0)
    problems.source_map = source_map
    for index, rule, message, hint in builder.faults:
        problems.at(index, rule, message, hint)
    if tree is None and not problems.found:
        problems.at(0, "empty-file", "The file has nothing in it.")
    return tree, source_map


def _odd_indentation(text: str, error: MarkedYAMLError) -> SyntaxFault | None:
    """The first line above a fault that begins with odd spaces, if the fault is not there any more without them."""
    mark = error.problem_mark or error.context_mark
    index = mark.index if mark else 0
    lines = [place for place in odd_lines(text) if place <= index]
    again = text
    for place in lines:
        again = with_ordinary_spaces(again, place)
    if not lines or _stops_at(again) == index:
        return None
    return odd_spaces(text, lines[0])


def _stops_at(text: str) -> int | None:
    """Where the parser stops; None where it does not."""
    next_event = Parser(text).get_event
    try:
        while (event := next_event()) is not None and type(event) is not StreamEndEvent:
            pass
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return mark.index if mark else 0
    return None


class _Builder:
    """The fold of one document's events."""

    def __init__(self, text: str, body: str, *, pinned: bool = False) -> None:
        self.pinned = pinned
        self.next_event: Callable[[], Any] = Parser(text).get_event
        self.body = body
        self.root: Tree | None = None
        self.root_spot: Spot = 0
        self.faults: list[tuple[int, str, str, str]] = []
        self.dropped: list[tuple[dict[str, Tree], _Parts, str]] = []
        self.twice: dict[int, list[tuple[int, str]]] = {}
        """Keys that were written before, by their group (all groups live as long as the tree)."""

    def fault(self, index: int, rule: str, message: str, hint: str = "") -> None:
        if len(self.faults) < MAX_MENDS * 10:
            self.faults.append((index, rule, message, hint))

    def fatal(self, index: int, rule: str, message: str, hint: str = "") -> None:
        self.faults.append((index, rule, message, hint))
        raise _TooMuchError

    def build(self) -> None:  # noqa: C901, PLR0912, PLR0915  (one loop over the events; split up it takes twice as long)
        next_event = self.next_event
        escapes = "\\" in self.body
        outer: list[tuple[dict[str, Tree] | None, _Parts, list[Tree] | None, list[Spot], int]] = []
        named: dict[str, Tree] | None = None
        named_spots: _Parts = {}
        listed: list[Tree] | None = None
        listed_spots: list[Spot] = []
        key: str | None = None
        key_index = 0
        nodes = 0
        documents = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                nodes += 1
                value: str = event.value
                index: int = event.start_mark.index
                if event.anchor is not None or event.tag is not None:
                    self.refuse_marks(event, index)
                if escapes and "\\" in self.body[index : event.end_mark.index]:
                    self.refuse_hidden(value, index)
                if named is not None:
                    if key is not None:
                        named[key] = value
                        named_spots[key] = (key_index, index)
                        key = None
                    else:
                        key_index = index
                        key = value
                        if value in named or value == "<<":
                            key = self.refused_key(value, index, named, named_spots)
                elif listed is not None:
                    listed.append(value)
                    listed_spots.append(index)
                else:
                    self.root = value
                    self.root_spot = index
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                nodes += 1
                index = event.start_mark.index
                if event.anchor is not None or event.tag is not None:
                    self.refuse_marks(event, index)
                if key is None and named is not None:
                    self.fatal(index, "syntax", "A name is meant here, but this is a list or a group.", _KEY_HINT)
                if len(outer) >= MAX_DEPTH:
                    self.fatal(index, "too-deep", f"Parts may stand inside one another at most {MAX_DEPTH} deep.")
                outer.append((named, named_spots, listed, listed_spots, key_index))
                inside, inside_spots = self.opened(kind is MappingStartEvent, index, outer[-1], key)
                key = None
                if isinstance(inside, dict) and isinstance(inside_spots, dict):
                    named, named_spots, listed = inside, inside_spots, None
                elif isinstance(inside, list) and isinstance(inside_spots, list):
                    named, listed, listed_spots = None, inside, inside_spots
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                named, named_spots, listed, listed_spots, key_index = outer.pop()
            elif kind is AliasEvent:
                nodes += 1
                index = event.start_mark.index
                self.fault(index, "anchor-or-alias", _ALIAS, _QUOTE_HINT)
                if named is not None:
                    if key is not None:
                        named[key] = ""
                        named_spots[key] = (key_index, index)
                        key = None
                    else:
                        key_index = index
                        key = self.set_aside(index, named, named_spots)
                elif listed is not None:
                    listed.append("")
                    listed_spots.append(index)
            elif kind is DocumentStartEvent:
                documents += 1
                index = event.start_mark.index
                if documents > 1:
                    self.fatal(index, "several-documents", _SEVERAL, "Put each into a file of its own.")
                if event.version or event.tags:
                    self.fault(index, "tag", "Lines that begin with % are not used here.", "Delete the line.")
            elif kind is StreamEndEvent or event is None:
                break
            if nodes > MAX_NODES:
                self.fatal(index, "too-many-parts", f"A document may have at most {MAX_NODES:,} parts.")
        for parts, spots, name in self.dropped:
            parts.pop(name, None)
            spots.pop(name, None)

    def opened(
        self,
        mapping: bool,
        index: int,
        within: tuple[dict[str, Tree] | None, _Parts, list[Tree] | None, list[Spot], int],
        key: str | None,
    ) -> tuple[dict[str, Tree] | list[Tree], _Parts | list[Spot]]:
        """Begin a group of named parts or a list inside what is open, under the key."""
        named, named_spots, listed, listed_spots, key_index = within
        inside: dict[str, Tree] | list[Tree] = {} if mapping else []
        inside_spots: _Parts | list[Spot] = {} if mapping else []
        if named is not None and key is not None:
            named[key] = inside
            named_spots[key] = (key_index, (index, inside_spots))
        elif listed is not None:
            listed.append(inside)
            listed_spots.append((index, inside_spots))
        else:
            self.root = inside
            self.root_spot = (index, inside_spots)
        return inside, inside_spots

    def refused_key(self, value: str, index: int, named: dict[str, Tree], spots: _Parts) -> str:
        """Tell of a key that cannot stand here; the key under which its value is set aside."""
        if value == "<<":
            self.fault(index, "merge-key", "“<<” is not used here.", "Write every part out.")
        else:
            self.twice.setdefault(id(named), []).append((index, value))
        return self.set_aside(index, named, spots)

    def tell_of_twice(self) -> None:
        """Tell of keys written twice; of many in one group once, because a name is missing above the second lot."""
        for written in self.twice.values():
            if len(written) > 2:
                listed = ", ".join(f"“{shortened(value)}”" for _, value in written[:5])
                more = f" and {len(written) - 5} more" if len(written) > 5 else ""
                message = f"The names {listed}{more} are written twice here."
                self.fault(
                    written[0][0], "duplicate-key", message, "The name of a part may be missing above this line."
                )
                continue
            for index, value in written:
                message = f"“{shortened(value)}” is written twice here."
                self.fault(index, "duplicate-key", message, "Give one of them another name, or delete it.")

    def set_aside(self, index: int, named: dict[str, Tree], spots: _Parts) -> str:
        """A key under which a value that cannot stand there is kept until the end, and then dropped."""
        aside = f"\x00{index}"
        self.dropped.append((named, spots, aside))
        return aside

    def refuse_marks(self, event: ScalarEvent | CollectionStartEvent, index: int) -> None:
        """Tell of an anchor or a tag."""
        if event.anchor is not None:
            self.fault(index, "anchor-or-alias", "A text that begins with & loses its first word.", _QUOTE_HINT)
        if event.tag is not None:
            self.fault(index, "tag", "A text that begins with ! loses its first word.", _QUOTE_HINT)

    def refuse_hidden(self, value: str, index: int) -> None:
        hidden = _HIDDEN_IN_TEXT.search(value)
        found = hidden[0] if hidden else None if self.pinned else next((value[at] for at in invisible(value)), None)
        if found:
            self.fault(
                index,
                "hidden-character",
                f"This text holds a character that cannot be seen ({code_point(found)}), written with a backslash.",
                "Delete it; to write a backslash itself, use single quotes.",
            )


_ALIAS: Final = "A text that begins with * is read as a reference, not as words."
_QUOTE_HINT: Final = "Put the whole text in quotes."
_KEY_HINT: Final = "Put the name in quotes if it has brackets or braces."
_SEVERAL: Final = "A line of three dashes begins a second document here; a file holds one."
