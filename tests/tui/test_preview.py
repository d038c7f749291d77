"""A scenario is played while it is written: the way is kept, what is wrong is told, and nothing breaks it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from simulator.authoring.playthrough import ChoiceStep, JumpStep, SetStep
from simulator.tui.app import SimulatorApp
from simulator.tui.author.openings import Openings
from simulator.tui.author.preview import PreviewScreen
from simulator.tui.author.preview_block import BlockDialog
from simulator.tui.author.preview_finding import FindingDialog
from simulator.tui.learner.form import FormScreen
from simulator.tui.widgets.conversation import Conversation
from simulator.tui.widgets.page import Page
from simulator.tui.widgets.typing import SafeText

from .preview_stage import TEXT, previewed, put_in_place, read_again, save, saved, until_read, vanish
from .stage import LARGE, press, read

EXPECT = "expect:\n  listens:\n    choose: [limits, hear, {lines: [said], who: bell}]\n    ending: gone\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(tmp_path)


@pytest.fixture
def _unproved(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other process is started."""
    monkeypatch.setattr(PreviewScreen, "prove", lambda self: None)


unproved = pytest.mark.usefixtures("_unproved")


def on_top(app: SimulatorApp) -> Screen[Any]:
    """The screen that is seen."""
    return app.screen


def words(text: str) -> str:
    return " ".join(text.split())


# The way


@unproved
async def test_it_is_the_conversation_that_a_learner_sees(path: Path) -> None:
    async with previewed(path) as (app, pilot, _):
        assert "If I show you this, you keep it to yourself, right?" in read(app)
        await press(pilot, "1")
        text = read(app)
        assert "I didn't go home last night." in text
        assert "Limits first, in plain words" in text
        assert "“Right, you can stay at ours. Sorted.”  fix" in text


@unproved
async def test_a_save_keeps_the_place_and_plays_the_new_words(path: Path) -> None:
    async with previewed(path) as (app, pilot, screen):
        await press(pilot, "1", "1")
        save(path, "The bell goes.", "The bell rings twice.")
        await read_again(pilot)
        assert screen.bench.rehearsal.way == (ChoiceStep("limits"), ChoiceStep("hear"))
        assert "The bell rings twice." in read(app)
        assert "Read again: all of your way holds." in read(app)


@unproved
async def test_where_the_way_no_longer_holds_it_says_from_which_choice_on_and_brings_it_back(path: Path) -> None:
    async with previewed(path, LARGE) as (app, pilot, screen):
        await press(pilot, "1", "1")
        save(path, "      hear:\n", "      hears:\n")
        await read_again(pilot)
        told = "Your choices hold up to `limits`; `tells` has no choice `hear` any more. Did you mean `hears`?"
        assert told in words(read(app))
        assert screen.bench.state.situation.scene == "tells"
        save(path, "      hears:\n", "      hear:\n")
        await read_again(pilot)
        assert screen.bench.state.situation.scene == "write-it"


@unproved
async def test_what_cannot_be_played_leaves_the_last_conversation_marked_as_such(path: Path) -> None:
    async with previewed(path) as (app, pilot, screen):
        await press(pilot, "1")
        save(path, "goto: nowhere", "goto: somewhere")
        await read_again(pilot)
        text = read(app)
        assert "What you saved last cannot be played." in text
        assert "There is no scene `somewhere`" in words(text)
        assert "I didn't go home last night." in text
        await press(pilot, "1")  # the old text can still be played
        assert screen.bench.state.situation.scene == "write-it"
        save(path, "goto: somewhere", "goto: nowhere")
        await read_again(pilot)
        assert "cannot be played" not in read(app)


@unproved
async def test_a_walkthrough_that_does_not_hold_is_told_and_everything_can_be_played(path: Path) -> None:
    saved(path.parent, TEXT + EXPECT)
    async with previewed(path, LARGE) as (app, pilot, screen):
        assert "✕ 1 error" in read(app)
        await press(pilot, "f", "enter")
        assert isinstance(on_top(app), FindingDialog)
        assert "Replay the way that shows it (3 steps)" in read(app)
        await press(pilot, "1")
        assert screen.bench.state.situation.scene == "handed-over"
        await press(pilot, "z")
        assert screen.bench.rehearsal.way == ()


