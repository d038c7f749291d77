"""The figures of a scenario the long way: every playthrough is walked by the engine and scored, and they are added up.

Nothing here knows of `simulator.analysis`, which finds the same without walking.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain, combinations, product

from simulator.engine import play
from simulator.engine.events import Answer, Answered, Chose, Ended, Mode, Stuck
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Action, Field, Form, PickField, Scenario, TickField
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import DutyStatus, State

Step = str | Mapping[str, Answer]
Chances = dict[str, Fraction]


class TooManyError(Exception):
    """More than a test wants to walk."""


@dataclass(slots=True)
class Node:
    """A playthrough up to some step."""

    state: State
    steps: tuple[Step, ...]
    chance: Fraction
    """Of coming here, where every open way is equally likely."""
    then: "list[Node]" = field(default_factory=list)

    @property
    def scene(self) -> str:
        return self.state.situation.scene

    @property
    def ended(self) -> bool:
        return isinstance(self.state.closed, Ended)

    @property
    def stuck(self) -> bool:
        return isinstance(self.state.closed, Stuck)

    def all(self) -> "Iterator[Node]":
        """This one and all that follow, the nearest first."""
        waiting = [self]
        for node in waiting:
            yield node
            waiting += node.then


def begun(scenario: Scenario) -> State:
    """The state at the beginning."""
    return closed(scenario, play.evolve(scenario, None, play.begin(Mode.PRACTICE, 0)))


def closed(scenario: Scenario, state: State) -> State:
    """The state, closed if it is over."""
    last = play.closing(scenario, state)
    return state if last is None else play.evolve(scenario, state, last)


def taken(scenario: Scenario, state: State, step: Step) -> State:
    """The state after one step."""
    scene = state.situation.scene
    event = Chose(scene, step) if isinstance(step, str) else Answered(scene, step)
    return closed(scenario, play.evolve(scenario, state, event))


def options(scenario: Scenario, state: State) -> list[Step]:
    """Every choice, or every combination of answers; texts are left blank."""
    if state.closed is not None:
        return []
    content = scenario.scenes[state.situation.scene].content
    if not isinstance(content, Form):
        return [choice.id for choice in play.open_choices(scenario, state.situation)]
    fields = play.shown_fields(content, state.situation)
    names = [each.id for each in fields]
    return [dict(zip(names, given, strict=True)) for given in product(*map(_answers, fields))]


def _answers(shown: Field) -> list[Answer]:
    match shown:
        case PickField(options=picks):
            return [option.id for option in picks]
        case TickField(options=boxes):
            names = [box.id for box in boxes]
            return list(chain.from_iterable(combinations(names, size) for size in range(len(names) + 1)))
        case _:
            return [""]


def walked(scenario: Scenario, most: int) -> Node:
    """Every playthrough, as a tree.

    Raises:
        TooManyError: they have more than ``most`` steps together.
    """
    first = Node(begun(scenario), (), Fraction(1))
    steps = 0
    for node in first.all():
        ways = options(scenario, node.state)
        steps += len(ways)
        if steps > most:
            raise TooManyError
        for step in ways:
            state = taken(scenario, node.state, step)
            node.then.append(Node(state, (*node.steps, step), node.chance / len(ways)))
    return first


def same(step: Step) -> object:
    """A step in a form in which equal steps are equal: what is left out of a form is not answered."""
    return step if isinstance(step, str) else frozenset((name, given) for name, given in step.items() if given)


@dataclass(frozen=True)
class Brute:
    """Everything about a scenario that its playthroughs tell, one by one."""

    scenario: Scenario
    rubric: Rubric
    tree: Node

    @classmethod
    def of(cls, scenario: Scenario, rubric: Rubric, most: int) -> "Brute":
        """Walk every playthrough."""
        return cls(scenario, rubric, walked(scenario, most))

    @cached_property
    def nodes(self) -> list[Node]:
        return list(self.tree.all())

    @cached_property
    def over(self) -> list[tuple[Node, Scorecard]]:
        """The playthroughs, each with its scorecard."""
        return [(node, self.card(node)) for node in self.nodes if not node.then]

    @cached_property
    def ended(self) -> list[tuple[Node, Scorecard]]:
        """The playthroughs that come to an ending."""
        return [(node, card) for node, card in self.over if node.ended]

    @cached_property
    def by_steps(self) -> dict[tuple[object, ...], Node]:
        return {tuple(map(same, node.steps)): node for node in self.nodes}

    def card(self, node: Node) -> Scorecard:
        return score(self.scenario, self.rubric, node.state)

    # Probabilities

    def endings(self) -> Chances:
        return added((node.scene, node.chance) for node, _ in self.ended)

    def outcomes(self) -> Chances:
        return added((outcome(card), node.chance) for node, card in self.over)

    def endings_by_outcome(self) -> dict[str, Chances]:
        where = {"stuck" if node.stuck else node.scene for node, _ in self.over}
        return {
            name: added(
                (outcome(card), node.chance)
                for node, card in self.over
                if ("stuck" if node.stuck else node.scene) == name
            )
            for name in where
        }

    def clause(self, clause: str) -> Chances:
        return added((level(card, clause), node.chance) for node, card in self.ended)

    def breach(self, breach: str) -> Fraction:
        return sum((node.chance for node, card in self.over if happened(card, breach)), Fraction(0))

    def duty(self, name: str) -> Chances:
        return added((duty_word(node.state, name), node.chance) for node, _ in self.ended)

    def expected(self) -> Fraction:
        return sum((node.chance * len(node.steps) for node, _ in self.over), Fraction(0))

    def length(self, least_or_most: Callable[..., int | None]) -> int | None:
        return least_or_most((len(node.steps) for node, _ in self.ended), default=None)


def added(parts: Iterator[tuple[str, Fraction]]) -> Chances:
    """The probability of each name."""
    found: Chances = {}
    for name, chance in parts:
        found[name] = found.get(name, Fraction(0)) + chance
    return found


def outcome(card: Scorecard) -> str:
    return "stuck" if card.outcome is None else card.outcome.word


def level(card: Scorecard, clause: str) -> str:
    found = card.clause(clause).level
    return "not shown" if found is None else found.word


def happened(card: Scorecard, breach: str) -> bool:
    return any(each.breach == breach for each in card.breaches)


_DUTY_WORDS = {
    DutyStatus.WAITING: "not opened",
    DutyStatus.FULFILLED: "fulfilled",
    DutyStatus.FULFILLED_LATE: "late",
    DutyStatus.MISSED: "missed",
}


def duty_word(state: State, name: str) -> str:
    """What became of a duty; "open" only where the playthrough is stuck."""
    return _DUTY_WORDS.get(state.situation.duties[name], "open")


def breaches_of(scenario: Scenario) -> set[str]:
    """Every breach that a scenario writes down."""
    found = {action.breach for action in actions_of(scenario)} | {duty.breach for duty in scenario.duties.values()}
    return {breach for breach in found if breach is not None}


def actions_of(scenario: Scenario) -> Iterator[Action]:
    for scene in scenario.scenes.values():
        content = scene.content
        if isinstance(content, Form):
            for each in content.fields:
                if isinstance(each, PickField):
                    yield from each.options
                elif isinstance(each, TickField):
                    yield from (box.action for box in each.options)
        elif hasattr(content, "choices"):
            yield from (choice.action for choice in content.choices)


# Ways of choosing that leave nothing to chance


def by_strategy(scenario: Scenario, strategy: str) -> tuple[State, int]:
    """Play by a strategy: the state at the end, and the number of steps."""
    state, steps = begun(scenario), 0
    while state.closed is None:
        content = scenario.scenes[state.situation.scene].content
        step: Step
        if isinstance(content, Form):
            step = {each.id: _answer(each, strategy) for each in play.shown_fields(content, state.situation)}
        else:
            open_ = play.open_choices(scenario, state.situation)
            step = _picked([choice.action for choice in open_], strategy)
        state, steps = taken(scenario, state, step), steps + 1
    return state, steps


def _answer(shown: Field, strategy: str) -> Answer:
    if isinstance(shown, PickField):
        return _picked(list(shown.options), strategy)
    if isinstance(shown, TickField):
        if strategy in ("best", "worst"):
            return tuple(box.id for box in shown.options if box.belongs == (strategy == "best"))
        return (_picked([box.action for box in shown.options], strategy),)
    return ""


def _picked(actions: list[Action], strategy: str) -> str:
    """The first of the actions that are as the strategy wants it."""
    if strategy in ("first", "last"):
        return actions[0 if strategy == "first" else -1].id
    measure: Callable[[Action], float] = (
        (lambda action: len(action.text)) if strategy in ("longest", "shortest") else _worth
    )
    wanted = (max if strategy in ("longest", "best") else min)(map(measure, actions))
    return next(action.id for action in actions if measure(action) == wanted)


def _worth(action: Action) -> float:
    """By the lowest evidence; a breach is worst, and what says nothing stands between developing and competent."""
    if action.breach:
        return -1
    if action.evidence:
        return min(given for _, given in action.evidence)
    return 2 if action.repairs or action.effects.fulfils else 1.5
