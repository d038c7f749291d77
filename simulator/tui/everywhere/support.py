"""Support: real help, on every screen, offline, losing nothing."""

from typing import TYPE_CHECKING

from simulator.report.views.anytime import support_page
from simulator.tui.shared.page_blocks import page_blocks
from simulator.tui.shared.reading import ReadingScreen

if TYPE_CHECKING:
    from simulator.tui.shared.services import Services


class SupportScreen(ReadingScreen):
    """Where to find help."""

    def __init__(self, services: "Services") -> None:
        blocks = page_blocks(support_page(services.library))
        super().__init__(services, "Support", blocks, "nothing is lost; Esc goes back")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One is here already."""
        del parameters
        return action != "support"
