"""Tables in plain text."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.report.words.columns import prose, table

NAMES = st.text("abcdefgh-", min_size=1, max_size=24)
SENTENCES = st.lists(st.text("klmnop,", min_size=1, max_size=12), min_size=1, max_size=12).map(" ".join)
ROWS = st.lists(st.tuples(NAMES, NAMES, NAMES, SENTENCES), min_size=1, max_size=5)


@given(ROWS, st.integers(40, 140))
def test_nothing_is_cut_and_nothing_is_too_wide(rows: list[tuple[str, ...]], width: int) -> None:
    lines = list(table(("", "one", "two", "three"), rows, right=(1, 2), width=width))
    assert all(len(line) <= width for line in lines)
    told = " ".join(" ".join(lines).split())
    for row in rows:
        for cell in row:
            for word in cell.split():
                assert word in told


@given(ROWS)
def test_without_a_width_every_row_is_one_line_and_its_columns_stand_in_line(rows: list[tuple[str, ...]]) -> None:
    head, *lines = table(("", "one", "two", "three"), rows, right=(1, 2))
    assert len(lines) == len(rows)
    place = head.index("three")
    assert [line[place:] for line in lines] == [row[3] for row in rows]


def test_numbers_stand_on_the_right_and_names_on_the_left() -> None:
    assert list(table(("", "how many"), [("honest", "7"), ("no", "1,234")], right=(1,))) == [
        "          how many",
        "  honest         7",
        "  no         1,234",
    ]


def test_a_heading_of_nothing_but_gaps_is_no_line() -> None:
    assert list(table(("", ""), [("honest", "7")])) == ["  honest  7"]


def test_a_last_column_that_is_too_wide_goes_on_below_itself_and_parts_no_name() -> None:
    lines = list(table(("", ""), [("honest", "confidentiality, receiving-disclosure, records")], width=34))
    assert lines == ["  honest  confidentiality,", "          receiving-disclosure,", "          records"]


def test_where_that_is_not_enough_each_cell_has_a_line() -> None:
    rows = [("a-very-long-name-of-a-choice", "exemplary", "12.3%")]
    assert list(table(("", "level", "how likely"), rows, right=(2,), width=40)) == [
        "  a-very-long-name-of-a-choice",
        "    level: exemplary",
        "    how likely: 12.3%",
    ]


def test_what_a_terminal_would_obey_is_shown_instead() -> None:
    assert list(table(("", ""), [("a\x1b[31m", "b\nc")])) == ["  a<U+001B>[31m  b c"]


def test_sentences_are_never_wider_than_can_be_read() -> None:
    text = "word " * 60
    assert max(len(line) for line in prose(text, 200).splitlines()) <= 96
    assert max(len(line) for line in prose(text, 60, "    ").splitlines()) <= 60
    assert "\n" not in prose(text, None)
