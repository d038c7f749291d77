"""The brief: who is met and where, whether it counts, and the way out; then the start."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from simulator.engine.events import Mode
from simulator.report.views.anytime import notes_section, person_sections
from simulator.report.words.draft import draft_words
from simulator.report.words.modes import MODE_LONG, MODE_NAMES
from simulator.tui.shared.base import SimulatorScreen
from simulator.tui.shared.choose_learner import COUNTS, ask_who, name_them, only_theirs, several
from simulator.tui.shared.confirm import confirm
from simulator.tui.shared.intents import LookBack, PlayOn, ReadBrief, ReadCommonCode, SayWho
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.shared.scenario_attempts import NONE, ScenarioAttempts, closed_words
from simulator.tui.widgets.choices import NUMBERS, Choices, Offer
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block, heading
from simulator.tui.widgets.prose import join, line, prose
from simulator.tui.widgets.words import decisions, kinds, stage

if TYPE_CHECKING:
    from simulator.documents.yaml.loaded import Loaded
    from simulator.engine.scenario import Scenario
    from simulator.library import LibraryEntry
    from simulator.store import AttemptSummary
    from simulator.tui.shared.services import Services


class BriefScreen(SimulatorScreen[None]):
    """What is told before the start."""

    ABOUT = "Choose how to play with a number key, with ↑ ↓ and Enter, or with the mouse. Page Up and Page Down scroll."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Library", key_display="Esc", tooltip="Back to the library", id="back"),
        Binding("c", "code", "Code", tooltip="Read the code of conduct", id="code"),
        Binding("pageup", "read(-1)", "Read back", show=False, id="read.back"),
        Binding("pagedown", "read(1)", "Read on", show=False, id="read.on"),
        *NUMBERS,
    ]

    def __init__(self, services: "Services", entry: "LibraryEntry", attempts: ScenarioAttempts = NONE) -> None:
        super().__init__(services)
        self.entry = entry
        self.attempts = attempts
        self._card = services.library.card(entry)
        self._loaded: Loaded[Scenario] | None = None

    @property
    def scenario(self) -> "Scenario | None":
        """The scenario, read when it is first needed; None where it has faults."""
        if self._loaded is None:
            self._loaded = self.services.library.scenario(self.entry.path)
        return self._loaded.value

    def place(self) -> Content:
        """The title."""
        return line(self._card.title, "bold")

    def state_of(self) -> Content:
        """Stage, level and length."""
        card = self._card
        parts = [f"level {card.level}"] if card.level else []
        parts += [f"about {card.minutes} minutes"] if card.minutes else []
        return line(" · ".join(parts))

    def body(self) -> Iterable[Widget]:
        """The brief above, the ways to play below."""
        yield Container(Aside(self._blocks(), id="text"), Choices(self._offers(), id="choices"), id="brief")

    def on_mount(self) -> None:
        """Ready to choose."""
        self.query_one(Choices).focus()

    def _blocks(self) -> Iterator[Block]:
        scenario = self.scenario
        if scenario is None:
            yield from self._faults()
            return
        about = scenario.about
        yield Block(prose(about.summary), "strong")
        yield Block(line(" · ".join((stage(about.stage), kinds(about.kinds)))), "quiet")
        yield from page_blocks((notes_section(about.notes, about.min_age), *person_sections(scenario)))
        yield heading("The way out")
        yield Block(
            Content(
                "You can stop at any moment: Esc leaves and keeps your place, s shows where to find support. Nobody "
                "minds, and no clock runs."
            )
        )
        if about.review != "reviewed":
            yield heading("Draft")
            yield Block(prose(draft_words(about)))
        else:
            yield Block(
                join("Reviewed by ", line(about.reviewed_by), " on ", line(about.reviewed_on), "."), "quiet", gap=1
            )

    def _faults(self) -> Iterator[Block]:
        yield Block(Content("This scenario cannot be played yet: its file has mistakes in it."), "strong")
        yield Block(Content("Whoever wrote it can see them all with:"), gap=1)
        yield Block(prose(f"simulator check {self.entry.path}"), "strong", indent=2)
        for found in (self._loaded.diagnostics if self._loaded else ())[:5]:
            yield Block(prose(found.message), lead=Content("· "))

    def _offers(self) -> Iterator[Offer]:
        shared = False
        with self.saying_refusals():
            shared = any(each.learner for each in (*self.attempts.open, *self.attempts.closed)) and several(self)

        def of(summary: "AttemptSummary") -> Content:
            return join(" as ", line(summary.learner)) if shared and summary.learner else Content("")

        for summary in self.attempts.open:
            text = f"{MODE_NAMES[summary.mode].lower()}, {decisions(summary.decisions)}"
            yield Offer(f"⟨open {summary.id}⟩", join(Content.styled("Carry on", "bold"), of(summary), f": {text}"))
        scenario = self.scenario
        if scenario is None:
            return
        before = self._assessed(self.attempts.closed)
        for mode in Mode:
            again = mode is Mode.ASSESSMENT and bool(before)
            name = f"{MODE_NAMES[mode]}, another attempt" if again else MODE_NAMES[mode]
            told = f"{before} Another one counts beside it." if again else MODE_LONG[mode]
            yield Offer(f"⟨{mode}⟩", join(Content.styled(name, "bold"), f"  {told}"))
        for summary in self.attempts.closed[:3]:
            yield Offer(
                f"⟨back {summary.id}⟩",
                join(Content.styled("Look back", "bold"), of(summary), f": {closed_words(summary)}"),
            )
        for other in scenario.about.alternates:
            entry = self.services.library.find(other)
            if entry is not None:
                title = self.services.library.card(entry).title
                yield Offer(f"⟨instead {other}⟩", join("I would rather have another like it: ", line(title)))

    # Doing

    @on(Choices.ChoiceMade)
    def choice_made(self, message: Choices.ChoiceMade) -> None:
        """Start, carry on, or go to another."""
        message.stop()
        self.hush()
        verb, _, what = message.choice.strip("⟨⟩").partition(" ")
        match verb:
            case "open":
                self._if_theirs(what, PlayOn(what))
            case "back":
                self._if_theirs(what, LookBack(what))
            case "instead":
                self.want(ReadBrief(what), instead=True)
            case "assessment":
                self._ask_name()
            case mode if self.services.learner and not self.services.shared:  # set, and perhaps mistyped there
                with self.saying_refusals():
                    name_them(self, self.services.learner, lambda code: self._begin(Mode(mode), code))
            case mode:
                self._begin(Mode(mode), self.services.learner)

    def _if_theirs(self, attempt_id: str, wanted: PlayOn | LookBack) -> None:
        summary = next(each for each in (*self.attempts.open, *self.attempts.closed) if each.id == attempt_id)
        with self.saying_refusals():
            only_theirs(self, summary, lambda: self.want(wanted, instead=True))

    def _ask_name(self) -> None:
        if self.services.shared:
            ask_who(self, lambda: self._assess(self.services.sitting))
            return

        def answered(name: str | None) -> None:
            if name:
                self._assess(name)

        self.want(SayWho(COUNTS, self.services.learner), answered)

    def _assess(self, learner: str) -> None:
        """Begin an assessment; where this learner was assessed in this before, only if another attempt is meant."""
        before = ""
        with self.saying_refusals():
            mine = self.services.store.attempts.of(learner)
            before = self._assessed(each for each in mine if each.scenario_id == self.entry.id)
        if not before:
            self._begin(Mode.ASSESSMENT, learner)
            return
        from simulator.sessions.assessed import ANOTHER  # noqa: PLC0415

        question, told = "You were assessed in this already", f"{before} {ANOTHER}"
        asked = (question, told, "Begin another attempt", "Leave it as it is")
        confirm(self, asked, lambda: self._begin(Mode.ASSESSMENT, learner))

    def _assessed(self, summaries: "Iterable[AttemptSummary]") -> str:
        """What came of the latest assessment among these attempts; empty where there was none."""
        assessments = [each for each in summaries if each.mode is Mode.ASSESSMENT]
        if not assessments:
            return ""
        from simulator.sessions.assessed import assessed_before  # noqa: PLC0415

        with self.saying_refusals():
            return assessed_before(self.services.store, assessments)
        return ""

    def _begin(self, mode: Mode, learner: str) -> None:
        if self.services.shared and not learner:
            ask_who(self, lambda: self._begin(mode, self.services.sitting))
            return
        from simulator.sessions.attempt import Attempt  # noqa: PLC0415

        scenario = self.scenario
        rubric = None if scenario is None else self.services.library.rubric(scenario.rubric)
        if self._loaded is None or rubric is None or rubric.value is None:
            self.say("The code of conduct that this scenario is played under cannot be read.")
            return
        with self.saying_refusals():
            # whose it is was asked before
            attempt = Attempt.begin(self.services.store, self._loaded, rubric, mode, learner=learner, new_person=True)
            self.want(PlayOn(attempt), instead=True)

    def action_read(self, pages: int) -> None:
        """Scroll the brief."""
        text = self.query_one("#text", Aside)
        text.scroll_relative(y=pages * max(text.size.height - 2, 1), animate=False)

    def action_code(self) -> None:
        """Read the code of conduct."""
        self.want(ReadCommonCode((self._card.rubric,)))
