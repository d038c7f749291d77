"""What a person wants is opened by the application, or they are told why not."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

import simulator.tui
from simulator.library import Library
from simulator.store.store import Store
from simulator.tui.everywhere.palette import NAMES, UNNAMED, command_name
from simulator.tui.learner.library import LibraryScreen
from simulator.tui.navigation import screen_for
from simulator.tui.shared import intents
from simulator.tui.shared.base import BaseScreen
from simulator.tui.shared.intents import Intent, LookBack, PlayOn, ReadBrief, ReadCommonCode

from .stage import on_stage, read, settled

WANTED = [each for each in vars(intents).values() if isinstance(each, type) and issubclass(each, Intent)]


@pytest.mark.parametrize("intent", [each for each in WANTED if each is not Intent])
def test_whatever_can_be_wanted_has_its_screen(intent: type[object]) -> None:
    assert screen_for.dispatch(intent) is not screen_for.dispatch(object)


@pytest.mark.parametrize(
    ("intent", "told"),
    [
        (ReadBrief("nowhere"), "There is no scenario called nowhere."),
        (ReadCommonCode(()), "The code of conduct cannot be read here."),
        (PlayOn("nowhere"), "no attempt"),
        (LookBack("nowhere"), "no attempt"),
    ],
)
async def test_what_is_not_there_is_told_where_one_is(
    library: Library, store: Store, intent: Intent[None], told: str
) -> None:
    async with on_stage(library, store) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        screen.want(intent, instead=True)
        await settled(pilot)
        assert app.screen is screen
        assert told in read(app)


def screens(of: type[BaseScreen[Any]]) -> Iterator[type[BaseScreen[Any]]]:
    for each in of.__subclasses__():
        yield each
        yield from screens(each)


def test_every_key_that_is_explained_is_among_the_commands_by_name() -> None:
    for module in pkgutil.walk_packages(simulator.tui.__path__, "simulator.tui."):
        importlib.import_module(module.name)
    explained = {
        (binding.action, binding.tooltip)
        for screen in screens(BaseScreen)
        for binding in vars(screen).get("BINDINGS", ())
        if binding.tooltip and binding.action not in UNNAMED
    }
    assert len(explained) > 60
    verbs = {name.partition(":")[0] for name in NAMES.values()} | {"agree", "ask", "fold", "go", "select", "unfold"}
    names = {command_name(action, tooltip) for action, tooltip in explained}
    assert {name for name in names if name.partition(":")[0] not in verbs} == set()
