"""A scene, choice, variable or anything else of a tutor's may be called like one of our own keys and keywords.

Everything is compared with the same document in which the name is any other word of the same length: the findings are
the same, in the same places and words, and every command that reads a scenario gives what it gives for the other.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from simulator import library
from simulator.diagnostics import Diagnostic
from simulator.documents.centre import comments_shapes, marks_shapes, sampling_shapes, signposts_shapes
from simulator.documents.rubric import shapes as rubric_shapes
from simulator.documents.rubric.loader import read_rubric
from simulator.documents.scenario import action_shapes, form_shapes, shapes
from simulator.documents.scenario.loader import read_scenario
from simulator.documents.yaml.names import KEBAB, SNAKE
from simulator.documents.yaml.source import Source
from simulator.engine.condition import KEYWORDS
from simulator.engine.rubric import Level
from tests.cli.conftest import run_here
from tests.depth import tries
from tests.shortcuts import examine

RUBRIC: Final = Template("""\
title: A small code
clauses:
  $clause:
    number: 1
    title: Limits
    text: I keep things private, with limits.
    unsafe: Promises secrecy.
    developing: Foggy.
    competent: Says the limits.
    exemplary: Says them and checks.
breaches:
  $breach: {clause: $clause, text: Promises secrecy, caps: unsafe, repaired: developing}
moves: {$move: Asks openly}
""")

SCENARIO: Final = Template("""\
title: A promise
summary: Jamie asks for a promise.
level: 2
stage: exploration
setting: school
kinds: [disclosure]
minutes: 10
rubric: small
assesses: {$clause: 1}
mentee: {name: Jamie}
you: You are Jamie's peer mentor.
brief: In the library.
variables:
  $number: {start: 3, min: 0, max: 5}
  how: {values: [$value, told], start: $value}
facts: {$fact: Jamie has said it}
duties: {$duty: {clause: $clause, says: Tell the lead, missed: unsafe, due: $scene}}
start: begins
scenes:
  begins:
    opens: [$duty]
    cue: {when: how == $value, text: Jamie waits.}
    says: Promise you won't tell?
    choices:
      other: {say: Okay., breach: $breach, evidence: {$clause: unsafe}, goto: $scene}
      $choice:
        when: $number >= 3 and not $fact
        say: No. I would have to tell someone.
        moves: [$move]
        change: {$number: 1}
        set: {how: told}
        learn: [$fact]
        fulfils: [$duty]
        evidence: {$clause: competent}
        allow: {move-both-ways: It is a test}
        goto:
          - {when: $number > 5, to: nowhere-else}
          - $scene
      $shut:
        when: $number > 5
        say: Sure.
        goto: $scene
  $scene:
    says: [{when: $fact, text: So you know.}, Dunno.]
    form:
      title: What was said
      fields:
        $field:
          ask: What did Jamie say?
          tick:
            $box: {text: That it is loud, belongs: true}
            second-box: {text: That it is quiet, belongs: false}
          clause: $clause
          levels: {0: competent, 1: developing}
        second-field:
          ask: Whom do you tell?
          pick:
            $option: {text: The lead, evidence: {$clause: competent}}
            $closed: {when: $number > 5, text: Everybody}
            nobody: {text: Nobody, evidence: {$clause: unsafe}, breach: $breach}
    goto: [{when: $number == 0, to: begins}, $end]
  $end:
    ending: {title: The end}
  nowhere-else:
    ending: {title: Elsewhere}
expect:
  $walkthrough:
    choose: [other, {$field: [$box], second-field: $option}]
    ending: $end
    breaches: [$breach]
    values: {$number: 3}
