"""A way through a scenario that is being written: its steps by name, and how far they hold in the text of the moment.

A way outlives the text it was made in: ``rehearse`` takes its steps one after another, as long as they can be taken,
and tells from which one on that was not possible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from simulator.diagnostics import Step as Written
from simulator.documents.yaml.problems import nearest
from simulator.engine import play, what_if
from simulator.engine.availability import fits
from simulator.engine.condition import Value, render
from simulator.engine.events import Answer, Mode
from simulator.engine.play import FormRefused, Refused
from simulator.engine.scenario import Choice, Decision, Ending, Form, Onward, Scenario
from simulator.engine.state import DutyStatus, State
from simulator.report.words.outcome import lower_first


@dataclass(frozen=True, slots=True)
class ChoiceStep:
    """A choice was made."""

    choice: str


@dataclass(frozen=True, slots=True)
class FormStep:
    """A form was handed in."""

    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class JumpStep:
    """A scene was entered by hand."""

    scene: str


@dataclass(frozen=True, slots=True)
class SetStep:
    """A variable, a fact or a duty was set by hand."""

    name: str
    value: str
    """As it was typed; what it means depends on the scenario."""


Step: TypeAlias = ChoiceStep | FormStep | JumpStep | SetStep
Way: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class StepRefusal:
    """Why a step cannot be taken."""

    what: str
    """Such as "`listen` is not open there"."""
    why: str = ""
    """What follows that, with its own sign: " (when: trust >= 3)"."""

    def sentence(self, *, changed: bool = False) -> str:
        """The fault as the end of a sentence; ``changed`` where the step could be taken in an earlier text."""
        whole = f"{self.what}{' any more' if changed else ''}{self.why}"
        return whole if whole.endswith((".", "?")) else f"{whole}."

    def alone(self) -> str:
        """The fault as a sentence of its own."""
        sentence = self.sentence()
        return sentence[:1].upper() + sentence[1:]


class NotTaken(Refused):
    """A step that cannot be taken."""

    def __init__(self, what: str, why: str = "") -> None:
        self.fault = StepRefusal(what, why)
        super().__init__(self.fault.alone())


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A way in a scenario, as far as it holds."""

    scenario: Scenario
    way: Way
    """All of it; what does not hold now may hold again after the next change."""
    held: int
    """How many of its steps hold."""
    state: State
    """After those: the beginning, a turn for each step, and what closing adds."""
    fault: StepRefusal | None = None
    """Why the next step does not hold."""

    @property
    def taken(self) -> Way:
        """The steps that hold."""
        return self.way[: self.held]

    @property
    def by_hand(self) -> tuple[JumpStep | SetStep, ...]:
        """The steps that hold and that no learner can take."""
        return tuple(step for step in self.taken if isinstance(step, JumpStep | SetStep))

    def with_step(self, step: Step) -> "Rehearsal":
        """The way with one step more, in place of those that do not hold.

        Raises:
            Refused: it cannot be taken; FormRefused tells by field what stands in its way.
        """
        state = _step(self.scenario, _unclosed(self.state), step)
        return Rehearsal(self.scenario, (*self.taken, step), self.held + 1, what_if.closed(self.scenario, state))

    def taken_back(self) -> "Rehearsal":
        """The way without the last step that holds, and without those that do not."""
        return rehearse(self.scenario, self.way[: max(self.held - 1, 0)])


def rehearse(scenario: Scenario, way: Way) -> Rehearsal:
    """Take as many steps of a way as can be taken. The same way in the same scenario gives the same state."""
    state = play.evolve(scenario, None, play.begin(Mode.PRACTICE, 0))
    for number, step in enumerate(way):
        try:
            state = _step(scenario, state, step)
        except Refused as refused:
            return Rehearsal(scenario, way, number, what_if.closed(scenario, state), _fault(refused))
    return Rehearsal(scenario, way, len(way), what_if.closed(scenario, state))


def steps_of(written: Sequence[Written]) -> Way:
    """The steps of a witness or a walkthrough."""
    return tuple(ChoiceStep(step) if isinstance(step, str) else FormStep(dict(step)) for step in written)


def written_steps(played: Sequence[ChoiceStep | FormStep]) -> tuple[Written, ...]:
    """Steps that a learner can take, as a witness or a walkthrough has them."""
    return tuple(step.choice if isinstance(step, ChoiceStep) else _written(step.answers) for step in played)


def _written(answers: Mapping[str, Answer]) -> dict[str, str | tuple[str, ...]]:
    """A form's answers; what was left blank or unticked is left out, as walkthroughs do."""
    return {field: given for field, given in answers.items() if (given.strip() if isinstance(given, str) else given)}


def how_far(rehearsal: Rehearsal, *, changed: bool) -> str:
    """How far a way holds, and what is in its way; empty where all of it holds.

    ``changed`` says that all of it did hold, before the text was changed.
    """
    if rehearsal.fault is None:
        return ""
    fault = rehearsal.fault.sentence(changed=changed)
    if not rehearsal.held:
        return f"This way cannot be taken from its first step on: {fault}"
    noun = "choices hold" if all(isinstance(step, ChoiceStep) for step in rehearsal.way) else "way holds"
    return f"Your {noun} up to {named(rehearsal.way[rehearsal.held - 1])}; {fault}"


