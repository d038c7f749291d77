"""Walkthroughs that must hold: translated, and walked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from simulator.documents.yaml.parts import LEVELS
from simulator.documents.yaml.problems import Problems, nearest
from simulator.documents.yaml.source_map import Address
from simulator.engine.condition import written
from simulator.engine.events import Answered, Chose, Ended, Mode
from simulator.engine.play import (
    FormRefused,
    Refused,
    ReplayError,
    answer,
    begin,
    closing,
    evolve,
    open_choices,
    shown_fields,
)
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Decision, Ending, Form, Scenario, Scene, Walkthrough
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import State

from .name_resolution import NameResolution
from .shapes import WalkthroughShape
from .variables import decoded

MAX_STEPS: Final = 1000
"""How many steps all walkthroughs of a scenario may have together, so that checking a stranger's file stays quick."""

Step = str | Mapping[str, str | tuple[str, ...]]


def walkthroughs(
    shapes: Mapping[str, WalkthroughShape], scenes: Mapping[str, Scene], names: NameResolution
) -> tuple[Walkthrough, ...]:
    """The walkthroughs, with their endings checked."""
    found: list[Walkthrough] = []
    for name, shape in shapes.items():
        address: Address = ("expect", name)
        if shape.ending is None and shape.outcome is None and names.problems.whole(address):
            message = f"The walkthrough `{name}` expects nothing."
            names.problems.of(address, "walkthrough-empty", message, "Write ending: or outcome:, or both.")
        if shape.ending is not None:
            _check_ending(shape.ending, scenes, (*address, "ending"), names)
        outcome = None if shape.outcome is None else LEVELS[shape.outcome]
        found.append(
            Walkthrough(
                name,
                tuple(_step(step) for step in shape.choose),
                shape.ending,
                outcome,
                _pieces(shape.evidence, (*address, "evidence"), names),
                shape.breaches,
                {each: decoded(value) for each, value in shape.values.items()},
            )
        )
    return tuple(found)


def _pieces(
    shape: Mapping[str, tuple[str, ...]] | None, address: Address, names: NameResolution
) -> Mapping[str, tuple[Level, ...]] | None:
    for clause in shape or ():
        names.clause(clause, (*address, clause), key=True)
    return (
        None if shape is None else {clause: tuple(LEVELS[each] for each in levels) for clause, levels in shape.items()}
    )


def _check_ending(name: str, scenes: Mapping[str, Scene], address: Address, names: NameResolution) -> None:
    if name in scenes and not isinstance(scenes[name].content, Ending):
        names.problems.of(address, "unknown-scene", f"The scene `{name}` is no ending.", value=True)
    elif names.declared.scenes and name not in names.declared.scenes:
        near = names.problems.near(name, [id_ for id_, scene in scenes.items() if isinstance(scene.content, Ending)])
        names.problems.of(address, "unknown-scene", f"There is no ending `{name}`.", near, value=True)


def _step(step: object) -> Step:
    """A step as the engine takes it (its shape was checked)."""
    if isinstance(step, dict):
        answers = {
            str(field): tuple(map(str, given)) if isinstance(given, list) else str(given)
            for field, given in step.items()
        }
        return MappingProxyType(answers)
    return str(step)


@dataclass(frozen=True, slots=True)
class StepFault:
    """Where a walkthrough went wrong."""

    position: int
    """The step at which it did, from 0; the number of steps if it was at the end."""
    field: str | None
    message: str
    hint: str = ""


def walk(scenario: Scenario, steps: Sequence[Step]) -> tuple[State, StepFault | None]:
    """Take the steps in practice; where that led, and what stopped it."""
    return _walk_on(scenario, _start(scenario), steps)


def _start(scenario: Scenario) -> State:
    state = evolve(scenario, None, begin(Mode.PRACTICE, 0))
    last = closing(scenario, state)
    return state if last is None else evolve(scenario, state, last)


