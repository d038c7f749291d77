"""Hypothesis strategies for short scenarios in which almost everything counts: duties, breaches, repairs, few clauses.

What makes marking intricate is rare where scenarios are varied in every way at once; here nothing else happens, and
there is so much to choose between that each scenario has many playthroughs.
"""

from dataclasses import dataclass
from itertools import product

from hypothesis import strategies as st

from simulator.engine.rubric import Breach, Clause, Level, Rubric
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
    PickField,
    Scenario,
    Scene,
    Target,
    TickField,
    TickOption,
)
from tests.strategies import ABOUT

Evidence = tuple[tuple[str, Level], ...]
Done = tuple[Evidence, str | None, str | None, Effects]
"""What something to do counts for and changes: evidence, the breach that it commits, the one that it repairs."""

_COIN = st.booleans()
_CAPS = st.sampled_from(
    [
        (caps, repaired)
        for caps, repaired in product(Level, (*Level, Level.COMPETENT, Level.COMPETENT))
        if caps <= repaired
    ]
)
_PASSING = st.sampled_from((Level.COMPETENT, Level.COMPETENT, Level.DEVELOPING, Level.EXEMPLARY))
_TICKED = st.sampled_from([{0: one, 1: two} for one, two in product(Level, repeat=2)])
_MISSED = st.sampled_from(Level)
_LATE = st.sampled_from((*Level, *[Level.EXEMPLARY] * 3))
_PIECES = st.sampled_from((1, 1, 2))
_CHOICES = st.sampled_from((4, 5, 3, 2, 1, 6))
_LENGTH = st.sampled_from((3, 4, 3, 2, 3, 4, 3, 1))
_SKIPS = st.sampled_from((False, False, False, True))
_KINDS = st.sampled_from(("decision", "decision", "decision", "decision", "form"))


@dataclass(frozen=True)
class _Vocabulary:
    """What some scenarios speak of."""

    clauses: tuple[str, ...]
    breaches: tuple[str, ...]
    duties: tuple[str, ...]
    done: st.SearchStrategy[Done]
    opening: st.SearchStrategy[Effects]
    a_clause: st.SearchStrategy[str]
    a_breach: st.SearchStrategy[str | None]

    @classmethod
    def of(cls, clauses: tuple[str, ...], breaches: tuple[str, ...], duties: tuple[str, ...]) -> "_Vocabulary":
        """With the strategies for it: pools of parts, since each draw costs."""
        shown: list[Evidence] = [
            (),
            *(((clause, level),) for clause in clauses for level in (*Level, *list(Level)[1:])),
        ]
        if len(clauses) > 1:
            shown += [((clauses[0], one), (clauses[1], two)) for one, two in product(Level, repeat=2)]
        judged = ((None, None), *product(breaches, [None]), *product([None], breaches))
        fulfilling = (Effects(), *(Effects(fulfils=(duty,)) for duty in duties), Effects(fulfils=duties))
        done: list[Done] = [
            (evidence, *each, effects) for evidence, each, effects in product(shown, judged, fulfilling)
        ]
        return cls(
            clauses,
            breaches,
            duties,
            st.sampled_from(done),
            st.sampled_from((*[Effects(opens=duties)] * 3, Effects(opens=duties[:1]), Effects())),
            st.sampled_from(clauses),
            st.sampled_from((None, *breaches)),
        )


_FEW = _Vocabulary.of(("listening",), ("private-contact",), ("tell_lead",))
_MORE = _Vocabulary.of(
    ("listening", "boundaries"), ("private-contact", "promises-secrecy"), ("tell_lead", "say_limits")
)
_VOCABULARY = st.sampled_from((_FEW, _FEW, _FEW, _MORE))


@dataclass(frozen=True)
class _Writer:
    draw: st.DrawFn
    words: _Vocabulary

    def scenario(self) -> Scenario:
        names = [f"s{number}" for number in range(self.draw(_LENGTH))]
        order = (*names, "end")
        scenes = {
            name: Scene(name, self.content(order[place + 1 : place + 3]), effects=self.draw(self.words.opening))
            for place, name in enumerate(names)
        }
        scenes["end"] = Scene("end", Ending("The end"))
        due = st.sampled_from((*order[1:2] * 4, *order[1:], None))
        duties = {name: self.duty(name, due) for name in self.words.duties}
        assesses = {clause: self.draw(_PIECES) for clause in self.words.clauses}
        return Scenario("marked", ABOUT, Mentee("Jamie"), "code", assesses, {}, {}, duties, order[0], scenes)

    def duty(self, name: str, due: st.SearchStrategy[str | None]) -> Duty:
        draw, words = self.draw, self.words
        return Duty(name, draw(words.a_clause), "Do it", draw(_MISSED), draw(_LATE), draw(due), draw(words.a_breach))

    def content(self, ahead: tuple[str, ...]) -> Content:
        """A form, or a decision that leads to the next scene or the one after it."""
        draw = self.draw
        if draw(_KINDS) == "form":
            fields = tuple(self.field(f"f{number}") for number in range(1 + draw(_COIN)))
            return Form("Record", fields, (Target(ahead[0]),))
        actions = [self.action(f"c{number}") for number in range(draw(_CHOICES))]
        targets = [(Target(ahead[-1] if draw(_SKIPS) else ahead[0]),) for _ in actions]
        return Decision(tuple(Choice(action, True, to) for action, to in zip(actions, targets, strict=True)))

    def field(self, name: str) -> Field:
        draw = self.draw
        actions = [self.action(f"o{number}") for number in range(1 + draw(_COIN))]
        if draw(_COIN):
            return PickField(name, "Who gets it?", tuple(actions))
        boxes = tuple(TickOption(action, draw(_COIN)) for action in actions)
        return TickField(name, "Which?", boxes, draw(self.words.a_clause), draw(_TICKED))

    def action(self, name: str) -> Action:
        evidence, breach, repairs, effects = self.draw(self.words.done)
        return Action(name, f"I {name}.", None, evidence, breach, repairs, effects)

    def rubric(self) -> Rubric:
        """Clauses critical or not; breaches that cap at any level and are lifted to any that is not below it."""
        draw, words = self.draw, self.words
        clauses = {
            name: Clause(name, number, name.title(), "I keep this.", draw(_COIN), dict.fromkeys(Level, "."))
            for number, name in enumerate(words.clauses, 1)
        }
        breaches = {name: Breach(name, draw(words.a_clause), "Breaks it", *draw(_CAPS)) for name in words.breaches}
        return Rubric("code", "Code", draw(_PASSING), clauses, breaches, {})


@st.composite
def _marked(draw: st.DrawFn) -> tuple[Scenario, Rubric]:
    writer = _Writer(draw, draw(_VOCABULARY))
    return writer.scenario(), writer.rubric()


MARKED: st.SearchStrategy[tuple[Scenario, Rubric]] = _marked()
"""A short scenario that always comes to an end, and the rubric that it is marked against."""
