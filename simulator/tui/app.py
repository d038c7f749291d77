"""The application: its themes, its global keys, and how it begins and ends. It knows no story."""

import os
import signal
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.geometry import Offset
from textual.screen import Screen, ScreenResultCallbackType

from simulator import waiting
from simulator.progress import shown_by_nothing
from simulator.settings import Setting, chosen
from simulator.tui.input.ended import InputEnded
from simulator.tui.input.keyboard import ALWAYS, Act, Keyboard
from simulator.tui.input.pace import Pace
from simulator.tui.navigation import screen_for
from simulator.tui.shared.base import AnswerT, BaseScreen, roomy
from simulator.tui.shared.choose_learner import ask_who
from simulator.tui.shared.colourless import Colourless, colourless
from simulator.tui.shared.intents import ChooseScenario, Intent, PlayOn, ReadBrief
from simulator.tui.shared.services import Services
from simulator.tui.shared.theme import DARK, LIGHT, themes
from simulator.tui.widgets.page import Page

if TYPE_CHECKING:
    from rich.console import RenderableType

SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")
"""Each ends the program in good order, with 128 and its number as the exit code."""

GONE: Final = 129
"""The exit code where the window was closed: that of a hang-up."""

COPIED: Final = "Copied."
NOTHING_SELECTED: Final = (
    "No text is selected to copy: drag over it with the mouse, or press Shift+↑. Ctrl+Q closes the program; everything "
    "is kept."
)

HURRY: Final = 3.0
"""Seconds after which the program ends even if it could not finish what was typed."""


