"""Hypothesis strategies for scenarios of every kind with so few ways through that each of them can be walked."""

from dataclasses import dataclass, field, replace
from itertools import product

from hypothesis import strategies as st

from simulator.engine.condition import Condition
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import (
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
    WriteField,
)
from tests.engine.build import MOODS, when
from tests.strategies import ABOUT, BREACHES, CLAUSES, SENTENCES, rubrics

UNSAFE, DEVELOPING, COMPETENT, EXEMPLARY = Level

# Pools of parts rather than strategies for them: a scenario takes a hundred draws, and each costs.

_TEXTS = (
    *(f"trust {operator} {number}" for operator in (">=", "<", "==") for number in (1, 2, 3)),
    *("calm < 0", "calm >= -3", "energy > 0", "energy == -2", "count >= 1", "count == 0"),
    *("promised", "not promised", "mood == told", "mood != guarded", "mood == hinting"),
    *("locked_in", "not hungry", "hungry", "tell_lead", "not state_limits", "state_limits"),
    *("promised and trust >= 2", "trust < 2 or mood == told", "locked_in and not promised", "count > 1 or promised"),
    *("trust >= 0", "trust >= 2 or trust <= 1", "count > 9", "true"),
)
CONDITIONS = tuple(when(text) for text in _TEXTS)
_GUARDS = st.sampled_from((*[None] * (3 * len(CONDITIONS)), *CONDITIONS))
_MANY_GUARDS = st.sampled_from((*[None] * len(CONDITIONS), *CONDITIONS))
_CONDITIONS = st.sampled_from(CONDITIONS)

_CHANGES = (
    (("trust", 1),),
    (("trust", -1),),
    (("trust", 2),),
    (("trust", -4),),
    (("calm", 2),),
    (("calm", -1),),
    (("energy", -3),),
    (("energy", 1),),
    (("count", 1),),
    (("count", -1), ("trust", 1)),
)
_SETS = (
    (("trust", 0),),
    (("trust", 3),),
    (("promised", True),),
    (("promised", False),),
    (("mood", "told"),),
    (("mood", "hinting"),),
    (("count", 0),),
)
_PLAIN = (*(Effects(change=each) for each in _CHANGES), *(Effects(set=each) for each in _SETS))
_MIXED = (
    Effects(learn=("locked_in",)),
    Effects(learn=("hungry",)),
    Effects(change=(("trust", 2),), set=(("mood", "hinting"),)),
    Effects(learn=("hungry",), change=(("count", 1),), set=(("promised", True),)),
)
_FULFILLING = (
    Effects(fulfils=("tell_lead",)),
    Effects(fulfils=("state_limits",)),
    Effects(fulfils=("state_limits", "tell_lead"), change=(("trust", 1),)),
)
_OPENING = (
    Effects(opens=("tell_lead",)),
    Effects(opens=("state_limits",)),
    Effects(opens=("state_limits", "tell_lead"), change=(("trust", -1),)),
)
_DOING = st.sampled_from((*[Effects()] * 16, *_PLAIN, *_MIXED, *_FULFILLING * 2))
_ENTERING = st.sampled_from((*[Effects()] * 18, *_PLAIN, *_MIXED, *_OPENING * 2))

_SPOKEN = st.sampled_from(SENTENCES)
_COIN = st.booleans()
_ONE_IN_FIVE = st.sampled_from((False, False, False, False, True))
_UP_TO_TWO = st.integers(0, 2)
_ONE_OR_TWO = st.integers(1, 2)
_UP_TO_THREE = st.sampled_from((3, 2, 3, 1))
_BACK = st.sampled_from((2, 1, 1, 2, 3))
_HOW_MANY_MORE = st.sampled_from((0, 0, 1, 2))
_DEPTH = st.sampled_from((4, 4, 5, 3, 5, 2))
_KINDS = st.sampled_from(("decision", "decision", "decision", "hub", "hub", "form", "form", "onward"))
_MANY_FORMS = st.sampled_from(("decision", "form", "form", "hub", "onward"))
_FIELDS = st.sampled_from(("tick", "tick", "pick", "pick", "write"))
_BOXES = st.sampled_from((2, 3, 2, 1))
_CLAUSE = st.sampled_from(CLAUSES[:3])
_LEVELS = st.sampled_from((COMPETENT, DEVELOPING, UNSAFE, EXEMPLARY, COMPETENT))
_TICKED = st.sampled_from(((COMPETENT,), (EXEMPLARY, COMPETENT), (EXEMPLARY, DEVELOPING), (COMPETENT, COMPETENT)))
_A_BREACH = st.sampled_from((*[None] * 6, *BREACHES))
_ASSESSES = st.dictionaries(st.sampled_from(CLAUSES[:3]), st.sampled_from((1, 1, 2)), min_size=1, max_size=3)


Judged = tuple[tuple[tuple[str, Level], ...], str | None, str | None]
"""What something to do counts for: its evidence, the breach that it commits, the breach that it repairs."""


