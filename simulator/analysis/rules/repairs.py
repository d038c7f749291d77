"""Repairs of a breach that nobody can have committed by then."""

from collections.abc import Iterator

from simulator.analysis.actions import PlacedAction
from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Address, Finding
from simulator.analysis.model.reachability import Exploration
from simulator.analysis.model.transition_system import TransitionGroup
from simulator.engine.availability import fits
from simulator.engine.scenario import Decision, Form

from .reach import entered, open_to_somebody


def repairs_nothing(context: AnalysisContext) -> Iterator[Finding]:
    """Something that repairs a breach and is never offered while that breach stands unrepaired.

    A breach that is committed in the same form counts as standing. What is never offered at all is another finding's
    matter.
    """
    if not context.exploration.complete:
        return
    repairing = [each for each in context.actions if each.action.repairs is not None]
    if not repairing:
        return
    scenes = entered(context)
    offered = open_to_somebody(context)
    waiting = [each for each in repairing if each.scene in scenes and each.address in offered]
    for breach in dict.fromkeys(each.action.repairs for each in waiting if each.action.repairs is not None):
        mine = {each.address: each for each in waiting if each.action.repairs == breach}
        for each in _in_vain(context.exploration, breach, mine):
            message = f"Nobody can have committed `{breach}` by then, so {each.name} repairs nothing."
            hint = "Name the breach that is meant, or lead here from where it happens."
            yield Finding("repairs-nothing", (*each.address, "repairs"), message, hint, value=True)


def _in_vain(exploration: Exploration, breach: str, waiting: dict[Address, PlacedAction]) -> list[PlacedAction]:
    """Those that are offered in no situation in which the breach stands; looked for from where it is committed on."""
    system = exploration.system
    after = {
        group.number: (_leaves(group, breach, stands=False), _leaves(group, breach, stands=True))
        for group in system.groups
    }
    commits = {number for number, (fresh, _) in after.items() if fresh}
    left = {address: each for address, each in waiting.items() if not _in_one_form(exploration, breach, each)}
    if not commits:
        return list(left.values())
    scenes = {each.scene for each in left.values()}
    seen = bytearray(len(exploration))
    for number in range(len(exploration)):
        if not left:
            break
        ahead = [to for via, to in exploration.out(number) if via in commits and not seen[to]]
        while ahead and left:
            here = ahead.pop()
            if seen[here]:
                continue
            seen[here] = 1
            if exploration.scene(here) in scenes:
                for address in [key for key, each in left.items() if _is_offered(exploration, here, each)]:
                    del left[address]
            ahead += [to for via, to in exploration.out(here) if after[via][1] and not seen[to]]
    return list(left.values())


def _leaves(group: TransitionGroup, breach: str, *, stands: bool) -> bool:
    """Whether a breach can stand once one of these ways was taken; ``stands`` says whether it did before."""
    return any(_stands_after(way.consequence.actions, breach, stands=stands) for way in group.transitions)


def _stands_after(actions: tuple[tuple[object, str | None, str | None], ...], breach: str, *, stands: bool) -> bool:
    for _, committed, repaired in actions:
        stands = (stands or committed == breach) and repaired != breach
    return stands


def _in_one_form(exploration: Exploration, breach: str, each: PlacedAction) -> bool:
    """Whether the same form can commit the breach before it repairs it."""
    for way in exploration.system.transitions:
        if way.scene == each.scene and not isinstance(way.step, str):
            done = way.consequence.actions
            first = next((place for place, (_, committed, _) in enumerate(done) if committed == breach), len(done))
            if any(repaired == breach for _, _, repaired in done[first:]):
                return True
    return False


def _is_offered(exploration: Exploration, number: int, each: PlacedAction) -> bool:
    """Whether something is offered in a situation of its scene."""
    system = exploration.system
    compiled = system.compiled(exploration.situations[number])
    if compiled.scene.id != each.scene:
        return False
    content = compiled.scene.content
    if isinstance(content, Decision):
        return any(
            way.step == each.action.id for via, _ in exploration.out(number) for way in system.groups[via].transitions
        )
    if not isinstance(content, Form):
        return False
    whens = [field.when for field in content.fields if field.id == each.field] + [each.action.when]
    known = system.layout.values_of(system.layout.names(whens), exploration.situations[number])
    return all(fits(when, known) for when in whens)
