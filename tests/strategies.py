"""Hypothesis strategies for whole scenarios, rubrics, conditions and ways of playing them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from hypothesis import strategies as st

from simulator.engine import play
from simulator.engine.condition import And, Comparator, Comparison, Condition, Constant, Name, Not, Or, Value
from simulator.engine.events import Answer, Event, Mode
from simulator.engine.play import Answers
from simulator.engine.rubric import Breach, Clause, Level, Rubric
from simulator.engine.scenario import (
    About,
    Action,
    Choice,
    Content,
    Decision,
    Duty,
    Effects,
    Ending,
    Field,
    Form,
    Mentee,
    Onward,
    PickField,
    Scenario,
    Scene,
    Target,
    TickField,
    TickOption,
    Variable,
    Variant,
    Words,
    WriteField,
)
from simulator.engine.state import State

Draw = Callable[[st.SearchStrategy[object]], object]

CLAUSES = ("confidentiality", "reporting", "records", "listening")
BREACHES = ("promises-secrecy", "not-reporting", "overpromises")
NUMBERS = ("trust", "calm")
FLAGS = ("promised",)
WORDS = {"mood": ("guarded", "hinting", "told")}
FACTS = ("locked_in", "hungry")
DUTIES = ("state_limits", "tell_lead")
SENTENCES = ("I see.", "Promise?", "Not here.", "Say that again.", "Okay, listen.", "It’s nothing.")

ABOUT = About(
    title="Generated",
    summary="",
    level=1,
    stage="exploration",
    setting="school",
    kinds=(),
    minutes=5,
    min_age=16,
    notes=(),
    alternates=(),
    review="draft",
    reviewed_by="",
    reviewed_on="",
    covers=(),
    you="You are a peer mentor.",
    brief="A generated conversation.",
)

levels = st.sampled_from(Level)
sentences = st.sampled_from(SENTENCES)


def _comparisons() -> st.SearchStrategy[Condition]:
    comparators: list[Comparator] = ["==", "!=", "<", "<=", ">", ">="]
    equality: list[Comparator] = ["==", "!="]
    numbers = st.builds(
        Comparison,
        st.sampled_from([Name(name) for name in NUMBERS]),
        st.sampled_from(comparators),
        st.integers(-1, 6).map(Constant),
    )
    words = st.builds(
        Comparison,
        st.just(Name("mood")),
        st.sampled_from(equality),
        st.sampled_from([Constant(word) for word in WORDS["mood"]]),
    )
    return st.one_of(numbers, words)


def conditions() -> st.SearchStrategy[Condition]:
    """Bound conditions over the names of generated scenarios, in the shape that parsing gives (no And in an And)."""
    plain: st.SearchStrategy[Condition] = st.one_of(
        _comparisons(),
        st.sampled_from([Name(name) for name in (*FLAGS, *FACTS, *DUTIES)]),
        st.booleans().map(Constant),
    )

    def extend(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        return st.one_of(
            inner.map(Not),
            st.lists(inner.filter(lambda part: not isinstance(part, And)), min_size=2, max_size=3).map(
                lambda parts: And(tuple(parts))
            ),
            st.lists(inner.filter(lambda part: not isinstance(part, Or)), min_size=2, max_size=3).map(
                lambda parts: Or(tuple(parts))
            ),
        )

    return st.recursive(plain, extend, max_leaves=5)


# Strategies are made once and drawn from often: making one anew for each draw takes most of the time otherwise.
_NOTHING: st.SearchStrategy[None] = st.none()
_GUARDS: st.SearchStrategy[Condition | None] = st.one_of(_NOTHING, _NOTHING, conditions())
_COIN = st.booleans()
_VARIANTS = st.lists(st.builds(Variant, sentences, _GUARDS), max_size=2)


def guards() -> st.SearchStrategy[Condition | None]:
    """Mostly no condition, sometimes one."""
    return _GUARDS


@st.composite
def words(draw: st.DrawFn) -> Words:
    """Nothing, one sentence, or variants."""
    if draw(_COIN):
        return ()
    variants = draw(_VARIANTS)
    return (*variants, Variant(draw(sentences)))


_VALUE_OF: dict[str, st.SearchStrategy[Value]] = {
    "trust": st.integers(0, 5),
    "calm": st.integers(-2, 2),
    "promised": _COIN,
    "mood": st.sampled_from(WORDS["mood"]),
}
_SOME_NAMES = st.lists(st.sampled_from(sorted(_VALUE_OF)), unique=True, max_size=2)
_A_FACT = st.lists(st.sampled_from(FACTS), max_size=1)
_A_DUTY = st.lists(st.sampled_from(DUTIES), max_size=1)
_SOME_DUTIES = st.lists(st.sampled_from(DUTIES), unique=True, max_size=2)
_SOME_CHANGES = st.lists(st.tuples(st.sampled_from(NUMBERS), st.integers(-3, 3)), max_size=2)
_ONE_IN_THREE = st.sampled_from([True, False, False])


@st.composite
def effects(draw: st.DrawFn, *, entering: bool = False) -> Effects:
    """A few changes, often none."""
    if draw(_ONE_IN_THREE):
        return Effects()
    return Effects(
        learn=tuple(draw(_A_FACT)),
        opens=tuple(draw(_SOME_DUTIES)) if entering else (),
        fulfils=() if entering else tuple(draw(_A_DUTY)),
        change=tuple(draw(_SOME_CHANGES)),
        set=tuple((name, draw(_VALUE_OF[name])) for name in draw(_SOME_NAMES)),
    )


_EFFECTS_OF_ACTIONS = effects()
_EFFECTS_OF_ENTERING = effects(entering=True)
_EVIDENCE = st.dictionaries(st.sampled_from(CLAUSES), levels, max_size=2)
_A_BREACH: st.SearchStrategy[str | None] = st.one_of(_NOTHING, _NOTHING, st.sampled_from(BREACHES))
_A_CLAUSE = st.sampled_from(CLAUSES)
_WORDS = words()
_FEW = st.integers(1, 3)
_FIELD_KINDS = st.sampled_from(["tick", "pick", "write"])
_CONTENT_KINDS = st.sampled_from(["decision", "decision", "decision", "onward", "form", "ending"])
_BECAUSE = st.sampled_from(["never", "optional", "required"])
_REACHED = st.lists(levels, min_size=1, max_size=3)
_ONE_IN_SIX = st.sampled_from([True, False, False, False, False, False])
_ASSESSES = st.dictionaries(st.sampled_from(CLAUSES), _FEW, min_size=1)
_SCENE_COUNT = st.integers(2, 6)


@lru_cache
def _a_scene(scenes: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(scenes)


@lru_cache
def _some_targets(scenes: tuple[str, ...]) -> st.SearchStrategy[list[Target]]:
    return st.lists(st.builds(Target, _a_scene(scenes), _GUARDS), max_size=2)


@st.composite
def actions(draw: st.DrawFn, identity: str) -> Action:
    """Something to do, with evidence and perhaps a breach or a repair."""
    evidence = draw(_EVIDENCE)
    breach = draw(_A_BREACH)
    repairs = None if breach else draw(_A_BREACH)
    return Action(
        id=identity,
        text=draw(sentences),
        when=draw(_GUARDS),
        evidence=tuple(evidence.items()),
        breach=breach,
        repairs=repairs,
        effects=draw(_EFFECTS_OF_ACTIONS),
        why="Because.",
        thinks="Hm.",
    )


@st.composite
def targets(draw: st.DrawFn, scenes: tuple[str, ...]) -> tuple[Target, ...]:
    """One or more places to go; now and then none of them fits."""
    some = draw(_some_targets(scenes))
    may_lead_nowhere = draw(_ONE_IN_SIX)
    if some and may_lead_nowhere:
        return tuple(some)
    return (*some, Target(draw(_a_scene(scenes))))


@st.composite
def fields(draw: st.DrawFn, identity: str) -> Field:
    """A tick, pick or write field."""
    kind = draw(_FIELD_KINDS)
    clause = draw(_A_CLAUSE)
    names = [f"o{number}" for number in range(draw(_FEW))]
    if kind == "tick":
        options = tuple(TickOption(draw(actions(name)), draw(_COIN)) for name in names)
        reached = draw(_REACHED)
        return TickField(identity, "Which belong?", options, clause, dict(enumerate(reached)), draw(_GUARDS))
    if kind == "pick":
        return PickField(identity, "Who?", tuple(draw(actions(name)) for name in names), draw(_GUARDS))
    return WriteField(identity, "What happened?", clause, 1, 5, draw(_GUARDS))


@st.composite
def contents(draw: st.DrawFn, scenes: tuple[str, ...]) -> Content:
    """What a scene asks; decisions most often."""
    kind = draw(_CONTENT_KINDS)
    if kind == "onward":
        return Onward(draw(targets(scenes)))
    if kind == "form":
        form_fields = tuple(draw(fields(f"f{number}")) for number in range(draw(_FEW)))
        return Form("Record", form_fields, draw(targets(scenes)))
    if kind == "ending":
        return Ending("The end", draw(_WORDS), draw(_WORDS))
    choices = tuple(
        Choice(draw(actions(f"c{number}")), draw(_COIN), draw(targets(scenes)), draw(_COIN))
        for number in range(draw(_FEW))
    )
    otherwise = draw(_a_scene(scenes)) if draw(_COIN) else None
    return Decision(choices, otherwise, draw(_BECAUSE))


@st.composite
def duties(draw: st.DrawFn, name: str, scenes: tuple[str, ...]) -> Duty:
    """A duty with or without a due scene and a breach."""
    return Duty(
        name=name,
        clause=draw(_A_CLAUSE),
        says="Do it",
        missed=draw(levels),
        late=draw(levels),
        due=draw(_a_scene(scenes)) if draw(_COIN) else None,
        breach=draw(_A_BREACH),
    )


@st.composite
def playable_scenarios(draw: st.DrawFn) -> Scenario:
    """A scenario that can be played (it may get stuck, and it may go round for ever)."""
    names = tuple(f"s{number}" for number in range(draw(_SCENE_COUNT)))
    scenes: dict[str, Scene] = {}
    for name in names:
        content = Ending("The end") if name == names[-1] else draw(contents(names))
        scenes[name] = Scene(name, content, draw(_WORDS), draw(_WORDS), draw(_WORDS), draw(_EFFECTS_OF_ENTERING))
    variables = {
        "trust": Variable("trust", draw(st.integers(0, 5)), 0, 5),
        "calm": Variable("calm", 0, None, 3),
        "promised": Variable("promised", draw(_COIN)),
        "mood": Variable("mood", "guarded", values=WORDS["mood"]),
    }
    return Scenario(
        id="generated",
        about=ABOUT,
        mentee=Mentee("Jamie"),
        rubric="code",
        assesses=draw(_ASSESSES),
        variables=variables,
        facts=dict.fromkeys(FACTS, "A fact."),
        duties={name: draw(duties(name, names)) for name in DUTIES},
        start=names[0],
        scenes=scenes,
        words=frozenset(WORDS["mood"]),
    )


_DESCRIPTORS = st.sets(st.sampled_from(Level)).map(lambda levels: {level: f"Looks {level.word}." for level in levels})
"""What a clause looks like at each level; a code of somebody's own may leave some of them out."""


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """A rubric over the clauses and breaches that generated scenarios use."""
    clauses = {
        name: Clause(name, number, name.title(), "I keep this.", draw(_COIN), draw(_DESCRIPTORS))
        for number, name in enumerate(CLAUSES, 1)
    }
    breaches = {}
    for name in BREACHES:
        caps = draw(st.sampled_from([Level.UNSAFE, Level.DEVELOPING]))
        repaired = draw(st.sampled_from([level for level in Level if caps <= level < Level.EXEMPLARY]))
        breaches[name] = Breach(name, draw(st.sampled_from(CLAUSES)), "Breaks it", caps, repaired)
    passing = draw(st.sampled_from([Level.DEVELOPING, Level.COMPETENT, Level.EXEMPLARY]))
    return Rubric("code", "Code", passing, clauses, breaches, {})