def _judged(*levels: Level) -> st.SearchStrategy[Judged]:
    """No evidence in a third of all cases, otherwise of these levels; now and then a breach or a repair."""
    one = [((clause, level),) for clause, level in product(CLAUSES, levels)]
    two = [((CLAUSES[0], level), (CLAUSES[2], levels[-1])) for level in levels]
    nothing: list[tuple[tuple[str, Level], ...]] = [()] * ((len(one) + len(two)) // 2)
    plain: list[Judged] = [(evidence, None, None) for evidence in (*one, *nothing, *two)]
    breaches: list[Judged] = [(plain[3 * place][0], breach, None) for place, breach in enumerate(BREACHES)]
    repairs: list[Judged] = [(plain[2 * place][0], None, breach) for place, breach in enumerate(BREACHES)]
    return st.sampled_from((*plain * (40 // len(plain) + 1), *breaches, *repairs))


def _troubled() -> st.SearchStrategy[Judged]:
    """Much that is unsafe together with a breach, and much that repairs one."""
    unsafe: list[Judged] = [
        (((clause, level),), breach, None)
        for clause, breach in product(CLAUSES[:3], BREACHES[:2])
        for level in (UNSAFE, UNSAFE, COMPETENT)
    ]
    repairs: list[Judged] = [
        (evidence, None, breach)
        for evidence, breach in product(((), ((CLAUSES[0], COMPETENT),), ((CLAUSES[1], EXEMPLARY),)), BREACHES[:2])
    ]
    plain: list[Judged] = [(((clause, level),), None, None) for clause, level in product(CLAUSES, Level)]
    return st.sampled_from((*plain, *unsafe, *repairs * 3))


_TEMPERS = st.sampled_from(
    (
        _judged(COMPETENT, EXEMPLARY),
        _judged(COMPETENT, EXEMPLARY, EXEMPLARY),
        _judged(DEVELOPING, COMPETENT, COMPETENT, EXEMPLARY),
        _judged(UNSAFE, DEVELOPING, COMPETENT, EXEMPLARY),
        _troubled(),
    )
)
"""How well those who play the scenario do, on the whole."""


@dataclass
class _Writer:
    """Writes one scenario, scene by scene from the last to the first."""

    draw: st.DrawFn
    judged: st.SearchStrategy[Judged]
    loops: bool
    """Whether it may go round for ever."""
    counts: bool
    """Whether what leads back to where one was may count for something."""
    guarded: bool = False
    """Whether there are many forms, and half of everything has a condition."""
    scenes: dict[str, Scene] = field(default_factory=dict)

    @property
    def guards(self) -> st.SearchStrategy[Condition | None]:
        return _MANY_GUARDS if self.guarded else _GUARDS

    def write(self) -> tuple[str, dict[str, Scene]]:
        """The first scene's name, and all scenes with the first one first."""
        draw = self.draw
        ahead = tuple(self.add(f"end-{number}", self.ending()) for number in range(draw(_ONE_OR_TWO)))
        beyond = ahead
        for depth in range(draw(_DEPTH), 0, -1):
            count = draw(_ONE_OR_TWO) if depth > 1 else 1
            layer = tuple(self.layer(f"s{depth}{letter}", ahead, beyond) for letter in "ab"[:count])
            ahead, beyond = layer, (*layer, *beyond)
        return ahead[0], dict(reversed(self.scenes.items()))

    def add(self, name: str, content: Content) -> str:
        """A scene, of which the cue tells that it is entered."""
        draw = self.draw
        says = tuple(Variant(f"Says {number}.", draw(self.guards)) for number in range(draw(_UP_TO_TWO)))
        self.scenes[name] = Scene(name, content, (), (Variant(f"This is {name}."),), says, draw(_ENTERING))
        return name

    def ending(self) -> Ending:
        texts = () if self.draw(_COIN) else (Variant("Then.", self.draw(_CONDITIONS)), Variant("Otherwise."))
        return Ending("The end", texts)

    def layer(self, name: str, ahead: tuple[str, ...], beyond: tuple[str, ...]) -> str:
        draw = self.draw
        match draw(_MANY_FORMS if self.guarded else _KINDS):
            case "onward":
                return self.add(name, Onward(self.targets(ahead)))
            case "form":
                return self.add(name, self.form(ahead))
            case "hub":
                return self.hub(name, ahead)
            case _:
                choices = tuple(
                    self.choice(f"c{number}", (*ahead, *ahead, *ahead, *beyond)) for number in range(draw(_UP_TO_THREE))
                )
                return self.add(name, Decision(choices, ahead[0] if draw(_COIN) else None))

    def hub(self, name: str, ahead: tuple[str, ...]) -> str:
        """A scene to which its choices lead back, at once or by a scene beside it."""
        draw = self.draw
        choices = []
        for number in range(draw(_BACK)):
            back = name
            if draw(_ONE_IN_FIVE):
                back = self.beside(f"{name}-{number}", name)
            again = self.loops and draw(_COIN)
            choices.append(self.choice(f"back-{number}", (back,), weighs=self.counts, again=again))
        choices += [self.choice(f"on-{number}", ahead) for number in range(draw(_ONE_OR_TWO))]
        otherwise = draw(st.sampled_from((None, *ahead, *ahead, *ahead, name)))
        return self.add(name, Decision(tuple(choices), otherwise))

    def beside(self, name: str, back: str) -> str:
        if self.draw(_COIN):
            return self.add(name, self.form((back,), weighs=self.counts))
        return self.add(name, Onward(self.targets((back,))))

    def targets(self, ahead: tuple[str, ...]) -> tuple[Target, ...]:
        """Where to go; now and then nowhere."""
        draw = self.draw
        scene = st.sampled_from(ahead)
        some = tuple(Target(draw(scene), draw(_CONDITIONS)) for _ in range(draw(_HOW_MANY_MORE)))
        may_lead_nowhere = draw(_ONE_IN_FIVE)
        if some and may_lead_nowhere:
            return some
        return (*some, Target(draw(scene)))

    def choice(self, name: str, ahead: tuple[str, ...], *, weighs: bool = True, again: bool = False) -> Choice:
        return Choice(self.action(name, weighs=weighs), self.draw(_COIN), self.targets(ahead), again)

    def action(self, name: str, *, weighs: bool = True) -> Action:
        draw = self.draw
        evidence, breach, repairs = draw(self.judged) if weighs else ((), None, None)
        return Action(name, draw(_SPOKEN), draw(self.guards), evidence, breach, repairs, draw(_DOING))

    def form(self, ahead: tuple[str, ...], *, weighs: bool = True) -> Form:
        fields = tuple(self.field(f"f{number}", weighs=weighs) for number in range(self.draw(_ONE_OR_TWO)))
        return Form("Record", fields, self.targets(ahead))

    def field(self, name: str, *, weighs: bool) -> Field:
        draw = self.draw
        guard = draw(self.guards)
        kind = draw(_FIELDS)
        if kind == "write" or (kind == "tick" and not weighs):
            return WriteField(name, "What happened?", draw(_CLAUSE), when=guard)
        names = [f"o{number}" for number in range(draw(_BOXES))]
        if kind == "pick":
            return PickField(name, "Who?", tuple(self.inside(guard, each, weighs=weighs) for each in names), guard)
        boxes = tuple(TickOption(self.inside(guard, each, weighs=weighs), draw(_COIN)) for each in names)
        return TickField(name, "Which belong?", boxes, draw(_CLAUSE), dict(enumerate(draw(_TICKED))), guard)

    def inside(self, guard: Condition | None, name: str, *, weighs: bool) -> Action:
        """An option of a field; now and then with the field's own condition."""
        made = self.action(name, weighs=weighs)
        return replace(made, when=guard) if self.guarded and self.draw(_ONE_IN_FIVE) else made


@st.composite
def _scenarios(draw: st.DrawFn, *, loops: bool, counts: bool, guarded: bool = False) -> Scenario:
    start, scenes = _Writer(draw, draw(_TEMPERS), loops, counts, guarded).write()
    due = st.sampled_from((None, *scenes))
    variables = (
        Variable("trust", draw(st.integers(0, 3)), 0, 3),
        Variable("calm", 0, None, 2),
        Variable("energy", 0, -2, None),
        Variable("count", 0),
        Variable("promised", draw(_COIN)),
        Variable("mood", "guarded", values=MOODS),
    )
    duties = (
        Duty(name, draw(_CLAUSE), "Do it", draw(_LEVELS), draw(_LEVELS), draw(due), draw(_A_BREACH))
        for name in ("state_limits", "tell_lead")
    )
    return Scenario(
        id="layered",
        about=ABOUT,
        mentee=Mentee("Jamie"),
        rubric="code",
        assesses=draw(_ASSESSES),
        variables={each.name: each for each in variables},
        facts={"locked_in": "The door is locked.", "hungry": "There was no breakfast."},
        duties={each.name: each for each in duties},
        start=start,
        scenes=scenes,
        words=frozenset(MOODS),
    )


LAYERED: st.SearchStrategy[Scenario] = _scenarios(loops=False, counts=True)
"""Scenarios that always come to an end (or get stuck)."""

GUARDED: st.SearchStrategy[Scenario] = _scenarios(loops=False, counts=True, guarded=True)
"""The same with many forms and many conditions."""

LOOPING: st.SearchStrategy[Scenario] = _scenarios(loops=True, counts=False)
"""Scenarios that may go round for ever, without counting anything there."""

COUNTING: st.SearchStrategy[Scenario] = _scenarios(loops=True, counts=True)
"""Scenarios that may go round for ever, and count."""

RUBRICS: st.SearchStrategy[Rubric] = rubrics()
