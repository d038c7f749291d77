"""Changes that never have their full effect.

An exploration forgets a variable where nothing looks at it any more, and works out no change of it there. Changes of
which it says nothing are looked for once more, with their variables kept, until each was seen to have its full effect.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from simulator.analysis.context import Case
from simulator.analysis.finding import Address, Finding
from simulator.analysis.model.lookup_tables import Clamped
from simulator.analysis.model.transition_system import Leg, Machine
from simulator.engine.scenario import Effects, Scenario

from .reach import entered, open_to_somebody

STRIDE: Final = 500
"""After so many situations it is seen whether the search can end."""


def always_clamped(case: Case) -> Iterator[Finding]:
    """A change that is cut short by the variable's range in every situation in which it happens.

    A change of what the same effects set is none.
    """
    if not case.exploration.complete:
        return
    cut = _cut(case.exploration.machine)
    unseen = {address for address in _happening(case) if address not in cut}
    if unseen:
        cut |= {address: always for address, always in _cut_of(case, unseen).items() if address in unseen}
    for address, always in cut.items():
        if always:
            name = str(address[-1])
            message = (
                f"This change of `{name}` never has its full effect: `{name}` is always too near the end of its range."
            )
            yield Finding("effect-always-clamped", address, message, "Make it smaller, or the range wider.")


def _happening(case: Case) -> Iterator[Address]:
    """The changes that happen to somebody and that a limit could cut short."""
    scenes, offered = entered(case), open_to_somebody(case)
    for scene in case.scenario.scenes.values():
        if scene.id in scenes:
            yield from _limited(case.scenario, ("scenes", scene.id), scene.effects)
    for each in case.actions:
        if each.scene in scenes and each.address in offered:
            yield from _limited(case.scenario, each.address, each.action.effects)


def _limited(scenario: Scenario, address: Address, effects: Effects) -> Iterator[Address]:
    given = dict(effects.set)
    for name, delta in effects.change:
        variable = scenario.variables[name]
        limit = variable.maximum if delta > 0 else variable.minimum
        if delta and limit is not None and name not in given:
            yield (*address, "change", name)


def _cut_of(case: Case, wanted: set[Address]) -> dict[Address, bool]:
    """The same with the variables kept; nothing past the budget, or once each had its full effect somewhere."""
    machine = Machine(case.scenario, texts=False, judged=frozenset(str(address[-1]) for address in wanted))
    begin = machine.begin()
    seen, waiting = {begin}, [begin]
    while waiting:
        if len(seen) > case.budget:
            return {}
        for _ in range(min(STRIDE, len(waiting))):
            situation = waiting.pop()
            room = machine.room(situation)
            if room.offers is None or situation & machine.packing.stuck.mask:
                continue
            ahead = {machine.go(situation, bundle.leg) for bundle in room.offers[situation & room.mask]} - seen
            seen |= ahead
            waiting += ahead
        cut = _cut(machine)
        if not any(cut.get(address, True) for address in wanted):
            return {}
    return _cut(machine)


def _cut(machine: Machine) -> dict[Address, bool]:
    """The changes that were worked out, each with whether it was cut short every time."""
    cut: dict[Address, bool] = {}
    for leg in _all_legs(machine):
        for _, change in leg.changes:
            for key in change:
                raw = key >> change.field.shift
                for turn in change.turns:
                    after = turn(raw)
                    if isinstance(turn, Clamped) and turn.delta:
                        for address in turn.addresses:
                            cut[address] = cut.get(address, True) and after != raw + turn.delta
                    raw = after
    return cut


def _all_legs(machine: Machine) -> Iterable[Leg]:
    seen: set[int] = set()
    waiting = [bundle.leg for bundle in machine.bundles]
    waiting += [room.onward for room in machine.rooms if room.onward is not None]
    waiting += machine.entering
    while waiting:
        leg = waiting.pop()
        if id(leg) not in seen:
            seen.add(id(leg))
            yield leg
            if leg.fork is not None:
                waiting += leg.fork.legs
