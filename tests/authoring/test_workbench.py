"""A file on the workbench: whatever is saved and done, in whatever order, there is something to play and to say."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.authoring.expect_block import block, why_not
from simulator.authoring.playthrough import ChoiceStep, FormStep, JumpStep, SetStep, rehearse
from simulator.authoring.reading import ScenarioReading, read_source
from simulator.authoring.workbench import Workbench
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
    bench = Workbench(Path("the-blue-notebook.yaml"), reading(lines))
    for doing in doings:
        match doing:
            case (str(how), int(at)):
                lines = edited(lines, how, at)
                bench.renew(reading(lines))
            case "back":
                bench.take_back()
            case "undo":
                bench.undo()
            case "again":
                bench.go(())
            case "quick":
                with suppress(Refused):
                    bench.answer(bench.as_it_should_be())
            case ChoiceStep() | JumpStep() | SetStep() | FormStep():
                with suppress(Refused):
                    bench.take(doing)
        assert bench.playable is not None
        assert bench.stale == (bench.reading.playable is None)
        assert bench.stale <= any(finding.is_error for finding in bench.findings)
        assert rehearse(bench.scenario, bench.rehearsal.taken).state == bench.state
        assert bench.inside().scene in bench.scenario.scenes
        bench.choices()
        if not why_not(bench.rehearsal):
            block(bench.rehearsal, bench.rubric)


def test_what_did_not_hold_comes_back_when_the_text_does() -> None:
    bench = Workbench(Path("x.yaml"), reading(LINES), (ChoiceStep("limits"), ChoiceStep("hear")))
    renamed = [line.replace("      hear:", "      heard:") for line in LINES]
    assert bench.renew(reading(renamed)) == (
        "Your choices hold up to `limits`; `tells` has no choice `hear` any more. Did you mean `heard`?"
    )
    assert bench.renew(reading(LINES)) == ""
    assert bench.state.situation.scene == "write-it"


def test_a_text_that_cannot_be_played_leaves_the_last_one() -> None:
    bench = Workbench(Path("x.yaml"), reading(LINES), (ChoiceStep("limits"),))
    before = bench.state
    assert bench.renew(reading(LINES[:40])) == ""
    told = [bench.stale]
    assert bench.state is before
    bench.take(ChoiceStep("hear"))
    assert bench.renew(reading(LINES)) == ""
    assert [*told, bench.stale] == [True, False]
    assert bench.state.situation.scene == "write-it"


def test_errors_are_listed_before_warnings() -> None:
    text = TEXT.replace("says: Forget it.", "says: Forget it. # or so").replace("goto: paper", "goto: papers", 1)
    bench = Workbench(Path("x.yaml"), read_source(Source.of_text(text, "the-blue-notebook.yaml"), LIBRARY))
    assert [finding.severity.value for finding in bench.findings] == ["error", "warning"]
    assert bench.playable is None
    with pytest.raises(ValueError, match="nothing to play"):
        bench.take_back()


def test_a_draft_of_a_form_is_kept_by_its_scene() -> None:
    bench = Workbench(Path("x.yaml"), reading(LINES), (ChoiceStep("limits"), ChoiceStep("hear")))
    bench.keep_draft({"account": "She said"})
    bench.take_back()
    assert bench.draft() == {}
    bench.take(ChoiceStep("fix"))
    assert bench.draft() == {"account": "She said"}
