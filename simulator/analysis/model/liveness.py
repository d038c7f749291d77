"""What can still matter in each scene: two situations that differ in nothing else are the same situation.

The live-variable analysis of compilers, a backward data-flow problem solved to its least fixed point (Kildall, 1973),
used to make a state space smaller as in Bozga, Fernandez and Ghirvu (1999). A name is live where some way on,
whatever conditions say, looks at it before it is given a value. Forgetting one that is not changes nothing that can
be seen: nobody asks for it again. Duties are live until the ending; a used choice is while its scene can follow.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import assert_never

from simulator.engine.condition import Condition
from simulator.engine.scenario import (
    Content,
    Decision,
    Effects,
    Ending,
    Form,
    Onward,
    Scenario,
    Scene,
    Target,
)

from .bit_layout import BitLayout, mask_of
from .scene_links import following


class Liveness:
    """For each scene of a scenario the bits that can still matter once it has been entered."""

    def __init__(self, scenario: Scenario, layout: BitLayout, *, texts: bool, always: int = 0) -> None:
        self.scenario = scenario
        self.layout = layout
        self.texts = texts
        """Whether what only decides which words are said matters too."""
        self.always = always
        """Bits that matter everywhere, whether or not anything looks at them."""
        self.after: dict[str, int] = dict.fromkeys(scenario.scenes, 0)
        """The bits that matter in a scene once its effects have happened."""
        self._settle()

    def _settle(self) -> None:
        """Go backwards along the links until nothing changes: the least fixed point, by a worklist.

        First in, first out: a scene is looked at again once a round and not once for every name that comes to matter
        after it, which on a scenario of a thousand scenes in one loop is 600 times as often.
        """
        before: dict[str, list[str]] = {name: [] for name in self.scenario.scenes}
        for name, scene in self.scenario.scenes.items():
            for to in set(following(scene)):
                before[to].append(name)
        waiting = deque(reversed(tuple(self.scenario.scenes)))  # most scenes lead to later ones
        listed = set(waiting)
        while waiting:
            name = waiting.popleft()
            listed.discard(name)
            found = self._of(self.scenario.scenes[name])
            if found != self.after[name]:
                self.after[name] = found
                for each in before[name]:
                    if each not in listed:
                        listed.add(each)
                        waiting.append(each)

    def _of(self, scene: Scene) -> int:
        found = self.layout.all_duties | self.always
        if self.texts:
            found |= self.layout.reads(variant_conditions(scene))
        content = scene.content
        match content:
            case Ending():
                return found
            case Onward(goto=goto):
                return found | self.at(goto)
            case Form():
                return found | self.layout.reads(form_conditions(content)) | self.at(content.goto)
            case Decision():
                return found | self._decision(scene.id, content)
            case _:
                assert_never(content)

    def _decision(self, scene: str, content: Decision) -> int:
        found = self.layout.reads(choice.action.when for choice in content.choices)
        for choice in content.choices:
            found |= self.at(choice.goto) & ~self._given(choice.action.effects)
            used = self.layout.used.get((scene, choice.id))
            if used is not None:
                found |= used.mask
        if content.otherwise is not None:
            found |= self.entering(content.otherwise)
        return found

    def at(self, targets: Sequence[Target]) -> int:
        """The bits that matter where targets decide where to go."""
        found = self.layout.reads(target.when for target in targets)
        for target in targets:
            found |= self.entering(target.to)
        return found

    def entering(self, scene: str) -> int:
        """The bits that matter before a scene's effects happen."""
        return self.after[scene] & ~self._given(self.scenario.scenes[scene].effects)

    def _given(self, effects: Effects) -> int:
        """The bits that get a value whatever they were."""
        layout = self.layout
        learned = mask_of(layout.facts[name] for name in effects.learn)
        return (learned | mask_of(layout.variables[name] for name, _ in effects.set)) & ~self.always


def variant_conditions(scene: Scene) -> Iterator[Condition | None]:
    """The conditions of everything that may be said in a scene."""
    for words in (scene.tells, scene.cue, scene.says):
        yield from (variant.when for variant in words)
    if isinstance(scene.content, Ending):
        for words in (scene.content.text, scene.content.afterwards):
            yield from (variant.when for variant in words)


def form_conditions(form: Form) -> Iterator[Condition | None]:
    """The conditions of a form's fields and options."""
    for field in form.fields:
        yield field.when
        yield from (action.when for action in field.actions)


def content_conditions(content: Content) -> Iterator[Condition | None]:
    """The conditions of all that a scene asks of the learner, and of where it leads."""
    match content:
        case Decision(choices):
            yield from (choice.action.when for choice in choices)
            yield from (target.when for choice in choices for target in choice.goto)
        case Form(goto=goto) | Onward(goto):
            yield from form_conditions(content) if isinstance(content, Form) else ()
            yield from (target.when for target in goto)
