"""The situations that differ in nothing that still counts, as one kind: the quotient by a bisimulation.

Two situations are alike where their transitions count for the same, with as many answers, and lead to situations that
are alike: probabilistic bisimulation (Larsen and Skou, 1991), which is lumpability of the chain where every answer is
equally likely (Kemeny and Snell, 1960). No partition is refined. Strongly connected components come with followers
first, and a situation that lies on no loop is looked up by what it leads to, as acyclic automata are minimised
(Revuz, 1992): one pass. On a loop situations stay by themselves; so with loops it is a bisimulation, but perhaps not
the coarsest. That is sound: what is apart for no need costs time and changes no figure.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from math import gcd
from typing import TypeAlias

from simulator.analysis.finding import Step
from simulator.engine.state import DutyStatus

from .reachability import Exploration, SituationStatus
from .scene_links import components, following, grouped

Edges: TypeAlias = tuple[tuple[int, int, int], ...]


class BisimulationQuotient:
    """The graph of kinds of situation; but for loops a kind has a smaller number than those that lead to it."""

    def __init__(self, exploration: Exploration, signatures: Sequence[int]) -> None:
        self.exploration = exploration
        self.signatures = signatures
        """By the number of a transition: what it counts for, as a number."""
        self.kind_of = array("i", [-1]) * len(exploration)
        """The kind of each situation."""
        self.example = array("i")
        """One situation of each kind."""
        self.edges: list[Edges] = []
        """The transitions from each kind: what they count for, the kind they lead to, how many answers they are."""
        self.looped: list[list[int]] = []
        """The loops: the kinds that can be come back to, by strongly connected component."""
        self.component = array("i")
        """For each kind on a loop the place of its loop in ``looped``, otherwise -1."""
        self._duties: dict[int, Mapping[str, DutyStatus]] = {}

    def __len__(self) -> int:
        return len(self.edges)

    @property
    def start(self) -> int:
        """The kind of the beginning."""
        return self.kind_of[0]

    def groups(self) -> Iterator[tuple[Sequence[int], bool]]:
        """The kinds, those of a loop together, and whether they are a loop; what follows comes before what leads to it.

        A loop comes in the place of its first kind, and the others of its kinds follow that one.
        """
        kind = 0
        while kind < len(self):
            loop = self.component[kind]
            members = [kind] if loop < 0 else self.looped[loop]
            yield members, loop >= 0
            kind = max(members) + 1

    def terminal(self, kind: int) -> bool:
        """Whether nothing can follow."""
        return not self.edges[kind]

    def terminals(self) -> Iterator[int]:
        """The kinds that nothing can follow."""
        return (kind for kind, edges in enumerate(self.edges) if not edges)

    def situation(self, kind: int) -> int:
        """The bits of one situation of a kind."""
        return self.exploration.situations[self.example[kind]]

    def stuck(self, kind: int) -> bool:
        """Whether the situations of a kind are stuck."""
        return self.exploration.status[self.example[kind]] == SituationStatus.STUCK

    def before_an_end(self) -> set[int]:
        """The kinds from which some ending can be reached, those of endings included."""
        before: dict[int, list[int]] = {}
        for kind, edges in enumerate(self.edges):
            for _, to, _ in edges:
                before.setdefault(to, []).append(kind)
        waiting = [kind for kind in self.terminals() if not self.stuck(kind)]
        found = set(waiting)
        while waiting:
            for kind in before.get(waiting.pop(), ()):
                if kind not in found:
                    found.add(kind)
                    waiting.append(kind)
        return found

    def stops(self, by: Sequence[bool]) -> bool:
        """Whether steps ``by`` some signatures lead to a kind from which no ending can be reached."""
        ending = self.before_an_end()
        waiting, met = [self.start], {self.start}
        while waiting:
            kind = waiting.pop()
            if kind not in ending:
                return True
            ahead = {to for signature, to, _ in self.edges[kind] if by[signature]} - met
            met |= ahead
            waiting += ahead
        return False

    def duties(self, kind: int) -> Mapping[str, DutyStatus]:
        """What has become of the duties in the situations of a kind; at an ending, before it closes them."""
        layout = self.exploration.system.layout
        bits = self.situation(kind) & layout.all_duties
        if bits not in self._duties:
            self._duties[bits] = layout.statuses(bits)
        return self._duties[bits]

    def witness(self, way: Sequence[tuple[int, int]]) -> tuple[Step, ...]:
        """Real steps for a way through the kinds, given as what each step counts for and the kind it leads to."""
        number, found = 0, []
        for signature, kind in way:
            number, step = next(
                (to, way.step)
                for via, to in self.exploration.out(number)
                if self.kind_of[to] == kind
                for way in self.exploration.system.groups[via].transitions
                if self.signatures[way.number] == signature
            )
            found.append(step)
        return tuple(found)


def quotient(exploration: Exploration, signatures: Sequence[int]) -> BisimulationQuotient:
    """Put alike situations together; ``signatures`` says by the number of a transition what it counts for."""
    found = BisimulationQuotient(exploration, signatures)
    merging = _Merging(found)
    contents = _Contents(exploration, signatures)
    layout = exploration.system.layout
    last = layout.scene.mask | layout.stuck.mask | layout.all_duties
    kind_of, offsets, to, via = found.kind_of, exploration.offsets, exploration.to, exploration.via
    for group in in_reverse(exploration):
        if len(group) > 1 or any(following == group[0] for _, following in exploration.out(group[0])):
            for number, kind in zip(group, merging.loop(group), strict=True):
                kind_of[number] = kind
            for number in group:
                found.edges[kind_of[number]] = contents.edges(_leads(exploration, kind_of, contents, number))
            continue
        (number,) = group
        begin, end = offsets[number], offsets[number + 1]
        leads = tuple(sorted((contents.of[via[place]], kind_of[to[place]]) for place in range(begin, end)))
        known = merging.known.get(key := leads or exploration.situations[number] & last)
        kind_of[number] = merging.kind(key, contents.edges(leads), number) if known is None else known
    return found


def _leads(
    exploration: Exploration, kind_of: Sequence[int], contents: "_Contents", number: int
) -> tuple[tuple[int, int], ...]:
    return tuple((contents.of[via], kind_of[to]) for via, to in exploration.out(number))


class _Contents:
    """What each group of transitions counts for, and with how many answers; alike ones have the same number."""

    def __init__(self, exploration: Exploration, signatures: Sequence[int]) -> None:
        known: dict[tuple[tuple[int, int], ...], int] = {}
        self.of = array("i")
        """By the number of a group."""
        for group in exploration.system.groups:
            weights: dict[int, int] = {}
            for way in group.transitions:
                signature = signatures[way.number]
                weights[signature] = weights.get(signature, 0) + way.weight
            self.of.append(known.setdefault(tuple(sorted(weights.items())), len(known)))
        self.weights = tuple(known)

    def edges(self, leads: Sequence[tuple[int, int]]) -> Edges:
        """The single transitions, those that count for the same and lead to the same put together."""
        together: dict[tuple[int, int], int] = {}
        for content, to in leads:
            for signature, weight in self.weights[content]:
                key = (signature, to)
                together[key] = together.get(key, 0) + weight
        return tuple(sorted((*key, weight) for key, weight in together.items()))


def coarser(
    fine: BisimulationQuotient, signatures: Sequence[int], last: Callable[[int], Hashable]
) -> BisimulationQuotient:
    """Put more together: by other ``signatures`` of the fine ones, and endings by what ``last`` says of their kind.

    The weights say how likely each transition is, and no longer how many there are.
    """
    found = BisimulationQuotient(fine.exploration, [signatures[each] for each in fine.signatures])
    merging = _Merging(found)
    kinds = array("i", [-1]) * len(fine)
    done = -1
    for kind, edges in enumerate(fine.edges):
        if kind <= done:
            continue
        loop = fine.component[kind]
        if loop >= 0:
            members = fine.looped[loop]
            for member, number in zip(members, merging.loop([fine.example[each] for each in members]), strict=True):
                kinds[member] = number
            for member in members:
                found.edges[kinds[member]] = _renamed(fine.edges[member], signatures, kinds)
            done = max(members)
            continue
        renamed = _renamed(edges, signatures, kinds)
        kinds[kind] = merging.kind(renamed or (last(kind),), renamed, fine.example[kind])
    found.kind_of = array("i", (kinds[kind] for kind in fine.kind_of))
    return found


class _Merging:
    """Gives each kind its number."""

    def __init__(self, found: BisimulationQuotient) -> None:
        self.found = found
        self.known: dict[Hashable, int] = {}

    def kind(self, key: Hashable, edges: Edges, example: int) -> int:
        kind = self.known.get(key)
        if kind is None:
            kind = self.known[key] = self._new(example, -1)
            self.found.edges[kind] = edges
        return kind

    def loop(self, examples: Sequence[int]) -> list[int]:
        """Situations that lead to one another: each a kind by itself, numbered before their transitions are known."""
        members = [self._new(example, len(self.found.looped)) for example in examples]
        self.found.looped.append(members)
        return members

    def _new(self, example: int, loop: int) -> int:
        self.found.edges.append(())
        self.found.example.append(example)
        self.found.component.append(loop)
        return len(self.found.edges) - 1


def _renamed(edges: Edges, signatures: Sequence[int], kinds: Sequence[int]) -> Edges:
    """The edges under their new names, those that are alike now as one; only how the weights compare is kept."""
    renamed = sorted([(signatures[signature], kinds[to], weight) for signature, to, weight in edges])
    if len(renamed) != len({edge[:2] for edge in renamed}):
        together: dict[tuple[int, int], int] = {}
        for signature, to, weight in renamed:
            together[signature, to] = together.get((signature, to), 0) + weight
        renamed = [(*key, weight) for key, weight in together.items()]
    common = 0
    for _, _, weight in renamed:
        if weight == 1:
            return tuple(renamed)
        common = gcd(common, weight)
    return tuple((signature, to, weight // common) for signature, to, weight in renamed)


def in_reverse(exploration: Exploration) -> Iterator[list[int]]:
    """The situations so that each comes after all that can follow it; those on one loop come together.

    A learner can get stuck without leaving the scene, so those who are stuck come before all others.
    """
    scenario = exploration.system.scenario
    group = grouped({name: tuple(following(scene)) for name, scene in scenario.scenes.items()})
    place = [group[compiled.scene.id] for compiled in exploration.system.compiled_scenes]
    scene_mask, stuck_mask = exploration.system.layout.scene.mask, exploration.system.layout.stuck.mask
    buckets: list[list[int]] = [[] for _ in range(max(place) + 1)]
    for number, situation in enumerate(exploration.situations):
        if situation & stuck_mask:
            yield [number]
        else:
            buckets[place[situation & scene_mask]].append(number)
    alone = [True] * len(buckets)
    for compiled in exploration.system.compiled_scenes:
        alone[place[compiled.place]] &= compiled.scene.id not in following(compiled.scene)
    for each, size in Counter(place).items():
        alone[each] &= size == 1
    for bucket, single in zip(buckets, alone, strict=True):
        yield from ([[number] for number in bucket] if single else _ordered(exploration, bucket))


def _ordered(exploration: Exploration, bucket: list[int]) -> Iterator[list[int]]:
    """The situations of scenes that lead to one another, by strongly connected component, followers first."""
    inner = {number: place for place, number in enumerate(bucket)}
    edges = [[inner[to] for _, to in exploration.out(number) if to in inner] for number in bucket]
    found = components(edges)
    groups: list[list[int]] = [[] for _ in range(max(found, default=-1) + 1)]
    for place, number in enumerate(bucket):
        groups[found[place]].append(number)
    yield from groups
