"""Two markings side by side, once both have signed: where they differ, and what was agreed."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from simulator.report.words.moments import when
from simulator.review.people import Part
from simulator.review.result import differences
from simulator.review.state import Criterion
from simulator.tui.assessor.pages.decisions import decided_words, difference_blocks, sides
from simulator.tui.assessor.pages.history import told
from simulator.tui.assessor.pages.left import to_agree
from simulator.tui.assessor.pages.words import DONE_GLYPH, INDICATIVE, clause_name
from simulator.tui.shared.about import heading
from simulator.tui.shared.base import SimulatorScreen, columns
from simulator.tui.shared.refs import parts, ref
from simulator.tui.widgets.page import Block, Page
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.tui.assessor.desk import ReviewDesk


class CompareScreen(SimulatorScreen[None]):
    """What is to be agreed, and both markings beside it where there is room."""

    ABOUT = "Move with ↑ ↓. Enter on a difference agrees on a level or a verdict, with a reason."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back", key_display="Esc", tooltip="Back to the review", id="back"),
        Binding("enter", "agree", "Agree", key_display="Enter", tooltip="Agree on this one", id="agree"),
    ]

    services: "ReviewDesk"

    def __init__(self, desk: "ReviewDesk", reviewing: "ReviewSession") -> None:
        super().__init__(desk)
        self.reviewing = reviewing

    def place(self) -> Content:
        """Of what."""
        return join(Content.styled("Comparison", "bold"), " · ", line(self.reviewing.scenario.about.title))

    def state_of(self) -> Content:
        """That the machine decides nothing."""
        return Content(INDICATIVE)

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
            self.query_one(name, Page).show(self._side(part))

    def _blocks(self) -> Iterator[Block]:
        left = to_agree(self.reviewing)
        yield from difference_blocks(self.reviewing)
        if not left:
            yield Block(Content(f"{DONE_GLYPH} The two markers differ nowhere, or have agreed."), gap=1)
        agreed = [key for key in differences(self.reviewing.review) if key not in left]
        if agreed:
            yield heading("Agreed")
        for clause, qualification, criterion in agreed:
            yield from self._agreed(clause, (qualification, criterion))

    def _agreed(self, clause: str, criterion: Criterion) -> Iterator[Block]:
        review = self.reviewing.review
        entry = review.agreed_clauses.get(clause) if clause else review.agreed_criteria.get(criterion)
        if entry is None:
            return
        what, why = told(entry.event, self.reviewing.rubric)
        by = line(f"{entry.by.code}, {when(entry.at)}", ".page--quiet")
        reference = ref("difference", clause, *criterion)
        yield Block(join(line(f"{DONE_GLYPH} {what}", "bold"), "\n", prose(why), "\n", by), ref=reference, gap=1)
        yield from sides(review, clause, criterion)

    def _side(self, part: Part) -> Iterator[Block]:
        """All that one marker decided."""
        marking = self.reviewing.review.markings[part]
        yield heading(str(part).capitalize())
        yield Block(line(marking.code, "bold"))
        for number, entry in enumerate(marking.answers.values()):
            yield Block(line(f"Written answer {number + 1}: {decided_words(entry)[0]}"), gap=1)
        for clause in self.reviewing.rubric.clauses.values():
            settled = marking.clauses.get(clause.id)
            if settled is not None:
                yield Block(join(clause_name(clause), ": ", Content.styled(decided_words(settled)[0], "bold")), gap=1)
        for (_, criterion), decided in marking.criteria.items():
            yield Block(line(f"{criterion}: {decided_words(decided)[0]}"), gap=1)

    @on(Page.Asked, "#differ")
    def asked(self, message: Page.Asked) -> None:
        """Agree on one."""
        from simulator.tui.assessor.assure import agree_form  # noqa: PLC0415

        message.stop()
        self.hush()
        _, clause, qualification, criterion = parts(message.ref)
        with self.saying_refusals():
            self.app.push_screen(agree_form(self.services, self.reviewing, clause, (qualification, criterion)))

    def action_agree(self) -> None:
        """Agree on the one under the cursor."""
        self.query_one("#differ", Page).action_pick()

    def action_back(self) -> None:
        """Back to the review."""
        self.dismiss(None)