def named(step: Step) -> str:
    """A step in a few words."""
    match step:
        case ChoiceStep(choice):
            return f"`{choice}`"
        case FormStep():
            return "the form"
        case JumpStep(scene):
            return f"the jump to `{scene}`"
        case SetStep(name, value):
            return f"`{name}` set to {value}"
        case _:
            assert_never(step)


def value_of(scenario: Scenario, name: str, typed: str) -> Value | DutyStatus:
    """What a person means who types this for a variable, a fact or a duty.

    Raises:
        Refused: nothing has this name, or this is nothing that it can be.
    """
    text = " ".join(typed.split())
    if name in scenario.duties:
        statuses = [str(status) for status in what_if.SETTABLE]
        if text in statuses:
            return DutyStatus(text)
        raise Refused(f"It is one of: {', '.join(statuses)}.")
    variable = scenario.variables.get(name)
    if name in scenario.facts or (variable is not None and isinstance(variable.start, bool)):
        if text in ("true", "false"):
            return text == "true"
        raise Refused("It is true or false.")
    if variable is None:
        near = nearest(name, [*scenario.variables, *scenario.facts, *scenario.duties])
        raise NotTaken(f"there is no variable, fact or duty `{name}`", _meant(near))
    if variable.values:
        return text
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= 9:
        return int(text)
    raise Refused("It is a whole number.")


def why_shut(scenario: Scenario, state: State, choice: Choice) -> str:
    """Why a choice of the present scene is not open, in a few words; empty where it is open."""
    situation = state.situation
    if choice.action.when is not None and not fits(choice.action.when, situation.values):
        return f"when: {render(choice.action.when)}"
    if not choice.again and (situation.scene, choice.id) in situation.used:
        return "chosen already, and it can be chosen once"
    return ""


def _fault(refused: Refused) -> StepRefusal:
    match refused:
        case NotTaken(fault=fault):
            return fault
        case FormRefused(faults=faults):
            field, sentence = next(iter(faults.items()))
            return StepRefusal("the form cannot be handed in so", f" (`{field}`: {sentence.rstrip('.')})")
        case _:
            return StepRefusal("the next step cannot be taken", f": {lower_first(str(refused))}")


def _unclosed(state: State) -> State:
    """The state without what closing added."""
    if state.closed is None:
        return state
    return replace(state, turns=state.turns[:-1], events=state.events - 1, closed=None)


def _step(scenario: Scenario, state: State, step: Step) -> State:
    """The state after one more step. A state at an ending is not closed here, so that one can go on by hand."""
    match step:
        case JumpStep(scene):
            if scene not in scenario.scenes:
                raise NotTaken(f"there is no scene `{scene}`", _meant(nearest(scene, scenario.scenes)))
            return what_if.enter(scenario, state, scene)
        case SetStep():
            return _put(scenario, state, step)
        case ChoiceStep(choice):
            _must_be_open(scenario, state, choice)
            return play.evolve(scenario, state, play.choose(scenario, state, choice)[0])
        case FormStep(answers):
            scene = state.situation.scene
            if state.situation.stuck or not isinstance(scenario.scenes[scene].content, Form):
                raise NotTaken("there is no form to fill in", f": {_stands(scenario, state)}")
            return play.evolve(scenario, state, play.answer(scenario, state, answers)[0])
        case _:
            assert_never(step)


def _put(scenario: Scenario, state: State, step: SetStep) -> State:
    try:
        return what_if.put(scenario, state, step.name, value_of(scenario, step.name, step.value))
    except NotTaken:
        raise
    except Refused as refused:
        told = lower_first(str(refused))
        raise NotTaken(f"`{step.name}` cannot be set to “{step.value}”", f": {told}") from refused


def _must_be_open(scenario: Scenario, state: State, choice: str) -> None:
    """Refuse a choice that cannot be made, and say why."""
    scene = state.situation.scene
    content = scenario.scenes[scene].content
    written = {each.id: each for each in content.choices} if isinstance(content, Decision) else {}
    if state.situation.stuck or not isinstance(content, Decision):
        raise NotTaken(f"`{choice}` is not open there", f": {_stands(scenario, state)}")
    if choice not in written:
        raise NotTaken(f"`{scene}` has no choice `{choice}`", _meant(nearest(choice, written)))
    why = why_shut(scenario, state, written[choice])
    if why:
        raise NotTaken(f"`{choice}` is not open there", f" ({why})")


def _meant(near: str | None) -> str:
    return f". Did you mean `{near}`?" if near else ""


def _stands(scenario: Scenario, state: State) -> str:
    """Where a state stands that waits for something else, in a few words."""
    scene = state.situation.scene
    if state.situation.stuck:
        return f"the conversation is stuck in `{scene}`"
    match scenario.scenes[scene].content:
        case Ending():
            return f"the conversation ends in `{scene}`"
        case Form():
            return f"`{scene}` has a form to fill in"
        case Decision():
            return f"`{scene}` has choices to make"
        case Onward():
            return f"`{scene}` goes on by itself"