@dataclass(frozen=True)
class Choosing:
    """Decides what to do next out of a list of numbers, so that a way of playing is a plain value."""

    numbers: tuple[int, ...]

    def step(self, scenario: Scenario, state: State, turn: int) -> tuple[Event, ...]:
        """The events of the next step in this state; empty where there is nothing left to do."""
        if state.closed is not None or turn >= len(self.numbers):
            return ()
        last = play.closing(scenario, state)
        if last is not None:
            return (last,)
        number = self.numbers[turn]
        if number % 7 == 0 and state.mode is Mode.PRACTICE and len(state.turns) > 1:
            return play.rewind(scenario, state, 1 + number % (len(state.turns) - 1))
        if number % 31 == 30:
            return play.leave(scenario, state)
        content = scenario.scenes[state.situation.scene].content
        if isinstance(content, Form):
            return play.answer(scenario, state, answers(content, state, number))
        choices = play.open_choices(scenario, state.situation)
        return play.choose(
            scenario, state, choices[number % len(choices)].id, "I thought so." if number % 2 else "Why not?"
        )


def answers(form: Form, state: State, number: int) -> Answers:
    """Answers to the shown fields that a number decides."""
    given: dict[str, Answer] = {}
    for field in play.shown_fields(form, state.situation):
        match field:
            case TickField():
                given[field.id] = tuple(option.id for place, option in enumerate(field.options) if number >> place & 1)
            case PickField():
                given[field.id] = field.options[number % len(field.options)].id
            case WriteField():
                given[field.id] = "They said so."
    return given


ways = st.lists(st.integers(1, 500), max_size=14).map(lambda numbers: Choosing(tuple(numbers)))
modes = st.sampled_from(Mode)


def played(scenario: Scenario, mode: Mode, choosing: Choosing) -> tuple[State, tuple[Event, ...]]:
    """The state and all the events of playing so."""
    began = play.begin(mode, 7)
    events: list[Event] = [began]
    state = play.evolve(scenario, None, began)
    for turn in range(len(choosing.numbers)):
        for event in choosing.step(scenario, state, turn):
            state = play.evolve(scenario, state, event)
            events.append(event)
    return state, tuple(events)
