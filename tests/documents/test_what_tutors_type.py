"""What people who are no programmers type, and what they are told to write instead."""

import pytest

from simulator.documents.yaml.hints import in_quotes

from .examples import changed, document, marked, scenario

SAID = [
    # what is typed after "say:", a part of the sentence, what to write instead
    ("Sam: I feel awful", "colon", '"Sam: I feel awful"'),
    ("Yes: I mean: no", "colon", '"Yes: I mean: no"'),
    ("*sighs*", "begin with *", '"*sighs*"'),
    ("*", "begin with *", '"*"'),
    ("@home", "begin with @", '"@home"'),
    ("`home`", "begin with `", '"`home`"'),
    ("%of them", "begin with %", '"%of them"'),
    ("- nothing", "dash", '"- nothing"'),
    ("? nothing", "question mark", '"? nothing"'),
    (", nothing", "comma", '", nothing"'),
    ("] nothing", "begin with ]", '"] nothing"'),
    ("| nothing", "begin with |", '"| nothing"'),
    ("> nothing", "begin with >", '"> nothing"'),
    ('"OK" she said', "closing quotation mark", "'\"OK\" she said'"),
    ("'OK' she said", "closing quotation mark", "\"'OK' she said\""),
    ("'it's fine'", "closing quotation mark", '"it\'s fine"'),
    ("“Sam: no”", "Curly quotes", '"Sam: no"'),
    ("‘Sam: no’", "Curly quotes", '"Sam: no"'),
    ('"never closed', "never closed", "Close it"),
    ("'never closed", "never closed", "Close it"),
    ("[sighs", "begin with [", '"[sighs"'),
    ("{sighs", "begin with {", '"{sighs"'),
    ("[sighs] I know", "closing bracket", '"[sighs] I know"'),
    ("{sighs} I know", "closing bracket", '"{sighs} I know"'),
    ('"a\\q"', "backslash", "single quotes"),
    ('"\\ud800"', "backslash", "single quotes"),
    ("!wow that", "begins with !", "in quotes"),
    ("&you that", "begins with &", "in quotes"),
    ("*you", "begins with *", "in quotes"),
]


@pytest.mark.parametrize(("typed", "said", "instead"), SAID, ids=[typed for typed, _, _ in SAID])
def test_a_text_that_cannot_be_read_says_what_to_write(typed: str, said: str, instead: str) -> None:
    text = changed("say: I promise.", f"say: {typed}")
    (finding,) = scenario(text).diagnostics
    assert finding.line == text[: text.index("say: " + typed)].count("\n") + 1
    assert said in finding.message
    assert instead in finding.hint


@pytest.mark.parametrize(
    "typed",
    [
        "50% sure",
        "No",
        "yes",
        "on",
        "12:30",
        "010",
        "1.10",
        "~",
        "null",
        "2023-02-30",
        "9" * 5000,
        "=",
        "“Well”",
        "1e3",
        ".inf",
    ],
)
def test_a_text_stays_as_it_was_typed(typed: str) -> None:
    loaded = scenario(changed("say: I promise.", f"say: {typed}"))
    assert loaded.diagnostics == ()
    assert loaded.value is not None
    content = loaded.value.scenes["arrives"].content
    assert hasattr(content, "choices")
    assert content.choices[1].action.text == typed


def test_square_brackets_where_a_text_is_meant_are_shown_in_quotes() -> None:
    (finding,) = scenario(changed("say: I promise.", "say: [sighs]")).diagnostics
    assert (finding.rule, finding.hint) == ("wrong-type", 'Put the whole text in quotes: "[sighs]"')


def test_a_comma_inside_braces_is_told() -> None:
    (finding,) = scenario(changed("text: My opinion,", "text: My opinion, really,")).diagnostics
    assert finding.rule == "unknown-key"
    assert "comma" in finding.hint


def test_a_text_with_two_commas_in_braces_is_told_once() -> None:
    (finding,) = scenario(changed("text: My opinion,", "text: My opinion, like, honestly? Yes,")).diagnostics
    assert "comma" in finding.hint


def test_a_comma_that_is_missing_between_braces_is_told() -> None:
    text = changed("{start: 3, min: 0,", "{start: 3 min: 0,")
    (finding,) = scenario(text).diagnostics
    assert finding.hint == 'Put the text in quotes: "3 min: 0"; or write a comma before min.'


def test_a_name_that_is_missing_above_a_part_is_told_once() -> None:
    (finding,) = scenario(changed("      promise:\n", "")).diagnostics
    assert finding.rule == "duplicate-key"
    assert finding.message == "The names “say”, “evidence”, “set”, “goto” are written twice here."
    assert "missing above" in finding.hint


def test_names_written_twice_in_different_places_are_each_told() -> None:
    text = changed("    otherwise: later\n", "    otherwise: later\n    cue: Again.\n    goto: x\n    opens: []\n")
    assert [finding.rule for finding in scenario(text).diagnostics].count("duplicate-key") == 2


