"""The conversation of a scenario that is being written: what was said, what was made by hand, what can be done now."""

from collections.abc import Iterator
from typing import Final

from textual.containers import Vertical
from textual.content import Content

from simulator.authoring.playthrough import JumpStep, SetStep, Step, Way, named
from simulator.authoring.workbench import Workbench
from simulator.engine.events import Stuck
from simulator.engine.scenario import Choice, Form
from simulator.report.views.transcript import coaching, speech, turn_told
from simulator.tui.author.openings import Openings, Shut
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.widgets.choices import Offer
from simulator.tui.widgets.conversation import Conversation
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose

FORM: Final = "⟨form⟩"
QUICK: Final = "⟨quick⟩"
AGAIN: Final = "⟨again⟩"
BACK: Final = "⟨back⟩"
COPY: Final = "⟨copy⟩"
RESTART: Final = "⟨restart⟩"
"""What the screen itself offers; angle brackets keep them apart from a scenario's own ids."""

BY_HAND: Final = "✎"
"""Stands before what no learner did."""

NOTHING_YET: Final = (
    "This text cannot be played yet. What is wrong with it is told beside the conversation (f). As soon as you save "
    "one that can be played, it begins here."
)


def turns_told(bench: Workbench, first: int = 0) -> Iterator[Block]:
    """The turns from one on (the beginning is 0), and how it ended if it did."""
    rehearsal = bench.rehearsal
    for number in range(first, rehearsal.held + 1):
        turn = rehearsal.state.turns[number]
        step = rehearsal.way[number - 1] if number else None
        if isinstance(step, JumpStep | SetStep):
            yield _by_hand(step)
            yield from page_blocks((speech(bench.scenario, turn.lines),))
        else:
            yield from page_blocks(turn_told(bench.scenario, turn, coach=coaching(bench.rubric, turn)))
    if isinstance(bench.state.closed, Stuck):
        scene = bench.state.situation.scene
        text = f"It is stuck here: in `{scene}` nothing is open, and nothing follows. A learner cannot go on."
        yield Block(join("✕ ", prose(text)), "fault", gap=1)


def _by_hand(step: Step) -> Block:
    told = named(step)
    return Block(join(f"{BY_HAND} By hand: ", prose(told)), "quiet", gap=1)


def marks(bench: Workbench) -> tuple[Content, ...]:
    """What has to be known as long as it holds."""
    told: list[Content] = []
    if bench.stale:
        told.append(Content("✕ What you saved last cannot be played. This is the last text that could be."))
        told += [join(f"  {each.line}:{each.column}  ", line(each.message)) for each in bench.findings[:1]]
    if bench.playable is not None and bench.rehearsal.by_hand:
        made = bench.rehearsal.by_hand
        steps = ", ".join(named(step) for step in made[-2:])
        more = f", and {len(made) - 2} more before" if len(made) > 2 else ""
        told.append(join(f"{BY_HAND} Set by hand: ", line(steps), f"{more}. A learner may never come here like this."))
    return tuple(told)


def offers(bench: Workbench) -> Iterator[Offer | Shut]:
    """What can be done now, and what cannot with the reason."""
    state = bench.state
    if state.closed is not None:
        yield Offer(COPY, Content("Copy this way as a walkthrough of expect"))
        yield Offer(BACK, Content("Take the last step back"))
        yield Offer(RESTART, Content("Start again"))
        return
    fields = bench.form()
    content = bench.scenario.scenes[state.situation.scene].content
    if fields and isinstance(content, Form):
        yield Offer(FORM, join("Fill in: ", prose(content.title)))
        yield Offer(QUICK, Content("Hand it in at once: the right boxes, the first of each pick, nothing written"))
        return
    choices = bench.choices()
    for choice, why in choices:
        yield Shut(_words(choice), why) if why else Offer(choice.id, _words(choice))
    if all(why for _, why in choices):
        scene = state.situation.scene
        yield Offer(AGAIN, join("Enter ", line(f"`{scene}`"), " again, as a learner would who has these values"))


def _words(choice: Choice) -> Content:
    words = prose(f"“{choice.action.text}”") if choice.spoken else prose(choice.action.text, "italic")
    return join(words, "  ", line(choice.id, ".page--quiet"))


class TalkPane(Vertical):
    """The conversation, and what can be done now."""

    def __init__(self) -> None:
        super().__init__(Conversation(id="conversation"), Openings(id="choices"), classes="main", id="talk")
        self._shown: tuple[object, Way] = (None, ())

    def show_all(self, bench: Workbench) -> None:
        """Show the conversation from its beginning; who has read back in it stays where they are."""
        conversation = self.query_one(Conversation)
        read_back = conversation.read_back
        self._shown = (None, ())
        conversation.show(())
        self.show_new(bench)
        if read_back is not None:
            conversation.keep_at(read_back)

    def show_new(self, bench: Workbench) -> None:
        """Show what is new, and what can be done now."""
        if bench.playable is None:
            self.query_one(Conversation).add([Block(Content(NOTHING_YET), gap=1)])
        else:
            self.query_one(Conversation).add(turns_told(bench, self._first_new(bench)))
            self.query_one(Openings).open_and_shut(offers(bench))

    def _first_new(self, bench: Workbench) -> int:
        """The first turn that is not shown yet, where what is shown is the beginning of the way."""
        scenario, shown = self._shown
        rehearsal = bench.rehearsal
        self._shown = (rehearsal.scenario, rehearsal.taken)
        goes_on = scenario is rehearsal.scenario and rehearsal.taken[: len(shown)] == shown
        if goes_on and len(rehearsal.taken) > len(shown):
            return len(shown) + 1
        self.query_one(Conversation).show(())
        return 0

    def turn_pages(self, pages: int) -> None:
        """Scroll the conversation."""
        self.query_one(Conversation).read(pages)
