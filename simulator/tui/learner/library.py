"""The library: what there is to play, and how far one has got."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from simulator.documents.scenario.header import first_meeting
from simulator.tui.shared.base import SimulatorScreen, columns
from simulator.tui.shared.choose_learner import PORTFOLIO, ask_who, only_theirs
from simulator.tui.shared.intents import PlayOn, ReadBrief, ReadCommonCode, SayWho, SeePortfolio
from simulator.tui.shared.scenario_attempts import NONE, ScenarioAttempts, by_scenario, latest_open
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import Block, Page, heading
from simulator.tui.widgets.prose import join, line, prose
from simulator.tui.widgets.words import STAGES, decisions, kinds, stage

if TYPE_CHECKING:
    from textual.widgets import Input

    from simulator.documents.scenario.header import ScenarioHeader
    from simulator.tui.shared.services import Services


class LibraryScreen(SimulatorScreen[None]):
    """Every scenario by stage."""

    ABOUT = "Move with ↑ ↓, open with Enter or the mouse. Half circle: begun. Full circle: finished."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", show=True, key_display="Enter", tooltip="Read the brief", id="open"),
        Binding("r", "carry_on", "Carry on", tooltip="Carry on with what you began last", id="carry-on"),
        Binding("slash", "filter", "Find", key_display="/", tooltip="Find by title, person, kind or level", id="find"),
        Binding("c", "code", "Code", tooltip="Read the code of conduct", id="code"),
        Binding("p", "portfolio", "Portfolio", tooltip="Read what you have shown for each award", id="portfolio"),
        Binding("escape", "clear", "Show all", show=False, id="clear"),
        Binding("q", "app.leave", "Quit", tooltip="Close the simulator; everything is kept", id="quit"),
    ]

    may_meet = True

    def __init__(self, services: "Services") -> None:
        super().__init__(services)
        library = services.library
        self._cards = tuple(library.card(entry) for entry in library.scenarios)
        self._attempts: Mapping[str, ScenarioAttempts] = {}
        self._first = first_meeting(self._cards)
        self._wanted = ""
        self._was_wide: bool | None = None

    def place(self) -> Content:
        """The house's name."""
        return Content.styled("Peer mentoring simulator", "bold")

    def state_of(self) -> Content:
        """How many there are."""
        return Content(f"{len(self._cards)} scenarios")

    def body(self) -> Iterable[Widget]:
        """What to carry on with, the list, and the brief of the one under the cursor where there is room."""
        self._was_wide = self.wide
        yield Static(self._greeting(), id="greeting")
        yield columns(Page(self._rows(), id="list", classes="main", whole=True), Aside(id="aside"))

    def on_mount(self) -> None:
        """Ready to choose."""
        page = self.query_one("#list", Page)
        page.focus()
        if self._first is not None:
            page.select(self._first.id)
        self._show_aside()

    def look(self) -> None:
        """Read how far the learner has got, and show it."""
        with self.saying_refusals():
            self._attempts = by_scenario(self.services.attempts())
        self.query_one("#greeting", Static).update(self._greeting())
        self._show_rows()
        self.renew_keys()

    def on_screen_resume(self) -> None:
        """Look before every first picture, so that it is true: at the beginning, and after a visit elsewhere."""
        self.look()

    # Showing

    def _greeting(self) -> Content:
        last = latest_open(self._attempts)
        if last is None and not self._attempts and self._first is not None and self._first.mentee:
            return join("New here? Begin with ", line(self._first.mentee), ": ", line(self._first.title, "bold"))
        if last is None:
            return Content("Choose someone to meet. Nothing here counts unless you pick assessment.")
        begun = f", {last.mode}, {decisions(last.decisions)}"
        return join(Content.styled("r", "bold"), " carries on with ", line(last.title, "bold"), begun)

    def _rows(self) -> Iterator[Block]:
        order = {name: number for number, name in enumerate(STAGES)}
        found = [card for card in self._cards if self._matches(card)]
        found.sort(key=lambda card: (order.get(card.stage, len(order)), card.stage, card.level, card.title))
        before = None
        for card in found:
            if card.stage != before:
                yield heading(stage(card.stage), gap=0 if before is None else 1)
                before = card.stage
            yield self._row(card)
        if not found:
            text = "Nothing fits that. Esc shows everything again." if self._wanted else "There are no scenarios here."
            yield Block(Content(text), "quiet")

    def _row(self, card: "ScenarioHeader") -> Block:
        attempts = self._attempts.get(card.id, NONE)
        told = [card.mentee] if card.mentee else []
        told += [f"level {card.level}"] if card.level else []
        told += [f"{card.minutes} minutes"] if card.minutes else []
        told += [kinds(card.kinds)] if card.kinds else []
        text = join(
            line(card.title, "bold"),
            "  ",
            Content.styled(attempts.words, ".page--quiet"),
            "\n",
            line(" · ".join(told) if card.readable else "this file cannot be read", ".page--quiet"),
        )
        if card.notes and not self.wide:  # beside the list there is room for them
            text = join(text, "\n", line("Notes: " + "; ".join(card.notes), ".page--quiet"))
        return Block(text, lead=Content(f"{attempts.glyph} "), ref=card.id)

    def _matches(self, card: "ScenarioHeader") -> bool:
        parts = (card.title, card.summary, card.mentee, card.setting, stage(card.stage), f"level {card.level}")
        text = " ".join((*parts, *card.kinds, kinds(card.kinds), *card.notes)).casefold()
        return all(word in text for word in self._wanted.casefold().split())

    def _show_rows(self) -> None:
        page = self.query_one("#list", Page)
        page.show(self._rows(), select=page.selected, keep_place=True)
        self._show_aside()

    @on(Page.Moved, "#list")
    def _show_aside(self) -> None:
        """The brief of the one under the cursor."""
        chosen = self.query_one("#list", Page).selected
        card = next((card for card in self._cards if card.id == chosen), None)
        self.query_one("#aside", Aside).show(() if card is None else self._card_blocks(card))

    def _card_blocks(self, card: "ScenarioHeader") -> Iterator[Block]:
        yield Block(line(card.title), "title")
        yield Block(prose(card.summary))
        notes = f"{'; '.join(card.notes)}." if card.notes else "None."  # the first screen loads no page to show these
        for head, text in (("Where you are", card.brief), ("Who you are", card.you), ("Content notes", notes)):
            if text:
                yield heading(head)
                yield Block(prose(text))
        yield heading("How far you are")
        attempts = self._attempts.get(card.id, NONE)
        yield Block(Content(f"{attempts.glyph} {attempts.words}"))
        if card.review == "changed":
            yield Block(Content("Draft: it has been changed since it was reviewed."), "quiet", gap=1)
        elif card.review != "reviewed":
            yield Block(Content("Draft: nobody has reviewed this scenario yet."), "quiet", gap=1)

    def on_resize(self) -> None:
        """What a row says depends on the room."""
        if self._was_wide is not self.wide:
            self._was_wide = self.wide
            self._show_rows()

    # Doing

    @on(Page.Picked, "#list")
    def asked(self, message: Page.Picked) -> None:
        """Open the brief."""
        self.hush()
        self.action_meet(message.ref)

    def action_meet(self, scenario: str) -> None:
        """Open a scenario's brief."""
        self.want(ReadBrief(scenario, self._attempts.get(scenario, NONE)))

    def action_open(self) -> None:
        """Open the one under the cursor."""
        self.query_one("#list", Page).action_pick()

    def action_carry_on(self) -> None:
        """Carry on with the attempt that was touched last."""
        last = latest_open(self._attempts)
        if last is not None:
            with self.saying_refusals():
                only_theirs(self, last, lambda: self.want(PlayOn(last.id)))

    def action_code(self) -> None:
        """Read the code of conduct that most scenarios are played under."""
        self.want(ReadCommonCode(tuple(card.rubric for card in self._cards)))

    def action_portfolio(self) -> None:
        """Open the portfolio."""
        if self.services.shared:
            ask_who(self, lambda: self.want(SeePortfolio(self.services.sitting)))
            return
        from simulator.cohort.portfolio import learners_in  # noqa: PLC0415  (the list of scenarios does without)

        learners: tuple[str, ...] = ()
        with self.saying_refusals():
            learners = learners_in(self.services.store)
            if not learners:
                self.say("There is nothing in a portfolio yet: play a conversation first.")
        if len(learners) == 1:
            self.want(SeePortfolio(learners[0]))
        elif learners:
            self.want(SayWho(PORTFOLIO, among=learners), self._see_portfolio)

    def _see_portfolio(self, learner: str | None) -> None:
        if learner is not None:
            self.want(SeePortfolio(learner))

    def action_filter(self) -> None:
        """Ask what to look for."""
        from simulator.tui.widgets.typing import SafeInput  # noqa: PLC0415

        found = self.query(SafeInput)
        if not found:
            self.mount(SafeInput(placeholder="Find a title, a person, a kind…", id="find"), before="#greeting")
        self.query_one(SafeInput).focus() if found else self.call_after_refresh(self._focus_filter)

    def _focus_filter(self) -> None:
        self.query_one("#find").focus()

    def on_input_changed(self, message: "Input.Changed") -> None:
        """Show what fits."""
        self._wanted = message.value
        self._show_rows()
        wanted = self._wanted.casefold().strip()
        named = [card.id for card in self._cards if wanted in f"{card.title} {card.mentee}".casefold()]
        if wanted and named:
            self.query_one("#list", Page).select(named[0])

    def on_input_submitted(self) -> None:
        """Go to what was found."""
        self.query_one("#list", Page).focus()

    def action_clear(self) -> None:
        """Show everything again."""
        self.query("#find").remove()
        self._wanted = ""
        self._show_rows()
        self.query_one("#list", Page).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Carrying on needs something begun."""
        del parameters
        return action != "carry_on" or latest_open(self._attempts) is not None
