"""The outline of a scenario: every scene in reading order, and Enter follows where a choice leads."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from simulator.analysis.structure import structure
from simulator.report.views.scene_details import detail_section
from simulator.report.words.signs import counted
from simulator.tui.author.outline_blocks import fitting, outline_blocks, target_of
from simulator.tui.shared.master_detail import MasterDetailScreen
from simulator.tui.shared.page_blocks import section_blocks
from simulator.tui.shared.refs import kind, parts, ref
from simulator.tui.widgets.page import Block, Page
from simulator.tui.widgets.prose import join, line
from simulator.tui.widgets.typing import SafeInput

if TYPE_CHECKING:
    from textual.widgets import Input

    from simulator.engine.rubric import Rubric
    from simulator.engine.scenario import Scenario
    from simulator.tui.shared.services import Services

MANY: Final = 150
"""Scenes above which the outline begins folded."""


class OutlineScreen(MasterDetailScreen[str]):
    """Dismissed with the id of a scene to go to, or with nothing."""

    ABOUT = (
        "Move with ↑ ↓. Enter on a choice follows it to its scene, Backspace comes back; Enter on a scene folds it. "
        "Type / and a word, such as unsafe or the name of a duty, to see only the scenes where it stands."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "follow", "Follow", key_display="Enter", tooltip="Follow a choice; fold a scene", id="follow"),
        Binding("g", "take", "Go here", tooltip="Go to the scene under the cursor", id="take"),
        Binding("backspace", "retrace", "Come back", key_display="⌫", tooltip="Back to the choice", id="retrace"),
        Binding("slash", "find", "Find", key_display="/", tooltip="Show only scenes with a word", id="find"),
        Binding("d", "details", "Details", tooltip="All that is written about this line", id="details"),
        Binding("left", "fold(1)", "Fold", show=False, tooltip="Fold this scene", id="fold"),
        Binding("right", "fold(0)", "Unfold", show=False, tooltip="Unfold this scene", id="unfold"),
        Binding("f", "fold_all", "Fold all", tooltip="Fold every scene, or unfold them", id="fold-all"),
    ]

    whole = False

    def __init__(
        self, services: "Services", scenario: "Scenario", rubric: "Rubric", *, at: str = "", taking: bool = False
    ) -> None:
        super().__init__(services)
        self._scenario = scenario
        self._rubric = rubric
        self._structure = structure(scenario, rubric)
        self._taking = taking
        self.first = ref("scene", at) if at in self._structure.places else ""
        self._wanted = ""
        self._shown = list(self._structure.order)
        self._folded = set(self._shown) if len(self._shown) > MANY else set[str]()
        self._trail: list[str] = []

    # What it shows

    def place(self) -> Content:
        """Of what."""
        return join(Content.styled("Outline", "bold"), " · ", line(self._structure.title or self._structure.id))

    def state_of(self) -> Content:
        """How much of it is shown."""
        every = counted(len(self._structure.order), "scene")
        return Content(f"{len(self._shown)} of {every}" if self._wanted else every)

    def list_blocks(self) -> Iterable[Block]:
        """The outline."""
        yield from outline_blocks(self._structure, self._shown, self._folded)
        if not self._shown:
            yield Block(Content("Nothing fits that. Esc shows everything again."), "quiet")

    def detail_blocks(self, ref: str) -> Iterable[Block]:
        """What is written about the line under the cursor."""
        section = detail_section(self._scenario, self._rubric, self._structure, parts(ref))
        return () if section is None else section_blocks(section)

    # Moving

    @property
    def _here(self) -> str:
        """The scene under the cursor; empty where there is none."""
        _, *ids = parts(self.selected)
        return ids[0] if ids else ""

    @on(Page.Picked, "#master")
    def asked(self, message: Page.Picked) -> None:
        """Follow a choice; fold or unfold a scene."""
        message.prevent_default()  # picking a line reads it elsewhere
        target = target_of(self._structure, message.ref)
        if target is not None:
            self._trail.append(message.ref)
            self._come_to(ref("scene", target))
        elif kind(message.ref) == "scene":
            self._fold(self._here, fold=self._here not in self._folded)
        else:
            self.say("This line leads to no one scene.")

    def _come_to(self, line: str) -> None:
        """Bring the cursor to a line, whatever hides it."""
        self.hush()
        what, scene, *_ = parts(line)
        hidden = scene not in self._shown or scene in self._folded
        if scene not in self._shown:
            self._forget_filter()
        self._folded.discard(scene)
        if hidden:
            self.renew(line, keep_place=True)
        else:
            self.master.select(line)
            self.tell()
            self.renew_keys()
        if what == "scene":
            self.call_after_refresh(self._to_top, line)

    def _to_top(self, line: str) -> None:
        """Show a scene with all that follows in it."""
        tops = [number for number, block in enumerate(self.master.blocks) if block.ref == line]
        if tops:
            self.master.scroll_to_block(tops[0])

    def action_follow(self) -> None:
        """Follow the line under the cursor."""
        self.master.action_pick()

    def action_retrace(self) -> None:
        """Come back to the choice that was followed last."""
        if self._trail:
            self._come_to(self._trail.pop())

    def action_take(self) -> None:
        """Answer with the scene under the cursor."""
        if self._here:
            self.dismiss(self._here)

    # Folding

    def _fold(self, scene: str, *, fold: bool) -> None:
        if fold:
            self._folded.add(scene)
        else:
            self._folded.discard(scene)
        self.renew(ref("scene", scene) if fold else self.selected, keep_place=True)

    def action_fold(self, fold: int) -> None:
        """Fold the scene under the cursor, or unfold it."""
        if self._here and bool(fold) != (self._here in self._folded):
            self._fold(self._here, fold=bool(fold))

    def action_fold_all(self) -> None:
        """Fold every scene; unfold them if all are folded."""
        here = self._here
        self._folded = set() if len(self._folded) == len(self._structure.order) else set(self._structure.order)
        self.renew(ref("scene", here), keep_place=True)

    # Finding

    async def action_find(self) -> None:
        """Ask what to look for."""
        if not self.query(SafeInput):
            field = SafeInput(placeholder="Find a scene, a choice, a level, a duty…", id="find")
            await self.mount(field, before=".columns")
        self.query_one(SafeInput).focus()

    def on_input_changed(self, message: "Input.Changed") -> None:
        """Show what fits."""
        message.stop()
        self._wanted = message.value.strip()
        self._shown = fitting(self._scenario, self._structure, self._wanted)
        if len(self._shown) > MANY:
            self._folded.update(self._shown)
        self.renew(self.selected, keep_place=True)

    def on_input_submitted(self) -> None:
        """Go to what was found."""
        self.master.focus()

    def _forget_filter(self) -> None:
        self.query(SafeInput).remove()
        self._wanted = ""
        self._shown = list(self._structure.order)
        self.master.focus()

    # Details, and the way out

    def action_details(self) -> None:
        """Show all that is written about the line under the cursor, where there is no room for both."""
        self.read(not self.has_class("-reading"))

    def action_back(self) -> None:
        """From the details to the outline, from what was found to everything, and then to where one was."""
        if self.query(SafeInput) and not self.has_class("-reading"):
            here = self.selected
            self._forget_filter()
            self.renew(here, keep_place=True)
        else:
            super().action_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now."""
        del parameters
        if action == "take":
            return self._taking
        if action == "retrace":
            return bool(self._trail)
        return not (self.has_class("-reading") and action in ("follow", "fold", "fold_all", "find"))
