"""The portfolio of one learner: criteria with what bears on them, attempts, first try against last."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.content import Content

from simulator.cohort.portfolio import Portfolio, learners_in, portfolio_of
from simulator.cohort.words import learner_words
from simulator.tui.shared.base import BaseScreen
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


def open_portfolio(screen: BaseScreen[Any], learner: str) -> None:
    """Open the portfolio of the learner with this code."""
    with screen.saying_refusals():
        found = portfolio_of(screen.services.store, learner, screen.services.library.qualifications)
        screen.app.push_screen(PortfolioScreen(screen.services, found))


def ask_for_portfolio(screen: BaseScreen[Any]) -> None:
    """Open the portfolio of the one learner there is; ask for the code where there are several."""
    if screen.services.shared:
        from simulator.tui.shared.sitting import ask_who  # noqa: PLC0415

        ask_who(screen, lambda: open_portfolio(screen, screen.services.sitting))
        return
    with screen.saying_refusals():
        codes = learners_in(screen.services.store)
        if not codes:
            screen.say("There is nothing in a portfolio yet: play a conversation first.")
        elif len(codes) == 1:
            open_portfolio(screen, codes[0])
        else:
            from simulator.tui.tutor.choose_learner import WhoseDialog  # noqa: PLC0415

            screen.app.push_screen(WhoseDialog(screen.services, codes), lambda code: _opened(screen, code))


def _opened(screen: BaseScreen[Any], code: str | None) -> None:
    if code is not None:
        open_portfolio(screen, code)
