"""A class at a glance, scenario by scenario."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content

from simulator.cohort.class_view import (
    change_section,
    class_notes,
    clause_section,
    detail_section,
    hard_section,
    level_section,
    point_section,
)
from simulator.cohort.values import ClassScenario, Cohort
from simulator.cohort.words import small
from simulator.report.page import Section, Style, said
from simulator.report.words.signs import counted
from simulator.tui.shared.intents import SeePortfolio
from simulator.tui.shared.master_detail import MasterDetailScreen
from simulator.tui.shared.page_blocks import page_blocks, section_blocks, section_lines
from simulator.tui.shared.refs import parts
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services

VIEWS: Final = {
    "clauses": "1 Clauses",
    "learners": "2 Learners",
    "points": "3 To discuss",
    "hardest": "4 Hardest",
    "changes": "5 First, last",
}


class ClassScreen(MasterDetailScreen[None]):
    """Levels, points for discussion, hardest decisions, first against last."""

    ABOUT = (
        "1 to 5 change what is shown: clauses, learners, points for discussion, decisions, first against last. "
        "← and → go from scenario to scenario. Each letter is one learner; the words stand below."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "view('clauses')", "Clauses", show=False, tooltip="Show levels by clause", id="class.clauses"),
        Binding("2", "view('learners')", "Learners", show=False, tooltip="Show levels by learner", id="class.learners"),
        Binding("3", "view('points')", "Discuss", show=False, tooltip="Show points for discussion", id="class.points"),
        Binding(
            "4", "view('hardest')", "Hardest", show=False, tooltip="Show the hardest decisions", id="class.hardest"
        ),
        Binding(
            "5", "view('changes')", "First, last", show=False, tooltip="Show first against last", id="class.changes"
        ),
        Binding(
            "right", "turn(1)", "Next scenario", key_display="→", tooltip="Show the next scenario", id="class.next"
        ),
        Binding("left", "turn(-1)", "Before", show=False, tooltip="Show the scenario before", id="class.before"),
        Binding("p", "portfolio", "Portfolio", tooltip="Read this learner’s portfolio", id="class.portfolio"),
    ]

    def __init__(self, services: "Services", cohort: Cohort, names: Mapping[str, str]) -> None:
        super().__init__(services)
        self._cohort = cohort
        self._names = names
        self._number = 0
        self._view = "clauses"

    @property
    def _many(self) -> int:
        return len(self._cohort.scenarios)

    def place(self) -> Content:
        """Of which scenario."""
        if not self._many:
            return Content.styled("Class", "bold")
        return join(Content.styled("Class", "bold"), " · ", line(self._cohort.scenarios[self._number].title))

    def state_of(self) -> Content:
        """Which of how many, and how many learners."""
        if not self._many:
            return Content()
        learners = counted(len(self._cohort.scenarios[self._number].learners), "learner")
        return Content(f"{self._number + 1} of {self._many} · {learners}")

    def list_blocks(self) -> Iterable[Block]:
        """The view that is chosen, and what is not in it."""
        if not self._many:
            yield Block(Content("No attempt that has ended is among these."), "quiet")
            return
        scenario = self._cohort.scenarios[self._number]
        yield Block(self._views(), gap=0)
        yield from page_blocks(each for each in class_notes(self._cohort) if each.style is Style.BOXED)
        yield from self._shown(scenario)
        few = small(scenario)
        notes = [each for each in class_notes(self._cohort) if each.style is not Style.BOXED]
        about = [*([said(few)] if few else []), *notes]
        yield from page_blocks(replace(each, style=Style.QUIET, gap=not number) for number, each in enumerate(about))

    def _shown(self, scenario: ClassScenario) -> Iterator[Block]:
        """What was chosen of a scenario; points and decisions a line each."""
        section = self._section(scenario)
        yield from page_blocks((replace(section, sections=()),))
        yield from section_lines(section.sections)

    def _section(self, scenario: ClassScenario) -> Section:
        match self._view:
            case "clauses":
                return clause_section(scenario)
            case "learners":
                return level_section(scenario, self._names, outcomes=False)
            case "points":
                return point_section(scenario)
            case "hardest":
                return hard_section(scenario)
            case _:
                return change_section(scenario, self._names)

    def _views(self) -> Content:
        """What can be shown, each with its key; what is shown stands in brackets."""
        named = ((view, f"[{name}]" if view == self._view else f" {name} ") for view, name in VIEWS.items())
        return join(*(Content.styled(name, "bold" if view == self._view else ".page--quiet") for view, name in named))

    def detail_blocks(self, ref: str) -> Iterable[Block]:
        """What is told of a line."""
        section = detail_section(self._cohort.scenarios[self._number], self._names, parts(ref))
        return () if section is None else section_blocks(section)

    def action_view(self, view: str) -> None:
        """Show something else."""
        self._view = view
        self.renew()
        self.read(False)

    def action_turn(self, by: int) -> None:
        """Go to another scenario."""
        if self._many:
            self._number = (self._number + by) % self._many
            self.action_view(self._view)

    def action_portfolio(self) -> None:
        """Open the portfolio of the learner under the cursor."""
        match parts(self.selected):
            case ("learner", code):
                self.want(SeePortfolio(code))
            case _:
                self.say("Choose a learner first: 2 lists them.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Other scenarios are offered where there are some."""
        if action == "turn":
            return self._many > 1
        return super().check_action(action, parameters)