def _walk_on(scenario: Scenario, state: State, steps: Sequence[Step]) -> tuple[State, StepFault | None]:
    for position, step in enumerate(steps):
        scene = state.situation.scene
        if state.situation.stuck:
            return state, StepFault(position, None, f"The playthrough is stuck in `{scene}`: nothing is open there.")
        if state.closed is not None or isinstance(scenario.scenes[scene].content, Ending):
            left = "“" + step + "”" if isinstance(step, str) else "a form"
            return state, StepFault(position, None, f"The playthrough has ended in `{scene}`, and {left} is left over.")
        event = Chose(scene, step) if isinstance(step, str) else Answered(scene, step)
        try:
            state = evolve(scenario, state, event)
        except ReplayError:
            return state, _refusal(scenario, state, position, step)
        last = closing(scenario, state)
        if last is not None:
            state = evolve(scenario, state, last)
    return state, None


def _refusal(scenario: Scenario, state: State, position: int, step: Step) -> StepFault:
    """Why a step cannot be taken."""
    try:
        if not isinstance(step, str):
            answer(scenario, state, step)
    except FormRefused as refused:
        field, message = next(iter(refused.faults.items()))
        said = f"In `{state.situation.scene}`, `{field}`: {message}"
        return StepFault(position, field, said, _form_hint(scenario, state, field))
    except Refused:
        pass
    return _step_fault(scenario, state, position, step)


def _step_fault(scenario: Scenario, state: State, position: int, step: Step) -> StepFault:
    situation = state.situation
    content = scenario.scenes[situation.scene].content
    if isinstance(content, Form):
        fields = ", ".join(field.id for field in shown_fields(content, situation))
        hint = f"Write its answers: {{{fields}: ...}}." if "," not in fields else f"Its fields are {fields}."
        return StepFault(position, None, f"In `{situation.scene}` there is a form to fill in.", hint)
    open_now = [choice.id for choice in open_choices(scenario, situation)]
    listed = f"Open there: {', '.join(open_now)}."
    if not isinstance(step, str):
        return StepFault(position, None, f"In `{situation.scene}` there is a choice to make, and no form.", listed)
    near = nearest(step, open_now)
    every = [choice.id for choice in content.choices] if isinstance(content, Decision) else []
    why = "is not open" if step in every else "is no choice"
    hint = f"Did you mean `{near}`? {listed}" if near and near != step else listed
    return StepFault(position, None, f"In `{situation.scene}`, `{step}` {why}.", hint)


def _form_hint(scenario: Scenario, state: State, field: str) -> str:
    content = scenario.scenes[state.situation.scene].content
    if not isinstance(content, Form):
        return ""
    shown = {each.id: each for each in shown_fields(content, state.situation)}
    if field not in shown:
        return f"Its fields are {', '.join(shown)}."
    listed = ", ".join(action.id for action in shown[field].actions)
    return {"pick": f"It can be: {listed}.", "tick": f"Its boxes are [{listed}].", "write": ""}[shown[field].how]


def check_walkthroughs(scenario: Scenario, rubric: Rubric | None, problems: Problems) -> None:
    """Walk every walkthrough and tell of those that do not hold."""
    start = _start(scenario) if scenario.expect else None
    left = MAX_STEPS
    for walkthrough in scenario.expect:
        if start is None or problems.is_full:
            return
        left -= len(walkthrough.choose)
        if left < 0:
            message = f"The walkthroughs have more than {MAX_STEPS:,} steps together; from here on they are not walked."
            problems.of(("expect", walkthrough.name), "walkthrough-steps", message)
            return
        state, fault = _walk_on(scenario, start, walkthrough.choose)
        address: Address = ("expect", walkthrough.name)
        taken = walkthrough.choose if fault is None else walkthrough.choose[: fault.position]
        if fault is not None:
            _tell(problems, (*address, "choose", fault.position), fault, taken)
        elif not isinstance(state.closed, Ended):
            _tell_unfinished(scenario, state, (*address, "choose"), taken, problems)
        else:
            _check_result(scenario, rubric, state, walkthrough, problems)


def _tell(problems: Problems, address: Address, fault: StepFault, taken: Sequence[Step]) -> None:
    place = address if fault.field is None else (*address, fault.field)
    problems.of(place, "walkthrough-step", fault.message, fault.hint, tuple(taken), value=fault.field is None)