@unproved
async def test_a_file_with_nothing_to_play_says_what_is_wrong_and_begins_when_it_is_mended(path: Path) -> None:
    save(path, "start: arrives", "start: arrive")
    async with previewed(path, way=(ChoiceStep("limits"),)) as (app, pilot, screen):
        assert "There is no scene `arrive`" in words(read(app))
        await press(pilot, "enter", "escape", "escape", "1", "2", "u", "g", "v", "x", "r", "z", "i", "c", "b", "o")
        assert on_top(app) is screen
        save(path, "start: arrive\n", "start: arrives\n")
        await read_again(pilot)
        await press(pilot, "escape")
        assert screen.bench.state.situation.scene == "tells"


@unproved
async def test_steps_are_taken_back_and_brought_back(path: Path) -> None:
    async with previewed(path) as (app, pilot, screen):
        first = read(app)
        await press(pilot, "1", "1", "u", "u")
        assert read(app).splitlines()[1:-1] == first.splitlines()[1:-1]
        await press(pilot, "z", "z")
        assert [str(step) for step in screen.bench.rehearsal.taken] == [
            str(ChoiceStep("limits")),
            str(ChoiceStep("hear")),
        ]
        await press(pilot, "r")
        assert len(screen.bench.rehearsal.taken) == 0
        assert "z goes back to the way you had" in read(app)


@unproved
async def test_what_is_not_open_is_shown_with_its_reason_and_cannot_be_chosen(path: Path) -> None:
    async with previewed(path) as (app, pilot, screen):
        await press(pilot, "1")
        assert "take-back  not open (when: promised)" in words(read(app)).replace("take-back not", "take-back  not")
        refs = [block.ref for block in screen.query_one(Openings).blocks if block.ref]
        assert refs == ["hear", "fix", "go-quiet"]
        await press(pilot, "4")
        assert len(screen.bench.rehearsal.way) == 1


# By hand


@unproved
async def test_a_jump_is_marked_as_long_as_the_way_holds_it(path: Path) -> None:
    async with previewed(path) as (app, pilot, screen):
        await press(pilot, "g", *"nowh", "enter")
        assert screen.bench.rehearsal.way == (JumpStep("nowhere"),)
        assert "✎ Set by hand: the jump to `nowhere`. A learner may never come here like this." in words(read(app))
        await press(pilot, "u")
        assert "Set by hand" not in read(app)


@unproved
async def test_a_value_is_set_within_its_range_and_what_is_said_follows(path: Path) -> None:
    async with previewed(path) as (app, pilot, screen):
        await press(pilot, "v", *"trust", "enter", *"11", "enter")
        assert "`trust` goes from 0 to 10." in words(read(app))
        await press(pilot, "backspace", "backspace", "9", "enter")
        assert screen.bench.rehearsal.way == (SetStep("trust", "9"),)
        await press(pilot, "v", *"say", "enter", "3")
        assert screen.bench.rehearsal.way[-1] == SetStep("say_limits", "late")
        await press(pilot, "v", *"promised", "enter", "1")
        assert screen.bench.state.situation.values["promised"] is True


@unproved
async def test_a_way_made_by_hand_is_not_copied_and_that_is_said(path: Path) -> None:
    async with previewed(path, way=(JumpStep("tells"), ChoiceStep("hear"))) as (app, pilot, screen):
        await press(pilot, "x")
        assert on_top(app) is screen
        assert "This way was made by hand (the jump to `tells`)" in words(read(app))
        assert not app.clipboard


# Inside


@unproved
async def test_thoughts_values_duties_and_evidence_are_told_with_what_just_changed(path: Path) -> None:
    async with previewed(path, LARGE) as (app, pilot, _):
        await press(pilot, "1")
        text = words("\n".join(line[75:] for line in read(app).splitlines()))
        assert "Robin thinks “At least she's straight with me.”" in text
        assert "» trust 3 → 4 How safe Robin feels with you" in text
        assert "» say_limits still to do → done" in text
        assert "If it ended now: ◔ developing (an indication)" in text
        assert "» privacy ◑ competent 1/1" in text


@unproved
async def test_in_a_narrow_window_the_parts_take_turns(path: Path) -> None:
    async with previewed(path) as (app, pilot, screen):
        await press(pilot, "i")
        assert "Evidence (pieces/needed)" in read(app)
        assert "keep it to yourself" not in read(app)
        await press(pilot, "f")
        assert "What is wrong" in read(app)
        assert "Evidence" not in read(app)
        await press(pilot, "f")
        assert "keep it to yourself" in read(app)
        assert screen.query_one(Openings).has_focus
        await press(pilot, "i", "escape")
        assert screen.query_one(Openings).has_focus


