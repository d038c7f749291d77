"""Options that are no fair alternatives to one another, or that the rubric judges in two ways."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby
from typing import Final, TypeAlias

from simulator.analysis.actions import PlacedAction
from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding
from simulator.analysis.questions import MANY, Question, can_be_open_together
from simulator.engine.rubric import Level

RATIO: Final = 2.5
"""A longest option may have so many times the characters of the shortest."""

LONG: Final = 50
"""Below so many characters the longest is not long: names to pick from may differ."""

SAME_ELSEWHERE: Final = 5
"""From so many words on, the same words in two scenes are taken to mean the same. “Yes.” answers many questions."""

_JOKE: Final = re.compile(
    r"""(?P<emoji>[\U0001f300-\U0001faff☺☻☹])
    | (?P<laugh>(?i:\b(?:lol|lmao|rofl|jk|yolo|(?:ha){3,}h?)\b))
    | (?P<marks>!\s*!|[!?]{3,})
    | (?P<shout>\b[A-Z]{2,}(?:\W+[A-Z]{2,}){2,}\b)""",
    re.VERBOSE,
)
_SIGNS: Final = {"emoji": "an emoji", "laugh": "a laugh", "marks": "marks in a row", "shout": "words in capitals"}


def unequal_lengths(context: AnalysisContext) -> Iterator[Finding]:
    """Of two options that can be open together one has more than 2.5 times the characters of the other, and 50 or more.

    Words are compared with words and actions with actions. One finding a question, of the most unequal pair.
    """
    for question in context.questions:
        unequal = _most_unequal(context, question)
        if unequal is not None:
            longest, shortest = unequal
            message = (
                f"In {question.name}, `{longest.action.id}` has {_length(longest)} characters and "
                f"`{shortest.action.id}` has {_length(shortest)}: their length alone sets them apart."
            )
            hint = "Say the long one in fewer words, or give the short one its reason as well."
            yield Finding("unequal-lengths", question.address, message, hint)


def joke_option(context: AnalysisContext) -> Iterator[Finding]:
    """An option with emoji, lol or the like, marks in a row (!!), or three words in capitals, unlike those beside it.

    Where more than half of the options of a question have such signs, that is how people write there.
    """
    for question in context.questions:
        jokes = [(option, sign) for option in question.options if (sign := _joke(option)) is not None]
        if 2 * len(jokes) > len(question.options):
            continue
        for option, sign in jokes:
            message = f"{option.name} has {sign}, so that nobody would choose it in earnest."
            hint = "Write what somebody who means well would say."
            yield Finding("joke-option", option.words, message, hint, value=True)


def identical_options(context: AnalysisContext) -> Iterator[Finding]:
    """The same words with unlike evidence; capitals, spaces and marks are not looked at.

    In one question: options that can be open together and differ in evidence, breach or repair. In two questions: at
    least five words, and for one clause competent or better here, and below competent or a breach there.
    """
    by_words: defaultdict[str, list[tuple[Question, PlacedAction]]] = defaultdict(list)
    for question in context.questions:
        for option in question.options:
            by_words[_plain(option.action.text)].append((question, option))
    for words, group in by_words.items():
        found = _unlike_here(context, group) if len(group) > 1 else None
        if found is None and len(group) > 1 and len(words.split()) >= SAME_ELSEWHERE:
            found = _unlike_elsewhere(group)
        if found is not None:
            one, other = found
            message = f"{other.name} has the words of {one.name} and counts for something else."
            hint = "Give them the same evidence, or say one of them in other words."
            yield Finding("identical-options", other.words, message, hint, value=True)


def move_both_ways(context: AnalysisContext) -> Iterator[Finding]:
    """The same moves on two options with opposite effects.

    Opposite is: competent or better for a clause in one place and unsafe for it in another; or, in one question and
    under the same condition, a number that goes up with one and down with another. Both options have exactly the same
    moves, because a further move may be what makes the difference. One finding for the same moves.
    """
    told: set[frozenset[str]] = set()
    for moves, good, does, bad, undoes in (*_judged_both_ways(context), *_felt_both_ways(context)):
        if moves not in told:
            told.add(moves)
            named = " and ".join(f"`{move}`" for move in sorted(moves))
            message = f"{named} {does} in {good.name} and {undoes} in {bad.name}."
            hint = "Tag one of them with the move that it really is, or say in its words what makes the difference."
            yield Finding("move-both-ways", (*bad.address, "moves"), message, hint, value=True)


def _length(option: PlacedAction) -> int:
    return len(option.action.text)


def _most_unequal(context: AnalysisContext, question: Question) -> tuple[PlacedAction, PlacedAction] | None:
    """The pair, longest first, in which the one is the most times as long as the other; None if no pair is unequal."""
    found: tuple[PlacedAction, PlacedAction] | None = None
    most = RATIO
    for key in ("say", "do", "text"):
        by_length = sorted((option for option in question.options if option.key == key), key=_length)
        for shortest in by_length[:MANY]:
            for longest in reversed(by_length):
                ratio = _length(longest) / max(1, _length(shortest))
                if ratio <= most or _length(longest) < LONG:
                    break
                if can_be_open_together(context.together, question, shortest, longest):
                    found, most = (longest, shortest), ratio
                    break
    return found


def _joke(option: PlacedAction) -> str | None:
    found = _JOKE.search(option.action.text)
    return None if found is None or found.lastgroup is None else _SIGNS[found.lastgroup]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("'", "").replace("’", "")))


_Group: TypeAlias = Sequence[tuple[Question, PlacedAction]]


def _unlike_here(context: AnalysisContext, group: _Group) -> tuple[PlacedAction, PlacedAction] | None:
    """Two options of one question that differ in what they count for."""
    for question, options in groupby(group, key=lambda each: each[0]):
        same = [option for _, option in options][:MANY]
        for one, other in combinations(same, 2):
            if _counts_for(one) != _counts_for(other) and can_be_open_together(context.together, question, one, other):
                return one, other
    return None


def _counts_for(option: PlacedAction) -> tuple[Mapping[str, Level], str | None, str | None]:
    return dict(option.action.evidence), option.action.breach, option.action.repairs


def _unlike_elsewhere(group: _Group) -> tuple[PlacedAction, PlacedAction] | None:
    """Two options of two questions, as written, of which one meets a clause and the other does not."""
    met: dict[str, PlacedAction] = {}
    unmet: dict[str, PlacedAction] = {}
    for _, option in group:
        for clause, level in option.action.evidence:
            is_met = level >= Level.COMPETENT and option.action.breach is None
            opposite = (unmet if is_met else met).get(clause)
            if opposite is not None and (opposite.scene, opposite.field) != (option.scene, option.field):
                return opposite, option
            (met if is_met else unmet).setdefault(clause, option)
    return None


_BothWays: TypeAlias = tuple[frozenset[str], PlacedAction, str, PlacedAction, str]
"""The moves; an option, and what they do there; and another, and what they do there."""


def _judged_both_ways(context: AnalysisContext) -> Iterator[_BothWays]:
    good: dict[tuple[frozenset[str], str], PlacedAction] = {}
    bad: dict[tuple[frozenset[str], str], PlacedAction] = {}
    for placed in context.actions:
        moves = frozenset(placed.action.moves)
        for clause, level in placed.action.evidence if moves else ():
            if level is Level.UNSAFE:
                bad.setdefault((moves, clause), placed)
            elif level >= Level.COMPETENT and placed.action.breach is None:
                good.setdefault((moves, clause), placed)
    for (moves, clause), unsafe in bad.items():
        if (moves, clause) in good:
            yield moves, good[moves, clause], f"is good for {clause}", unsafe, "unsafe"


def _felt_both_ways(context: AnalysisContext) -> Iterator[_BothWays]:
    for question in context.questions:
        up: dict[tuple[frozenset[str], str], PlacedAction] = {}
        down: dict[tuple[frozenset[str], str], PlacedAction] = {}
        for option in question.options:
            for name, by in option.action.effects.change if option.action.moves else ():
                if by:
                    (up if by > 0 else down).setdefault((frozenset(option.action.moves), name), option)
        for (moves, name), lower in down.items():
            upper = up.get((moves, name))
            if upper is not None and upper.action.when == lower.action.when:
                yield moves, upper, f"makes `{name}` go up", lower, "down"
