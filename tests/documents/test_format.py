"""Keys put in order: what moves, what goes along, and what stays."""

import pytest

from simulator.documents.formatter.formatter import Formatted, formatted
from simulator.documents.formatter.key_order import key_order
from simulator.documents.shapes import SHAPES
from simulator.documents.yaml.meaning import parts_inside
from simulator.documents.yaml.parts import Shape
from simulator.documents.yaml.source import Source


def laid(text: str, kind: str = "scenario") -> Formatted:
    return formatted(Source.of_text(text, "text.yaml"), SHAPES[kind])


def tidy(text: str, kind: str = "scenario") -> str:
    """The text with its keys in order; a second time nothing changes."""
    once = laid(text, kind)
    assert once.ok
    assert laid(once.after, kind).after == once.after
    return once.after


def shapes() -> set[type[Shape]]:
    """Every shape that stands in a document."""
    found: set[type[Shape]] = set()
    waiting = list(SHAPES.values())
    while waiting:
        shape = waiting.pop()
        if shape not in found:
            found.add(shape)
            waiting += [inside.shape for inside in parts_inside(shape).values()]
    return found


@pytest.mark.parametrize("shape", sorted(shapes(), key=str), ids=str)
def test_every_key_of_a_part_has_a_place_in_its_order(shape: type[Shape]) -> None:
    assert set(key_order(shape)) == {field.alias or name for name, field in shape.model_fields.items()}


def test_the_keys_of_a_choice_are_put_in_order_and_those_of_the_author_stay() -> None:
    text = """\
scenes:
  second:
    choices:
      z-goes-on:
        goto: first
        why: Because.
        say: Go on.
      a-stops:
        goto: second
        say: Stop.
    says: Well?
  first:
    ending: {text: Over., title: The end}
start: second
"""
    assert (
        tidy(text)
        == """\
start: second
scenes:
  second:
    says: Well?
    choices:
      z-goes-on:
        say: Go on.
        why: Because.
        goto: first
      a-stops:
        say: Stop.
        goto: second
  first:
    ending: {title: The end, text: Over.}
"""
    )


def test_a_comment_goes_where_its_key_goes() -> None:
    text = """\
# yaml-language-server: $schema=x.json
# About the whole document.

# about the summary
summary: One line.  # kept short
# about the title,
# in two lines
title: A title  # shown first
# at the end
"""
    assert (
        tidy(text)
        == """\
# yaml-language-server: $schema=x.json
# About the whole document.

# about the title,
# in two lines
title: A title  # shown first
# about the summary
summary: One line.  # kept short
# at the end
"""
    )


def test_a_comment_that_stands_further_in_belongs_to_the_part_above_it() -> None:
    text = """\
scenes:
  a:
    goto: b
    says: Hm.
    # inside a
  # between a and b
  b:
    goto: a
    # inside b
start: a
# the end
"""
    assert (
        tidy(text)
        == """\
start: a
scenes:
  a:
    says: Hm.
    goto: b
    # inside a
  # between a and b
  b:
    goto: a
    # inside b
# the end
"""
    )


def test_the_head_of_a_document_stays_at_its_top() -> None:
    assert tidy("# modeline\n# about all\nsummary: b\ntitle: a\n") == "# modeline\n# about all\ntitle: a\nsummary: b\n"
    assert tidy("---\n# head\n\nsummary: b\ntitle: a\n") == "---\n# head\n\ntitle: a\nsummary: b\n"


def test_what_begins_an_entry_of_a_list_changes_places_with_what_follows() -> None:
    text = (
        "scenes:\n  a:\n    says:\n      - text: >-\n          One\n          two.\n        # if so\n        when: x\n"
    )
    assert tidy(text) == (
        "scenes:\n  a:\n    says:\n      - # if so\n        when: x\n        text: >-\n          One\n          two.\n"
    )
    assert tidy("goto: 1\nscenes: {a: {goto: [{to: b, when: x}]}}\n") == (
        "goto: 1\nscenes: {a: {goto: [{when: x, to: b}]}}\n"
    )


def test_texts_stay_as_they_were_typed() -> None:
    text = """\
brief: |
  One line
    further in   

  # no comment
you: >-
  folded
  text

summary: "quoted \\
  and cut"
about-nothing: ~
title: 'it''s'
level: 012
minutes: 1.10
"""  # noqa: W291
    after = tidy(text)
    assert after.splitlines()[0] == "title: 'it''s'"
    for part in text.split("\n"):
        assert after.count(part) >= 1
    assert 'summary: "quoted \\\n  and cut"\nabout-nothing: ~\n' in after
    assert "brief: |\n  One line\n    further in   \n\n  # no comment\n" in after


