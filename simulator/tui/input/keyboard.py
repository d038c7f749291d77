"""One act at a time: hands on what was typed and clicked, each when what the one before did is at rest.

The framework gives a key to whatever has the focus when the key arrives, and Tab, a choice or a new screen take effect
only after that key has passed through several queues. What was typed meanwhile went to the field or screen before. Here
further acts wait in line. After one was handed on, a message of ours follows the same road; when it is back, nothing is
left to be done, and focus and screens are still what they were, the next is let go.

A key also is for what its person saw. What was typed before a screen's first picture is not taken by it, except as text
in a text; nor is what a held key repeats, or the second half of a double press or click.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from textual import events
from textual.errors import NoWidget
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from simulator.tui.input.ended import InputEnded
from simulator.tui.input.pace import Pace
from simulator.tui.input.sign import Sign

if TYPE_CHECKING:
    from textual.app import App

ALWAYS: Final = frozenset({"ctrl+q", "ctrl+c", "ctrl+t"})
"""Keys that are meant whatever is shown."""

DECIDING: Final = frozenset({"enter", "space", "ctrl+s", *"123456789"})
"""Keys that choose, mark and hand in; held down they do it once. The others are held to go on."""

MOVING: Final = frozenset({"up", "down", "left", "right", "home", "end", "pageup", "pagedown"})
"""Keys that only move: however fast they come, each is meant for what is there."""

EDITING: Final = frozenset({"backspace", "delete", "left", "right", "home", "end"})
"""Keys that belong to the text they are typed in."""

TRIPS: Final = 60
"""How often it is looked whether all is at rest, before it is taken to be: something may move by itself for ever."""

LOST: Final = 2.0
"""Seconds after which a message is taken to be lost, with the queue that it was in."""

Act = events.Key | events.Paste | events.MouseEvent | InputEnded
Quiet = (
    events.MouseMove | events.MouseScrollUp | events.MouseScrollDown | events.MouseScrollLeft | events.MouseScrollRight
)


class Keyboard:
    """The line of what was typed and clicked, and who it is meant for."""

    def __init__(self, app: "App[Any]", pace: Pace, hand_on: Callable[[Act], Awaitable[None]]) -> None:
        self.pace = pace
        self.act: Act | None = None
        """What is being done now."""
        self._app = app
        self._hand_on = hand_on
        self._sign = Sign(app, pace.life)
        self._line: deque[Act] = deque()
        self._came = asyncio.Event()
        self._idle = asyncio.Event()
        self._shown: WeakKeyDictionary[Screen[Any], float] = WeakKeyDictionary()
        self._loose = False
        """Whether letters were handed on that nobody has waited for."""
        self._before: tuple[str, float, bool] = ("", float("-inf"), False)
        """The key before: which, when, and whether it was typed into a text."""
        self._typed_in: Widget | None = None
        self._refused = float("-inf")
        """When a key was last refused because its screen was not there yet."""
        self._pressed: tuple[int, int, float] = (-1, -1, float("-inf"))
        self._down = False
        self._over = False

    # What comes in

    def take(self, act: Act) -> None:
        """Put something into the line; of the moves of a mouse only the newest counts."""
        if self._over:
            return
        if isinstance(act, events.MouseMove) and self._line and isinstance(self._line[-1], events.MouseMove):
            self._line.pop()
        self._line.append(act)
        self._idle.clear()
        self._came.set()

    def painted(self, screen: Screen[Any]) -> None:
        """A picture of a screen was drawn."""
        self._shown.setdefault(screen, now())
        self._sign.hide()

    async def until_idle(self) -> None:
        """Wait until everything in the line has been done."""
        if not self._over and (self._line or self.act is not None):
            await self._idle.wait()

    async def serve(self) -> None:
        """Do one after the other, until the application ends."""
        try:
            while True:
                if not self._line:
                    self.act = None
                    self._idle.set()
                    self._came.clear()
                    await self._came.wait()
                self.act = self._line.popleft()
                await self._do(self.act)
        finally:
            self._over = True
            self._idle.set()

    # One act

    async def _do(self, act: Act) -> None:
        if isinstance(act, Quiet):
            if not self._early(act):
                await self._hand_on(act)
            return
        into_text = self._into_text(act)
        if not into_text:
            await self._settled()
            into_text = self._into_text(act)
        if into_text:
            if await self._meant(act, into_text):
                self._loose = True
                await self._hand_on(act)
            return
        with self._sign.due(act.time):
            if await self._meant(act, into_text):
                await self._hand_on(act)
                await self._rest()

    async def _settled(self) -> None:
        """Wait for the letters that were handed on without waiting, and for the first picture."""
        if self._loose or self._app.screen not in self._shown:
            self._loose = False
            await self._rest()

    def _into_text(self, act: Act) -> bool:
        """Whether this becomes part of a text, or edits it."""
        if not self._app.app_focus and isinstance(act, events.Key):
            self._app.app_focus = True  # the focus comes back with the key, and not after it
        focused = self._app.focused
        if isinstance(act, events.Paste):
            return _is_text(focused)
        if focused is None or not isinstance(act, events.Key):
            return False
        return focused.check_consume_key(act.key, act.character)

    def _edits(self, act: events.Key) -> bool:
        """Whether a key changes the text that has the focus without being a letter of it."""
        focused = self._app.focused
        new_line = act.key == "enter" and _takes_lines(focused)
        return _is_text(focused) and (new_line or act.key in EDITING)

    # Who it is meant for

    async def _meant(self, act: Act, into_text: bool) -> bool:
        """Whether somebody meant what this would do."""
        match act:
            case events.Key():
                return act.key in ALWAYS or await self._key_meant(act, into_text)
            case events.MouseDown():
                self._down = not self._early(act) and not self._doubled(act)
                return self._down
            case events.MouseUp():
                return self._down
            case events.Paste():
                return into_text
            case _:
                return True

    async def _key_meant(self, act: events.Key, into_text: bool) -> bool:
        key, before, was_text = self._before
        again = key == act.key
        text = into_text or self._edits(act)
        self._before = (act.key, act.time, text)
        if self._early(act) and not self._typed_ahead(act, into_text):
            self._refused = act.time
            return False
        if act.time - self._refused < self.pace.burst and act.key not in MOVING:
            self._refused = act.time  # the rest of what was typed in one go was meant for what this would have done
            return False
        if again and text and not was_text and _takes_lines(self._app.focused) and await self._echoes(act):
            self._before = (act.key, act.time, False)
            return False
        if again and not text and await self._once_too_often(act, before):
            return False
        if into_text:
            self._typed_in = self._app.focused
        return True

    def _typed_ahead(self, act: events.Key, into_text: bool) -> bool:
        """Whether a key goes into a text, or on with one that was typed just now."""
        on = self._typed_in is not None and self._app.focused is self._typed_in
        return into_text or (on and (act.key == "enter" or self._edits(act)))

    def _early(self, act: Act) -> bool:
        """Whether this came before the first picture of what it would act on."""
        return act.time < self._shown.get(self._app.screen, float("inf"))

    def _doubled(self, act: events.MouseDown) -> bool:
        """Whether this is the second half of a double click; in a text that means something, on a scroll bar too."""
        column, line, before = self._pressed
        same = abs(act.screen_x - column) <= 2 and int(act.screen_y) == line  # a hand shakes
        if same and act.time - before < self.pace.double and not self._selects(act):
            return True
        self._pressed = (int(act.screen_x), int(act.screen_y), act.time)
        return False

    def _selects(self, act: events.MouseDown) -> bool:
        """Whether a double click means something of its own here."""
        try:
            under = self._app.screen.get_widget_at(int(act.x), int(act.y))[0]
        except NoWidget:
            return False
        return _is_text(under) or _takes_lines(under) or isinstance(under, ScrollBar)

    async def _once_too_often(self, act: events.Key, before: float) -> bool:
        """Whether a key that decides something is being held; or comes twice, where that would be written twice."""
        writes = act.key in getattr(self._app.screen, "DECISIVE", ())
        if writes and act.time - before < self.pace.seen:
            return True
        return (writes or act.key in DECIDING) and await self._held(act, before)

    async def _held(self, act: events.Key, before: float) -> bool:
        """Whether a key that came again is being held."""
        gap = act.time - before
        if gap < self.pace.repeat:
            return True
        return gap < self.pace.delay and await self._next_key(act.time, self.pace.repeat, 0) == act.key

    async def _echoes(self, act: events.Key) -> bool:
        """Whether a letter only echoes the key that opened its text: pressed twice or held, with nothing else after.

        Only asked of texts of many lines: a number or a name is a few letters, each of which counts, and they are seen.
        """
        when, place = act.time, 0
        while (following := await self._next_key(when, self.pace.burst, place)) == act.key:
            when, place = self._keys()[place].time, place + 1
        return following == ""

    def _keys(self) -> list[events.Key]:
        return [each for each in self._line if isinstance(each, events.Key)]

    async def _next_key(self, since: float, within: float, place: int) -> str:
        """The key that comes ``within`` seconds, at this place of the line; empty where there is none."""
        while True:
            keys = self._keys()
            if len(keys) > place:
                return keys[place].key if keys[place].time - since < within else ""
            left = since + within - now()
            if left <= 0 or any(isinstance(each, InputEnded) for each in self._line):
                return ""
            self._came.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._came.wait(), left)

    # Rest

    async def _rest(self) -> None:
        """Wait until what was handed on has had all its effects, and they are drawn."""
        self._loose = False
        for _ in range(TRIPS):
            screen, focused, stack = self._app.screen, self._app.focused, list(self._app.screen_stack)
            await self._follow(focused if focused is not None else screen)
            await self._drawn(screen)
            same = self._app.screen_stack == stack and self._app.focused is focused
            if same and screen in self._shown and self._quiet():
                return

    async def _follow(self, start: Widget) -> None:
        """Send something along the road of a key, through every queue, and wait until it is back."""
        for pump in list(start.ancestors_with_self):
            await _through(pump.call_later)

    async def _drawn(self, screen: Screen[Any]) -> None:
        await _through(screen.call_after_refresh)

    def _quiet(self) -> bool:
        """Whether nothing waits to be done on the screen."""
        screen = self._app.screen
        return not any(node.message_queue_size for node in (self._app, *screen.walk_children(with_self=True)))


def _is_text(widget: Widget | None) -> bool:
    """Whether letters are typed into this."""
    return widget is not None and widget.check_consume_key("a", "a")


def _takes_lines(widget: Widget | None) -> bool:
    """Whether this is a text of many lines."""
    return bool(getattr(widget, "many_lines", False))


async def _through(call: Callable[[Callable[[], None]], bool]) -> None:
    """Wait until a queue has come to what is put into it now; at once where it is closed."""
    came: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def tell() -> None:
        if not came.done():
            came.set_result(None)

    if call(tell):
        await asyncio.wait((came,), timeout=LOST)


def now() -> float:
    """The time as events tell it, in seconds."""
    return events.Idle().time
