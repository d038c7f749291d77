"""What a new scenario is to be: from options, and on a terminal from answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import click

from simulator.cli.shared.numbers import number_up_to
from simulator.documents.starter.wishes import CLAUSES, KINDS, SETTINGS, Wishes
from simulator.documents.yaml.invisible import invisible
from simulator.documents.yaml.problems import nearest
from simulator.report.words.sanitize import in_one_line, visible

ValueT = TypeVar("ValueT")

LONGEST_TITLE: Final = 120
LONGEST_NAME: Final = 40
AGES: Final = (4, 120)
LEVELS: Final = (1, 2)

_USUAL: Final = Wishes("")
"""What is filled in where nobody says otherwise."""


class Unfit(Exception):  # noqa: N818  (its text is for a person)
    """An answer or an option that cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was given with the command; None where it was not."""

    title: str | None
    kind: str | None
    setting: str | None
    level: int | None
    mentee: str | None
    pronouns: str | None
    age: int | None
    assess: str | None


class Questions:
    """Takes what was given; what was not is asked on a terminal, and filled in elsewhere."""

    def __init__(self, given: Given, title: str, *, asking: bool) -> None:
        self.given = given
        self.title = title
        self.asking = asking

    def wishes(self, clauses: Callable[[], Mapping[str, str]]) -> Wishes:
        """What the scenario is to be; ``clauses`` tells the titles of the clauses by id, if they are to be shown.

        Raises:
            Unfit: something that was given cannot be used.
        """
        given = self.given
        title = self.text(given.title, "Title", self.title, LONGEST_TITLE)
        kinds = {key: kind["in_words"] for key, kind in KINDS.items()}
        kind = self.choice(given.kind, "kind", "What is it about?", kinds)
        setting = self.choice(given.setting, "setting", "Where does it take place?", dict.fromkeys(SETTINGS, ""))
        level = self.number(given.level, "Level of the award (1 or 2)", _USUAL.level, LEVELS)
        name = self.text(given.mentee, "First name of the mentee", _USUAL.name, LONGEST_NAME)
        pronouns = self.text(given.pronouns, "Pronouns", _USUAL.pronouns, LONGEST_NAME)
        age = self.number(given.age, "Age", int(SETTINGS[setting]["age"]), AGES)
        so_far = Wishes(title, kind, setting, level, name, pronouns, age)
        return replace(so_far, clauses=self.clauses(so_far, clauses))

    def clauses(self, so_far: Wishes, clauses: Callable[[], Mapping[str, str]]) -> tuple[str, ...]:
        """The clauses to be assessed; none for those that suit the kind."""
        if self.given.assess is not None:
            return some_of(self.given.assess, CLAUSES, "clause")
        if not self.asking:
            return ()
        titles = clauses()
        usual = with_and(so_far.assessed)
        _show("Which clauses does it assess?", {clause: titles.get(clause, "") for clause in CLAUSES})
        question = f"Numbers or words, with commas; Enter for {usual}"
        return _ask(question, "", lambda text: some_of(text, CLAUSES, "clause") if text.strip() else ())

    def text(self, given: str | None, question: str, usual: str, longest: int) -> str:
        """A text of one line."""
        return self._answer(given, question, usual, lambda text: line_of(text, question, longest))

    def number(self, given: int | None, question: str, usual: int, allowed: tuple[int, int]) -> int:
        """A whole number."""
        known = None if given is None else str(given)
        return self._answer(known, question, str(usual), lambda text: number_in(text, *allowed))

    def choice(self, given: str | None, what: str, question: str, words: Mapping[str, str]) -> str:
        """One of some words."""
        if given is None and self.asking:
            _show(question, words)
        usual = _USUAL.kind if what == "kind" else _USUAL.setting
        return self._answer(given, "Number or word", usual, lambda text: one_of(text, list(words), what))

    def _answer(self, given: str | None, question: str, usual: str, understood: Callable[[str], ValueT]) -> ValueT:
        if given is not None or not self.asking:
            return understood(usual if given is None else given)
        return _ask(question, usual, understood)


def _ask(question: str, usual: str, understood: Callable[[str], ValueT]) -> ValueT:
    """Ask until the answer can be used; Enter alone takes the usual."""
    while True:
        try:
            given: str = click.prompt(visible(question), default=usual, show_default=bool(usual), err=True)
        except click.Abort:
            tell("")
            raise
        try:
            return understood(given)
        except Unfit as unfit:
            tell(str(unfit))


def _show(question: str, words: Mapping[str, str]) -> None:
    """A question with numbered words to choose from, each with what it means."""
    tell(f"\n{question}")
    widest = max(map(len, words))
    for number, (word, meaning) in enumerate(words.items(), 1):
        tell(f"  {number:>2}  {word.ljust(widest)}  {meaning}".rstrip())


def tell(text: str) -> None:
    """Say something beside what the command gives out."""
    click.echo(visible(text), err=True)


def line_of(text: str, what: str, longest: int) -> str:
    """A text in one line, without characters that cannot be seen.

    Raises:
        Unfit: nothing is left, or it is too long.
    """
    text = "".join(each for each in text if each.isspace() or visible(each) == each)
    unseen = frozenset(invisible(text))
    line = " ".join("".join(each for at, each in enumerate(text) if at not in unseen).split())
    if not line:
        raise Unfit(f"{what}: write something.")
    if len(line) > longest:
        raise Unfit(f"{what}: {longest} characters at most.")
    return line


def number_in(given: str, least: int, most: int) -> int:
    """A whole number between two.

    Raises:
        Unfit: it is none of them.
    """
    number = number_up_to(most, given.strip())
    if number is None or number < least:
        raise Unfit(f"Write a number from {least} to {most}.")
    return number


def one_of(given: str, words: Sequence[str], what: str) -> str:
    """One of some words, by its number or as it is.

    Raises:
        Unfit: it is none of them.
    """
    plain = given.strip().lower().replace("_", "-").replace(" ", "-")
    number = number_up_to(len(words), plain)
    if number is not None:
        return words[number - 1]
    if plain not in words:
        near = nearest(plain, words)
        raise Unfit(f"There is no {what} “{in_one_line(given)}”." + (f" Did you mean “{near}”?" if near else ""))
    return plain


def some_of(given: str, words: Sequence[str], what: str) -> tuple[str, ...]:
    """Some words with commas between them, by their numbers or as they are, each once.

    Raises:
        Unfit: one of them is not among the words, or there is none.
    """
    found = tuple(dict.fromkeys(one_of(part, words, what) for part in given.split(",") if part.strip()))
    if not found:
        raise Unfit("Name at least one.")
    return found


def with_and(words: Sequence[str]) -> str:
    """Words in a sentence."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
