"""Who sees what of a review: every kind of viewer, at every state that a review comes to."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, get_args

import pytest

from simulator.engine.rubric import Level
from simulator.review import hand_in, marking, release
from simulator.review.disclosure import (
    CONCERNS,
    Concern,
    as_shown,
    is_shown_whole,
    shown,
    shown_from_the_start,
    summary_shown,
)
from simulator.review.events import (
    Actioned,
    Agreed,
    Checked,
    Decided,
    Entry,
    Evidence,
    Judged,
    Outcome,
    ReviewEvent,
    Sampled,
    Settled,
    Signed,
    Verdict,
)
from simulator.review.people import Part, Person, Role
from simulator.review.quality import assurance
from simulator.review.result import differences
from simulator.review.state import Review, Status
from simulator.review.summary import ReviewSummary

from .desk import ANN, BEN, CAT, LEARNER, QUINN, SUBJECT, Desk

CRITERION: Final = ("aim", "AIM-AC-3")
PIECE: Final = Evidence("attempt", 4)
DEE: Final = Person("A-4", Role.ASSESSOR)
"""An assessor who took the first marking over, looked, and gave it back."""
VIEWERS: Final[Mapping[str, Person | None]] = {
    "nobody": None,
    "learner": LEARNER,
    "another": Person("L-2", Role.LEARNER),
    "assessor now": Person(LEARNER.code, Role.ASSESSOR),
    "tutor": Person("T-1", Role.TUTOR),
    "first": ANN,
    "second": BEN,
    "neither": CAT,
    "quality": QUINN,
}


# The story


def claimed(desk: Desk) -> None:
    desk.hand_in()
    desk.add(CAT, hand_in.take_in(desk.review, "e" * 64))
    desk.claim(ANN, minutes=600)


def marked(desk: Desk) -> None:
    desk.mark_all(ANN, records=Level.DEVELOPING)
    desk.settle(ANN, "records", Level.COMPETENT)
    acting = desk.acting(ANN, Part.FIRST)
    desk.add(ANN, marking.decide(acting, CRITERION, Verdict.NOT_YET, [PIECE], [], "No date."))
    desk.add(ANN, marking.decide(acting, CRITERION, Verdict.MET, [PIECE], [PIECE]))
    desk.add(ANN, marking.advise(acting, "Well done."))


def signed(desk: Desk) -> None:
    desk.sign(ANN)


def checked(desk: Desk) -> None:
    desk.add(QUINN, assurance.sample(desk.review, QUINN, Sampled("plan", "d" * 64, ("every breach",))))
    desk.claim(QUINN, Part.QUALITY)
    event = Checked(*CRITERION, accepted=False, action="Say which.", due="2026-12-01")
    desk.add(QUINN, assurance.check(desk.acting(QUINN, Part.QUALITY), event))


def second_claimed(desk: Desk) -> None:
    desk.claim(BEN, Part.SECOND)


def second_marked(desk: Desk) -> None:
    desk.mark_all(BEN, Part.SECOND, records=Level.DEVELOPING)


def done(desk: Desk) -> None:
    desk.add(ANN, assurance.act(desk.review, ANN, Actioned(*CRITERION, "Said.")))


def both_signed(desk: Desk) -> None:
    desk.sign(BEN, Part.SECOND)


def changed(desk: Desk) -> None:
    desk.settle(BEN, "records", Level.EXEMPLARY, Part.SECOND)
    desk.sign(BEN, Part.SECOND)


def agree(desk: Desk, level: Level) -> None:
    for clause, *criterion in differences(desk.review):
        event = Agreed(clause, criterion[0], criterion[1], reason="Read together.")
        event = replace(event, level=level) if clause else replace(event, verdict=Verdict.MET)
        desk.add(BEN, marking.agree(desk.review, BEN, event))


def agreed(desk: Desk) -> None:
    agree(desk, Level.DEVELOPING)


def released(desk: Desk) -> None:
    desk.add(ANN, release.release(desk.review, ANN))


def appealed(desk: Desk) -> None:
    desk.add(LEARNER, release.appeal(desk.review, LEARNER, SUBJECT, "It has a date."))


def upheld(desk: Desk) -> None:
    desk.add(CAT, *release.decide_appeal(desk.review, CAT, Outcome.UPHELD, "It has."))


def released_anew(desk: Desk) -> None:
    desk.settle(ANN, "records", Level.EXEMPLARY)
    desk.sign(ANN)
    agree(desk, Level.COMPETENT)
    desk.add(ANN, release.release(desk.review, ANN))


STORY: Final[tuple[Callable[[Desk], None], ...]] = (
    claimed, marked, signed, checked, second_claimed, second_marked, done, both_signed, changed, agreed, released,
    appealed, upheld, released_anew,
)  # fmt: skip


def review_at(state: Callable[[Desk], None]) -> Review:
    desk = Desk()
    for step in STORY[: STORY.index(state) + 1]:
        step(desk)
    return desk.review


# What is seen, in letters: h handing in, w who works on it, 1 and 2 the markings, q quality assurance, t what both
# agreed on, r release, a appeal; R the result, which is what counts of 1 and t, and nothing else.

TABLE: Final = """
                nobody  learner  another  tutor  first     second    neither   quality
