"""Every situation that a learner can reach, exactly: breadth-first search of the explicit state space.

As explicit-state model checkers do it (Clarke, Grumberg and Peled, 1999, Model Checking). Breadth first, so that the
tree of first visits holds a shortest witness of every situation (Moore, 1959). Past its budget the search is
incomplete and nothing may be claimed: no bound on what was not seen follows from what was.
"""

from array import array
from collections.abc import Iterator
from enum import IntEnum

from simulator.analysis.finding import Step
from simulator.engine.scenario import Scenario

from .transition_system import Transition, TransitionSystem


class SituationStatus(IntEnum):
    """What a situation is."""

    WAITING = 0
    """The learner has something to do."""
    ENDED = 1
    STUCK = 2


class Exploration:
    """The graph of situations: numbered from 0 (the beginning) in the order of a breadth-first search."""

    def __init__(self, system: TransitionSystem) -> None:
        self.system = system
        self.situations: list[int] = []
        self.status = array("b")
        self.offsets = array("q", [0])
        """Where the transitions from each situation begin in ``to`` and ``via``."""
        self.to = array("i")
        self.via = array("i")
        """The numbers of the transitions' groups (``system.groups``)."""
        self.parent = array("i")
        """The situation from which each was found first; -1 for the beginning."""
        self.parent_via = array("i")
        self.complete = False
        """Whether all situations were reached within the budget; otherwise nothing may be claimed."""

    def __len__(self) -> int:
        return len(self.situations)

    @property
    def transition_count(self) -> int:
        """The transitions from all situations together; answers to a form that count for the same are one."""
        sizes = [len(group.transitions) for group in self.system.groups]
        return sum(sizes[via] for via in self.via)

    def out(self, number: int) -> Iterator[tuple[int, int]]:
        """The successors of a situation: the number of the transitions' group, and the situation that it leads to."""
        begin, end = self.offsets[number], self.offsets[number + 1]
        return zip(self.via[begin:end], self.to[begin:end], strict=True)

    def scene(self, number: int) -> str:
        """The scene of a situation."""
        return self.system.compiled(self.situations[number]).scene.id

    def steps_to(self, number: int) -> list[Transition]:
        """A shortest list of transitions from the beginning to a situation."""
        found = []
        while self.parent[number] >= 0:
            found.append(self.system.groups[self.parent_via[number]].transitions[0])
            number = self.parent[number]
        return found[::-1]

    def witness(self, number: int) -> tuple[Step, ...]:
        """A shortest list of steps from the beginning to a situation, as ``expect.choose`` writes it."""
        return tuple(transition.step for transition in self.steps_to(number))

    def where(self, status: SituationStatus) -> list[int]:
        """The situations of one kind, nearest first."""
        return [number for number, each in enumerate(self.status) if each == status]


def explore(scenario: Scenario, budget: int, *, texts: bool = True) -> Exploration:
    """Go through every situation that can be reached; past the budget the exploration stays incomplete."""
    system = TransitionSystem(scenario, texts=texts)
    found = Exploration(system)
    begin = system.begin()
    numbers = {begin: 0}
    found.situations.append(begin)
    found.parent.append(-1)
    found.parent_via.append(-1)
    found.complete = _search(found, numbers, budget)
    return found


def _search(found: Exploration, numbers: dict[int, int], budget: int) -> bool:
    """Follow every transition from every situation; whether the budget was enough. The innermost loop of all proofs."""
    system = found.system
    compiled_scenes, go = system.compiled_scenes, system.go
    scene_mask, stuck_mask = system.layout.scene.mask, system.layout.stuck.mask
    situations, offsets, to, via = found.situations, found.offsets, found.to, found.via
    parent, parent_via, status = found.parent, found.parent_via, found.status
    for number, situation in enumerate(situations):  # grows while it is gone through
        compiled = compiled_scenes[situation & scene_mask]
        if compiled.open_groups is None or situation & stuck_mask:
            status.append(SituationStatus.STUCK if situation & stuck_mask else SituationStatus.ENDED)
            offsets.append(len(to))
            continue
        status.append(SituationStatus.WAITING)
        for group in compiled.open_groups[situation & compiled.mask]:
            update = group.update
            target = update.compiled
            if target is None or target.heard or not (target.waits or target.ending):
                after = go(situation, update)
            else:
                after = situation & update.keep | update.put
                for mask, change in update.changes:
                    after += change[after & mask]
            known = numbers.get(after, -1)
            if known < 0:
                known = numbers[after] = len(situations)
                situations.append(after)
                parent.append(number)
                parent_via.append(group.number)
            to.append(known)
            via.append(group.number)
        offsets.append(len(to))
        if len(situations) > budget:
            return False
    return True
