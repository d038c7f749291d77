"""What a tutor typed where the parser stops, and what to write instead."""

import re
from dataclasses import dataclass
from typing import Final

from yaml.error import MarkedYAMLError

from .explained import SyntaxFault
from .odd_spaces import is_odd_line, with_ordinary_spaces

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_ENTRY: Final = re.compile(r"^(?P<lead>[ ]*(?:- )?[ ]*(?:[^\s:#\[\]{}\"'][^:#\[\]{}]*:[ ]+)?)(?P<value>\S.*?)[ ]*$")
_NO_BREAK: Final = re.compile(r"^[ ]*(?:- )?[ ]*[A-Za-z_][\w-]*:(?=[\u00a0\u2007\u202f])", re.MULTILINE)
_CURLY: Final = "“”„‟«»‘’"


@dataclass(frozen=True, slots=True)
class _Spot:
    """The line on which the parser stopped, and the one on which what it was reading began."""

    text: str
    start: int
    """Where the line begins in the document."""
    column: int
    before: str
    """The last line above it that is not blank."""

    @property
    def index(self) -> int:
        return self.start + self.column

    @property
    def lead(self) -> str:
        entry = _ENTRY.match(self.text)
        return entry["lead"] if entry else ""

    @property
    def value(self) -> str:
        entry = _ENTRY.match(self.text)
        return entry["value"] if entry else self.text.strip()

    def quoted(self) -> str:
        """The hint that shows the whole line in quotes; inside brackets only the text itself."""
        if self.value[:1] in ("{", "[") and self.column > len(self.lead):
            inner = re.match(r"[^,{}\[\]]*", self.text[self.column :])
            if inner and inner[0].strip():
                return f"Put the text in quotes: {in_quotes(inner[0].strip())}"
        return f"Put the whole text in quotes: {self.lead.lstrip()}{in_quotes(self.value)}"


def shortened(text: str, most: int = 40) -> str:
    """What was written, cut where it is long."""
    return text if len(text) <= most else text[:most] + "…"


def in_quotes(value: str) -> str:
    """The text as it can be typed between quotes, shortened where it is long."""
    shown = value if len(value) <= 60 else value[:59].rstrip() + "…"
    if '"' not in shown and "\\" not in shown:
        return f'"{shown}"'
    return "'" + shown.replace("'", "''") + "'"


def explain(text: str, error: MarkedYAMLError) -> SyntaxFault:
    """The fault in a tutor's words."""
    mark = error.problem_mark or error.context_mark
    index = min(mark.index if mark else 0, len(text))
    problem = error.problem or ""
    context = error.context or ""
    here = _spot(text, index)
    start = _spot(text, min(error.context_mark.index, len(text))) if error.context_mark else here
    if "could not find expected ':'" in problem or "mapping values are not allowed" in problem:
        wide = _no_break_space(text, here, start)
        if wide is not None:
            message = "The space after the colon is a no-break space; type an ordinary one."
            return SyntaxFault(wide, message, "")
    for about in (_tab, _colon, _quoted_text, _indicator, _unclosed, _missing_colon, _indentation):
        found = about(problem, context, here, start)
        if found is not None:
            return found
    return SyntaxFault(here.index, "This line cannot be read.", here.quoted() if here.value else "")


def _no_break_space(text: str, here: _Spot, start: _Spot) -> int | None:
    """The no-break space after a name, on the lines on which the parser stopped and began or the one above."""
    above = text.rfind(here.before, 0, here.start) if here.before else here.start
    begin = min(start.start, here.start, max(above, 0))
    found = _NO_BREAK.search(text, text.rfind("\n", 0, begin) + 1, here.start + len(here.text))
    return found.end() if found else None


def _tab(problem: str, context: str, here: _Spot, start: _Spot) -> SyntaxFault | None:
    del context, start
    indent = here.text[: len(here.text) - len(here.text.lstrip())]
    if "\t" in indent:
        return SyntaxFault(
            here.start + indent.index("\t"), "A tab stands at the beginning of this line.", "Use spaces."
        )
    if here.text[here.column : here.column + 1] == "\t" or "tab character" in problem:
        return SyntaxFault(here.index, "A tab stands here.", "Use spaces.")
    return None


