"""What can happen to a learner in play: getting stuck, going round for ever, a duty that cannot be done."""

from collections.abc import Iterator
from typing import TypeAlias

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import STOPS, Address, Finding, Step
from simulator.analysis.model.bisimulation import BisimulationQuotient
from simulator.analysis.model.forms import Consequence
from simulator.analysis.model.reachability import Exploration, SituationStatus
from simulator.analysis.model.transition_system import Transition
from simulator.engine.scenario import Decision, Form, Onward, Scene
from simulator.engine.state import DutyStatus


def stuck(context: AnalysisContext) -> Iterator[Finding]:
    """A situation in which nothing can be chosen and nothing follows; one finding for each place where that happens."""
    exploration = context.exploration
    told: set[Address] = set()
    for before, via, number in _into_the_stuck(exploration) if exploration.complete else ():
        last = exploration.system.groups[via].transitions[0] if via >= 0 else None
        if last is not None and _leads_nowhere(exploration, before, via):
            address = _address(last)
            message = f"After {_named(last)} a learner gets stuck: none of its targets fits."
            hint = "Add a last target without a condition."
        else:
            address = ("scenes", exploration.scene(number))
            message, hint = _why_stuck(context.scenario.scenes[exploration.scene(number)])
        if address not in told:
            told.add(address)
            witness = () if last is None else (*exploration.witness(before), last.step)
            yield Finding("stuck", address, message, hint, witness)


def _into_the_stuck(exploration: Exploration) -> Iterator[tuple[int, int, int]]:
    """Every step after which a learner is stuck, nearest first: the situation before, its group, and that after.

    -1 stands for what is before the beginning.
    """
    ends = frozenset(exploration.where(SituationStatus.STUCK))
    if 0 in ends:
        yield -1, -1, 0
    if ends:
        for number in range(len(exploration)):
            yield from ((number, via, to) for via, to in exploration.out(number) if to in ends)


def _why_stuck(scene: Scene) -> tuple[str, str]:
    content = scene.content
    goto = content.goto if isinstance(content, Onward | Form) else ()
    endless = isinstance(content, Decision) and content.otherwise is not None
    if endless or any(target.when is None for target in goto):
        message = f"A learner gets stuck in `{scene.id}`: scenes follow one another without a decision and without end."
        return message, "Lead one of them to a decision or an ending."
    if goto:
        message = f"A learner gets stuck in `{scene.id}`: none of its targets fits."
        return message, "Add a last target without a condition."
    message = f"A learner gets stuck in `{scene.id}`: nothing can be chosen there any more."
    return message, "Write otherwise: with the scene that follows, or keep a choice open."


def _leads_nowhere(exploration: Exploration, before: int, via: int) -> bool:
    """Whether a step's own targets are what does not fit."""
    system = exploration.system
    update = system.groups[via].update
    if update.fork is None:
        return False
    situation = exploration.situations[before] & update.keep | update.put
    for mask, change in update.changes:
        situation += change[situation & mask]
    return update.fork[situation & update.fork.mask] is None


def _named(transition: Transition) -> str:
    return (
        f"`{transition.step}` in `{transition.scene}`"
        if isinstance(transition.step, str)
        else f"the form in `{transition.scene}`"
    )


def _address(transition: Transition) -> Address:
    """Where a way on is written."""
    if isinstance(transition.step, str):
        return ("scenes", transition.scene, "choices", transition.step)
    return ("scenes", transition.scene, "form")


def no_way_out(context: AnalysisContext) -> Iterator[Finding]:
    """The nearest situation from which neither an ending nor a dead end follows, so that play can only go round."""
    exploration = context.exploration
    if not exploration.complete or not context.quotient.looped:
        return  # without a loop every way comes to an end
    leaving = _leading_to(exploration, [n for n, standing in enumerate(exploration.status) if standing])
    lost = next((number for number, leaves in enumerate(leaving) if not leaves), None)
    if lost is not None:
        scene = exploration.scene(lost)
        message = f"From `{scene}` no ending can be reached any more: play goes round for ever."
        hint = "Add a way out, or let the choices that lead back be chosen once only."
        yield Finding("no-way-out", ("scenes", scene), message, hint, exploration.witness(lost))


def _leading_to(exploration: Exploration, goals: list[int]) -> list[bool]:
    """For each situation whether one of the goals can follow."""
    before: list[list[int]] = [[] for _ in range(len(exploration))]
    for number in range(len(exploration)):
        for to in exploration.to[exploration.offsets[number] : exploration.offsets[number + 1]]:
            before[to].append(number)
    leads = [False] * len(exploration)
    waiting = goals
    for number in waiting:
        leads[number] = True
    while waiting:
        for number in before[waiting.pop()]:
            if not leads[number]:
                leads[number] = True
                waiting.append(number)
    return leads


def endless_evidence(context: AnalysisContext) -> Iterator[Finding]:
    """A step that counts for something and that can be taken again and again in the same situation."""
    if not context.exploration.complete:
        return
    nearest: dict[Address, tuple[int, Transition]] = {}
    for number, transition in _counting_transitions(context):
        nearest.setdefault(_address(transition), (number, transition))
    for number, transition in nearest.values():
        yield _endless(transition, (*context.exploration.witness(number), transition.step))