claimed         h       h        -        h      hw        hw        hw        hw
marked          h       h        -        h      1hw       hw        hw        1hw
signed          h       h        -        h      1hw       hw        hw        1hw
checked         h       h        -        h      1hqw      hw        hw        1hqw
second_claimed  h       h        -        h      1hqw      hw        hw        1hqw
second_marked   h       h        -        h      1hqw      2hw       hw        12hqw
done            h       h        -        h      1hqw      2hw       hw        12hqw
both_signed     h       h        -        h      12hqw     12hqw     12hqw     12hqw
changed         h       h        -        h      12hqw     12hqw     12hqw     12hqw
agreed          h       h        -        h      12hqtw    12hqtw    12hqtw    12hqtw
released        h       Rhr      -        Rhr    12hqrtw   12hqrtw   12hqrtw   12hqrtw
appealed        h       Rahr     -        Rahr   12ahqrtw  12ahqrtw  12ahqrtw  12ahqrtw
upheld          h       ah       -        ah     12ahqrtw  12ahqrtw  12ahqrtw  12ahqrtw
released_anew   h       Rahr     -        Rahr   12ahqrtw  12ahqrtw  12ahqrtw  12ahqrtw
"""
_COLUMNS: Final = TABLE.split("\n")[1].split()
SEEN: Final[Mapping[str, Mapping[str, str]]] = {
    state: dict(zip(_COLUMNS, [each.strip("-") for each in row], strict=True))
    for state, *row in (line.split() for line in TABLE.strip().split("\n")[1:])
}
LETTERS: Final = {
    Concern.HANDING_IN: "h",
    Concern.WORK: "w",
    Concern.QUALITY: "q",
    Concern.RELEASE: "r",
    Concern.APPEAL: "a",
}


def letter(entry: Entry) -> str:
    if isinstance(entry.event, Agreed):
        return "t"
    part = getattr(entry.event, "part", None)
    if part is Part.QUALITY:
        return "q"
    return LETTERS.get(CONCERNS[type(entry.event)]) or {Part.FIRST: "1", Part.SECOND: "2"}[Part(str(part))]


def letters(entries: tuple[Entry, ...]) -> str:
    return "".join(sorted({letter(entry) for entry in entries}))


def whole(review: Review, letters_of: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in review.entries if letter(entry) in letters_of)


@pytest.mark.parametrize("state", STORY, ids=lambda state: state.__name__)
@pytest.mark.parametrize("viewer", VIEWERS)
def test_everybody_sees_at_every_state_what_the_table_says(viewer: str, state: Callable[[Desk], None]) -> None:
    review = review_at(state)
    told = shown(review, VIEWERS[viewer], LEARNER.code)
    expected = SEEN[state.__name__]["learner" if viewer == "assessor now" else viewer]
    if "R" in expected:
        result = [entry for entry in told if letter(entry) in "1t"]
        assert "2" not in letters(told)
        assert "q" not in letters(told)
        assert "w" not in letters(told)
        assert not any(isinstance(entry.event, Judged | Signed) for entry in result)
        assert [entry for entry in told if letter(entry) == "r"] == [review.released]
        # of each thing the newest, so that nothing of how it came about is seen
        keys = [thing(entry.event) for entry in result]
        assert len(keys) == len(set(keys))
        assert all(entry is newest(review, thing(entry.event)) for entry in result)
        expected = expected.replace("R", "").replace("r", "")
        told = tuple(entry for entry in told if letter(entry) not in "1tr")
    assert told == whole(review, expected)


def thing(event: ReviewEvent) -> tuple[object, ...]:
    names = ("event", "field", "clause", "qualification", "criterion")
    return (type(event).__name__, *(getattr(event, name, None) for name in names))


def newest(review: Review, key: tuple[object, ...]) -> Entry:
    return [entry for entry in review.entries if thing(entry.event) == key and letter(entry) in "1t"][-1]


def test_every_kind_of_event_is_in_the_table_and_so_is_every_role() -> None:
    assert set(CONCERNS) == set(get_args(ReviewEvent))
    roles = {viewer.role for viewer in VIEWERS.values() if viewer is not None}
    assert roles == set(Role)
    story = {type(entry.event) for entry in review_at(released_anew).entries}
    assert set(CONCERNS) - story <= {type_of("LetGo")}, "the story comes by every kind"


def type_of(name: str) -> type:
    return next(each for each in CONCERNS if each.__name__ == name)


def test_what_a_learner_is_shown_comes_to_the_result_and_to_no_marker_but_the_first() -> None:
    review = review_at(released_anew)
    told = as_shown(review, LEARNER, LEARNER.code)
    assert told.status is Status.RELEASED
    assert told.first.advice is review.first.advice
    assert told.count == review.count
    assert (told.second.code, told.checked, told.sampled, told.claims) == ("", {}, (), {})
    assert [type(entry.event) for entry in told.first.clauses.values()] == [Settled] * len(review.first.clauses)
    assert [type(entry.event) for entry in told.first.criteria.values()] == [Decided]


def test_who_took_the_first_marking_over_has_seen_it_and_makes_no_second_one() -> None:
    desk = Desk()
    for step in (claimed, marked):
        step(desk)
    assert letters(shown(desk.review, DEE, LEARNER.code)) == "hw"
    desk.minute += 700
    desk.claim(DEE)
    assert letters(shown(desk.review, DEE, LEARNER.code)) == "1hw"
    desk.add(DEE, hand_in.let_go(desk.review, DEE, Part.FIRST))
    with pytest.raises(ValueError, match="without sight of it"):
        desk.claim(DEE, Part.SECOND)
    assert desk.review.first.code == ANN.code, "who gave it back is no marker"


def test_who_decided_in_one_marking_decides_nothing_in_the_other_whatever_they_hold() -> None:
    desk = Desk()
    desk.hand_in()
    desk.claim(ANN)
    desk.claim(ANN, Part.SECOND)
    desk.add(ANN, marking.advise(desk.acting(ANN, Part.FIRST), "Well done."))
    with pytest.raises(ValueError, match="somebody else"):
        marking.advise(desk.acting(ANN, Part.SECOND), "Well done.")


@pytest.mark.parametrize("state", STORY, ids=lambda state: state.__name__)
@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_file_holds_what_somebody_sees_up_to_the_first_entry_that_they_do_not(
    viewer: str, state: Callable[[Desk], None]
) -> None:
    review = review_at(state)
    told = shown(review, VIEWERS[viewer], LEARNER.code)
    number = shown_from_the_start(review, VIEWERS[viewer], LEARNER.code)
    assert told[:number] == review.entries[:number]
    assert number == review.count or review.entries[number] not in told
    assert is_shown_whole(review, VIEWERS[viewer], LEARNER.code) is (number == review.count)


def test_a_line_of_the_queue_tells_nobody_more_than_the_review_does() -> None:
    line = ReviewSummary(
        Status.SIGNED, "2026-11-22", "A-1", "A-2", "A-1", "2026-11-23", 1, True, True, True, "", "2026-11-24"
    )
    seen = {name: summary_shown(line, viewer, LEARNER.code) for name, viewer in VIEWERS.items()}
    bare = ReviewSummary(Status.HANDED_IN, "2026-11-22", last_at="2026-11-22")
    assert seen["quality"] == seen["first"] == line
    for name in ("nobody", "learner", "assessor now", "tutor"):
        assert seen[name] == bare, name
    assert seen["another"] is None
    for name in ("second", "neither"):
        told = seen[name]
        assert told is not None
        assert (told.sampled, told.action) == (False, False), "what quality assurance made of it is not for a blind eye"


def test_the_depth_of_these_tables_is_the_whole_of_them() -> None:
    assert set(SEEN) == {state.__name__ for state in STORY}
    assert all(set(row) == set(VIEWERS) - {"assessor now"} for row in SEEN.values())
