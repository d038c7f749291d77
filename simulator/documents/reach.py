"""Scenes that nothing leads to, whatever holds while playing."""

from collections.abc import Iterator

from simulator.engine.scenario import Decision, Form, Onward, Scenario, Scene

from .problems import Problems


def check_reach(scenario: Scenario, problems: Problems) -> None:
    """Tell of every scene to which no way leads from the start."""
    reached = _reached(scenario)
    for name in scenario.scenes:
        if name not in reached:
            message = f"Nothing leads to the scene `{name}`."
            problems.of(("scenes", name), "unreachable-scene", message, "Lead a goto to it, or delete it.")


def _reached(scenario: Scenario) -> set[str]:
    reached = {scenario.start}
    waiting = [scenario.start]
    while waiting:
        for name in _next(scenario.scenes[waiting.pop()]):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached


def _next(scene: Scene) -> Iterator[str]:
    """The scenes that can follow."""
    match scene.content:
        case Decision(choices=choices, otherwise=otherwise):
            yield from (target.to for choice in choices for target in choice.goto)
            if otherwise is not None:
                yield otherwise
        case Onward(goto=goto) | Form(goto=goto):
            yield from (target.to for target in goto)
