"""What playthroughs come by on their way: every condition with what was known when it was asked, every change.

The engine's own turn is watched while it is worked out; nothing here knows of `simulator.analysis`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

from simulator.engine import replay
from simulator.engine.condition import Condition, Value, holds
from simulator.engine.scenario import (
    Action,
    Decision,
    Effects,
    Ending,
    Form,
    Onward,
    PickField,
    Scenario,
    Scene,
    Target,
    TickField,
    Words,
)
from simulator.engine.state import LineKind
from simulator.engine.turn_builder import TurnBuilder

Address = tuple[str | int, ...]
Known = dict[str, Value]


@dataclass
class Seen:
    """Everything that was come by."""

    entered: dict[str, list[Known]] = field(default_factory=dict)
    """By scene: what was known whenever it had been entered."""
    decided: dict[Address, list[Known]] = field(default_factory=dict)
    """By the address of targets: what was known whenever they decided."""
    cut: dict[Address, list[bool]] = field(default_factory=dict)
    """By the address of a change that the same effects do not overwrite: whether it was cut short, each time."""


class _Watching(TurnBuilder):
    """A turn that tells what it comes by."""

    seen = Seen()
    where: Address = ()

    def do(self, action: Action, field: str | None) -> None:
        here: Address = ("scenes", self.scene)
        if field is None:
            self.where = (*here, "choices", action.id)
        else:
            content = self.scenario.scenes[self.scene].content
            assert isinstance(content, Form)
            picks = {each.id for each in content.fields if isinstance(each, PickField)}
            kind = "pick" if field in picks else "tick"
            self.where = (*here, "form", "fields", field, kind, action.id)
        super().do(action, field)

    def apply(self, effects: Effects) -> None:
        overwritten = dict(effects.set)
        for name, delta in effects.change:
            if name not in overwritten and delta:
                variable = self.scenario.variables[name]
                wanted = int(self.values[name]) + delta
                over = variable.maximum is not None and wanted > variable.maximum
                under = variable.minimum is not None and wanted < variable.minimum
                self.seen.cut.setdefault((*self.where, "change", name), []).append(over or under)
        super().apply(effects)

    def enter(self, scene: Scene) -> str | None:
        self.where = ("scenes", scene.id)
        return super().enter(scene)

    def tell(self, kind: LineKind, words: Words, scene: str) -> None:
        if kind is LineKind.TELLS:  # the first after the scene's effects
            self.seen.entered.setdefault(scene, []).append(dict(self.values))
        super().tell(kind, words, scene)

    def onward(self, targets: Sequence[Target]) -> str | None:
        where = self.where if "choices" in self.where else ("scenes", self.scene)
        self.seen.decided.setdefault((*where, "goto"), []).append(dict(self.values))
        return super().onward(targets)


@contextmanager
def watching() -> Iterator[Seen]:
    """Watch every turn that is worked out meanwhile."""
    seen = Seen()
    with patch.object(replay, "TurnBuilder", type("Watching", (_Watching,), {"seen": seen})):
        yield seen


def asked(scenario: Scenario, seen: Seen) -> Iterator[tuple[Address, Condition, list[bool]]]:
    """Every condition that was come by, with whether it held each time."""
    for address, condition, known in _asked(scenario, seen):
        if condition is not None and known:
            yield (*address, "when"), condition, [holds(condition, each) for each in known]


def _asked(scenario: Scenario, seen: Seen) -> Iterator[tuple[Address, Condition | None, list[Known]]]:
    for scene in scenario.scenes.values():
        here: Address = ("scenes", scene.id)
        known = seen.entered.get(scene.id, [])
        for address, words in spoken(scene):
            yield from (((*address, place), variant.when, known) for place, variant in enumerate(words))
        match scene.content:
            case Decision(choices):
                for choice in choices:
                    yield (*here, "choices", choice.id), choice.action.when, known
                    yield from _targets((*here, "choices", choice.id, "goto"), choice.goto, seen)
            case Form(_, fields, goto):
                for each in fields:
                    inside: Address = (*here, "form", "fields", each.id)
                    yield inside, each.when, known
                    shown = [now for now in known if each.when is None or holds(each.when, now)]
                    if isinstance(each, PickField):
                        yield from (((*inside, "pick", option.id), option.when, shown) for option in each.options)
                    elif isinstance(each, TickField):
                        yield from (((*inside, "tick", box.id), box.action.when, shown) for box in each.options)
                yield from _targets((*here, "goto"), goto, seen)
            case Onward(goto):
                yield from _targets((*here, "goto"), goto, seen)


def _targets(
    address: Address, targets: Iterable[Target], seen: Seen
) -> Iterator[tuple[Address, Condition | None, list[Known]]]:
    known = seen.decided.get(address, [])
    yield from (((*address, place), target.when, known) for place, target in enumerate(targets))


def spoken(scene: Scene) -> Iterator[tuple[Address, Words]]:
    """Everything that may be said in a scene."""
    here: Address = ("scenes", scene.id)
    yield (*here, "tells"), scene.tells
    yield (*here, "cue"), scene.cue
    yield (*here, "says"), scene.says
    if isinstance(scene.content, Ending):
        yield (*here, "ending", "text"), scene.content.text
        yield (*here, "ending", "afterwards"), scene.content.afterwards


def said(scenario: Scenario, seen: Seen) -> set[Address]:
    """The addresses of all variants that were said."""
    found = set()
    for scene in scenario.scenes.values():
        for address, words in spoken(scene):
            for known in seen.entered.get(scene.id, []):
                fitting = [place for place, each in enumerate(words) if each.when is None or holds(each.when, known)]
                found |= {(*address, place) for place in fitting[:1]}
    return found
