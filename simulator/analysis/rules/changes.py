"""Changes that never have their full effect.

An exploration forgets a variable where nothing looks at it any more, and works out no change of it there. Changes of
which it says nothing are looked for once more, with their variables kept, until each was seen to have its full
effect.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Address, Finding
from simulator.analysis.model.lookup_tables import Clamped
from simulator.analysis.model.transition_system import TransitionSystem, Update
from simulator.engine.scenario import Effects, Scenario

from .reach import entered, open_to_somebody

STRIDE: Final = 500
"""After so many situations it is seen whether the search can end."""


def always_clamped(context: AnalysisContext) -> Iterator[Finding]:
    """A change that is cut short by the variable's range in every situation in which it happens.

    A change of what the same effects set is none.
    """
    if not context.exploration.complete:
        return
    cut = _cut(context.exploration.system)
    unseen = {address for address in _happening(context) if address not in cut}
    if unseen:
        cut |= {address: always for address, always in _cut_of(context, unseen).items() if address in unseen}
    for address, always in cut.items():
        if always:
            name = str(address[-1])
            message = (
                f"This change of `{name}` never has its full effect: `{name}` is always too near the end of its range."
            )
            yield Finding("effect-always-clamped", address, message, "Make it smaller, or the range wider.")


def _happening(context: AnalysisContext) -> Iterator[Address]:
    """The changes that happen to somebody and that a limit could cut short."""
    scenes, offered = entered(context), open_to_somebody(context)
    for scene in context.scenario.scenes.values():
        if scene.id in scenes:
            yield from _limited(context.scenario, ("scenes", scene.id), scene.effects)
    for each in context.actions:
        if each.scene in scenes and each.address in offered:
            yield from _limited(context.scenario, each.address, each.action.effects)


def _limited(scenario: Scenario, address: Address, effects: Effects) -> Iterator[Address]:
    given = dict(effects.set)
    for name, delta in effects.change:
        variable = scenario.variables[name]
        limit = variable.maximum if delta > 0 else variable.minimum
        if delta and limit is not None and name not in given:
            yield (*address, "change", name)


def _cut_of(context: AnalysisContext, wanted: set[Address]) -> dict[Address, bool]:
    """The same with the variables kept; nothing past the budget, or once each had its full effect somewhere."""
    system = TransitionSystem(context.scenario, texts=False, judged=frozenset(str(address[-1]) for address in wanted))
    begin = system.begin()
    seen, waiting = {begin}, [begin]
    while waiting:
        if len(seen) > context.budget:
            return {}
        for _ in range(min(STRIDE, len(waiting))):
            situation = waiting.pop()
            compiled = system.compiled(situation)
            if compiled.open_groups is None or situation & system.layout.stuck.mask:
                continue
            ahead = {
                system.go(situation, group.update) for group in compiled.open_groups[situation & compiled.mask]
            } - seen
            seen |= ahead
            waiting += ahead
        cut = _cut(system)
        if not any(cut.get(address, True) for address in wanted):
            return {}
    return _cut(system)


def _cut(system: TransitionSystem) -> dict[Address, bool]:
    """The changes that were worked out, each with whether it was cut short every time."""
    cut: dict[Address, bool] = {}
    for update in _all_updates(system):
        for _, change in update.changes:
            for key in change:
                raw = key >> change.field.shift
                for turn in change.turns:
                    after = turn(raw)
                    if isinstance(turn, Clamped) and turn.delta:
                        for address in turn.addresses:
                            cut[address] = cut.get(address, True) and after != raw + turn.delta
                    raw = after
    return cut


def _all_updates(system: TransitionSystem) -> Iterable[Update]:
    seen: set[int] = set()
    waiting = [group.update for group in system.groups]
    waiting += [compiled.onward for compiled in system.compiled_scenes if compiled.onward is not None]
    waiting += system.entering
    while waiting:
        update = waiting.pop()
        if id(update) not in seen:
            seen.add(id(update))
            yield update
            if update.fork is not None:
                waiting += update.fork.updates