class SimulatorApp(App[int]):
    """The terminal interface."""

    PACE: ClassVar[Pace] = Pace()
    """How fast the people are who type."""

    TITLE = "Simulator"
    CSS_PATH = Path(__file__).with_name("simulator.tcss")
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+q", "leave", "Quit", show=False, priority=True, tooltip="Close; everything is kept", id="quit-now"
        ),
        Binding("ctrl+c", "copy", "Copy", show=False, priority=True, tooltip="Copy what is selected", id="copy"),
        Binding("ctrl+t", "theme", "Light or dark", show=False, priority=True, tooltip="Light or dark", id="theme"),
    ]

    def __init__(
        self,
        services: Services,
        start: Callable[["SimulatorApp"], None] | None = None,
        *,
        first: Intent[Any] = ChooseScenario(),  # noqa: B008  (frozen)
    ) -> None:
        """Begin at the screen for ``first``, and come back to it; ``start`` is called once it stands."""
        super().__init__()
        self.services = services
        self._first = first
        self.keyboard = Keyboard(self, self.PACE, self._hand_on)
        self._start = start
        self._while_open = ExitStack()
        self._ending: int | None = None
        self.animation_level = "none"
        for theme in themes():
            self.register_theme(theme)
        self._colourless = Colourless() if colourless() else None
        self.theme = DARK if self._colourless else _wanted_theme()
        self._caret = Offset(0, 0)

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor stands, for screen readers and braille: on the lit line of a list, or in a
        text where the next letter goes."""
        lit = self.focused.lit if self._running and self.screen_stack and isinstance(self.focused, Page) else None
        return self._caret if lit is None else lit

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._caret = position

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What changes every line before it is drawn: what takes the colours away, if they are not wanted."""
        others = [each for each in super().get_line_filters() if not isinstance(each, Monochrome | NoColor)]
        return [self._colourless] if self._colourless else others

    def get_default_screen(self) -> Screen[Any]:
        """Where everything begins and comes back to."""
        return screen_for(self._first, self.services)

    def open(self, intent: Intent[AnswerT], then: ScreenResultCallbackType[AnswerT] | None, *, instead: bool) -> None:
        """Show the screen for what a person wants, over the one they see or instead of it.

        Raises:
            NotThere: there is no such thing to open.
            StoreError: what it shows cannot be read.
        """
        screen = screen_for(intent, self.services)
        if instead:
            self.switch_screen(screen)
        else:
            self.push_screen(screen, then)

    def on_load(self) -> None:
        """The screen is this program's alone: nothing else writes to it."""
        shown_by_nothing()

    def get_driver_class(self) -> type[Driver]:
        """The platform's driver, or the one that is named; what is typed is cut into whole units in either."""
        driver = super().get_driver_class()
        if driver.__name__ == "LinuxDriver":
            from simulator.tui.input.terminal import TerminalDriver  # noqa: PLC0415

            return TerminalDriver
        if driver.__name__ == "WebDriver":
            from simulator.tui.input.parser import cut_into_units  # noqa: PLC0415

            cut_into_units(driver)
        return driver

    def on_mount(self) -> None:
        """Heed the signals and the keyboard; then open what was asked for."""
        self._while_open.enter_context(waiting.shown(self._show_waiting))
        self._heed_signals()
        self.run_worker(self.keyboard.serve(), name="keyboard")
        if self._start is not None:
            self._start(self)

    async def on_event(self, event: events.Event) -> None:
        """What is typed and clicked waits in line; all else goes its way."""
        if isinstance(event, events.Key | events.Paste | events.MouseEvent | InputEnded) and not event.is_forwarded:
            self.keyboard.take(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, act: Act) -> None:
        """Let one act have its way; in a window that is too small only a few keys do."""
        if isinstance(act, InputEnded):
            self._end(GONE if act.gone else self._ending)
            return
        typed = isinstance(act, events.Paste) or (isinstance(act, events.Key) and act.key not in ALWAYS)
        if not (typed and self._unseen()):
            await super().on_event(act)

    def _display(self, screen: Screen[Any], renderable: "RenderableType | None") -> None:
        super()._display(screen, renderable)
        if renderable is not None and not self._batch_count:
            self.keyboard.painted(screen)

    def _unseen(self) -> bool:
        return not all(roomy(screen) for screen in self.screen_stack[-1:])

    def _heed_signals(self) -> None:
        import asyncio  # noqa: PLC0415

        loop = asyncio.get_running_loop()

        def handle(number: int, _frame: object) -> None:
            loop.call_soon_threadsafe(self._signalled, number)

        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is None:
                continue
            try:
                loop.add_signal_handler(number, _woken)
            except (NotImplementedError, RuntimeError, ValueError):  # not the main thread, or not this platform
                return
            # The loop is told which signal came through a pipe that fills while much is typed; then it only wakes.
            signal.signal(number, handle)

    def _signalled(self, number: int) -> None:
        """End in good order: first what was typed until now is finished; whoever is asked twice hurries."""
        if self._ending is not None:
            self._end(self._ending)
            return
        self._ending = 128 + number
        self.set_timer(HURRY, lambda: self._end(self._ending))
        ends = getattr(self._driver, "end_input", None)
        if ends is None:
            self.keyboard.take(InputEnded(gone=False))
        else:
            ends()

    def _end(self, code: int | None) -> None:
        self._keep_drafts()
        self.exit(return_code=code or 0)

    def action_leave(self) -> None:
        """Close; everything is kept."""
        self._end(0)

    def action_copy(self) -> None:
        """Copy what is selected, as people are used to; with nothing selected, say how to leave instead of leaving."""
        selected = getattr(self.focused, "selected_text", "") or self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
        if isinstance(self.screen, BaseScreen):
            self.screen.say(COPIED if selected else NOTHING_SELECTED)

    def on_exit_app(self) -> None:
        """However it comes to end, also by a browser's window that is closed, what is typed is kept."""
        self._keep_drafts()

    def on_unmount(self) -> None:
        """There is no screen any more to show anything on."""
        self._while_open.close()

    def _show_waiting(self, waited: float) -> None:
        """Show at once, on the last line, that the store is waited for: until it is free nothing else is drawn."""
        driver = self._driver
        if driver is None or self._exit:
            return
        if not waited:
            self.screen.refresh()
            return
        line = f" {waiting.SENTENCE} {waited:.0f} s ".ljust(self.size.width)[: self.size.width]
        driver.write(f"\x1b7\x1b[{self.size.height};1H\x1b[7m{line}\x1b[0m\x1b8")
        driver.flush()

    def _keep_drafts(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and screen.draft is not None:
                screen.draft.keep_now()

    def action_theme(self) -> None:
        """Change between light and dark."""
        if self._colourless is None:
            self.theme = LIGHT if self.theme == DARK else DARK

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[Any]:
        """None of the framework's own; ours are in our palette."""
        del screen
        return ()


def _woken() -> None:
    """All that the event loop does of a signal by itself: it goes on, and so the handler runs."""


def _wanted_theme() -> str:
    """Light or dark, as it is set, or as the terminal says of its background; else dark."""
    wanted = chosen(Setting.THEME).value.lower()
    if wanted in ("light", "dark"):
        return LIGHT if wanted == "light" else DARK
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if background in ("7", "15") else DARK


def open_at(screen: BaseScreen[Any], scenario: str | None, attempt: str | None) -> None:
    """Open an attempt, or a scenario's brief, over a screen; say so where there is no such thing."""
    with screen.saying_refusals():
        if attempt is not None:
            screen.want(PlayOn(screen.services.store.attempts.find(attempt)))
        elif scenario is not None:
            screen.want(ReadBrief(scenario))


def run(services: Services, first: Intent[Any], *, title: str = SimulatorApp.TITLE) -> int:
    """Open the interface at what is wanted first; leaving that closes it.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended it.
    """
    app = SimulatorApp(services, first=first)
    app.title = title
    return _run(app)


def run_library(services: Services, *, scenario: str | None = None, attempt: str | None = None) -> int:
    """Open the interface at the library, and there a scenario's brief or an attempt if one is named.

    Args:
        services: what there is to play, and where attempts are kept.
        scenario: the id of a scenario to open.
        attempt: the id of an attempt to carry on with, or to look back at.

    Returns:
        The exit code: 0, or 128 and the number of the signal that ended it.
    """

    def start(app: SimulatorApp) -> None:
        services.shared = app.is_web
        screen = app.screen
        if services.shared and isinstance(screen, BaseScreen):
            app.call_after_refresh(ask_who, screen, lambda: open_at(screen, scenario, attempt))
        elif isinstance(screen, BaseScreen):
            app.call_after_refresh(open_at, screen, scenario, attempt)

    return _run(SimulatorApp(services, start))


def _run(app: SimulatorApp) -> int:
    try:
        app.run()
    finally:
        app.services.close()
    return app.return_code or 0
