"""What a decision has to offer, and what has to come with a breach."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from simulator.analysis.actions import PlacedAction
from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding
from simulator.analysis.questions import COMPETENT, MANY, UNMARKED, Question, beside, worth
from simulator.engine.rubric import Level


def no_competent_option(context: AnalysisContext) -> Iterator[Finding]:
    """A question with evidence or a breach in which nothing competent is offered.

    Competent is an option without a breach whose lowest evidence is competent or better, or one without evidence that
    fulfils a duty or repairs a breach; where the question gives no evidence at all, any option without a breach. It is
    looked for in the whole question, and beside each option among those that can be open with it.
    """
    for question in context.questions:
        least = COMPETENT if any(option.action.evidence for option in question.options) else UNMARKED
        message = _lack(context, question, "competent", partial(_has_competent, least))
        if message is not None:
            hint = "Write what a competent mentor would say here, with its evidence."
            yield Finding("no-competent-option", question.address, message, hint)


def no_weak_option(context: AnalysisContext) -> Iterator[Finding]:
    """A question with evidence or a breach in which nothing weak is offered, so that nobody can go wrong in it.

    Weak is an option with a breach or with evidence below competent, and one without evidence where another fulfils a
    duty or repairs a breach. It is looked for as a competent option is.
    """
    for question in context.questions:
        message = _lack(context, question, "weak", _has_weak)
        if message is not None:
            hint = "Write what somebody kind or in a hurry would say here, or take the evidence away."
            yield Finding("no-weak-option", question.address, message, hint)


def breach_without_why(context: AnalysisContext) -> Iterator[Finding]:
    """A choice, option or box with a breach and without a `why`."""
    for placed in context.actions:
        if placed.action.breach is not None and not placed.action.why.strip():
            message = f"{placed.name} is a breach, and nothing tells the learner why."
            hint = "Write why: and what it does to the mentee, in a sentence."
            yield Finding("breach-without-why", placed.address, message, hint)


def breach_without_repair(context: AnalysisContext) -> Iterator[Finding]:
    """A breach that the rubric caps at unsafe and lets repair lift, that something commits and that nothing repairs.

    A breach of a duty alone is left out: it happens as the scenario ends. It is told once, at the first place.
    """
    seen = {placed.action.repairs for placed in context.actions}
    for placed in context.actions:
        breach = None if placed.action.breach is None else context.rubric.breaches.get(placed.action.breach)
        if breach is None or breach.id in seen:
            continue
        seen.add(breach.id)
        if breach.caps is Level.UNSAFE and breach.repaired > breach.caps:
            message = f"Nothing in the scenario puts the breach `{breach.id}` right once it has happened."
            hint = f"In a later scene, offer a choice with repairs: {breach.id}."
            yield Finding("breach-without-repair", (*placed.address, "breach"), message, hint, value=True)


_Holds: TypeAlias = Callable[[Sequence[PlacedAction]], bool]


def _lack(context: AnalysisContext, question: Question, word: str, is_there: _Holds) -> str | None:
    """The sentence about what is nowhere in a question, or not beside some of its options; None if it is there."""
    if not question.is_judged or is_there([option for option in question.options if option.action.when is None]):
        return None
    if not is_there(question.options):
        return f"Nothing in {question.name} is {word}."
    if len(question.options) > MANY:
        return None
    alone = [
        option.action.id
        for option in question.options
        if not is_there([option, *beside(context.together, question, option)])
    ]
    named = " or ".join(f"`{name}`" for name in alone)
    return f"Nothing {word} is open in {question.name} whenever {named} is." if alone else None


def _has_competent(least: int, options: Sequence[PlacedAction]) -> bool:
    return any(worth(option.action) >= least for option in options)


def _has_weak(options: Sequence[PlacedAction]) -> bool:
    if any(worth(option.action) < UNMARKED for option in options):
        return True
    unmarked = any(worth(option.action) == UNMARKED for option in options)
    return unmarked and any(option.action.effects.fulfils or option.action.repairs is not None for option in options)
