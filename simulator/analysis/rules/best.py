"""What gives the best option away.

Whether a habit could be chance is told by the tail of the Poisson binomial distribution: decisions are independent
events with chances of their own. Where several places are looked at, the bound is multiplied by their number
(Bonferroni), so it is safe.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding
from simulator.analysis.questions import Best

LEAST_DECISIONS: Final = 5
"""So many decisions with one best option are needed before a habit is spoken of."""

SHARE: Final = 0.6
"""A habit is what happens in more than this share of them ..."""

CHANCE: Final = 0.05
"""... and what chance alone would do less often than this."""

_TELL_WORDS: Final = re.compile(
    r"""\b(?:
    safeguarding(?!\s+(?:lead|officer|person|team|manager|coordinator|co-ordinator)\b)
    | polic(?:y|ies) | procedures? | protocols? | guidelines? | code\ of\ conduct | duty\ of\ care
    | confidential(?:ity|ly)? | boundar(?:y|ies) | (?:in)?appropriate(?:ly)? | non-?judge?mental(?:ly)?
    | report(?:s|ed|ing)?(?!\s+back\b) | disclos(?:e[sd]?|ures?|ing) | escalat(?:e[sd]?|ing)
    | refer(?:s|red|rals?|ring)?
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words of courses and policies, which people who have been taught them look for. A role's name is none of them."""


def best_is_longest(context: AnalysisContext) -> Iterator[Finding]:
    """The best option has the most characters, far more often than chance would have it.

    Counted are the decisions and picks with one best option. There have to be five at least; it has to be the longest
    in more than 60 % of them, which chance alone would do less than once in twenty scenarios.
    """
    counted = context.bests
    longest = [each for each in counted if all(_length(each) > len(other.action.text) for other in each.others)]
    if _is_habit(longest, counted):
        message = f"The best option is the longest in {_so_many(longest, counted)}."
        hint = "Make some of the weak options as long, or say the best in fewer words."
        yield Finding("best-is-longest", (), message, hint)


def best_in_one_place(context: AnalysisContext) -> Iterator[Finding]:
    """The best option stands in the same place as written, far more often than chance would have it.

    The places are first, second and so on, and last. The numbers are those of ``best_is_longest``, with chance
    reckoned for all places together. The player shuffles choices; forms, print-outs and reviewers see them as written.
    """
    counted = context.bests
    places = max((len(each.others) + 1 for each in counted), default=0)
    for place in range(places):
        there = [each for each in counted if each.place == place]
        if _is_habit(there, counted, places):
            yield _placed(there, counted, _ordinal(place))
            return
    last = [each for each in counted if each.place == len(each.others)]
    if _is_habit(last, counted, places):
        yield _placed(last, counted, "last")


def tell_word(context: AnalysisContext) -> Iterator[Finding]:
    """The one best option of a question has a word of courses and policies, and none that can be open with it has any.

    The words are: safeguarding (unless a role's name follows, as in safeguarding lead), policy, procedure, protocol,
    guidelines, code of conduct, duty of care, confidential, boundary, appropriate, non-judgemental, report, disclose,
    escalate, refer, and their forms.
    """
    for each in context.bests:
        word = _TELL_WORDS.search(each.option.action.text)
        if word and not any(_TELL_WORDS.search(other.action.text) for other in each.others):
            message = f"Only the best option of {each.question.name} has a word like “{word[0]}”."
            hint = "Say it as people talk, or let a weak option use such a word as well."
            yield Finding("tell-word", each.option.words, message, hint, value=True)


def chance_of_at_least(hits: int, chances: Sequence[float]) -> float:
    """How likely at least so many of independent events are, each with a chance of its own."""
    exactly = [1.0]
    for chance in chances:
        exactly = [
            (exactly[number] if number < len(exactly) else 0.0) * (1 - chance)
            + (exactly[number - 1] * chance if number else 0.0)
            for number in range(len(exactly) + 1)
        ]
    return sum(exactly[hits:])


def _is_habit(hits: Sequence[Best], counted: Sequence[Best], ways: int = 1) -> bool:
    if len(counted) < LEAST_DECISIONS or len(hits) <= SHARE * len(counted):
        return False
    return ways * chance_of_at_least(len(hits), [each.chance for each in counted]) < CHANCE


def _length(each: Best) -> int:
    return len(each.option.action.text)


def _placed(there: Sequence[Best], counted: Sequence[Best], place: str) -> Finding:
    message = f"The best option stands {place} in {_so_many(there, counted)}."
    return Finding("best-in-one-place", (), message, "Write the options of some of them in another order.")


def _so_many(hits: Sequence[Best], counted: Sequence[Best]) -> str:
    named = [each.question.name for each in hits]
    listed = ", ".join(named[:6]) + (f" and {len(named) - 6} more" if len(named) > 6 else "")
    return f"{len(hits)} of {len(counted)} decisions: {listed}"


def _ordinal(place: int) -> str:
    words = ("first", "second", "third", "fourth", "fifth", "sixth")
    return words[place] if place < len(words) else f"in place {place + 1}"