def _colon(problem: str, context: str, here: _Spot, start: _Spot) -> SyntaxFault | None:
    del context, start
    if "mapping values are not allowed" not in problem:
        return None
    value = here.value
    if ": " in value or (value.endswith(":") and here.lead.strip()):
        if value[:1] in _CURLY:
            straight = value.strip(_CURLY)
            return SyntaxFault(
                here.index,
                "Curly quotes do not hold a text together, and a colon inside it ends it.",
                f"Use straight quotes: {here.lead.lstrip()}{in_quotes(straight)}",
            )
        return SyntaxFault(here.index, "A colon and a space inside a text cut it in two.", here.quoted())
    indent = len(here.text) - len(here.text.lstrip())
    before = len(here.before) - len(here.before.lstrip())
    if indent > before:
        return SyntaxFault(
            here.start + indent,
            "This line stands further in than the one above it, which has a text of its own.",
            "Give it as many spaces as the line above, or put the text above in quotes if it goes on here.",
        )
    word = here.before.strip().removeprefix("- ").partition(" ")[0]
    hint = f"Above, write a colon and a space after the name{f': {word}: …' if re.fullmatch('[a-z_-]+', word) else ''}."
    return SyntaxFault(here.index, "The line above has no colon after its name, or this line's spaces are wrong.", hint)


def _quoted_text(problem: str, context: str, here: _Spot, start: _Spot) -> SyntaxFault | None:
    value = here.value
    if "escape" in problem:
        return SyntaxFault(
            here.index,
            "Inside double quotes a backslash means something else.",
            "Use single quotes around the text, or write two backslashes.",
        )
    if "quoted scalar" in context:
        return SyntaxFault(
            start.index,
            "A quotation mark opens here and is never closed.",
            "Close it at the end of the text; a ' inside single quotes is written twice.",
        )
    if "expected key" in problem and value[:1] in ("'", '"') and here.column > len(here.lead):
        return SyntaxFault(here.index, "The text goes on after its closing quotation mark.", _requoted(here))
    if "expected key" in problem and value[:1] in ("[", "{") and here.column > len(here.lead):
        whole = f"Put the whole text in quotes: {here.lead.lstrip()}{in_quotes(value)}"
        return SyntaxFault(here.index, "The text goes on after the closing bracket.", whole)
    return None


def _requoted(here: _Spot) -> str:
    value = here.value
    if value[0] == "'" and value.endswith("'") and re.search(r"\w'\w", value):
        return f'Use double quotes: {here.lead.lstrip()}"{value[1:-1]}"'
    return here.quoted()


_SIGNS: Final = {
    "*": "A text cannot begin with *.",
    "&": "A text cannot begin with &.",
    "!": "A text cannot begin with !.",
    "@": "A text cannot begin with @.",
    "`": "A text cannot begin with `.",
    "%": "A text cannot begin with %.",
    "|": "A text cannot begin with |.",
    ">": "A text cannot begin with >.",
    "-": "A text cannot begin with a dash and a space.",
    "?": "A text cannot begin with a question mark and a space.",
    ",": "A text cannot begin with a comma.",
    "]": "A text cannot begin with ].",
    "}": "A text cannot begin with }.",
}


def _indicator(problem: str, context: str, here: _Spot, start: _Spot) -> SyntaxFault | None:
    sign = start.text[start.column : start.column + 1]
    if "scanning an alias" in context or "scanning an anchor" in context or "scanning a tag" in context:
        return SyntaxFault(start.index, _SIGNS.get(sign, "This text cannot begin so."), start.quoted())
    if "block scalar" in context:
        return SyntaxFault(
            start.index,
            _SIGNS.get(sign, "This text cannot begin so."),
            f"{start.quoted()} (or begin the text on the next line, further in).",
        )
    sign = here.text[here.column : here.column + 1]
    stops = (
        "cannot start any token",
        "entries are not allowed",
        "mapping keys are not allowed",
        "did not find expected node content",
    )
    if sign in _SIGNS and any(stop in problem for stop in stops) and "flow" not in context:
        return SyntaxFault(here.index, _SIGNS[sign], here.quoted())
    return None


