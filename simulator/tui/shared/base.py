"""What every screen has: a title, a sentence when something needs saying, the keys, support, and a smallest size."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen, Screen, ScreenResultCallbackType
from textual.widget import Widget
from textual.widgets import Static

from simulator.tui.shared.intents import FindCommand, GetSupport, Intent, NotThere, SeeKeys
from simulator.tui.widgets.bars import Hint, KeyLine, Notice, TitleLine
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.page import Page
from simulator.tui.widgets.prose import prose

if TYPE_CHECKING:
    from simulator.tui.shared.drafts import ScreenDraft
    from simulator.tui.shared.services import Services

ResultT = TypeVar("ResultT")
AnswerT = TypeVar("AnswerT")

SMALLEST: Final = (40, 12)
"""Columns and lines below which a screen only asks for room."""

WIDE: Final = 120
"""Columns from which there are two columns."""

HORIZONTAL: Final = [(0, "-tiny"), (SMALLEST[0], "-narrow"), (WIDE, "-wide")]
HIGH: Final = 22
"""Lines from which a dialog has room between its parts."""

VERTICAL: Final = [(0, "-flat"), (SMALLEST[1], "-low"), (HIGH, "-high")]

FUNCTION_KEYS: Final = {"s": "F2", "?": "F1"}
"""What a key is called while letters are being typed."""

EVERYWHERE: Final[list[BindingType]] = [
    Binding("s,f2", "support", "Support", key_display="s", tooltip="Stop and get support", id="support"),
    Binding("question_mark,f1", "help", "Keys", key_display="?", tooltip="Every key of this screen", id="help"),
    Binding(
        "shift+up",
        "mark(-1)",
        "Select",
        show=False,
        key_display="Shift+↑",
        tooltip="Select text upwards; Ctrl+C copies",
        id="mark.up",
    ),
    Binding(
        "shift+down",
        "mark(1)",
        "Select on",
        show=False,
        key_display="Shift+↓",
        tooltip="Select text downwards",
        id="mark.down",
    ),
    Binding("ctrl+p", "palette", "Commands", show=False, tooltip="Find a command by its name", id="palette"),
]
LASTING: Final = frozenset({"support", "help", "back", "library"})


class Refusals:
    """Around something that may be refused or may not be kept: that is said, and nothing else happens."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        """Say what was refused or not kept; whatever else went wrong goes on."""
        if error is None:
            return False
        from simulator.engine.play import Refused  # noqa: PLC0415  (the first screen does without)
        from simulator.review.permissions import ReviewRefused  # noqa: PLC0415
        from simulator.store.errors import StoreError  # noqa: PLC0415

        if isinstance(error, Refused | ReviewRefused | StoreError | NotThere):
            self._say(str(error))
            return True
        return False


class Navigator(Protocol):
    """The application, as far as a screen knows it."""

    def open(self, intent: Intent[AnswerT], then: ScreenResultCallbackType[AnswerT] | None, *, instead: bool) -> None:
        """Show the screen for what a person wants."""


class BaseScreen(Screen[ResultT]):
    """What whole screens and dialogs share."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = HORIZONTAL
    VERTICAL_BREAKPOINTS = VERTICAL
    ABOUT: ClassVar[str] = ""
    """What one can do here, for the help."""
    DECISIVE: ClassVar[frozenset[str]] = frozenset()
    """Letters that write something down: pressed twice or held they do it once."""
    may_meet: ClassVar[bool] = False
    """Whether the palette offers to meet somebody else from here."""
    draft: "ScreenDraft | None" = None
    """What is typed here, where people type what is kept until it is handed in."""

    def __init__(self, services: "Services") -> None:
        super().__init__()
        self.services = services
        self.last_focus: Widget | None = None
        self._shown_at: Size | None = None

    def fit(self) -> None:
        """Know the room from the start, so that the first picture is the right one."""
        width, height = self.app.size
        for size, breakpoints in ((width, HORIZONTAL), (height, VERTICAL)):
            self.add_class([name for least, name in breakpoints if size >= least][-1])

    @property
    def wide(self) -> bool:
        """Whether there is room for two columns."""
        return self.app.size.width >= WIDE

    def saying_refusals(self) -> "Refusals":
        """Turn what cannot be done, or could not be kept, into one sentence on the screen."""
        return Refusals(self.say)

    def say(self, sentence: str) -> None:
        """Say a sentence until the next thing that is done."""
        for notice in self.query(Notice):
            notice.say(prose(sentence))

    def hush(self) -> None:
        """Take the sentence away."""
        for notice in self.query(Notice):
            notice.hush()

    def want(
        self,
        intent: Intent[AnswerT],
        then: ScreenResultCallbackType[AnswerT] | None = None,
        *,
        instead: bool = False,
    ) -> None:
        """Have what a person wants opened over this screen, or instead of it; or say why it cannot be.

        Args:
            intent: what is wanted.
            then: what is done with what its screen is dismissed with.
            instead: whether this screen is left for it.
        """
        with self.saying_refusals():
            cast("Navigator", self.app).open(intent, then, instead=instead)

    def leave(self) -> None:
        """Go back to where one was; from the screen at which the program began, close it."""
        if self.app.screen_stack[0] is self:
            self.app.exit(return_code=0)
        else:
            self.dismiss(None)

    # Keys

    def renew_keys(self) -> None:
        """Show the keys that work now."""
        for line in self.query(KeyLine):
            line.hints = tuple(self._hints())

    def all_bindings(self) -> list[Binding]:
        """Every key of this screen that does something now, in the order in which they are told."""
        bound = [binding for bindings in self._bindings.key_to_bindings.values() for binding in bindings]
        return [binding for binding in bound if binding.id and not self._shut(binding.action)]

    def _hints(self) -> Iterable[Hint]:
        typing = self.typing
        seen: set[str] = set()
        hints: list[Hint] = []
        for binding in self.all_bindings():
            if not binding.show or binding.action in seen:
                continue
            seen.add(binding.action)
            key = binding.key_display or self.app.get_key_display(binding)
            if typing:
                key = FUNCTION_KEYS.get(key, key)
                if len(key) == 1:
                    continue
            hints.append(Hint(key, binding.description, binding.action, binding.id in LASTING))
        return sorted(hints, key=lambda hint: hint.lasting)

    def _shut(self, action: str) -> bool:
        return "." not in action and not self.check_action(action.partition("(")[0], ())

    @property
    def typing(self) -> bool:
        """Whether letters are being typed into something."""
        return self.focused is not None and self.focused.check_consume_key("s", "s")

    @on(events.DescendantFocus)
    def _focus_came(self, event: events.DescendantFocus) -> None:
        self.last_focus = event.widget
        self.renew_keys()

    @on(events.DescendantBlur)
    def _focus_went(self) -> None:
        self.renew_keys()

    @on(events.Resize)
    def _focus_back(self, event: events.Resize) -> None:
        """What has the keyboard is in view at every new size, and gets it back when there is room to show it again."""
        if self._shown_at not in (None, event.size):  # at the first size what stands first is in view
            self.call_after_refresh(self._give_back)
        self._shown_at = event.size

    def _give_back(self) -> None:
        last = self.last_focus
        if last is None or not last.is_attached or not last.display:
            return
        if self.focused is None:
            self.set_focus(last, scroll_visible=False)
        if self.focused is last:
            last.scroll_visible(animate=False)

    async def _on_key_line_action_wanted(self, message: KeyLine.ActionWanted) -> None:
        message.stop()
        await self.run_action(message.action)

    # Everywhere

    def action_support(self) -> None:
        """Open the page of support; nothing is lost."""
        self.want(GetSupport())

    def action_help(self) -> None:
        """Show every key."""
        self.want(SeeKeys(self))

    def action_number(self, number: int) -> None:
        """Choose by number, where something is chosen here."""
        for choices in self.query(Choices):
            choices.choose_number(number)

    def action_mark(self, by: int) -> None:
        """Select a paragraph of what is read here, and then one more: that of the conversation, where there is one."""
        pages = [page for page in self.query(Page) if page.display and page.lines]
        read = [page for page in pages if not page.can_focus] if isinstance(self.focused, Choices) else []
        marked = [page for page in pages if page.text_selection is not None]
        focused = [page for page in pages if page is self.focused]
        for page in [*marked, *read, *focused, *pages][:1]:
            page.extend_selection(by)

    def action_palette(self) -> None:
        """Open the list of commands."""

        async def chosen(action: str | None) -> None:
            if action is not None:
                await self.run_action(action)

        self.want(FindCommand(self), chosen)


