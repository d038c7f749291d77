"""Whatever was played, each view of it says the same in every medium, and to each reader only what they may see."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from simulator.engine.events import Mode
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Content, Ending, Scenario
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import LineKind, State, Wrote
from simulator.report.page import Report, Section, part
from simulator.report.views.audience import BLIND, LEARNER, OTHERS, Audience
from simulator.report.views.clauses import because_items, clause_review
from simulator.report.views.debrief import debrief
from simulator.report.views.looking_back import looking_back
from simulator.report.views.transcript import coaching, transcript, turn_told
from simulator.report.words.outcome import boxes_wrong
from simulator.report.write.html import html_of
from simulator.report.write.pdf import pdf_of
from simulator.report.write.text import text_lines
from simulator.review.events import Advised, Appealed, Entry, HandedIn, Marked, Released, ReviewEvent, Settled
from simulator.review.people import Part, Person, Role
from simulator.review.state import Review, fold
from simulator.tui.widgets import prose
from tests.depth import tries
from tests.strategies import Choosing, modes, playable_scenarios, played, rubrics, ways

from .pages import html_text, lost, screen_text, texts_in

AT = "2026-11-02T09:00:00.000000Z"
ASSESSOR = Person("A-1", Role.ASSESSOR)
LEARNER_HERSELF = Person("L-1", Role.LEARNER)


def marks_of(state: State) -> dict[tuple[int, str], Level]:
    """A mark for every second written answer."""
    written = [(turn.event, act.field.id) for turn in state.turns for act in turn.acts if isinstance(act, Wrote)]
    return dict.fromkeys(written[::2], Level.COMPETENT)


def released(rubric: Rubric, state: State, card: Scorecard) -> Review:
    """A review that has come to a result, with an appeal against it."""
    marks = [Marked(Part.FIRST, *answer, level, "Read aloud.") for answer, level in marks_of(state).items()]
    settled = [
        Settled(Part.FIRST, clause.clause, clause.level, Level.DEVELOPING, f"Why {rubric.clauses[clause.clause].title}")
        for clause in card.clauses
    ]
    acts: list[ReviewEvent] = [
        *marks,
        *settled,
        Advised(Part.FIRST, "Say the limits first."),
        Released(),
        Appealed("I did say them."),
    ]
    entries = [Entry(number, AT, ASSESSOR, event) for number, event in enumerate(acts, 1)]
    return fold([Entry(0, AT, LEARNER_HERSELF, HandedIn(1, "head", declared=True)), *entries])


def views(scenario: Scenario, rubric: Rubric, state: State) -> Iterator[tuple[str, Report]]:
    """Every view of an attempt, by its name."""
    card = score(scenario, rubric, state, marks_of(state))
    told = (
        part(*turn_told(scenario, turn, coach=coaching(rubric, turn), held_back=state.mode is Mode.ASSESSMENT))
        for turn in state.turns
    )
    yield "as it goes on", report(*told)
    times = {turn.event: f"2026-11-0{1 + number % 9}T09:00:0{number % 7}.0Z" for number, turn in enumerate(state.turns)}
    for name, audience in (("learner", LEARNER), ("others", OTHERS), ("blind", BLIND)):
        yield name, report(*transcript(scenario, rubric, state, card, audience, times=times, marks=marks_of(state)))
    for audience in (LEARNER, OTHERS):
        reviews = (clause_review(scenario, rubric, state, each, audience) for each in card.clauses)
        yield "why", report(*(part(because_items(each, audience)) for each in reviews if each.because))
    yield "debrief", report(*looking_back(debrief(scenario, rubric, state, card)))
    review = released(rubric, state, card)
    yield "result", report(*looking_back(debrief(scenario, rubric, state, card, review=review)))


def report(*sections: Section) -> Report:
    return Report("What was played", "By whom", "Made now", sections)


_examples = settings(max_examples=tries(40, 600), deadline=None)


@_examples
@given(playable_scenarios(), rubrics(), modes, ways, st.sampled_from([None, 40, 96]))
def test_every_view_says_in_plain_lines_on_a_web_page_and_on_a_screen_all_that_it_says(
    scenario: Scenario, rubric: Rubric, mode: Mode, choosing: Choosing, width: int | None
) -> None:
    state, _ = played(scenario, mode, choosing)
    for name, made in views(scenario, rubric, state):
        assert not lost(made, "".join(text_lines(made.sections, width=width))), name
        page = html_of(made)
        assert not lost(made, html_text(page)), name
        ids = re.findall(r' id="([^"]*)"', page)
        assert len(ids) == len(set(ids)), name
        assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids), name
        assert not lost(made, screen_text(made), prose.visible), name


@settings(max_examples=tries(3, 60), deadline=None)
@given(playable_scenarios(), rubrics(), modes, ways)
def test_every_view_says_in_a_pdf_all_that_it_says(
    scenario: Scenario, rubric: Rubric, mode: Mode, choosing: Choosing
) -> None:
    state, _ = played(scenario, mode, choosing)
    for name, made in views(scenario, rubric, state):
        pages = PdfReader(io.BytesIO(pdf_of(made, datetime(2026, 11, 2, tzinfo=UTC)))).pages
        assert not lost(made, "".join(page.extract_text() for page in pages)), name


def words(scenario: Scenario, rubric: Rubric, state: State, audience: Audience) -> str:
    card = score(scenario, rubric, state)
    return "\n".join(texts_in(transcript(scenario, rubric, state, card, audience)))


@_examples
@given(playable_scenarios(), rubrics(), modes, ways)
def test_who_marks_unseen_is_told_all_that_was_said_and_nothing_of_what_it_is_worth(
    scenario: Scenario, rubric: Rubric, mode: Mode, choosing: Choosing
) -> None:
    state, _ = played(scenario, mode, choosing)
    told = words(scenario, rubric, state, BLIND)
    assert all(line.text in told for turn in state.turns for line in turn.lines)
    assert not [level for level in Level if level.word in told]
    assert "Breaks the code" not in told
    assert "Offered and not taken" not in told
    assert "Stronger" not in told


@_examples
@given(playable_scenarios(), rubrics(), modes, ways)
def test_only_the_learner_is_told_of_thoughts_and_of_stronger_lines_and_only_others_of_what_was_not_taken(
    scenario: Scenario, rubric: Rubric, mode: Mode, choosing: Choosing
) -> None:
    state, _ = played(scenario, mode, choosing)
    learner, others = (words(scenario, rubric, state, audience) for audience in (LEARNER, OTHERS))
    assert "Offered and not taken" not in learner
    assert "Stronger" not in others
    assert f"{scenario.mentee.name} thought" not in others


def _named(content: Content) -> Content:
    return replace(content, title="It went well") if isinstance(content, Ending) else content


@_examples
@given(playable_scenarios(), rubrics(), ways)
def test_of_an_assessment_that_is_held_back_no_turn_tells_how_it_went(
    scenario: Scenario, rubric: Rubric, choosing: Choosing
) -> None:
    named = {id_: replace(scene, content=_named(scene.content)) for id_, scene in scenario.scenes.items()}
    scenario = replace(scenario, scenes=named)
    state, _ = played(scenario, Mode.ASSESSMENT, choosing)
    told = [part(*turn_told(scenario, turn, held_back=True)) for turn in state.turns]
    lines = [line.kind for turn in state.turns for line in turn.lines]
    assert "What usually happens next" not in "\n".join(texts_in(told))
    assert "It went well" not in "\n".join(texts_in(told))
    assert ("The end" in "\n".join(texts_in(told))) is (LineKind.ENDING in lines)


@pytest.mark.parametrize(
    ("count", "sentence"),
    [(0, "Every box is right."), (1, "One box is wrong."), (2, "Two boxes are wrong."), (9, "9 boxes are wrong.")],
)
def test_wrong_boxes_are_told_in_one_way(count: int, sentence: str) -> None:
    assert boxes_wrong(count) == sentence