""")

KEBAB_KINDS: Final = (
    "clause", "breach", "move", "scene", "choice", "field", "box", "option", "walkthrough", "end", "shut", "closed",
)  # fmt: skip
SNAKE_KINDS: Final = ("number", "value", "fact", "duty")
NEUTRAL: Final = {kind: f"a-{kind}" if kind in KEBAB_KINDS else f"a_{kind}" for kind in (*KEBAB_KINDS, *SNAKE_KINDS)}


def _keys() -> Iterator[str]:
    """Every key of every document, every word that a value can be, and every keyword."""
    rooms = (
        comments_shapes, action_shapes, form_shapes, marks_shapes, rubric_shapes, sampling_shapes, shapes,
        signposts_shapes,
    )  # fmt: skip
    for room in rooms:
        for model in vars(room).values():
            if isinstance(model, type) and issubclass(model, BaseModel):
                for name, field in model.model_fields.items():
                    yield field.alias or name
    yield from KEYWORDS
    yield from (level.word for level in Level)
    yield from ("-", "none", "null", "yes", "no", "on", "off", "root", "key", "1", "0", "007", "1e3", "to", "text")
    yield from ("constructor", "prototype", "class", "self", "graph", "node", "edge", "subgraph", "default", "import")


WORDS: Final = sorted({word.replace("_", "-") for word in _keys()})
WITH_A_MEANING: Final = frozenset(KEYWORDS)
"""What no variable, fact, duty or word can be called: that is told."""


TOGETHER: Final = (
    ("clause", "breach", "move", "scene", "choice", "field", "box", "option", "walkthrough"),
    ("end", "shut", "closed"),
)
"""Kinds that may all have one name at once."""


def fits(kind: str, word: str) -> bool:
    return re.fullmatch(KEBAB if kind in KEBAB_KINDS else SNAKE, word) is not None


def spelt(kind: str, word: str) -> str:
    return word if kind in KEBAB_KINDS else word.replace("-", "_")


def documents(names: dict[str, str]) -> tuple[str, str]:
    return SCENARIO.substitute(names), RUBRIC.substitute(names)


def found(names: dict[str, str]) -> list[Diagnostic]:
    scenario, code = documents(names)
    rubric = read_rubric(Source.of_text(code, "small.yaml"))
    assert rubric.value is not None, rubric.diagnostics
    loaded = read_scenario(Source.of_text(scenario, "promise.yaml"), rubric.value)
    return list(examine(loaded, rubric.value))


def places(findings: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return sorted((each.rule, each.line, each.column) for each in findings)


def named(kinds: tuple[str, ...], word: str) -> dict[str, str]:
    return NEUTRAL | {kind: spelt(kind, word) for kind in kinds}


def same_length(kinds: tuple[str, ...], word: str) -> dict[str, str]:
    """A word that means nothing and takes as many columns; it stands where the other does in the alphabet."""
    first = word[0] if word[0].isalpha() else "a"
    plain = first + "z" * (len(word) - 1)
    return NEUTRAL | dict.fromkeys(kinds, plain)


@pytest.mark.parametrize("together", TOGETHER)
@pytest.mark.parametrize("word", WORDS)
def test_whatever_is_called_like_a_key_is_judged_as_if_it_were_called_anything_else(
    word: str, together: tuple[str, ...]
) -> None:
    kinds = tuple(kind for kind in together if fits(kind, word))
    if kinds:
        assert places(found(named(kinds, word))) == places(found(same_length(kinds, word)))


@given(st.sampled_from(WORDS), st.sampled_from((*KEBAB_KINDS, *SNAKE_KINDS)))
@settings(max_examples=tries(150, 2000), deadline=None)
def test_each_one_thing_may_be_called_like_a_key(word: str, kind: str) -> None:
    name = spelt(kind, word)
    if fits(kind, name) and not (kind in SNAKE_KINDS and name in WITH_A_MEANING):
        assert places(found(named((kind,), word))) == places(found(same_length((kind,), word)))


@pytest.mark.parametrize("kind", SNAKE_KINDS)
@pytest.mark.parametrize("word", sorted(WITH_A_MEANING))
def test_a_word_of_conditions_is_no_name_in_them_and_that_is_told(kind: str, word: str) -> None:
    told = {each.rule for each in found(named((kind,), word)) if each.is_error}
    flag = kind == "value" and word in ("true", "false")  # then the variable has no words, and that is told
    assert told if flag else "name-clash" in told


COMMANDS: Final = (
    ("walk", "ID", "--choose", "other"),
    ("graph", "ID"),
    *(("graph", "ID", "--format", form) for form in ("mermaid", "dot", "svg", "json")),
    ("analyse", "ID", "--json"),
    ("analyse", "ID", "--options"),
    ("analyse", "ID", "--cover"),
    ("format", "--diff", "ID"),
)


def _said(folder: Path, names: dict[str, str]) -> list[tuple[int, int]]:
    scenario, code = documents(names)
    (folder / "scenarios").mkdir(parents=True)
    (folder / "rubrics").mkdir()
    (folder / "scenarios" / "promise.yaml").write_text(scenario, encoding="utf-8")
    (folder / "rubrics" / "small.yaml").write_text(code, encoding="utf-8")
    where = str(folder / "scenarios" / "promise.yaml")
    done = [run_here(*(where if part == "ID" else part for part in command)) for command in COMMANDS]
    assert not [each.stderr for each in done if "Something went wrong" in each.stderr]
    return [(each.returncode, len(each.stdout.splitlines())) for each in done]


@pytest.mark.parametrize("word", ["goto", "form", "choices", "end", "when", "ending", "scenes", "expect", "0"])
def test_every_command_takes_such_names(word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMULATOR_LIBRARY", str(tmp_path / "library"))
    for number, together in enumerate(TOGETHER):
        kinds = tuple(kind for kind in together if fits(kind, word))
        folder = tmp_path / str(number)
        assert _said(folder / "one", named(kinds, word)) == _said(folder / "two", same_length(kinds, word))


def test_a_sentence_names_the_part_in_which_the_fault_is_whatever_that_is_called() -> None:
    names = NEUTRAL | {"scene": "choices", "field": "scenes"}
    scenario, code = documents(names)
    broken = scenario.replace("    form:\n      title: What was said\n", "    form:\n      bogus: x\n")
    rubric = read_rubric(Source.of_text(code, "small.yaml"))
    loaded = read_scenario(Source.of_text(broken, "promise.yaml"), rubric.value)
    (told,) = [each for each in loaded.diagnostics if each.rule == "unknown-key"]
    assert told.message == "`bogus` means nothing in `form` of the scene `choices`."


@pytest.mark.parametrize("id_", ["signposts", "signposts-of-abuse", "comments", "marks", "rubric", "sampling"])
def test_a_scenario_may_be_called_like_another_kind_of_document(id_: str) -> None:
    assert library.kind_of(Source.of_text(documents(NEUTRAL)[0], f"{id_}.yaml")) is library.DocumentKind.SCENARIO