@pytest.mark.parametrize("typed", ["really # no", "Room #3", "really #"])
def test_text_that_is_lost_after_a_hash_is_told(typed: str) -> None:
    (finding,) = scenario(changed("say: I promise.", f"say: {typed}")).diagnostics
    assert finding.rule == "lost-text"
    assert in_quotes(typed) in finding.hint


def test_a_remark_after_two_spaces_or_on_its_own_line_is_no_lost_text() -> None:
    assert scenario(changed("say: I promise.", "say: I promise.  # a remark\n        # another")).diagnostics == ()


def test_a_hash_at_the_beginning_of_a_text_is_told() -> None:
    (finding,) = scenario(changed("say: I promise.", "say: #promise")).diagnostics
    assert finding.rule == "empty-text"
    assert "A # after a space begins a remark" in finding.hint


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("a:\n\tb: c", "tab", 2),
        ("a: 1\n\tb: 2", "tab", 2),
        ("a:\n  b: 1\n c: 2", "spaces at the beginning", 3),
        ("a:\n  b: 1\n   c: 2", "further in", 3),
        ("a:\n  - b\n - c", "list entry", 3),
        ("a: b\nfoo\nc: d", "no colon", 2),
        ("a: 1\nb:2\nc: 3", "space is missing after “b:”", 2),
        ("foo\nbar: 1", "line above", 2),
        ("a: [b,, c]", "missing between", 1),
        ("a: {b: c, d: e", "bracket {", 1),
        ("a: {b: Sam: no}", "colon", 1),
        ("a: 1\n...\nb", "after the end", 3),
        ("%YAML 1.1\n---\na: 1", "%", 1),
        ("? [a]\n: b", "name", 1),
    ],
)
def test_a_line_that_stands_wrong_is_told_in_plain_words(text: str, said: str, line: int) -> None:
    (finding,) = document(text).faults
    assert said in finding.message
    assert finding.line == line


def test_every_unreadable_line_is_told_at_once_and_what_else_is_wrong_too() -> None:
    text = changed("say: I promise.", "say: Sam: I promise.")
    text = changed("say: I cannot promise that.", "say: @home", text)
    text = changed("why: Limits first.", "why: *why*", text)
    text = changed("stage: exploration", "stage: exploring", text)
    found = scenario(text).diagnostics
    assert [finding.rule for finding in found] == ["unknown-word", "syntax", "syntax", "syntax"]


@pytest.mark.parametrize(("typed", "meant"), [("yes", "true"), ("no", "false"), ("on", "true"), ("Off", "false")])
def test_a_yes_or_no_is_told_to_be_true_or_false(typed: str, meant: str) -> None:
    (finding,) = scenario(changed("belongs: false", f"belongs: {typed}")).diagnostics
    assert (finding.rule, finding.hint) == ("bad-flag", f"Write {meant}.")


@pytest.mark.parametrize("typed", ["start: arrives", "    goto: record", "title: A promise", "        say: I promise."])
def test_a_no_break_space_after_a_colon_is_told_at_its_place(typed: str) -> None:
    text = changed(typed + "\n", typed.replace(": ", ":\xa0") + "\n")
    (finding,) = scenario(text).diagnostics
    assert finding.message == "The space after the colon is a no-break space; type an ordinary one."
    assert marked(finding, text).startswith("\xa0")


def test_every_no_break_space_after_a_colon_is_told_at_once() -> None:
    text = changed("stage: exploration", "stage: exploring")
    for typed in ("title: A", "level: 2", "start: arrives"):
        text = changed(typed, typed.replace(": ", ":\xa0"), text)
    assert [finding.rule for finding in scenario(text).diagnostics] == ["syntax", "syntax", "unknown-word", "syntax"]


def test_a_no_break_space_after_a_colon_inside_brackets_is_told() -> None:
    (finding,) = scenario(changed("{start: 3, min", "{start:\xa03, min")).diagnostics
    assert finding.hint == "Write an ordinary space after “start:”."


def test_a_single_text_where_a_list_is_meant_is_shown_in_brackets() -> None:
    (finding,) = scenario(changed("kinds: [disclosure]", "kinds: disclosure")).diagnostics
    assert finding.hint == "Put it in square brackets: kinds: [disclosure]"


def test_no_finding_speaks_like_a_parser() -> None:
    texts = [changed("say: I promise.", f"say: {typed}") for typed, _, _ in SAID]
    texts += [changed("say: I promise.", "say: {a: b}"), changed("kinds: [disclosure]", "kinds: {a: b}")]
    texts += [
        changed("  locked_in: The", "  locked_in: [The]\n  other: The"),
        changed("  done:\n", "  done: []\n  fin:\n"),
    ]
    jargon = (
        "mapping",
        "None",
        "string",
        "scalar",
        "token",
        "sequence",
        "pydantic",
        "dict",
        "literal",
        "null",
        "block",
    )
    for text in texts:
        for finding in scenario(text).diagnostics:
            assert not [word for word in jargon if word in finding.message + finding.hint], finding