def _tell_unfinished(
    scenario: Scenario, state: State, address: Address, taken: Sequence[Step], problems: Problems
) -> None:
    scene = state.situation.scene
    if state.situation.stuck:
        message, hint = f"The walkthrough gets stuck in `{scene}`: the scenario gives no way on there.", ""
    else:
        message = f"The walkthrough stops in `{scene}` before an ending."
        content = scenario.scenes[scene].content
        if isinstance(content, Form):
            hint = f"Next is its form, with {', '.join(field.id for field in shown_fields(content, state.situation))}."
        else:
            hint = f"Open there: {', '.join(choice.id for choice in open_choices(scenario, state.situation))}."
    problems.of(address, "walkthrough-unfinished", message, hint, tuple(taken))


def _check_result(
    scenario: Scenario, rubric: Rubric | None, state: State, walkthrough: Walkthrough, problems: Problems
) -> None:
    address: Address = ("expect", walkthrough.name)
    reached = state.situation.scene
    if walkthrough.ending is not None and reached != walkthrough.ending:
        message = f"This walkthrough ends in `{reached}`, not in `{walkthrough.ending}`."
        problems.of((*address, "ending"), "walkthrough-ending", message, "", walkthrough.choose, value=True)
    _check_values(state, walkthrough, problems)
    if rubric is None:
        return
    card = score(scenario, rubric, state)
    _check_evidence(card, walkthrough, problems)
    if walkthrough.outcome is not None and card.outcome is not walkthrough.outcome:
        came = card.outcome.word if card.outcome is not None else "not decided"
        message = f"The outcome of this walkthrough is {came}, not {walkthrough.outcome.word}."
        problems.of((*address, "outcome"), "walkthrough-outcome", message, _why(card), walkthrough.choose, value=True)


def _check_values(state: State, walkthrough: Walkthrough, problems: Problems) -> None:
    for name, expected in walkthrough.values.items():
        address: Address = ("expect", walkthrough.name, "values", name)
        values = state.situation.values
        if name not in values:
            message = f"There is no variable, fact or duty `{name}`."
            problems.of(address, "walkthrough-ending", message, problems.near(name, list(values)), value=True)
        elif values[name] != expected or isinstance(values[name], bool) is not isinstance(expected, bool):
            message = f"At the end of this walkthrough `{name}` is {written(values[name])}, not {written(expected)}."
            problems.of(address, "walkthrough-ending", message, "", walkthrough.choose, value=True)


def _check_evidence(card: Scorecard, walkthrough: Walkthrough, problems: Problems) -> None:
    """Hold what it gave to what it should give, clause by clause, and its breaches."""
    address: Address = ("expect", walkthrough.name)
    if walkthrough.evidence is not None:
        for clause in card.clauses:
            expected = walkthrough.evidence.get(clause.clause, ())
            given = tuple(piece.level for piece in clause.pieces)
            if given != expected:
                message = f"The evidence for `{clause.clause}` is {_listed(given)}, not {_listed(expected)}."
                problems.of((*address, "evidence"), "walkthrough-outcome", message, "", walkthrough.choose)
    standing = tuple(each.breach for each in card.breaches if each.repaired_by is None)
    if walkthrough.breaches is not None and standing != walkthrough.breaches:
        was, should = (", ".join(each) or "none" for each in (standing, walkthrough.breaches))
        message = f"The breaches that stand at the end of this walkthrough are {was}, not {should}."
        problems.of((*address, "breaches"), "walkthrough-outcome", message, "", walkthrough.choose)


def _listed(levels: Sequence[Level]) -> str:
    return ", ".join(level.word for level in levels) or "none"


def _why(card: Scorecard) -> str:
    """The clauses' results, which tell where to look."""
    results = [f"{clause.clause} {clause.label}" for clause in card.clauses if clause.required]
    results += [f"breach {breach.breach}" for breach in card.breaches]
    return f"Its clauses: {', '.join(results)}."
