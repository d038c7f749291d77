"""A file on the workbench: whatever is saved and done, in whatever order, there is something to play and to say."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.authoring.expect_block import block, why_not
from simulator.authoring.playthrough import ChoiceStep, FormStep, JumpStep, SetStep, rehearse
from simulator.authoring.reading import ScenarioReading, read_source
from simulator.authoring.workbench import Session
from simulator.documents.yaml.source import Source
from simulator.engine.play import Refused

from .test_reading import TEXT, little

LIBRARY = little()
LINES = TEXT.splitlines()

steps = st.one_of(
    st.builds(
        ChoiceStep, st.sampled_from(["limits", "promise", "wait", "hear", "take-back", "go-quiet", "limits-now"])
    ),
    st.builds(JumpStep, st.sampled_from(["arrives", "tells", "write-it", "gone", "nowhere"])),
    st.builds(
        SetStep, st.sampled_from(["trust", "promised", "say_limits"]), st.sampled_from(["2", "9", "true", "late"])
    ),
    st.just(FormStep({"lines": ("said",), "who": "bell"})),
)
edits = st.one_of(
    st.tuples(st.just("delete"), st.integers(0, len(LINES) - 1)),
    st.tuples(st.just("double"), st.integers(0, len(LINES) - 1)),
    st.tuples(st.just("indent"), st.integers(0, len(LINES) - 1)),
    st.tuples(st.just("cut"), st.integers(0, len(LINES) - 1)),
    st.just(("mend", 0)),
)
doings = st.lists(st.one_of(steps, edits, st.sampled_from(["back", "undo", "again", "quick"])), max_size=12)


def reading(lines: list[str]) -> ScenarioReading:
    return read_source(Source.of_text("\n".join(lines) + "\n", "the-blue-notebook.yaml"), LIBRARY)


def edited(lines: list[str], how: str, at: int) -> list[str]:
    """The lines after one thing that happens to people who type."""
    at = min(at, len(lines) - 1)
    match how:
        case "delete":
            return lines[:at] + lines[at + 1 :] or LINES
        case "double":
            return [*lines[:at], lines[at], *lines[at:]]
        case "indent":
            return [*lines[:at], " " + lines[at], *lines[at + 1 :]]
        case "cut":
            return lines[: at + 1]
        case _:
            return LINES


@settings(max_examples=60, deadline=None)
@given(doings)
def test_nothing_that_is_typed_or_done_makes_it_fall(doings: list[object]) -> None:
    lines = list(LINES)
    session = Session(Path("the-blue-notebook.yaml"), reading(lines))
    for doing in doings:
        match doing:
            case (str(how), int(at)):
                lines = edited(lines, how, at)
                session.renew(reading(lines))
            case "back":
                session.take_back()
            case "undo":
                session.undo()
            case "again":
                session.go(())
            case "quick":
                with suppress(Refused):
                    session.answer(session.as_it_should_be())
            case ChoiceStep() | JumpStep() | SetStep() | FormStep():
                with suppress(Refused):
                    session.take(doing)
        assert session.playable is not None
        assert session.stale == (session.reading.playable is None)
        assert session.stale <= any(finding.is_error for finding in session.findings)
        assert rehearse(session.scenario, session.rehearsal.taken).state == session.state
        assert session.inside().scene in session.scenario.scenes
        session.choices()
        if not why_not(session.rehearsal):
            block(session.rehearsal, session.rubric)


def test_what_did_not_hold_comes_back_when_the_text_does() -> None:
    session = Session(Path("x.yaml"), reading(LINES), (ChoiceStep("limits"), ChoiceStep("hear")))
    renamed = [line.replace("      hear:", "      heard:") for line in LINES]
    assert session.renew(reading(renamed)) == (
        "Your choices hold up to `limits`; `tells` has no choice `hear` any more. Did you mean `heard`?"
    )
    assert session.renew(reading(LINES)) == ""
    assert session.state.situation.scene == "write-it"


def test_a_text_that_cannot_be_played_leaves_the_last_one() -> None:
    session = Session(Path("x.yaml"), reading(LINES), (ChoiceStep("limits"),))
    before = session.state
    assert session.renew(reading(LINES[:40])) == ""
    told = [session.stale]
    assert session.state is before
    session.take(ChoiceStep("hear"))
    assert session.renew(reading(LINES)) == ""
    assert [*told, session.stale] == [True, False]
    assert session.state.situation.scene == "write-it"


def test_errors_are_listed_before_warnings() -> None:
    text = TEXT.replace("says: Forget it.", "says: Forget it. # or so").replace("goto: paper", "goto: papers", 1)
    session = Session(Path("x.yaml"), read_source(Source.of_text(text, "the-blue-notebook.yaml"), LIBRARY))
    assert [finding.severity.value for finding in session.findings] == ["error", "warning"]
    assert session.playable is None
    with pytest.raises(ValueError, match="nothing to play"):
        session.take_back()


def test_a_draft_of_a_form_is_kept_by_its_scene() -> None:
    session = Session(Path("x.yaml"), reading(LINES), (ChoiceStep("limits"), ChoiceStep("hear")))
    session.keep_draft({"account": "She said"})
    session.take_back()
    assert session.draft() == {}
    session.take(ChoiceStep("fix"))
    assert session.draft() == {"account": "She said"}
