"""One finding: the whole of what is told of it, and what one can do about it here."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from simulator.authoring.reading import scene_at
from simulator.report.words.witness import steps
from simulator.tui.author.findings import SIGNS
from simulator.tui.shared.base import Dialog
from simulator.tui.shared.reading import ReadingScreen
from simulator.tui.widgets.choices import NUMBERS, Choices, Offer
from simulator.tui.widgets.conversation import Aside
from simulator.tui.widgets.page import MEASURE, Block
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.authoring.workbench import Workbench
    from simulator.diagnostics import Diagnostic
    from simulator.tui.shared.services import Services

JUMP: Final = "jump"
REPLAY: Final = "replay"
COPY: Final = "copy"
EXPLAIN: Final = "explain"
BACK: Final = "back"


class FindingDialog(Dialog[str]):
    """Dismissed with what is wanted: to jump to the finding's scene, to replay its witness, and so on."""

    BINDINGS: ClassVar[list[BindingType]] = NUMBERS

    def __init__(self, services: "Services", bench: "Workbench", finding: "Diagnostic") -> None:
        super().__init__(services)
        self._finding = finding
        self._playable = bench.playable is not None
        found = scene_at(bench.reading.source_map, finding.line, finding.column)
        self.scene = found if self._playable and found in bench.scenario.scenes else None
        """The scene in which it lies, where one can jump there."""

    def body(self) -> Iterable[Widget]:
        """What was found, where, and what to do about it."""
        yield Aside(self._told(), id="text")

    def _told(self) -> Iterator[Block]:
        finding = self._finding
        yield Block(Content(f"{SIGNS[finding.severity]} {finding.severity.value.capitalize()}"), "title")
        yield Block(prose(finding.message), gap=1)
        if finding.hint:
            yield Block(join(Content.styled("Try: ", "bold"), prose(finding.hint)), gap=1)
        if finding.witness:
            yield Block(join(Content.styled("It shows on this way: ", "bold"), prose(steps(finding.witness))), gap=1)
        place = f"{finding.file}:{finding.line}:{finding.column}"
        yield Block(join(line(place), f"   {finding.rule}"), "quiet", gap=1)

    def foot(self) -> Iterable[Widget]:
        """What one can do."""
        yield Choices(self._offers(), id="choices")

    def _offers(self) -> Iterator[Offer]:
        if self.scene is not None:
            yield Offer(JUMP, join("Jump to the scene ", line(f"`{self.scene}`")))
        if self._finding.witness and self._playable:
            count = len(self._finding.witness)
            yield Offer(REPLAY, Content(f"Replay the way that shows it ({count} {'step' if count == 1 else 'steps'})"))
        yield Offer(EXPLAIN, Content("What this means, with an example each way"))
        yield Offer(COPY, Content("Copy its place, for your editor"))
        yield Offer(BACK, Content("Back"))

    def on_mount(self) -> None:
        """Ready to answer."""
        self.query_one(Choices).focus()

    @on(Choices.ChoiceMade)
    def answered(self, message: Choices.ChoiceMade) -> None:
        """Give the answer."""
        message.stop()
        self.dismiss(None if message.choice == BACK else message.choice)


def rule_page(services: "Services", rule: str, width: int) -> ReadingScreen | None:
    """The page of a rule to read; None where there is none."""
    from simulator.report.views.rule_page import plain_lines, read_page  # noqa: PLC0415

    try:
        lines = list(plain_lines(read_page(rule), min(width - 4, MEASURE)))
    except (OSError, ValueError):
        return None
    return ReadingScreen(services, rule, [Block(prose(text)) for text in lines], "what a rule means")