# The form and the end


@unproved
async def test_a_form_is_filled_in_and_survives_a_save(path: Path) -> None:
    async with previewed(path, way=(ChoiceStep("limits"), ChoiceStep("hear"))) as (app, pilot, screen):
        await press(pilot, "1", "space", "tab", "space", "tab", *"She told me it")
        assert isinstance(on_top(app), FormScreen)
        save(path, "Which of these belong in the note?", "Which of these belong?")
        screen.follower.read_again()
        await until_read(pilot)
        assert isinstance(on_top(app), FormScreen)
        assert "Which of these belong?" in read(app)
        assert app.screen.query_one(SafeText).text == "She told me it"
        app.screen.query_one(SafeText).text = "She told me it all at once."
        await press(pilot, "ctrl+s")
        assert on_top(app) is screen
        assert screen.bench.state.closed is not None


@unproved
async def test_a_form_can_be_handed_in_at_once_and_the_way_copied(path: Path) -> None:
    async with previewed(path, way=(ChoiceStep("limits"), ChoiceStep("hear"))) as (app, pilot, _):
        await press(pilot, "2")
        assert "Mr Bell has it" in read(app)
        await press(pilot, "1")
        assert isinstance(on_top(app), BlockDialog)
        assert app.clipboard == app.screen.query_one(SafeText).text
        assert app.clipboard == (
            "expect:\n  to-handed-over:\n    choose: [limits, hear, {lines: [said, coat], who: bell}]\n"
            "    ending: handed-over\n    outcome: competent\n"
        )
        saved(path.parent, TEXT + app.clipboard)
        await press(pilot, "escape")
        await read_again(pilot)
        assert "error" not in read(app)


# Finding what is wrong


@unproved
async def test_enter_on_a_finding_shows_it_and_enter_again_jumps_to_its_scene(path: Path) -> None:
    save(path, "says: Forget it.", "says: Forget it. # or so")
    async with previewed(path) as (app, pilot, screen):
        await press(pilot, "f", "enter")
        text = words(read(app))
        assert "! Warning" in text
        assert "is left out" in text
        assert "lost-text" in text
        await press(pilot, "enter")
        assert screen.bench.rehearsal.way == (JumpStep("nowhere"),)


@unproved
async def test_a_finding_is_explained_and_its_place_copied(path: Path) -> None:
    save(path, "says: Forget it.", "says: Forget it. # or so")
    async with previewed(path) as (app, pilot, screen):
        await press(pilot, "f", "enter", "2")
        assert "lost-text" in read(app).splitlines()[0]
        await press(pilot, "escape", "enter", "3")
        assert on_top(app) is screen
        assert app.clipboard.endswith("the-blue-notebook.yaml:119:22")


async def test_the_proofs_come_by_themselves_and_never_for_an_older_text(path: Path) -> None:
    save(path, "says: Forget it.", "says: Forget it. # or so")
    async with previewed(path) as (app, pilot, screen):
        assert "checking…" in read(app)
        save(path, "says: Forget it. # or so", "says: Forget it.")
        await read_again(pilot)
        assert "checking…" in read(app)
        for _ in range(600):
            if screen.bench.proofs is not None:
                break
            await asyncio.sleep(0.1)
        await pilot.pause()
        assert "lost-text" not in {finding.rule for finding in screen.bench.findings}
        assert "checking…" not in read(app)


@unproved
async def test_a_saved_file_is_noticed_also_where_another_takes_its_place(path: Path) -> None:
    async with previewed(path, watch=True) as (app, pilot, screen):
        await pilot.pause(0.3)
        for number, how in enumerate(("write", "rename", "vanish", "return")):
            new = TEXT.replace("It is ten past one.", f"It is {number} past one.")
            if how == "write":
                saved(path.parent, new)
            elif how == "vanish":
                vanish(path)
            else:
                put_in_place(path, new)
            expected = "There is no such file." if how == "vanish" else f"It is {number} past one."
            for _ in range(100):
                await asyncio.sleep(0.1)
                await pilot.pause()
                if expected in words(read(app)):
                    break
            assert expected in words(read(app)), how
        assert on_top(app) is screen


# What must never happen


