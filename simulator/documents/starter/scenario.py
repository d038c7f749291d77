"""Writes a starter scenario: it plays at once, passes every check, and says what to change first."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final, TypeAlias

from .wishes import HARM, KINDS, SETTINGS, TEMPLATES, Wishes, texts

MODELINE: Final = "# yaml-language-server: $schema=../schemas/scenario.schema.json"

WIDTH: Final = 110
"""Longer texts and remarks go on in further lines, in characters."""

Texts: TypeAlias = dict[str, Any]
"""A part of the templates, or of what they are filled with."""

_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w ,.;?!/()…’“”–]|'|:(?=\S)|(?<=\S)-)*")
_TAKEN: Final = re.compile(r"(?i:y|yes|n|no|on|off|true|false|null|inf|nan)")
"""Words that an editor may take for something else than a text."""

_LEVELS: Final = ("competent", "developing", "unsafe")
"""What the three choices of a decision show, and what comes of always taking the first, the second or the third."""

_WALKS: Final = ("does-it-well", "means-it-well", "does-harm")

_BEST_STANDS: Final = (1, 2, 0)
"""The best choice's place among the three, decision after decision."""

_START, _MOST = 3, 6
"""Where trust begins, and where it stops."""


def starter(wishes: Wishes, modeline: str = MODELINE) -> str:
    """The text of a scenario that is as wished; the first line is what an editor finds the schema by."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  (slow to load)

    templates = Environment(  # noqa: S701  (this is no HTML; what is filled in is quoted as YAML)
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters["quoted"] = quoted
    setting = SETTINGS[wishes.setting]
    kind = _with_names(KINDS[wishes.kind], place=setting["place"], name=wishes.name)
    page = _with_names(texts("scenes.yaml"), name=wishes.name)
    endings = page["endings"]["harm" if wishes.harm else "everyday"]
    remarks = dict(page["remarks"])

    def explained(key: str, indent: int) -> str:
        """What a key is for, if nobody has said so yet."""
        return f"{remark(remarks.pop(key), indent)}\n" if key in remarks else ""

    return templates.get_template("scenario.jinja").render(
        **{"wishes": wishes, "modeline": modeline, "kind": kind, "setting": setting, "endings": endings},
        notes=[*([HARM] if wishes.harm else []), *kind.get("notes", ())],
        scenes=_scenes(wishes, page),
        walkthroughs=_walkthroughs(wishes, page, tuple(endings)),
        **{"pair": pair, "flow": flow, "remark": remark, "explained": explained},
    )


def _with_names(value: Any, **names: str) -> Any:
    """The same with names for ``{name}`` and the like in its texts."""
    match value:
        case str():
            for key, name in names.items():
                value = value.replace(f"{{{key}}}", name)
            return value
        case Mapping():
            return {key: _with_names(each, **names) for key, each in value.items()}
        case _:
            return [_with_names(each, **names) for each in value]


# Scenes


def _scenes(wishes: Wishes, page: Texts) -> list[Texts]:
    """The decisions in the order in which they are met, as the template writes them."""
    last = "goodbye" if wishes.with_form else "afterwards"
    scenes = []
    for place, (id_, following) in enumerate(pairwise((*wishes.decisions, last))):
        scene = page["decisions"][id_]
        then = scene.get("then", "")
        scenes.append(_scene(wishes, page, id_, place, f"{id_}-after" if then else following))
        scenes[-1] |= {"then": then, "following": following}
        if then:
            scenes.append(_scene(wishes, page, then, place + 1, following))
    if not wishes.with_form:
        scenes.append(_scene(wishes, page, last, len(wishes.decisions), "how-it-ends"))
    return scenes


def _scene(wishes: Wishes, page: Texts, id_: str, place: int, following: str) -> Texts:
    scene = page["decisions"][id_]
    best, *rest = (
        (choice, _counted(text, scene["clause"], level, following))
        for (choice, text), level in zip(scene["choices"].items(), _LEVELS, strict=True)
    )
    stands = _BEST_STANDS[place % 3]
    reaction = page["reactions"][(place - 1) % 3] if place else None
    asked = wishes.level == 2 and scene["clause"] == KINDS[wishes.kind]["core"]
    return {
        **{"id": id_, "about": scene["about"], "cue": scene.get("cue"), "says": scene.get("says")},
        "tells": scene.get("tells", reaction),
        "opens": [*([] if place else ["write_it_up"]), *scene.get("opens", ())],
        "because": asked,
        "choices": dict((*rest[:stands], best, *rest[stands:])),
        "then": "",
    }


def _counted(choice: Texts, clause: str, level: str, following: str) -> Texts:
    """The keys of a choice in their order, with what it shows and where it leads."""
    first = {key: value for key, value in choice.items() if key in ("say", "do", "moves")}
    return {
        **first,
        "evidence": {clause: level},
        **{k: v for k, v in choice.items() if k not in first},
        "goto": following,
    }


# Walkthroughs


def _walkthroughs(wishes: Wishes, page: Texts, endings: tuple[str, ...]) -> list[Texts]:
    """The ways through that must hold: one a level, and one that puts a promise right."""
    decisions = page["decisions"]
    ways = [(name, at, _taken(wishes, decisions, at)) for at, name in enumerate(_WALKS)]
    outcomes = [*_LEVELS, "developing"]
    if any("then" in decisions[id_] for id_ in wishes.decisions):
        ways.append(("takes-it-back", 0, _taken(wishes, decisions, 0, promises=True)))
    walks = []
    for (name, at, taken), outcome in zip(ways, outcomes, strict=False):
        last = page["answers"][at] if wishes.with_form else list(decisions["afterwards"]["choices"])[at]
        ending = endings[0 if _goes_well(wishes, [choice for _, choice in taken]) else 1]
        walks.append({"name": name, "choose": [*(id_ for id_, _ in taken), last], "ending": ending, "outcome": outcome})
    return walks


def _taken(wishes: Wishes, decisions: Texts, at: int, *, promises: bool = False) -> list[tuple[str, Texts]]:
    """The choices of somebody who always takes the best, the second or the third, perhaps but for a promise."""
    taken = []
    for id_ in wishes.decisions:
        scene = decisions[id_]
        choices = list(scene["choices"].items())
        taken.append(choices[2 if promises and "then" in scene else at])
        if "set" in taken[-1][1]:
            taken.append(list(decisions[scene["then"]]["choices"].items())[at])
    return taken


def _goes_well(wishes: Wishes, taken: Iterable[Texts]) -> bool:
    """Whether the better ending comes of these choices."""
    if wishes.harm:
        return any("tell_lead" in choice.get("fulfils", ()) for choice in taken)
    trust = _START
    for choice in taken:
        trust = min(max(trust + int(choice.get("change", {}).get("trust", 0)), 0), _MOST)
    return trust >= _START


# YAML: every text is written so that it is read as it is


def pair(key: str, value: object, indent: int = 0) -> str:
    """A key with what belongs to it; a long text is folded into lines of its own."""
    lead = " " * indent
    if not isinstance(value, str):
        return f"{lead}{key}: {flow(value)}"
    line = f"{lead}{key}: {value if _PLAIN.fullmatch(value) and not _TAKEN.fullmatch(value) else quoted(value)}"
    return line if len(line) <= WIDTH else f"{lead}{key}: >-\n{_wrapped(value, f'{lead}  ')}"


def quoted(text: str) -> str:
    """A text of one line in quotes, as it can also stand in braces and brackets."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def flow(value: object) -> str:
    """Names in brackets, or with what belongs to each in braces."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key}: {each}" for key, each in value.items()) + "}"
        case list() | tuple():
            return f"[{', '.join(value)}]"
        case _:
            return str(value)


def remark(text: str, indent: int) -> str:
    """A remark for the tutor."""
    return _wrapped(text, " " * indent + "# ")


def _wrapped(text: str, lead: str) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=lead, subsequent_indent=lead, break_long_words=False, break_on_hyphens=False
    )
