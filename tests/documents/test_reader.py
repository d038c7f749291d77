"""Reading: the tree, the places, and that nothing whatever raises."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.documents.yaml.reader import Tree, read
from simulator.documents.yaml.source import Source
from simulator.documents.yaml.source_map import Address
from simulator.documents.yaml.validation import value_at
from tests.depth import tries

from .examples import SCENARIO, changed, document, scenario

YAML_LIKE = st.text(alphabet=st.sampled_from("ab:-?[]{},#&*!|>'\"%@` \n\t\r\\x0é😀\x1b\u2028\ufeff"), max_size=80)


def addresses(tree: Tree, address: Address = ()) -> list[Address]:
    """Every address of a tree."""
    if isinstance(tree, dict):
        return [address, *(found for key, part in tree.items() for found in addresses(part, (*address, key)))]
    if isinstance(tree, list):
        return [address, *(found for at, part in enumerate(tree) for found in addresses(part, (*address, at)))]
    return [address]


@given(st.one_of(YAML_LIKE, st.text(max_size=200)))
@settings(max_examples=tries(200, 2000), deadline=None)
def test_no_text_makes_reading_fail(text: str) -> None:
    read_whole = document(text)
    assert (read_whole.tree is None) <= bool(read_whole.faults)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in read_whole.faults:
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
        assert fault.message.endswith(".")


@given(st.binary(max_size=200))
def test_no_bytes_make_reading_fail(data: bytes) -> None:
    read(Source("text.yaml", data))


@given(st.data())
@settings(max_examples=tries(100, 1000), deadline=None)
def test_no_damage_to_a_scenario_makes_checking_it_fail(data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(SCENARIO)))
    end = data.draw(st.integers(begin, min(len(SCENARIO), begin + 30)))
    scenario(SCENARIO[:begin] + data.draw(YAML_LIKE) + SCENARIO[end:])


LINES = st.lists(st.sampled_from([line + "\n" for line in SCENARIO.splitlines()]), max_size=60)


@given(LINES)
@settings(max_examples=tries(100, 1000), deadline=None)
def test_no_jumble_of_lines_makes_checking_it_fail(lines: list[str]) -> None:
    loaded = scenario("".join(lines))
    assert loaded.value is None or not any(finding.is_error for finding in loaded.diagnostics)


def test_every_part_has_the_place_where_it_was_written() -> None:
    found = document(SCENARIO)
    assert found.tree is not None
    lines = SCENARIO.splitlines()
    for address in addresses(found.tree)[1:]:
        line, column = found.source_map.of(address)
        rest = lines[line - 1][column - 1 :]
        step = address[-1]
        value = value_at(found.tree, address)
        if isinstance(step, str):
            assert rest.startswith(step), address
        elif isinstance(value, str):
            assert rest.startswith(value), address
        value_line, value_column = found.source_map.of(address, value=True)
        if isinstance(value, str):
            assert lines[value_line - 1][value_column - 1 :].strip("\"'").startswith(value), address


def test_places_count_characters_whatever_they_are_and_however_lines_end() -> None:
    text = "\ufeffé😀: é😀é\r\nb:\r  c: [😀, x]\n"
    found = document(text)
    assert found.tree == {"é😀": "é😀é", "b": {"c": ["😀", "x"]}}
    assert found.text == text
    assert found.source_map.of(("é😀",), value=True) == (1, 5)
    assert found.source_map.of(("b",)) == (2, 1)
    assert found.source_map.of(("b", "c", 1)) == (3, 10)


def test_the_place_of_a_part_that_is_not_written_is_that_of_what_is_around_it() -> None:
    source_map = document("a:\n  b: c\n").source_map
    assert source_map.of(("a", "x", "y")) == (1, 1)
    assert source_map.of(("a", "b", 0, "to")) == (2, 3)
    assert source_map.of(("a", "b", 0, "to"), value=True) == (2, 6)


def test_the_exact_text_and_its_digest_are_kept() -> None:
    text = SCENARIO.replace("\n", "\r\n")
    loaded = scenario(text)
    assert loaded.text == text
    assert loaded.digest == Source.of_text(text, "a").digest
    assert loaded.value == scenario().value


@pytest.mark.parametrize("escape", ["\\x1b[2J", "\\e[2J", "\\x9b", "\\u202e", "\\u2028", "\\0", "\\a", "\\t", "\\r"])
def test_a_character_that_a_terminal_obeys_is_refused_even_if_it_is_written_with_a_backslash(escape: str) -> None:
    (finding,) = scenario(changed("say: I promise.", f'say: "a{escape}b"')).diagnostics
    assert finding.rule == "hidden-character"


@pytest.mark.parametrize(
    "sign", ["\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u200f", "\u202e", "\u2066", "\u2029", "\ufeff"]
)
def test_a_character_that_cannot_be_seen_is_refused(sign: str) -> None:
    (finding,) = scenario(changed("say: I promise.", f"say: I {sign}promise.")).diagnostics
    assert finding.rule == "hidden-character"
    assert f"U+{ord(sign):04X}" in finding.message


def test_a_lone_surrogate_in_a_text_is_refused() -> None:
    found = read(Source.of_text("a: b\ud800c", "text.yaml"))
    assert [fault.rule for fault in found.faults] == ["not-utf-8"]
    assert found.faults[0].column == 5


def test_a_document_at_the_limits_is_read() -> None:
    assert document("[" * 64 + "]" * 64).faults == ()
    assert document("- x\n" * 49_999).faults == ()
    assert document("a: " + "x" * (1024 * 1024 - 3)).faults == ()


HOSTILE = {
    "brackets": "[" * 1_000_000,
    "braces": "{" * 1_000_000,
    "braces with names": "{x: " * 250_000,
    "dashes": "- " * 500_000,
    "question marks": "? " * 500_000,
    "question marks in brackets": "[?" * 500_000,
    "merge bomb": "a: &a [x]\n" + "".join(f"b{i}: &b{i} {{<<: [*a, *a]}}\n" for i in range(20_000)),
    "alias bomb": "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a, *a]\n" for i in range(9_000)),
    "anchors": "&a " * 300_000,
    "tags": "!a " * 300_000,
    "a number of a million digits": "minutes: " + "9" * 1_000_000,
    "one line": "a" * 1_000_000,
    "open quote": 'a: "' + "x\n" * 500_000,
    "many bad lines": "a: b: c\n" * 120_000,
    "a bad line at the end": "# " + "x" * 900_000 + "\na: b: c",
    "unknown keys": "".join(f"k{i}: x\n" for i in range(24_000)),
    "same key": "k: x\n" * 24_000,
    "remarks": "".join(f"say{i}: x # y\n" for i in range(24_000)),
    "unknown scenes": "scenes:\n" + "".join(f"  s{i}: {{goto: t{i}}}\n" for i in range(12_000)),
    "nothing but breaks": "\n" * 1_000_000,
    "nothing but spaces": " " * 1_000_000,
    "documents": "---\n" * 250_000,
    "hidden": "\x01" * 1_000_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_told_and_never_hangs(text: str) -> None:
    begin = time.process_time()
    loaded = scenario(text)
    taken = time.process_time() - begin
    assert loaded.value is None
    assert loaded.diagnostics
    assert len(loaded.diagnostics) <= 301
    assert taken < 10  # far from hanging; how fast it is stands in the benchmarks
