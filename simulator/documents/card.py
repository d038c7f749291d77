"""What a list of scenarios shows of one, read quickly and without judging the document."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .reader import Tree, read
from .source import Source, open_source

_SCENES: Final = re.compile(rb"^(?:variables|facts|duties|scenes):", re.MULTILINE)
_KEYS: Final = re.compile(
    rb"^(?:title|summary|level|stage|setting|kinds|minutes|min_age|notes|alternates|review|rubric|mentee|you|brief|assesses)\s*:",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a scenario. Parts that are missing or faulty are empty; opening the scenario tells why."""

    id: str
    title: str
    summary: str = ""
    level: int = 0
    """0 where it is not known."""
    stage: str = ""
    setting: str = ""
    kinds: tuple[str, ...] = ()
    minutes: int = 0
    """0 where it is not known."""
    min_age: int = 0
    notes: tuple[str, ...] = ()
    review: str = "draft"
    rubric: str = ""
    mentee: str = ""
    you: str = ""
    brief: str = ""
    readable: bool = True
    """Whether the document could be read at all."""


def read_card(source: Source | Path, id_: str) -> Card:
    """The card of a scenario; never raises."""
    opened = open_source(source) if isinstance(source, Path) else source
    if not isinstance(opened, Source):
        return Card(id_, id_, readable=False)
    head = _head(opened)
    tree = read(head).tree if head is not None else None
    if not isinstance(tree, dict):
        tree = read(opened).tree
    if not isinstance(tree, dict):
        return Card(id_, id_, readable=False)
    return _card(id_, tree)


def _head(source: Source) -> Source | None:
    """The part above the scenes, where everything that a card shows stands in most documents."""
    match = _SCENES.search(source.data)
    if match is None or _KEYS.search(source.data, match.start()):
        return None
    return Source(source.name, source.data[: match.start()])


def _card(id_: str, tree: dict[str, Tree]) -> Card:
    mentee = tree.get("mentee")
    return Card(
        id=id_,
        title=_text(tree, "title") or id_,
        summary=_text(tree, "summary"),
        level=_number(tree, "level"),
        stage=_text(tree, "stage"),
        setting=_text(tree, "setting"),
        kinds=_list(tree, "kinds"),
        minutes=_number(tree, "minutes"),
        min_age=_number(tree, "min_age"),
        notes=_list(tree, "notes"),
        review=_text(tree, "review") or "draft",
        rubric=_text(tree, "rubric"),
        mentee=_text(mentee, "name") if isinstance(mentee, dict) else "",
        you=_text(tree, "you"),
        brief=_text(tree, "brief"),
    )


def _text(tree: dict[str, Tree], key: str) -> str:
    value = tree.get(key)
    return value if isinstance(value, str) else ""


def _number(tree: dict[str, Tree], key: str) -> int:
    value = tree.get(key)
    return int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,4}", value) else 0


def _list(tree: dict[str, Tree], key: str) -> tuple[str, ...]:
    value = tree.get(key)
    return tuple(entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else ()