def _unclosed(problem: str, context: str, here: _Spot, start: _Spot) -> SyntaxFault | None:
    if "flow mapping" in context or "flow sequence" in context or "flow node" in context:
        sign = start.text[start.column : start.column + 1]
        bracket, closing = ("{", "}") if sign == "{" else ("[", "]")
        if here.start == start.start and here.text[here.column : here.column + 1] == ":":
            begin = max(here.text.rfind(sign, 0, here.column) for sign in "{[,:") + 1
            begin = here.text.rfind(": ", 0, here.column) + 2 if ": " in here.text[: here.column] else begin
            inner = re.match(r"[^,{}\[\]]*", here.text[begin:])
            hint = f"Put the text in quotes: {in_quotes(inner[0].strip())}" if inner else ""
            name = re.search(r"\s([a-z_-]+)$", here.text[: here.column])
            hint += f"; or write a comma before {name[1]}." if name else ""
            return SyntaxFault(here.index, "A colon and a space inside a text cut it in two.", hint)
        if "flow node" in context:
            return SyntaxFault(
                here.index, "Something is missing between these brackets.", "Look for two commas in a row."
            )
        if sign == bracket and _is_text(start, bracket):
            return SyntaxFault(
                start.index, f"A text cannot begin with {bracket} unless it is in quotes.", start.quoted()
            )
        return SyntaxFault(
            start.index,
            f"The bracket {bracket} that opens here is not closed with {closing}, or a text inside it needs quotes.",
            "Inside brackets put texts with commas, colons or brackets in quotes.",
        )
    return None


def _is_text(start: _Spot, bracket: str) -> bool:
    """Whether the bracket opens the value of a line and nothing in it looks like a list of names."""
    return (
        start.column == len(start.lead)
        and bool(start.lead.strip())
        and not re.search(r"[,:]", start.value)
        and bracket in "[{"
    )


def _missing_colon(problem: str, context: str, here: _Spot, start: _Spot) -> SyntaxFault | None:
    del context, here
    if "could not find expected ':'" not in problem:
        return None
    word = re.match(r"\s*(?:- )?([A-Za-z_][\w-]*):(?=\S)", start.text)
    if word:
        return SyntaxFault(start.index, f"A space is missing after “{word[1]}:”.", "Write a space after the colon.")
    return SyntaxFault(
        start.index,
        "This line has no colon, so it is neither a name nor part of the text above.",
        "If it goes on with the text above, put it further in than that line's name.",
    )


def _indentation(problem: str, context: str, here: _Spot, start: _Spot) -> SyntaxFault | None:
    if "expected key" in problem or "expected '-' indicator" in problem:
        if here.text.lstrip().startswith("- ") and here.column == len(here.text) - len(here.text.lstrip()):
            message = "This list entry does not stand under the entries above it."
        else:
            message = "The spaces at the beginning of this line fit no line above it."
        return SyntaxFault(here.index, message, "Give it exactly as many spaces as the lines that it belongs with.")
    if "expected <document start>" in problem:
        return SyntaxFault(here.index, "Something goes on here after the end of the document.", "")
    if "directive" in context:
        return SyntaxFault(start.index, _SIGNS["%"], start.quoted())
    return None


def _spot(text: str, index: int) -> _Spot:
    # An error at the very end belongs to the last line that has something on it.
    if index >= len(text) and text.strip():
        index = len(text.rstrip())
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    end = _BREAK.search(text, index)
    line = text[start : end.start() if end else len(text)]
    above = text[max(0, start - 2000) : start].rstrip()
    before = _BREAK.split(above)[-1] if above else ""
    return _Spot(line, start, index - start, before)


def mended(text: str, index: int) -> str | None:
    """The text with a no-break space made ordinary, or the value of one line blanked; None where neither is there."""
    if is_odd_line(text, index):
        return with_ordinary_spaces(text, index)
    if text[index : index + 1] in ("\u00a0", "\u2007", "\u202f"):
        return f"{text[:index]} {text[index + 1 :]}"
    here = _spot(text, min(index, len(text)))
    entry = _ENTRY.match(here.text)
    if entry is None or not entry["lead"].strip() or len(entry["value"]) < 2:
        return None
    if _goes_on(text[here.start + len(here.text) :], len(entry["lead"]) - len(entry["lead"].lstrip())):
        return None
    size = len(entry["value"])
    begin = here.start + entry.start("value")
    return f'{text[:begin]}"{"x" * (size - 2)}"{text[begin + size :]}'


def _goes_on(below: str, indent: int) -> bool:
    """Whether the next line that is not blank stands further in, so that the value may go on there."""
    following = re.match(r"[\s]*?(?:\r\n|\r|\n)?([ ]*)(?=\S)", below[:2000])
    return following is not None and len(following[1]) > indent
