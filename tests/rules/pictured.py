"""Documents that a page can only picture: what breaks each such rule, and what does not, as bytes."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from simulator.documents.yaml.source import Source
from simulator.report.views.rule_page import read_page

from .base import SCENARIO, assembled

Document: TypeAlias = Source | Path

NAME: Final = "first-meeting.yaml"


@dataclass(frozen=True, slots=True)
class Pictured:
    """One document that breaks a rule and one that does not."""

    broken: Callable[[Path], Document]
    """Made in the folder that it is given."""
    sound: Callable[[Path], Document]
    also: frozenset[str] = frozenset()
    """Other rules that cannot but be broken as well."""


def _bytes(data: bytes, name: str = NAME) -> Callable[[Path], Document]:
    return lambda folder: Source(name, data)


def _file(folder: Path) -> Path:
    path = folder / NAME
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def _walkthroughs(number: int) -> bytes:
    """So many walkthroughs of a hundred and three steps each; the hundred are waits."""
    text = SCENARIO.replace("    choices:\n", "    choices:\n      wait: {do: Wait., again: true, goto: waits}\n", 1)
    text = text.replace("scenes:\n", "scenes:\n  waits: {cue: Sam breathes out., goto: arrives}\n", 1)
    steps = "wait, " * 100 + "sit-down, how-it-works, on-your-own"
    ways = (f"  way {way}: {{choose: [{steps}], outcome: competent}}\n" for way in range(number))
    return (text + "expect:\n" + "".join(ways)).encode()


_CLAUSES: Final = ("goals", "contracting", "autonomy", "boundaries", "records")
"""One for each decision that is pictured, so that nobody passes by guessing."""


def _decisions(rule: str, kind: str) -> Callable[[Path], Document]:
    """The picture's decisions before the base's own: what the mentee says, and what is good (+) and weak (-)."""

    def made(folder: Path) -> Document:
        (picture,) = [each.text for each in read_page(rule).examples if each.about == ("text", kind)]
        groups = [part.splitlines() for part in re.split(r"\n(?=\S)", picture.strip("\n"))]
        assessed = ", ".join(f"{clause}: 1" for clause in ("listening", *_CLAUSES))
        scenes = [f"assesses: {{{assessed}}}", "scenes:", "  hello: {tells: You begin., goto: moment-1}"]
        for number, (says, *options) in enumerate(groups, start=1):
            scenes += [f"  moment-{number}:", f"    says: {says}", "    choices:"]
            follows = f"moment-{number + 1}" if number < len(groups) else "worry"
            for place, option in enumerate(options, start=1):
                level = "competent" if option.strip()[0] == "+" else "developing"
                scenes += [f"      option-{place}:", f"        say: {option.strip()[2:]}"]
                scenes += [f"        evidence: {{{_CLAUSES[number - 1]}: {level}}}", f"        goto: {follows}"]
        return Source.of_text(assembled("\n".join(scenes) + "\n"), NAME)

    return made


_TEXT: Final = SCENARIO.encode()
_CURLY: Final = SCENARIO.replace("I walk", "I’m going")

PICTURED: Final = {
    "unreadable-file": Pictured(lambda folder: folder / "there-is-no-such-file.yaml", _file),
    "file-too-large": Pictured(_bytes(_TEXT + b"#" * 1024 * 1024), _bytes(_TEXT)),
    "not-utf-8": Pictured(_bytes(_CURLY.encode("cp1252")), _bytes(_CURLY.encode())),
    "too-deep": Pictured(_bytes(b"scenes: " + b"[" * 100), _bytes(_TEXT)),
    "too-many-parts": Pictured(_bytes(b"scenes:\n" + b"  - week\n" * 50_001), _bytes(_TEXT)),
    "walkthrough-steps": Pictured(_bytes(_walkthroughs(10)), _bytes(_walkthroughs(9))),
    **{
        rule: Pictured(_decisions(rule, "broken"), _decisions(rule, "sound"))
        for rule in ("best-is-longest", "best-in-one-place")
    },
    "file-name": Pictured(_bytes(_TEXT, "First Meeting (final 2).yaml"), _bytes(_TEXT)),
    "too-many-findings": Pictured(
        _bytes(_TEXT + b"".join(b"week-%d: x\n" % week for week in range(1000))),
        _bytes(_TEXT),
        frozenset({"unknown-key"}),
    ),
}
