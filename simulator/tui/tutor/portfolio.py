"""The portfolio of one learner: criteria with what bears on them, attempts, first try against last."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.cohort.portfolio import Portfolio
from simulator.cohort.words import learner_words
from simulator.tui.shared.master_detail import MasterDetailScreen
from simulator.tui.tutor.portfolio_blocks import criterion_blocks, portfolio_blocks
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services


class PortfolioScreen(MasterDetailScreen):
    """Criteria at the left, what bears on one at the right."""

    ABOUT = "Move with ↑ ↓; Enter reads what bears on a criterion. Levels are indicative: a person decides."

    def __init__(self, services: "Services", portfolio: Portfolio) -> None:
        super().__init__(services)
        self._portfolio = portfolio

    def place(self) -> Content:
        """Whose."""
        return join(Content.styled("Portfolio", "bold"), " · ", line(learner_words(self._portfolio.learner)))

    def state_of(self) -> Content:
        """What it is."""
        return Content("Simulated evidence")

    def listed(self) -> Iterable[Block]:
        """The criteria."""
        return portfolio_blocks(self._portfolio)

    def told(self, ref: str) -> Iterable[Block]:
        """One criterion."""
        _, award, place = ref.split()
        found = self._portfolio.awards[int(award)]
        return criterion_blocks(found, found.criteria[int(place)])