def _counting_transitions(context: AnalysisContext) -> Iterator[tuple[int, Transition]]:
    """Every way that counts and stays in a loop, each with the situation in which it is taken, the nearest first."""
    quotient, exploration, nothing = context.quotient, context.exploration, Consequence()
    counting = {
        (kind, signature, to)
        for members in quotient.looped
        for inside in (frozenset(members),)
        for kind in members
        for signature, to, _ in quotient.edges[kind]
        if to in inside and context.consequences[signature] != nothing
    }
    kinds = {kind for kind, _, _ in counting}
    for number, kind in enumerate(quotient.kind_of) if kinds else ():
        if kind in kinds:
            for via, to in exploration.out(number):
                for transition in exploration.system.groups[via].transitions:
                    if (kind, quotient.signatures[transition.number], quotient.kind_of[to]) in counting:
                        yield number, transition


def _endless(transition: Transition, witness: tuple[Step, ...]) -> Finding:
    what = (
        f"The choice {_named(transition)}" if isinstance(transition.step, str) else f"The form in `{transition.scene}`"
    )
    message = f"{what} counts each time, and nothing limits how often it can be come back to."
    hint = "Leave out again: true, take its evidence away, or let something change that closes the loop."
    return Finding("endless-evidence", _address(transition), message, hint, witness)


def duties_that_cannot_be_fulfilled(context: AnalysisContext) -> Iterator[Finding]:
    """A duty that opens in a situation from which nothing that can follow fulfils it."""
    exploration = context.exploration
    if not exploration.complete or not context.scenario.duties:
        return
    possible = fulfilled_later(context.quotient)
    for place, name in enumerate(context.scenario.duties):
        lost = [not possible[kind] >> place & 1 for kind in context.quotient.kind_of]
        found = _opened_in_vain(exploration, name, lost)
        follows = frozenset[str]()
        if found is not None and context.quotient.stops([True] * len(context.consequences)):
            found, follows = _where_play_can_stop(exploration, name)
        if found is not None:
            number, witness = found
            scene = exploration.scene(number)
            message = f"The duty `{name}` opens in `{scene}`, and nothing that can follow fulfils it."
            hint = f"Offer something that fulfils it (fulfils: [{name}]), or open it elsewhere."
            yield Finding("duty-cannot-be-fulfilled", ("duties", name), message, hint, witness, follows=follows)


_Opening: TypeAlias = tuple[int, tuple[Step, ...]]
"""The situation into which a duty opens, and the way there."""


def _where_play_can_stop(exploration: Exploration, name: str) -> tuple[_Opening | None, frozenset[str]]:
    """The same where play can come to a stop: there a duty may be fulfilled before it, and what is missing follow it.

    An opening after which nothing stops is told first; one after which something does may be its mere consequence.
    """
    fulfilling = {
        group.number
        for group in exploration.system.groups
        if any(name in action.effects.fulfils for action in group.transitions[0].actions)
    }
    size = range(len(exploration))
    done = [number for number in size if any(via in fulfilling for via, _ in exploration.out(number))]
    possible = _leading_to(exploration, done)
    ends = _leading_to(exploration, exploration.where(SituationStatus.ENDED))
    stops = _leading_to(exploration, [number for number in size if not ends[number]])
    found = _opened_in_vain(exploration, name, [not possible[number] and not stops[number] for number in size])
    if found is not None:
        return found, frozenset()
    return _opened_in_vain(exploration, name, [not each for each in possible]), STOPS


def _opened_in_vain(exploration: Exploration, name: str, lost: list[bool]) -> _Opening | None:
    """The nearest situation into which a duty opens although nothing can fulfil it from there, and the way there."""
    field = exploration.system.layout.duties[name]
    opened = field.put(DutyStatus.OPEN), field.put(DutyStatus.LATE)
    waiting = field.put(DutyStatus.WAITING)
    mask, situations = field.mask, exploration.situations
    found = {number for number, each in enumerate(situations) if lost[number] and each & mask in opened}
    if 0 in found:
        return 0, ()
    for number, situation in enumerate(situations) if found else ():
        if situation & mask == waiting:
            for via, to in exploration.out(number):
                if to in found:
                    return to, (*exploration.witness(number), exploration.system.groups[via].transitions[0].step)
    return None


def fulfilled_later(quotient: BisimulationQuotient) -> list[int]:
    """By kind: the duties that are fulfilled at some ending that can follow, as bits."""
    found = [0] * len(quotient)
    for kind in range(len(quotient)):
        if quotient.terminal(kind):
            for place, status in enumerate(quotient.duties(kind).values()):
                if status in (DutyStatus.FULFILLED, DutyStatus.FULFILLED_LATE):
                    found[kind] |= 1 << place
    changed = True
    while changed:  # once, unless there are loops
        changed = False
        for kind, edges in enumerate(quotient.edges):
            together = found[kind]
            for _, to, _ in edges:
                together |= found[to]
            if together != found[kind]:
                found[kind] = together
                changed = bool(quotient.looped)
    return found
