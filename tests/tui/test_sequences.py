"""What a terminal sends is cut into whole units, however it comes in parts and whenever."""

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.tui.input.sequences import (
    ALONE,
    ESC,
    INTERRUPTS,
    LATE,
    PASTE,
    PASTED,
    Keys,
    Pasted,
    Sequence,
    Sequences,
    Unit,
)

from ..depth import tries

KNOWN = (
    "\x1b[A",
    "\x1b[D",
    "\x1b[3~",
    "\x1b[1;5C",
    "\x1bOP",
    "\x1b[15~",
    "\x1b[Z",
    "\x1b[<0;12;7M",
    "\x1b[97;5u",
    "\x1b[[A",
)
TYPED = st.text(st.characters(exclude_characters=ESC, codec="utf-8"), min_size=1, max_size=5)
CONTENT = st.lists(st.sampled_from(["a", "ü", "\n", ESC, "[A", "\x03", "\x11", PASTE, "\x1b[201", "1~"]), max_size=8)
UNITS = st.one_of(
    TYPED.map(Keys),
    st.sampled_from(KNOWN).map(Sequence),
    CONTENT.map("".join).filter(lambda text: PASTED not in text + PASTED[:-1]).map(Pasted),
)


def sent(unit: Unit) -> str:
    return f"{PASTE}{unit.text}{PASTED}" if isinstance(unit, Pasted) else unit.text


def joined(units: list[Unit]) -> list[Unit]:
    """Letters that follow letters are one unit."""
    found: list[Unit] = []
    for unit in units:
        last = found[-1] if found else None
        if isinstance(unit, Keys) and isinstance(last, Keys):
            found[-1] = Keys(last.text + unit.text)
        else:
            found.append(unit)
    return found


def read(parts: list[tuple[float, str]]) -> list[Unit]:
    """What is made of these, each with the seconds that pass before it; the clock ticks all the while."""
    sequences, now, units = Sequences(), 0.0, []
    for seconds, part in [*parts, (LATE * 2, "")]:
        end = now + seconds
        while (wait := sequences.wait(now)) is not None and now + wait <= end:
            now += wait
            units += sequences.tick(now)
        now = end
        units += sequences.feed(part, now) if part else []
    return joined(units)


@given(units=st.lists(UNITS, max_size=6), data=st.data())
@settings(max_examples=tries(300, 3_000))
def test_units_are_whole_however_they_come_in_parts(units: list[Unit], data: st.DataObject) -> None:
    parts: list[tuple[float, str]] = []
    for unit in units:
        text = sent(unit)
        cuts = sorted(data.draw(st.sets(st.integers(1, max(len(text) - 1, 1)), max_size=4)))
        pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True) if text[a:b]]
        for place, piece in enumerate(pieces):
            inside = isinstance(unit, Pasted) and sum(map(len, pieces[:place])) >= len(PASTE)
            within = data.draw(st.floats(0, 2 * LATE if inside else 0.9 * ALONE)) if place else 0.0
            if piece in INTERRUPTS:  # alone after a pause it is meant, also inside a paste that never ends
                within = 0.0
            parts.append((within, piece))
    assert read(parts) == joined(units)


@given(gap=st.floats(0, 0.4), key=st.sampled_from("1 x[O"))
@settings(max_examples=tries(100, 1_000))
def test_neither_esc_nor_what_follows_it_is_lost(gap: float, key: str) -> None:
    assert read([(0, ESC), (gap, key)]) == [Sequence(ESC), Keys(key)]


@given(gap=st.floats(0, 0.9 * LATE), more=st.floats(0, 0.9 * LATE))
@settings(max_examples=tries(100, 1_000))
def test_an_arrow_in_parts_types_nothing(gap: float, more: float) -> None:
    found = read([(0, ESC), (gap, "["), (more, "D"), (0.1, "x")])
    assert found in ([Sequence("\x1b[D"), Keys("x")], [Sequence(ESC), Keys("x")])
    found = read([(0, ESC), (gap, "[D"), (more, "x")])
    assert found in ([Sequence("\x1b[D"), Keys("x")], [Sequence(ESC), Keys("x")])


def test_a_paste_without_an_end_leaves_control_c_and_control_q() -> None:
    for key in ("\x03", "\x11"):
        assert read([(0, f"{PASTE}half"), (0.5, key), (0, " of it"), (2, key)]) == [
            Pasted(f"half{key} of it"),
            Keys(key),
        ]


def test_noise_is_no_key() -> None:
    assert read([(0, "\x1b[12;"), (2, "x")]) == [Keys("x")]
    assert read([(0, "\x1b[12\x1b[A")]) == [Sequence("\x1b[A")]
    assert read([(0, f"a{PASTED}b")]) == [Keys("ab")]


def test_what_is_left_at_the_end_is_given() -> None:
    sequences = Sequences()
    assert sequences.feed(f"{PASTE}half a thought", 0) == []
    assert sequences.end() == [Pasted("half a thought")]
    assert sequences.feed(ESC, 1) == []
    assert sequences.end() == [Sequence(ESC)]
    assert sequences.end() == []
