"""What the learner has seen, heard and learnt so far, in words that may be quoted in a record."""

from dataclasses import dataclass

from simulator.engine.scenario import Scenario
from simulator.engine.state import LineKind, State
from simulator.report.page import Section, Span, Style, listed, said


@dataclass(frozen=True, slots=True)
class Noted:
    """One line worth remembering."""

    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class Notebook:
    """The learner's notes; nothing in them was not said or seen."""

    facts: tuple[Noted, ...]
    """What has been learnt, in the order in which it was."""
    seen: tuple[Noted, ...]
    """What could be seen."""
    said: tuple[Noted, ...]
    """The mentee's exact words."""
    yours: tuple[Noted, ...]
    """The learner's own words and actions; a record says what was asked too."""


def notebook(scenario: Scenario, state: State) -> Notebook:
    """The notes of the turns that stand."""
    facts: list[Noted] = []
    seen: list[Noted] = []
    said: list[Noted] = []
    yours: list[Noted] = []
    for number, turn in enumerate(state.turns):
        facts += [Noted(number, scenario.facts[fact]) for fact in turn.learned]
        for line in turn.lines:
            match line.kind:
                case LineKind.CUE:
                    seen.append(Noted(number, line.text))
                case LineKind.SAYS:
                    said.append(Noted(number, line.text))
                case LineKind.SAY | LineKind.DO:
                    yours.append(Noted(number, line.text))
                case LineKind.TELLS | LineKind.ENDING | LineKind.AFTERWARDS:
                    continue
    return Notebook(tuple(facts), tuple(seen), tuple(said), tuple(yours))


def notebook_page(notes: Notebook) -> tuple[Section, ...]:
    """What was learnt, and below it what was said and seen, as it was."""
    nothing = said("Nothing noted yet. What you learn is written here.", Style.QUIET)
    learnt = listed((Span(fact.text),) for fact in notes.facts)
    rest = (
        ("said", "Said, word for word", [f"“{each.text}”" for each in notes.said]),
        ("seen", "Seen", [each.text for each in notes.seen]),
        ("yours", "What you said and did", [each.text for each in notes.yours]),
    )
    return (
        Section("learnt", "Your notebook", (learnt if notes.facts else nothing,)),
        *(Section(id_, title, (listed((Span(text),) for text in texts),)) for id_, title, texts in rest if texts),
    )
