"""Widths of texts that nobody can measure, and where lines break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.report.graph.picture.measure import lines, longest_part, width
from tests.tui.hostile import TEXTS

TEXT = st.text(alphabet=st.sampled_from("ab -/mé日👩‍.W"), max_size=60)


@given(TEXT, st.floats(20, 200))
def test_no_line_is_wider_than_its_room_and_nothing_but_space_is_lost(text: str, room: float) -> None:
    broken = lines(text, 11, room)
    assert all(width(line, 11) <= room + 0.1 for line in broken)
    assert "".join("".join(broken).split()) == "".join(text.split())


@given(TEXT, st.floats(30, 200), st.integers(1, 3))
def test_what_is_left_over_is_an_ellipsis(text: str, room: float, most: int) -> None:
    broken = lines(text, 11, room, most)
    assert len(broken) <= most
    assert all(width(line, 11) <= room + 0.1 for line in broken)
    assert (len(lines(text, 11, room)) > most) == (len(broken) == most and broken != lines(text, 11, room))


def test_lines_break_after_spaces_and_hyphens_before_they_break_words() -> None:
    assert lines("have-a-look-at-cliffs", 11, 80) == ("have-a-look-", "at-cliffs")
    assert lines("when trust >= 3 and not promised", 11, 100) == ("when trust >= 3", "and not", "promised")
    assert len(lines("wwwwwwwwwwwwwwwwwwww", 11, 50)) > 1


def test_a_room_as_wide_as_the_longest_part_breaks_no_word() -> None:
    for text in ("blames-or-disbelieves", "fulfils state_limits", "turn-the-lights-off"):
        parts = set(text.replace("-", "- ").split())
        for line in lines(text, 11, longest_part(text, 11)):
            assert set(line.replace("-", "- ").split()) <= parts


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_any_text_has_a_width(text: str) -> None:
    assert width(text, 11) >= 0
    assert width(text, 11, bold=True) >= width(text, 11)
