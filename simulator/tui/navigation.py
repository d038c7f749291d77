"""The one place that knows which screen shows what a person wants.

Screens are imported when they are first wanted, so that the program begins as fast with many of them as with one.
"""
# ruff: noqa: PLC0415

from functools import singledispatch
from typing import TYPE_CHECKING, Any, cast

from simulator.tui.shared.base import BaseScreen
from simulator.tui.shared.intents import (
    BrowseOutline,
    ChooseScenario,
    FillInForm,
    FindCommand,
    GetSupport,
    LookBack,
    NotThere,
    OpenReview,
    PlayOn,
    PreviewScenario,
    ReadBrief,
    ReadCode,
    ReadCommonCode,
    SayWho,
    SeeClass,
    SeeKeys,
    SeePortfolio,
    SeeQueue,
)
from simulator.tui.shared.services import Services

if TYPE_CHECKING:
    from simulator.sessions.attempt import Attempt
    from simulator.tui.assessor.review_services import ReviewServices


@singledispatch
def screen_for(intent: object, services: Services) -> BaseScreen[Any]:
    """The screen for what a person wants.

    Raises:
        NotThere: there is no such thing to open.
        StoreError: what it shows cannot be read.
    """
    raise TypeError(f"nothing opens {intent!r}, asked of {services!r}")


# From every screen


@screen_for.register
def _(intent: GetSupport, services: Services) -> BaseScreen[Any]:
    from simulator.tui.everywhere.support import SupportScreen

    return SupportScreen(services)


@screen_for.register
def _(intent: SeeKeys, services: Services) -> BaseScreen[Any]:
    from simulator.tui.everywhere.help import HelpScreen

    return HelpScreen(services, intent.of)


@screen_for.register
def _(intent: FindCommand, services: Services) -> BaseScreen[Any]:
    from simulator.tui.everywhere.palette import PaletteDialog, commands_of

    return PaletteDialog(services, commands_of(intent.of))


@screen_for.register
def _(intent: ReadCode, services: Services) -> BaseScreen[Any]:
    from simulator.tui.learner.code import CodeScreen

    return CodeScreen(services, intent.rubric, intent.clause)


# A learner


@screen_for.register
def _(intent: ChooseScenario, services: Services) -> BaseScreen[Any]:
    from simulator.tui.learner.library import LibraryScreen

    return LibraryScreen(services)


@screen_for.register
def _(intent: SayWho, services: Services) -> BaseScreen[Any]:
    from simulator.tui.shared.learner_dialog import LearnerDialog

    return LearnerDialog(services, intent)


@screen_for.register
def _(intent: ReadCommonCode, services: Services) -> BaseScreen[Any]:
    from collections import Counter

    from simulator.tui.learner.code import CodeScreen

    named = Counter(name for name in intent.rubrics if name).most_common(1)
    loaded = services.library.rubric(named[0][0]) if named else None
    if loaded is None or loaded.value is None:
        raise NotThere("The code of conduct cannot be read here.")
    return CodeScreen(services, loaded.value)


@screen_for.register
def _(intent: ReadBrief, services: Services) -> BaseScreen[Any]:
    from simulator.tui.learner.brief import BriefScreen
    from simulator.tui.shared.scenario_attempts import NONE, by_scenario

    entry = services.library.find(intent.scenario)
    if entry is None:
        raise NotThere(f"There is no scenario called {intent.scenario}.")
    attempts = intent.attempts
    if attempts is None:
        attempts = by_scenario(services.attempts()).get(entry.id, NONE)
    return BriefScreen(services, entry, attempts)


@screen_for.register
def _(intent: PlayOn, services: Services) -> BaseScreen[Any]:
    from simulator.tui.learner.play import PlayScreen

    return PlayScreen(services, _resumed(intent.attempt, services))


@screen_for.register
def _(intent: FillInForm, services: Services) -> BaseScreen[Any]:
    from simulator.tui.learner.form import FormScreen

    return FormScreen(services, intent.conversation)


@screen_for.register
def _(intent: LookBack, services: Services) -> BaseScreen[Any]:
    from simulator.tui.learner.debrief import DebriefScreen

    return DebriefScreen(services, _resumed(intent.attempt, services))


def _resumed(attempt: "Attempt | str", services: Services) -> "Attempt":
    if not isinstance(attempt, str):
        return attempt
    from simulator.sessions.attempt import Attempt

    return Attempt.resume(services.store, attempt)


# Whoever teaches


@screen_for.register
def _(intent: SeePortfolio, services: Services) -> BaseScreen[Any]:
    from simulator.cohort.portfolio import portfolio_of
    from simulator.tui.tutor.portfolio import PortfolioScreen

    return PortfolioScreen(services, portfolio_of(services.store, intent.learner, services.library.qualifications))


@screen_for.register
def _(intent: SeeClass, services: Services) -> BaseScreen[Any]:
    from simulator.tui.tutor.class_screen import ClassScreen

    return ClassScreen(services, intent.cohort, intent.names)


# Whoever writes scenarios


@screen_for.register
def _(intent: PreviewScenario, services: Services) -> BaseScreen[Any]:
    from simulator.tui.author.preview import PreviewScreen

    return PreviewScreen(services, intent.bench, watch=intent.watch, greeting=intent.greeting)


@screen_for.register
def _(intent: BrowseOutline, services: Services) -> BaseScreen[Any]:
    from simulator.tui.author.outline import OutlineScreen

    return OutlineScreen(services, intent.scenario, intent.rubric, at=intent.at, taking=intent.taking)


# Whoever assesses


@screen_for.register
def _(intent: SeeQueue, services: Services) -> BaseScreen[Any]:
    from simulator.tui.assessor.queue import QueueScreen

    return QueueScreen(cast("ReviewServices", services))


@screen_for.register
def _(intent: OpenReview, services: Services) -> BaseScreen[Any]:
    from simulator.tui.assessor.review_screen import ReviewScreen

    return ReviewScreen(cast("ReviewServices", services), intent.reviewing)
