"""A review on the screen: the queue, marking, deciding, signing, releasing, and what is refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from textual.widgets import Input

from simulator.engine.rubric import Level
from simulator.library import Library
from simulator.review.events import AppealDecided, Appealed, Checked, Decided, Judged, Marked, Outcome, Settled, Verdict
from simulator.review.people import Part, Person, Role
from simulator.review.state import Status
from simulator.sessions.personal_data import erase
from simulator.store.db import tables
from simulator.store.errors import StoreError
from simulator.store.queue import Queue
from simulator.store.store import Store
from simulator.tui.assessor.form import ReviewForm
from simulator.tui.assessor.pages.growing_list import GrowingList
from simulator.tui.assessor.queue import QueueScreen
from simulator.tui.assessor.review_screen import ReviewScreen
from simulator.tui.shared.confirm import ConfirmDialog
from simulator.tui.widgets.typing import SafeText

from .review_stage import (
    ACCOUNT,
    ANN,
    BEN,
    CAT,
    NOON,
    QUINN,
    Clock,
    at_the_desk,
    decided,
    desk,
    do,
    handed_in,
    marked,
    released,
    reviewing,
    sampled,
    signed,
)
from .stage import LARGE, read, settled
from .test_hostile_text import nothing_acts


def words(text: str) -> str:
    return " ".join(text.split())


async def test_a_whole_review_by_keys_alone(library: Library, store: Store) -> None:
    attempt = handed_in(library, store)
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter", "enter", "down", "space", "tab", "=Clear.", "ctrl+s")
        await do(pilot, "n", "a", "n", "a", "n", "a")
        await do(pilot, "n", "enter", "space", "tab", "space", "ctrl+s")
        await do(pilot, "n", "n", "n", "enter")
        await do(pilot, "space", "down", "space", "down", "space", "down", "space", "down", "space", "ctrl+s")
        await do(pilot, "n", "enter", "=You listened well.", "ctrl+s")
        await do(pilot, "s", "2")
        assert "Signed." in read(app)
        await do(pilot, "r", "2")
        assert "Released to the learner." in read(app)
    review = reviewing(store, attempt).review
    assert review.status is Status.RELEASED
    kinds = [type(entry.event) for entry in review.entries]
    assert kinds.count(Settled) == 3
    (answer,) = review.first.answers.values()
    assert isinstance(answer.event, Marked)
    assert (answer.event.level, answer.event.comment) == (Level.COMPETENT, "Clear.")
    (criterion,) = review.first.criteria.values()
    assert isinstance(criterion.event, Decided)
    assert (criterion.event.verdict, len(criterion.event.evidence)) == (Verdict.MET, 1)
    assert criterion.event.digest
    assert review.first.judged is not None
    assert isinstance(review.first.judged.event, Judged)
    assert review.first.judged.event.reliable


async def test_what_is_typed_is_there_again_after_the_program_was_killed(library: Library, store: Store) -> None:
    handed_in(library, store)
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter", "enter", "down", "space", "tab", "=Half a thought")
        app._keep_drafts()
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter", "enter")
        assert app.screen.query_one(SafeText).text == "Half a thought"
        assert "(•) ◑ competent" in read(app)


async def test_a_draft_is_gone_once_it_was_given(library: Library, store: Store) -> None:
    attempt = handed_in(library, store)
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter", "enter", "space", "tab", "=Good")
        app._keep_drafts()
        assert store.review_drafts.of(attempt, ANN.code)
        await do(pilot, "ctrl+s")
    assert store.review_drafts.of(attempt, ANN.code) == {}


async def test_nothing_typed_is_lost_where_it_could_not_be_kept(
    library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(library, store)

    def refuses(*_: object, **__: object) -> None:
        raise StoreError("There is no room left on this disk.")

    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter", "enter", "space", "tab", "=Good")
        monkeypatch.setattr(type(store.reviews), "add", refuses)
        await do(pilot, "ctrl+s")
        assert "There is no room left on this disk." in read(app)
        assert app.screen.query_one(SafeText).text == "Good"
        assert isinstance(app.screen, ReviewForm)


async def test_an_override_without_a_reason_is_refused_in_one_sentence(library: Library, store: Store) -> None:
    handed_in(library, store)
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter", "down", "o", "space", "ctrl+s")
        assert "Say why you override what the choices show." in read(app)
        await do(pilot, "tab", "=It was said twice.", "ctrl+s")
        assert "overridden to ● exemplary" in words(read(app))


async def test_a_clause_whose_indicative_level_changed_has_to_be_looked_at_again(
    library: Library, store: Store
) -> None:
    attempt = handed_in(library, store)
    review = reviewing(store, attempt)
    marked(review, Level.UNSAFE)
    review.mark(review.written()[0].answer, Level.EXEMPLARY)
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter", "n")
        assert "look again: the indicative level has changed since" in words(read(app))
        await do(pilot, "s")
        assert "Look again at clause 3, Notes" in read(app)


async def test_the_ways_between_a_clause_and_its_turns(library: Library, store: Store) -> None:
    handed_in(library, store, "promise")
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter", "down", "down", "enter")
        room = app.screen
        assert isinstance(room, ReviewScreen)
        assert room.at_said
        assert "› Turn 1" in read(app)
        await do(pilot, "c")
        assert "› ✕ “Course. I promise.”" in words(read(app))
        await do(pilot, "c")
        assert "› ✕ Breaks the code: Promises secrecy." in words(read(app))


async def test_arrows_go_from_part_to_part(library: Library, store: Store) -> None:
    handed_in(library, store)
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter", "right")
        assert "› Clause 1," in read(app)
        await do(pilot, "right", "right")
        assert "› The evidence:" in read(app)
        await do(pilot, "left", "left", "left")
        assert "› Write it as you would hand it over." in read(app)


async def test_the_transcript_tells_what_was_offered_and_not_taken(library: Library, store: Store) -> None:
    handed_in(library, store)
    async with at_the_desk(desk(library, store), (80, 90)) as (app, pilot):
        await do(pilot, "enter", "tab")
        text = words(read(app))
    assert "Offered and not taken" in text
    assert "Course. I promise. (unsafe on 1, breaks the code)" in text
    assert "Why, in their words: She needed to be heard first." in text
    assert "[x] Something is going on with her stepdad. (does not belong)" in text
    assert "[ ] Her coat was soaked. (belongs, and was left out)" in text


async def test_somebody_elses_attempt_is_told_and_can_be_marked_a_second_time_blind(
    library: Library, store: Store
) -> None:
    attempt = handed_in(library, store)
    review = signed(library, store, attempt)
    assert review.review.first.stands_signed
    async with at_the_desk(desk(library, store, BEN), LARGE) as (app, pilot):
        await do(pilot, "enter")
        assert "A-1 is the first marker of this one" in read(app)
        await do(pilot, "2")
        text = words(read(app))
        assert "Second marking" in text
        assert "Clear, and in her words." not in text
        assert "accepted" not in text
        await do(pilot, "h")
        assert "Took the first marking" in read(app)
        assert "Marked" not in read(app)
        assert "accepted" not in read(app)


async def test_what_somebody_else_holds_is_refused_and_the_typing_stays(library: Library, store: Store) -> None:
    attempt = handed_in(library, store)
    clock = Clock()
    async with at_the_desk(desk(library, store, BEN, clock)) as (app, pilot):
        await do(pilot, "enter", "enter", "space", "tab", "=Mine")
        clock.on(90)
        reviewing(store, attempt, clock=clock).claim()
        await do(pilot, "ctrl+s")
        assert "A-1 has this attempt for first marking until" in words(read(app))
        assert app.screen.query_one(SafeText).text == "Mine"


@pytest.mark.parametrize("by", [ANN, BEN, QUINN], ids=lambda by: by.code)
async def test_opening_and_reading_writes_nothing(library: Library, store: Store, by: Person) -> None:
    handed_in(library, store)
    attempt = handed_in(library, store, "promise")
    signed(library, store, attempt)
    async with at_the_desk(desk(library, store, by)) as (app, pilot):
        before = everything(store)
        for way in ("enter", "2"):
            for _ in range(2):
                await do(pilot, way, "h", "escape", "n", "tab", "tab", "right", "f5", "d", "escape", "escape")
                if isinstance(app.screen, ConfirmDialog | ReviewScreen):
                    await do(pilot, "escape")
                await do(pilot, "down")
        assert everything(store) == before


def everything(store: Store) -> dict[str, object]:
    """All rows of all tables, and of the queue."""
    with store.database.reading() as connection:
        names = [each.name for each in tables.metadata.sorted_tables]
        return {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in names}


async def test_the_first_decision_takes_a_review_and_whoever_decides_next_is_told(
    library: Library, store: Store
) -> None:
    attempt = handed_in(library, store)
    first, second = at_the_desk(desk(library, store)), at_the_desk(desk(library, store, BEN))
    async with first as (app, pilot), second as (other, others):
        await do(pilot, "enter")
        await do(others, "enter", "enter", "space", "tab", "=Mine")
        await do(pilot, "n", "n", "a")
        assert "✓ accepted" in read(app)
        await do(others, "ctrl+s")
        assert "A-1 has this attempt for first marking until 2026-11-22 13:00 UTC." in words(read(other))
        assert other.screen.query_one(SafeText).text == "Mine"
    review = reviewing(store, attempt, QUINN, Part.QUALITY).review
    assert (review.first.code, len(review.first.clauses)) == (ANN.code, 1)
    assert [entry.by.code for entry in review.entries] == ["L-1", ANN.code, ANN.code]


async def test_a_second_marking_that_was_begun_and_left_empty_blocks_nothing(library: Library, store: Store) -> None:
    attempt = handed_in(library, store)
    signed(library, store, attempt)
    second = reviewing(store, attempt, BEN, Part.SECOND)
    second.claim()
    second.let_go()
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter", "r", "2")
        assert "Released to the learner." in words(read(app))


async def test_a_marking_that_somebody_let_lie_is_taken_over_when_that_is_meant(library: Library, store: Store) -> None:
    attempt = handed_in(library, store)
    reviewing(store, attempt).settle("listening", Level.COMPETENT)
    clock = Clock()
    clock.on(90)
    async with at_the_desk(desk(library, store, BEN, clock)) as (app, pilot):
        await do(pilot, "enter")
        assert "A-1 began to mark this one and nobody has it now." in words(read(app))
        await do(pilot, "1", "enter", "2")
        assert "First marking" in read(app)
    review = reviewing(store, attempt, BEN).review
    assert review.claims[Part.FIRST].code == BEN.code
    assert review.first.code == ANN.code, "BEN has decided nothing yet"
    assert "listening" in review.first.clauses, "and sees what he takes over"


async def test_two_markers_who_differ_agree_with_a_reason(library: Library, store: Store) -> None:
    attempt = handed_in(library, store, "promise")
    signed(library, store, attempt)
    signed(library, store, attempt, BEN, part=Part.SECOND, privacy=Level.DEVELOPING)
    async with at_the_desk(desk(library, store, BEN)) as (app, pilot):
        await do(pilot, "enter", "r", "2")
        assert "The two markers have still to agree on privacy." in words(read(app))
        await do(pilot, "d", "enter", *["down"] * 3, "space", "tab", "=The promise was never taken back.", "ctrl+s")
        assert "The two markers differ nowhere, or have agreed." in words(read(app))
        await do(pilot, "escape", "down")
        assert "agreed by both markers: ✕ unsafe: The promise was never taken back." in words(read(app))
    assert reviewing(store, attempt).differences() == ()


async def test_markers_compare_again_only_when_both_have_signed_what_stands(library: Library, store: Store) -> None:
    attempt = handed_in(library, store, "promise")
    first = signed(library, store, attempt)
    signed(library, store, attempt, BEN, part=Part.SECOND, privacy=Level.DEVELOPING)
    first.refresh()
    first.settle("listening", Level.EXEMPLARY, "The silence was kind.")
    async with at_the_desk(desk(library, store, BEN)) as (app, pilot):
        await do(pilot, "enter", "d")
        assert "Where the two markers differ" not in read(app)
        first.sign()
        await do(pilot, "f5", "d")
        text = words(read(app))
        assert "Clause 1, What stays private" in text
        assert "Clause 2, Listening" in text


async def test_a_quality_assurer_rejects_with_an_action_and_the_assessor_does_it(
    library: Library, store: Store
) -> None:
    attempt = handed_in(library, store)
    signed(library, store, attempt)
    sampled(store, attempt)
    async with at_the_desk(desk(library, store, QUINN)) as (app, pilot):
        await do(pilot, "enter", "enter", "down", "space", "tab", "=Name the line.", "tab", "=soon", "ctrl+s")
        assert "Give the day by which it is to be done, as YYYY-MM-DD." in words(read(app))
        app.screen.query_one(Input).value = "2026-12-01"
        await do(pilot, "ctrl+s")
        assert "rejected: Name the line. (by 1 Dec 2026)" in words(read(app))
    async with at_the_desk(desk(library, store)) as (app, pilot):
        assert "action open" in words(read(app))
        await do(pilot, "enter", "enter", "=Named it.", "ctrl+s")
    assert not reviewing(store, attempt).review.actions


async def test_a_quality_assurer_accepts_with_one_key(library: Library, store: Store) -> None:
    attempt = handed_in(library, store)
    signed(library, store, attempt)
    sampled(store, attempt)
    async with at_the_desk(desk(library, store, QUINN)) as (app, pilot):
        await do(pilot, "enter", "a")
        assert "✓ accepted" in read(app)
    (entry,) = reviewing(store, attempt).review.checked.values()
    assert isinstance(entry.event, Checked)
    assert entry.event.accepted


async def test_a_quality_assurer_marks_nothing(library: Library, store: Store) -> None:
    handed_in(library, store)
    async with at_the_desk(desk(library, store, QUINN)) as (app, pilot):
        await do(pilot, "enter", "enter")
        assert "Only a marker decides this; here you read it." in words(read(app))


async def test_an_appeal_is_decided_by_somebody_who_was_not_involved(library: Library, store: Store) -> None:
    attempt = handed_in(library, store)
    released(library, store, attempt)
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter", "p", "=It was late, not missing.", "ctrl+s")
        await do(pilot, "p", "down", "space", "tab", "=Yes.", "ctrl+s")
        assert "An appeal is decided by somebody who was not involved" in words(read(app))
    async with at_the_desk(desk(library, store, CAT)) as (app, pilot):
        await do(pilot, "a", "enter", "down", "space", "tab", "=The limits were said.", "ctrl+s")
    review = reviewing(store, attempt).review
    (appeal,) = review.appeals
    assert isinstance(appeal.made.event, Appealed)
    assert appeal.decided is not None
    assert isinstance(appeal.decided.event, AppealDecided)
    assert appeal.decided.event.outcome is Outcome.PARTLY
    assert review.released is None


async def test_who_is_unknown_is_asked_once(library: Library, store: Store) -> None:
    async with at_the_desk(desk(library, store, None)) as (app, pilot):
        await do(pilot, "enter", "enter")
        assert "Write your code first." in read(app)
        await do(pilot, *"Q-9", "enter", "down", "enter")
        assert "Q-9, quality assurer" in read(app)
    known = store.people.find("Q-9")
    assert known is not None
    assert known.role is Role.QUALITY_ASSURER


async def test_a_code_that_wants_to_be_more_than_a_code_is_shown_and_refused(library: Library, store: Store) -> None:
    hostile = desk(library, store, None)
    hostile.code = "A\x1b[31m\u202e1"
    async with at_the_desk(hostile) as (app, pilot):
        nothing_acts(app)
        await do(pilot, "tab", "enter")
        nothing_acts(app)
    assert all(each.code.isprintable() for each in store.people.all())


async def test_nobody_takes_another_role_by_saying_so(library: Library, store: Store) -> None:
    store.people.set("L-1", "", Role.LEARNER)
    async with at_the_desk(desk(library, store, None)) as (app, pilot):
        await do(pilot, *"L-1", "enter", "enter")
        assert "“L-1” is known here as learner, not as assessor." in words(read(app))
    known = store.people.find("L-1")
    assert known is not None
    assert known.role is Role.LEARNER


async def test_the_queue_is_filtered_and_shows_everything_again(library: Library, store: Store) -> None:
    handed_in(library, store)
    handed_in(library, store, "promise", at=NOON + timedelta(minutes=5))
    async with at_the_desk(desk(library, store)) as (app, pilot):
        assert read(app).count("The blue notebook") == 2
        for keys, left, told in (
            (("u",), 1, "Only: safety breached"),
            (("u", "m"), 0, "Only: mine"),
            (("m", "t"), 2, "Only: handed in"),
            (("t",), 0, "Only: being marked"),
            (("escape", "p"), 0, "Only: in a sample"),
            (("escape", "slash", "=blue l-1", "enter"), 2, "Only: with “blue l-1”"),
            (("slash", *"x", "enter"), 0, "Nothing fits that"),
        ):
            await do(pilot, *keys)
            assert read(app).count("The blue notebook") == left
            assert told in read(app)
        await do(pilot, "escape")
        assert read(app).count("The blue notebook") == 2


async def test_a_store_that_cannot_be_read_is_not_an_empty_queue(library: Library, store: Store) -> None:
    handed_in(library, store)
    at = desk(library, store)

    def refuses(*_: object, **__: object) -> None:
        raise StoreError("The disk reported a fault.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Queue, "page", refuses)
        async with at_the_desk(at) as (app, pilot):
            assert "The disk reported a fault." in read(app)
            assert "The queue could not be read." in read(app)
            patch.undo()
            await do(pilot, "f5")
            assert "The blue notebook" in read(app)
            assert "fault" not in read(app)


async def test_a_long_queue_is_read_page_by_page(
    library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minute in range(5):
        handed_in(library, store, at=NOON + timedelta(minutes=minute))
    asked: list[int] = []
    queue: Callable[..., object] = Queue.page

    def counted(self: Queue, wanted: object, limit: int, after: object = None) -> object:
        asked.append(limit)
        return queue(self, wanted, limit, after)

    monkeypatch.setattr(Queue, "page", counted)
    monkeypatch.setattr("simulator.tui.assessor.queue.PAGE", 2)
    async with at_the_desk(desk(library, store), (80, 12)) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, QueueScreen)
        await do(pilot, *["end"] * 4)
        assert len(screen.query_one("#list", GrowingList).blocks) == 5
    assert set(asked) == {2}


async def test_a_click_opens_a_review_and_a_line_of_it(library: Library, store: Store) -> None:
    handed_in(library, store)
    async with at_the_desk(desk(library, store), LARGE) as (app, pilot):
        await pilot.click("#list", offset=(8, 1))
        await settled(pilot)
        assert "First marking" in read(app)
        row = next(number for number, row in enumerate(read(app).splitlines()) if "Write it as you would" in row)
        await pilot.click(offset=(80, row))
        await settled(pilot)
        assert isinstance(app.screen, ReviewForm)


async def test_what_was_erased_says_so(library: Library, store: Store) -> None:
    signed(library, store, handed_in(library, store))
    erase(store, QUINN, NOON, "L-1")
    async with at_the_desk(desk(library, store), (80, 90)) as (app, pilot):
        await do(pilot, "enter")
        assert "Mark: ◑ competent A-1, assessor, 22 Nov 2026, 12:00 UTC (erased)" in words(read(app))
        assert "Feedback to the learner: (erased)" in words(read(app))
        await do(pilot, "tab")
        assert "Why, in their words: (erased)" in words(read(app))
        assert ACCOUNT not in read(app)


async def test_a_second_window_sees_what_the_first_wrote(library: Library, store: Store) -> None:
    attempt = handed_in(library, store)
    async with at_the_desk(desk(library, store)) as (app, pilot):
        await do(pilot, "enter")
        other = reviewing(store, attempt)
        other.advise("From the other window.")
        await do(pilot, "f5", "end")
        assert "From the other window." in read(app)


async def test_a_claim_that_ran_out_is_taken_again_by_the_next_decision(library: Library, store: Store) -> None:
    attempt = handed_in(library, store)
    clock = Clock()
    async with at_the_desk(desk(library, store, clock=clock)) as (app, pilot):
        await do(pilot, "enter", "down", "a")
        clock.on(90)
        await do(pilot, "n", "a")
        assert "accepted" in read(app)
    assert len(reviewing(store, attempt).review.first.clauses) == 2


async def test_a_criterion_is_decided_on_evidence_from_another_attempt_of_the_learner(
    library: Library, store: Store
) -> None:
    attempt = handed_in(library, store)
    other = handed_in(library, store, at=NOON + timedelta(minutes=5))
    async with at_the_desk(desk(library, store), (80, 60)) as (app, pilot):
        await do(pilot, "enter", *["n"] * 4, "enter")
        assert "Decide a criterion" in read(app)
        assert f"in “The blue notebook”, {other[:6]}" in read(app)
        await do(pilot, "down", "space", "tab", "space", "ctrl+s")
    (entry,) = reviewing(store, attempt).review.first.criteria.values()
    assert isinstance(entry.event, Decided)
    assert [each.attempt for each in entry.event.evidence] == [other]


async def test_what_is_damaged_of_what_was_handed_in_is_in_the_queue(library: Library, store: Store) -> None:
    attempt, other = handed_in(library, store), handed_in(library, store, "promise")
    with store.database.writing() as connection, store.database.unguarded(connection, "entry_heads"):
        connection.exec_driver_sql(f"UPDATE entry_heads SET seal = 'x' WHERE stream = '{attempt}'")
    async with at_the_desk(desk(library, store)) as (app, pilot):
        text = words(read(app))
        assert "2 handed in" in text
        assert f"{attempt}: damaged" in text
        assert "Nothing is handed in yet" not in text
        await do(pilot, "down", "enter")
        assert isinstance(app.screen, QueueScreen | ReviewScreen)
    assert other


async def test_the_second_marker_reads_nothing_of_what_quality_assurance_made_of_the_first(
    library: Library, store: Store
) -> None:
    attempt = handed_in(library, store)
    first = signed(library, store, attempt)
    decided(first, library)
    first.sign()
    sampled(store, attempt)
    quality = reviewing(store, attempt, QUINN, Part.QUALITY)
    (criterion,) = quality.review.first.criteria
    quality.check(Checked(*criterion, accepted=False, action="Say which line shows it.", due="2026-12-01"))
    async with at_the_desk(desk(library, store, BEN), LARGE) as (app, pilot):
        for keys in (("2",), ("h",), ("escape", "end"), ("escape",)):
            await do(pilot, *keys)
            text = words(read(app))
            assert "Say which line shows it." not in text, keys
            assert "action open" not in text, keys
            assert "in a sample" not in text, keys
            assert "Clear, and in her words." not in text, keys
    async with at_the_desk(desk(library, store, ANN), LARGE) as (app, pilot):
        await do(pilot, "enter")
        assert "Say which line shows it." in words(read(app)), "the first marker has to do it"


async def test_the_first_picture_of_the_queue_is_that_of_whoever_is_named_and_known(
    library: Library, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(library, store)
    seen: list[Person | None] = []
    show = QueueScreen.look

    def look(screen: QueueScreen) -> None:
        seen.append(screen.services.person)
        show(screen)

    monkeypatch.setattr(QueueScreen, "look", look)
    known = desk(library, store, ANN)
    async with at_the_desk(known):
        assert seen
        assert set(seen) == {ANN}