class SimulatorScreen(BaseScreen[ResultT]):
    """A whole screen."""

    BINDINGS: ClassVar[list[BindingType]] = EVERYWHERE
    STATE: ClassVar[str] = ""
    """What holds there, where it is always the same."""

    def place(self) -> Content:
        """Where one is."""
        return Content("Simulator")

    def state_of(self) -> Content:
        """What holds there."""
        return Content(self.STATE)

    def body(self) -> Iterable[Widget]:
        """What stands between the title and the keys."""
        return ()

    def compose(self) -> ComposeResult:
        """Title, body, notice and keys, or the one line that asks for room."""
        self.fit()
        yield TitleLine(self.place(), self.state_of())
        yield from self.body()
        notice = Notice()
        notice.display = False
        yield notice
        yield KeyLine()
        yield ask_for_room()

    def on_mount(self) -> None:
        """Show the keys."""
        self.renew_keys()

    def action_back(self) -> None:
        """Back to where one was, with nothing to tell."""
        self.dismiss(None)

    def renew_title(self) -> None:
        """Show the title as it is now."""
        self.query_one(TitleLine).show(self.place(), self.state_of())


class Dialog(BaseScreen[ResultT], ModalScreen[ResultT]):
    """A question over a screen; its answer is what it is dismissed with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Not now", key_display="Esc", id="back"),
        *EVERYWHERE,
    ]

    def __init__(self, services: "Services") -> None:
        super().__init__(services)
        self.add_class("-dialog")

    def body(self) -> Iterable[Widget]:
        """What the dialog tells; it gives way and scrolls where there is little room."""
        return ()

    def foot(self) -> Iterable[Widget]:
        """What is answered with; it is always in view."""
        return ()

    def compose(self) -> ComposeResult:
        """A box in the middle."""
        self.fit()
        notice = Notice()
        notice.display = False
        foot = Vertical(*self.foot(), notice, KeyLine(), classes="foot")
        yield Vertical(*self.body(), foot, classes="dialog")
        yield ask_for_room()

    def on_mount(self) -> None:
        """Show the keys."""
        self.renew_keys()

    def action_cancel(self) -> None:
        """Go back with no answer."""
        self.dismiss(None)


def roomy(screen: Screen[Any]) -> bool:
    """Whether a screen shows more than the line that asks for room, and will when it is next drawn."""
    size = screen.app.size
    drawn = not (screen.has_class("-tiny") or screen.has_class("-flat"))
    return drawn and size.width >= SMALLEST[0] and size.height >= SMALLEST[1]


def ask_for_room() -> Static:
    """The one line of a window that is too small."""
    columns, lines = SMALLEST
    return Static(
        Content(f"Please make this window larger: {columns} by {lines} at least. Everything is kept."),
        classes="ask-for-room",
    )


def columns(*widgets: Widget) -> Horizontal:
    """Side by side."""
    return Horizontal(*widgets, classes="columns")
