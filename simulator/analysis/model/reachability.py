"""Every situation that a learner can reach, exactly, and the ways between them."""

from array import array
from collections.abc import Iterator
from enum import IntEnum

from simulator.analysis.finding import Step
from simulator.engine.scenario import Scenario

from .transition_system import Machine, Way


class Standing(IntEnum):
    """What a situation is."""

    WAITING = 0
    """The learner has something to do."""
    ENDED = 1
    STUCK = 2


class Exploration:
    """The graph of situations: numbered from 0 (the beginning) in the order of a breadth-first search."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.situations: list[int] = []
        self.standing = array("b")
        self.offsets = array("q", [0])
        """Where the ways on from each situation begin in ``to`` and ``via``."""
        self.to = array("i")
        self.via = array("i")
        """The numbers of the bundles of ways (``machine.bundles``)."""
        self.parent = array("i")
        """The situation from which each was found first; -1 for the beginning."""
        self.parent_via = array("i")
        self.complete = False
        """Whether all situations were reached within the budget; otherwise nothing may be claimed."""

    def __len__(self) -> int:
        return len(self.situations)

    @property
    def transitions(self) -> int:
        """The ways on from all situations together; answers to a form that count for the same are one way."""
        sizes = [len(bundle.ways) for bundle in self.machine.bundles]
        return sum(sizes[via] for via in self.via)

    def out(self, number: int) -> Iterator[tuple[int, int]]:
        """The ways on from a situation: the number of their bundle, and the situation that they lead to."""
        begin, end = self.offsets[number], self.offsets[number + 1]
        return zip(self.via[begin:end], self.to[begin:end], strict=True)

    def scene(self, number: int) -> str:
        """The scene of a situation."""
        return self.machine.room(self.situations[number]).scene.id

    def steps_to(self, number: int) -> list[Way]:
        """A shortest list of ways from the beginning to a situation."""
        found = []
        while self.parent[number] >= 0:
            found.append(self.machine.bundles[self.parent_via[number]].ways[0])
            number = self.parent[number]
        return found[::-1]

    def witness(self, number: int) -> tuple[Step, ...]:
        """A shortest list of steps from the beginning to a situation, as ``expect.choose`` writes it."""
        return tuple(way.step for way in self.steps_to(number))

    def where(self, standing: Standing) -> list[int]:
        """The situations of one kind, nearest first."""
        return [number for number, each in enumerate(self.standing) if each == standing]


def explore(scenario: Scenario, budget: int, *, texts: bool = True) -> Exploration:
    """Go through every situation that can be reached; past the budget the exploration stays incomplete."""
    machine = Machine(scenario, texts=texts)
    found = Exploration(machine)
    begin = machine.begin()
    numbers = {begin: 0}
    found.situations.append(begin)
    found.parent.append(-1)
    found.parent_via.append(-1)
    found.complete = _spread(found, numbers, budget)
    return found


def _spread(found: Exploration, numbers: dict[int, int], budget: int) -> bool:
    """Follow every way on from every situation; whether the budget was enough. The innermost loop of all proofs."""
    machine = found.machine
    rooms, go = machine.rooms, machine.go
    scene_mask, stuck_mask = machine.packing.scene.mask, machine.packing.stuck.mask
    situations, offsets, to, via = found.situations, found.offsets, found.to, found.via
    parent, parent_via, standing = found.parent, found.parent_via, found.standing
    for number, situation in enumerate(situations):  # grows while it is gone through
        room = rooms[situation & scene_mask]
        if room.offers is None or situation & stuck_mask:
            standing.append(Standing.STUCK if situation & stuck_mask else Standing.ENDED)
            offsets.append(len(to))
            continue
        standing.append(Standing.WAITING)
        for bundle in room.offers[situation & room.mask]:
            leg = bundle.leg
            target = leg.room
            if target is None or target.heard or not (target.waits or target.ending):
                after = go(situation, leg)
            else:
                after = situation & leg.keep | leg.put
                for mask, change in leg.changes:
                    after += change[after & mask]
            known = numbers.get(after, -1)
            if known < 0:
                known = numbers[after] = len(situations)
                situations.append(after)
                parent.append(number)
                parent_via.append(bundle.number)
            to.append(known)
            via.append(bundle.number)
        offsets.append(len(to))
        if len(situations) > budget:
            return False
    return True
