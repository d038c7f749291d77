"""The portfolio of one learner: criteria with what bears on them, attempts, first try against last."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.cohort.portfolio import Portfolio
from simulator.cohort.portfolio_view import attempt_sections, award_section, portfolio_notes
from simulator.cohort.words import learner_words
from simulator.report.page import Section
from simulator.tui.shared.master_detail import MasterDetailScreen
from simulator.tui.shared.page_blocks import page_blocks, section_blocks, section_lines
from simulator.tui.shared.refs import parts
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services


class PortfolioScreen(MasterDetailScreen[None]):
    """Criteria at the left, what bears on one at the right."""

    ABOUT = "Move with ↑ ↓; Enter reads what bears on a criterion. Levels are indicative: a person decides."

    def __init__(self, services: "Services", portfolio: Portfolio) -> None:
        super().__init__(services)
        self._portfolio = portfolio
        self._awards = tuple(award_section(each, number) for number, each in enumerate(portfolio.awards))

    def place(self) -> Content:
        """Whose."""
        return join(Content.styled("Portfolio", "bold"), " · ", line(learner_words(self._portfolio.learner, {})))

    def state_of(self) -> Content:
        """What it is."""
        return Content("Simulated evidence")

    def list_blocks(self) -> Iterable[Block]:
        """The criteria of each award, the attempts, and what changed."""
        for award in self._awards:
            yield from page_blocks((replace(award, sections=()),))
            yield from section_lines(award.sections)
        yield from page_blocks((*attempt_sections(self._portfolio), Section("", "", portfolio_notes())))

    def detail_blocks(self, ref: str) -> Iterable[Block]:
        """One criterion."""
        _, award, place = parts(ref)
        return section_blocks(self._awards[int(award)].sections[int(place)])
