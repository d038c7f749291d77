"""A witness as it is replayed: what is printed can be copied, whatever is in it."""

import shlex
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.cli.shared.steps import chosen_steps
from simulator.diagnostics import Diagnostic, Severity, Step
from simulator.report.words.witness import command, plain, quoted, steps

IDS = st.sampled_from(["a", "b-2", "no", "0", "some-longer-name", "null", "7-up", "e1"])
WORDS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x24F, exclude_categories=("Cc", "Cf", "Zs")) | st.just(" ")
)
ANSWERS = st.dictionaries(IDS, WORDS.filter(str.strip) | st.lists(IDS).map(tuple), max_size=3)
WITNESSES: st.SearchStrategy[list[Step]] = st.lists(IDS | ANSWERS, min_size=1, max_size=5)


def finding(*witness: Step, rule: str = "stuck", file: str = "a.yaml") -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, file, 1, 1, "Stuck.", "", witness)


@given(WITNESSES)
def test_walk_reads_back_what_a_witness_is_written_as(witness: list[Step]) -> None:
    assert chosen_steps([steps(witness)]) == [step if isinstance(step, str) else dict(step) for step in witness]


@given(WITNESSES)
def test_a_shell_reads_back_the_line(witness: list[Step]) -> None:
    words = shlex.split(command(finding(*witness)))
    assert words[:4] == ["simulator", "walk", "a.yaml", "--choose"]
    assert words[4:] == [steps(witness)]


@pytest.mark.skipif(sys.platform == "win32", reason="no such shell here")
@pytest.mark.parametrize(
    "text",
    [
        "a b.yaml",
        "it's",
        'say "no"',
        "$HOME `x` !x \\",
        "",
        "äöü ☂.yaml",
        "a\nb\t'c'\\",
        "\x1b[31m",
        "\udcff",
        "100%",
        "*",
    ],
)
def test_a_real_shell_reads_any_text_as_one_word(text: str) -> None:
    line = f"printf %s {quoted(text)}"
    assert line.isprintable()
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=True)
    assert done.stdout == text.encode("utf-8", "surrogateescape")


def test_quotes_are_those_that_every_shell_understands() -> None:
    assert command(finding("a", {"f": ("x",)})) == 'simulator walk a.yaml --choose "a, {f: [x]}"'
    assert command(finding("a")) == "simulator walk a.yaml --choose a"
    assert command(finding("a", file="my file.yaml")) == 'simulator walk "my file.yaml" --choose a'


def test_a_file_whose_name_begins_with_a_sign_is_not_taken_for_an_option() -> None:
    assert command(finding("a", file="-x.yaml")) == "simulator walk ./-x.yaml --choose a"


def test_a_document_with_a_fault_of_its_own_has_no_line_to_walk_it_unless_it_can_be_walked() -> None:
    assert command(finding("a", rule="unknown-scene")) == ""
    assert command(finding("a", rule="walkthrough-step")) == "simulator walk a.yaml --choose a"
    assert command(finding()) == ""


def test_a_witness_for_programs_has_the_form_of_expect() -> None:
    assert plain(("a", {"f": ("x", "y"), "g": "z", "h": "Some words."})) == [
        "a",
        {"f": ["x", "y"], "g": "z", "h": "Some words."},
    ]
