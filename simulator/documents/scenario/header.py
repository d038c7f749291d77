"""What a list of scenarios shows of one, read quickly and without judging the document."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.documents.yaml.reader import Tree, read
from simulator.documents.yaml.source import Source, open_source

_SCENES: Final = re.compile(rb"^(?:variables|facts|duties|scenes):", re.MULTILINE)
_KEYS: Final = re.compile(
    rb"^(?:title|summary|level|stage|setting|kinds|minutes|min_age|notes|alternates|review|rubric|mentee|you|brief|assesses)\s*:",
    re.MULTILINE,
)


STAGES: Final = ("initiation", "exploration", "empowerment", "closure")
"""The stages of mentoring in their order."""

MEETING: Final = frozenset({"contracting", "rapport"})
"""The kinds that make a first meeting."""

HEAVY: Final = frozenset({"disclosure", "referral-trigger"})
"""The kinds in which somebody tells of harm, or needs more help than a mentor can give."""

UNKNOWN: Final = 9999
"""Stands for a level or a length that is not known: after all that are."""


@dataclass(frozen=True, slots=True)
class ScenarioHeader:
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


def first_meeting(cards: Iterable[ScenarioHeader]) -> ScenarioHeader | None:
    """The scenario to begin with for someone who has tried none: a first meeting that is as light as there is one.

    The lowest level, the earliest stage, most about agreeing how to work and getting to know each other, with no
    disclosure and nothing that has to be passed on, for the youngest, and short.
    """
    order = {name: place for place, name in enumerate(STAGES)}

    def weight(card: ScenarioHeader) -> tuple[int, int, int, int, int, int, str]:
        kinds = set(card.kinds)
        return (
            card.level or UNKNOWN,
            order.get(card.stage, len(order)),
            -len(kinds & MEETING),
            len(kinds & HEAVY),
            card.min_age,
            card.minutes or UNKNOWN,
            card.id,
        )

    return min((card for card in cards if card.readable), key=weight, default=None)


def read_header(source: Source | Path, id_: str) -> ScenarioHeader:
    """The card of a scenario; never raises."""
    opened = open_source(source) if isinstance(source, Path) else source
    if not isinstance(opened, Source):
        return ScenarioHeader(id_, id_, readable=False)
    head = _head(opened)
    tree = read(head).tree if head is not None else None
    if not isinstance(tree, dict):
        tree = read(opened).tree
    if not isinstance(tree, dict):
        return ScenarioHeader(id_, id_, readable=False)
    return _card(id_, tree, _review(tree, opened))


def _head(source: Source) -> Source | None:
    """The part above the scenes, where everything that a card shows stands in most documents."""
    match = _SCENES.search(source.data)
    if match is None or _KEYS.search(source.data, match.start()):
        return None
    return Source(source.name, source.data[: match.start()])


def _review(tree: dict[str, Tree], source: Source) -> str:
    """How the document stands; only what says that it was reviewed has to be read whole for that."""
    if _text(tree, "review") != "reviewed":
        return _text(tree, "review") or "draft"
    from .reviewed import standing  # noqa: PLC0415  (most are drafts, and need no shapes)

    return str(standing(read(source).tree))


def _card(id_: str, tree: dict[str, Tree], review: str) -> ScenarioHeader:
    mentee = tree.get("mentee")
    return ScenarioHeader(
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
        review=review,
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
