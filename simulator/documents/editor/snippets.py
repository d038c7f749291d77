"""Whole parts that an editor can put in at once, and what the words mean of which one is chosen; both stand in YAML."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias, get_args

import yaml

from simulator.documents.rubric.shapes import EvidenceWord, ItemKindWord, PassWord
from simulator.documents.scenario.shapes import Because, Kind, Review, Stage
from simulator.documents.yaml.parts import LevelWord
from simulator.json_value import Json

_Words: TypeAlias = tuple[str, ...]


def _read(name: str) -> Any:
    return yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))


SNIPPETS: Final[Mapping[tuple[str, str], list[Json]]] = {
    (shape, key): snippets for shape, keys in _read("snippets.yaml").items() for key, snippets in keys.items()
}
"""The parts that may be put in under a key of a shape."""

_CHOICES: Final = {
    "level": (LevelWord, PassWord),
    "stage": (Stage,),
    "kind": (Kind,),
    "because": (Because,),
    "review": (Review,),
    "item": (ItemKindWord,),
    "evidence": (EvidenceWord,),
}

MEANINGS: Final[Mapping[_Words, _Words]] = {
    get_args(words): tuple(meanings[word] for word in get_args(words))
    for choice, meanings in _read("words.yaml").items()
    for words in _CHOICES[choice]
}
"""The words of each choice, and what each of them means, in the same order."""
