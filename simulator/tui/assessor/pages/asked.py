"""What the forms of a review ask, and how their answers are read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual.content import Content

from simulator.engine.rubric import Clause, Level
from simulator.review.comments import Comment
from simulator.review.events import Outcome, Verdict
from simulator.tui.assessor.pages.words import clause_name, level_words, verdict_label
from simulator.tui.shared.typed import FormQuestion
from simulator.tui.widgets.choices import Offer
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, prose

NONE = "none"
"""The level that says there is not enough to say."""


def level_of(answers: Mapping[str, str]) -> Level | None:
    """The level that is picked; None where there is not enough to say, or nothing is picked yet."""
    return next((level for level in Level if level.word == answers.get("level")), None)


def ask(words: str) -> Content:
    """A question of our own."""
    return Content.styled(words, "bold")


def levels(clause: Clause, start: str = "", *, none: bool = False, ask_for: str = "Which level?") -> FormQuestion:
    """The levels of a clause, each with what it looks like."""
    offers = tuple(_level_offers(clause, none=none))
    return FormQuestion("level", ask(ask_for), "one", "", offers, start, "Pick a level first.")


def _level_offers(clause: Clause, *, none: bool) -> Iterator[Offer]:
    for level in sorted(Level, reverse=True):
        looks = prose(clause.descriptors.get(level, ""))
        yield Offer(level.word, join(Content.styled(level_words(level), "bold"), "  ", looks))
    if none:
        yield Offer(NONE, Content.styled(level_words(None), "bold"))


def verdicts(start: str = "") -> FormQuestion:
    """The verdicts there are."""
    offers = tuple(Offer(str(verdict), Content.styled(verdict_label(verdict), "bold")) for verdict in Verdict)
    missing = "Pick met, not yet met or not assessed first."
    return FormQuestion("verdict", ask("Is it met?"), "one", "", offers, start, missing)


def outcomes() -> FormQuestion:
    """The ways in which an appeal ends."""
    offers = tuple(Offer(str(outcome), Content(str(outcome).capitalize())) for outcome in Outcome)
    missing = "Pick what you decide first."
    return FormQuestion("outcome", ask("What do you decide?"), "one", offers=offers, missing=missing)


def text(id_: str, words: str, told: str = "", start: str = "", missing: str = "") -> FormQuestion:
    """A text of several lines."""
    return FormQuestion(id_, ask(words), "text", told, start=start, missing=missing)


def from_bank(bank: Sequence[Comment]) -> str:
    """That there is a bank, where there is one."""
    return "F4 inserts one from the bank." if bank else ""


def clause_context(clause: Clause) -> tuple[Block, ...]:
    """A clause as it is signed."""
    critical = "Safety critical: unsafe here makes the whole conversation unsafe."
    return (
        Block(clause_name(clause), "title", gap=1),
        Block(prose(clause.text)),
        *((Block(Content(critical), "quiet", gap=1),) if clause.critical else ()),
    )


def lines(answer: str) -> tuple[str, ...]:
    """The things that were marked."""
    return tuple(each for each in answer.split("\n") if each)


def joined(marked: Iterable[str]) -> str:
    """Marked things as one text."""
    return "\n".join(marked)
