"""Two markings side by side, once both have signed: where they differ, and what was agreed."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from simulator.report.page import Facts, Section
from simulator.report.views import decisions
from simulator.review.people import Part
from simulator.review.result import differences
from simulator.tui.assessor.assure import agree_form
from simulator.tui.assessor.pages.decisions import difference_blocks, row_blocks
from simulator.tui.assessor.pages.left import to_agree
from simulator.tui.assessor.pages.words import DONE_GLYPH, INDICATIVE
from simulator.tui.shared.base import SimulatorScreen, columns
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.shared.refs import parts
from simulator.tui.widgets.page import Block, Page, heading
from simulator.tui.widgets.prose import join, line

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.review_services import ReviewServices


class CompareScreen(SimulatorScreen[None]):
    """What is to be agreed, and both markings beside it where there is room."""

    STATE = INDICATIVE
    ABOUT = "Move with ↑ ↓. Enter on a difference agrees on a level or a verdict, with a reason."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back", key_display="Esc", tooltip="Back to the review", id="back"),
        Binding("enter", "agree", "Agree", key_display="Enter", tooltip="Agree on this one", id="agree"),
    ]

    services: "ReviewServices"

    def __init__(self, services: "ReviewServices", reviewing: "ReviewSession") -> None:
        super().__init__(services)
        self.reviewing = reviewing

    def place(self) -> Content:
        """Of what."""
        return join(Content.styled("Comparison", "bold"), " · ", line(self.reviewing.scenario.about.title))

    def body(self) -> Iterable[Widget]:
        """The differences, and the two markings."""
        yield columns(Page(id="differ"), Page(id="first"), Page(id="second"))

    def on_mount(self) -> None:
        """Ready to read."""
        self._show()
        self.query_one("#differ", Page).focus()
        self.renew_keys()

    def on_screen_resume(self) -> None:
        """Something may have been agreed."""
        with self.saying_refusals():
            self.reviewing.refresh()
            self._show()

    def _show(self) -> None:
        page = self.query_one("#differ", Page)
        page.show(self._blocks(), select=page.selected, keep_place=True)
        for part, name in ((Part.FIRST, "#first"), (Part.SECOND, "#second")):
            self.query_one(name, Page).show(page_blocks(self._side(part)))

    def _blocks(self) -> Iterator[Block]:
        left = to_agree(self.reviewing)
        yield from difference_blocks(self.reviewing, self.services)
        if not left:
            yield Block(Content(f"{DONE_GLYPH} The two markers differ nowhere, or have agreed."), gap=1)
        review, terms = self.reviewing.review, self.services.glossary(self.reviewing)
        agreed = [key for key in differences(review) if key not in left]
        if agreed:
            yield heading("Agreed")
            yield from row_blocks(decisions.differences(review, agreed, terms, "difference"))

    def _side(self, part: Part) -> Iterator[Section]:
        """All that one marker decided."""
        marking, terms = self.reviewing.review.markings[part], self.services.glossary(self.reviewing)
        rows = (
            *((terms.question(field), entry) for (_, field), entry in marking.answers.items()),
            *(
                (terms.clause(id_), marking.clauses[id_])
                for id_ in self.reviewing.rubric.clauses
                if id_ in marking.clauses
            ),
            *((criterion, entry) for (_, criterion), entry in marking.criteria.items()),
        )
        facts = Facts(tuple((name, (decisions.decided(entry)[0],)) for name, entry in rows))
        yield Section(str(part), f"{str(part).capitalize()}, {marking.code}", (facts,))

    @on(Page.Picked, "#differ")
    def asked(self, message: Page.Picked) -> None:
        """Agree on one."""
        message.stop()
        self.hush()
        _, clause, qualification, criterion = parts(message.ref)
        with self.saying_refusals():
            self.app.push_screen(agree_form(self.services, self.reviewing, clause, (qualification, criterion)))

    def action_agree(self) -> None:
        """Agree on the one under the cursor."""
        self.query_one("#differ", Page).action_pick()