def test_a_key_that_means_nothing_stays_behind_the_one_it_followed() -> None:
    assert tidy("summary: b\ntytle: x\ntitle: a\nzzz: 1\n") == "title: a\nzzz: 1\nsummary: b\ntytle: x\n"


def test_blank_lines_stay_between_sections() -> None:
    text = "title: a\n\nscenes:\n  a: {goto: b}\n\n  b: {goto: a}\n\nmentee:\n  name: Jo\nsummary: b\n"
    assert tidy(text) == ("title: a\nsummary: b\n\nmentee:\n  name: Jo\n\nscenes:\n  a: {goto: b}\n\n  b: {goto: a}\n")


def test_a_part_that_begins_the_document_gets_a_blank_line_when_it_goes_further_down() -> None:
    text = "scenes:\n  a: {goto: b}\n\nmentee:\n  name: Jo\n"
    assert tidy(text) == "mentee:\n  name: Jo\n\nscenes:\n  a: {goto: b}\n"


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_stay(line_break: str) -> None:
    text = "\ufeff# head\n\nsummary: >-\n  b\n  c\ntitle: a".replace("\n", line_break)
    after = "\ufeff# head\n\ntitle: a\nsummary: >-\n  b\n  c\n".replace("\n", line_break)
    assert tidy(text) == after


def test_in_braces_the_keys_change_places_and_what_is_between_them_stays() -> None:
    text = 'duties:\n  d: { missed: unsafe,\n       says: "a, b", clause: c ,}\n'
    assert tidy(text) == 'duties:\n  d: { clause: c,\n       says: "a, b", missed: unsafe ,}\n'
    assert tidy('{"summary":"b","title":"a"}\n') == '{"title":"a","summary":"b"}\n'


def test_a_part_in_braces_with_a_comment_in_it_is_left_as_it_is() -> None:
    text = "mentee: {\n  age: 15,  # in years\n  name: Jo }\n"
    assert tidy(text) == text


def test_keys_after_question_marks_are_left_as_they_are() -> None:
    text = "? summary\n: b\n? title\n: a\n"
    assert tidy(text) == text


def test_blank_lines_that_belong_to_a_text_go_with_it() -> None:
    text = "summary: |+\n  b\n\n\ntitle: a\n\nlevel: 1\n"
    assert tidy(text) == "title: a\n\nsummary: |+\n  b\n\n\nlevel: 1\n"
    last = "you: a\nbrief: b\nsummary: |+\n  c\n"
    assert tidy(last) == "summary: |+\n  c\nyou: a\nbrief: b\n"


def test_a_text_that_would_gain_a_line_is_not_moved() -> None:
    found = laid("summary: b\ntitle: |\n  a")
    assert (found.refused, found.changed, found.ok) == (True, False, False)
    assert tidy("summary: b\ntitle: |\n  a\n") == "title: |\n  a\nsummary: b\n"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("title: *x\n", "anchor-or-alias"),
        ("title: !x y\n", "tag"),
        ("title: a\ntitle: b\n", "duplicate-key"),
        ("summary: b\ntitle: 'a\n", "syntax"),
        ("summary: b\ntitle: \u202ea\n", "hidden-character"),
        ("a: 1\n---\nb: 2\n", "several-documents"),
        ("[" * 25_000, "too-deep"),
        ("", "empty-file"),
    ],
)
def test_a_document_that_cannot_be_read_is_left_as_it_is(text: str, rule: str) -> None:
    found = laid(text)
    assert not found.ok
    assert rule in {fault.rule for fault in found.faults}
    assert found.after == text


@pytest.mark.parametrize(
    "text", ["just words\n", "- a: 1\n", "[a: b, c]\n", "title:\n", "scenes: words\n", "mentee: []\n"]
)
def test_what_is_no_document_stays(text: str) -> None:
    assert tidy(text) == text


def test_rubrics_qualifications_and_signposts_have_their_own_order() -> None:
    assert tidy("clauses:\n  a: {text: b, title: c}\ntitle: x\n", "rubric") == (
        "title: x\nclauses:\n  a: {title: c, text: b}\n"
    )
    assert tidy("items:\n  A-1: {text: b, kind: term}\nkind: qualification\n", "qualification") == (
        "kind: qualification\nitems:\n  A-1: {kind: term, text: b}\n"
    )
    assert tidy("services:\n- {contact: x, name: y}\nperson: {role: r, name: n}\n", "signposts") == (
        "person: {name: n, role: r}\nservices:\n- {name: y, contact: x}\n"
    )
