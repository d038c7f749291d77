"""Answers that nobody reacts to before the same question stands again."""

from collections.abc import Iterator

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding, Step
from simulator.analysis.model.scene_links import following
from simulator.documents.scenario.expect import walk
from simulator.engine.scenario import Decision, Scenario, Scene, Words
from simulator.engine.state import LineKind


def nobody_reacts(context: AnalysisContext) -> Iterator[Finding]:
    """A choice after which the same decision stands again, and until then nothing is told, said or newly seen.

    The same cue as before is no reaction; what the mentee says is one, also where it is the same again. One finding for
    each choice, at the nearest situation.
    """
    exploration = context.exploration
    waiting = _silent_returns(context.scenario) if exploration.complete else {}
    if not waiting:
        return
    system, situations = exploration.system, exploration.situations
    heard = {name: system.compiled_scenes[system.layout.places[name]].heard for name in context.scenario.scenes}
    masks = {key: mask_of_all(heard[name] for name in ahead) for key, ahead in waiting.items()}
    places = {system.layout.places[scene] for scene, _ in waiting}
    scene_mask = system.layout.scene.mask
    judged: set[tuple[int, int, int]] = set()
    for number, situation in enumerate(situations):
        if situation & scene_mask not in places or exploration.status[number]:
            continue
        scene = system.compiled(situation).scene.id
        for via, to in exploration.out(number):
            step = system.groups[via].transitions[0].step
            if not isinstance(step, str) or (scene, step) not in masks or exploration.scene(to) != scene:
                continue
            mask = masks[scene, step]
            key = via, situation & mask, situations[to] & mask
            if exploration.status[to] or key in judged:
                continue
            judged.add(key)
            steps = (*exploration.witness(number), step)
            if _is_silent(context.scenario, steps):
                del masks[scene, step]
                yield _finding(scene, step, steps)


def _finding(scene: str, choice: str, steps: tuple[Step, ...]) -> Finding:
    message = f"Nobody reacts to `{choice}` in `{scene}`: the same question stands again at once."
    hint = "Lead to a scene in which something is said, and back from there; or let the cue show what changed."
    return Finding("nobody-reacts", ("scenes", scene, "choices", choice), message, hint, steps)


def mask_of_all(masks: Iterator[int]) -> int:
    """All bits of some masks."""
    found = 0
    for each in masks:
        found |= each
    return found


def _is_silent(scenario: Scenario, steps: tuple[Step, ...]) -> bool:
    """Whether nobody reacts to the last of some steps, which leads back to where it was taken."""
    state, _ = walk(scenario, steps)
    *earlier, last = state.turns
    scene = last.scene
    seen = [line.text for turn in earlier for line in turn.lines if line.kind is LineKind.CUE and line.scene == scene]
    return all(
        line.kind in {LineKind.SAY, LineKind.DO}
        or (line.kind is LineKind.CUE and line.scene == scene and [line.text] == seen[-1:])
        for line in last.lines
    )


def _silent_returns(scenario: Scenario) -> dict[tuple[str, str], frozenset[str]]:
    """The choices after which their scene may stand again in silence, with the scenes on the way back."""
    found = {}
    for name, scene in scenario.scenes.items():
        if isinstance(scene.content, Decision) and _may_be_silent(scene.tells) and _may_be_silent(scene.says):
            for choice in scene.content.choices:
                ahead = _silently(scenario, {target.to for target in choice.goto}, name)
                if name in ahead:
                    found[name, choice.id] = frozenset(ahead)
    return found


def _silently(scenario: Scenario, targets: set[str], back: str) -> set[str]:
    """The scenes that may follow without a word from anybody, up to the one that is led back to."""
    found: set[str] = set()
    waiting = list(targets)
    while waiting:
        name = waiting.pop()
        scene = scenario.scenes[name]
        if name in found or (name != back and not _passes_silently(scene)):
            continue
        found.add(name)
        if name != back:
            waiting += following(scene)
    return found


def _passes_silently(scene: Scene) -> bool:
    return all(map(_may_be_silent, (scene.tells, scene.cue, scene.says)))


def _may_be_silent(words: Words) -> bool:
    return all(variant.when is not None for variant in words)