@pytest.fixture(params=["folder", "huge", "binary", "deep", "rubric", "empty", "unreadable"])
def spoil(request: pytest.FixtureRequest, path: Path) -> Iterator[Path]:
    match request.param:
        case "folder":
            path.unlink()
            path.mkdir()
        case "huge":
            path.write_bytes(b"a: b\n" * 300_000)
        case "binary":
            path.write_bytes(bytes(range(256)) * 50)
        case "deep":
            path.write_text("[" * 40_000, encoding="utf-8")
        case "rubric":
            path.write_text((Path(__file__).parent / "library/rubrics/little-code.yaml").read_text())
        case "empty":
            path.write_text("")
        case "unreadable":
            path.unlink()
            path.symlink_to(path)
    yield path
    if path.is_dir():
        path.rmdir()


@unproved
async def test_whatever_the_file_becomes_it_is_told_in_a_sentence(spoil: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    async with previewed(saved(other)) as (app, pilot, screen):
        screen.bench.path = spoil
        await read_again(pilot)
        assert screen.bench.stale
        assert "What you saved last cannot be played." in read(app)
        await press(pilot, "1", "f", "enter", "escape", "escape")
        assert on_top(app) is screen
    async with previewed(spoil) as (app, pilot, screen):
        assert "What is wrong" in read(app)
        await press(pilot, "enter", "escape", "escape")
        assert "cannot be played yet" in words(read(app))


@unproved
async def test_keys_in_any_order_do_no_harm(path: Path) -> None:
    async with previewed(path) as (app, pilot, screen):
        keys = ["1", "i", "f", "u", "u", "z", "r", "z", "z", "x", "escape", "g", "escape", "v", "escape", "pageup"]
        keys += ["o", "escape", "c", "escape", "b", "escape", "question_mark", "escape", "s", "escape", "tab", "tab"]
        keys += ["enter", "escape", "3", "1", "2", "1", "2", "ctrl+t", "f5", "9", "x", "escape", "ctrl+p", "escape"]
        await press(pilot, *keys)
        assert on_top(app) is screen
        assert screen.query_one(Conversation).blocks


@unproved
async def test_the_help_and_the_palette_know_every_command(path: Path) -> None:
    async with previewed(path, (100, 60)) as (app, pilot, _):
        await press(pilot, "1", "question_mark")
        text = read(app)
        for told in ("Jump to any scene", "Set a variable", "What is wrong", "Copy this way", "Read the file again"):
            assert told in text
        await press(pilot, "escape", "ctrl+p")
        listed = [block.text.plain for block in app.screen.query_one("#found", Page).blocks]
        for command in ("go to: a scene", "set: a variable", "copy: this way", "read again: the file", "show: the out"):
            assert any(each.startswith(command) for each in listed)


@unproved
async def test_nothing_is_kept_as_an_attempt(path: Path, tmp_path: Path) -> None:
    async with previewed(path) as (app, pilot, _):
        await press(pilot, "1", "1", "2", "s", "escape")
        assert app.screen
    assert not (tmp_path / "guard.db").exists()


@unproved
async def test_a_fault_of_the_program_is_a_sentence_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def falls(*_: object) -> None:
        raise RecursionError("inside")

    async with previewed(path, LARGE) as (app, pilot, screen):
        await press(pilot, "1")
        monkeypatch.setattr("simulator.authoring.reading.read_file", falls)
        await read_again(pilot)
        assert "could not be taken in: a fault of the simulator (RecursionError)" in words(read(app))
        assert len(screen.bench.rehearsal.way) == 1


@unproved
async def test_nothing_is_chosen_while_the_choices_cannot_be_seen(path: Path) -> None:
    async with previewed(path) as (_, pilot, screen):
        await press(pilot, "f", "1", "2", "i", "1")
        assert screen.bench.rehearsal.way == ()
        await press(pilot, "escape", "1")
        assert len(screen.bench.rehearsal.way) == 1


@unproved
async def test_what_is_read_back_stays_in_view_over_a_save(path: Path) -> None:
    async with previewed(path, way=(ChoiceStep("wait"), ChoiceStep("limits-now"), ChoiceStep("hear"))) as (
        app,
        pilot,
        screen,
    ):
        await press(pilot, "pageup", "pageup")
        assert "It is ten past one." in read(app)
        save(path, "The bell goes.", "The bell rings twice.")
        await read_again(pilot)
        assert "It is ten past one." in read(app)
        assert screen.query_one(Conversation).max_scroll_y > 0
