"""Who is met, where, and what is told before the start, as blocks of a page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.engine.scenario import Scenario


def heading(text: str, gap: int = 1) -> Block:
    """One of our own headings."""
    return Block(Content(text), "heading", gap=gap)


def person_blocks(scenario: "Scenario") -> Iterator[Block]:
    """Who the mentee is, who the learner is, and where they meet."""
    mentee = scenario.mentee
    facts = [str(mentee.age)] if mentee.age is not None else []
    facts += [mentee.pronouns] if mentee.pronouns else []
    yield Block(join(line(mentee.name, "bold"), *(join(", ", line(fact)) for fact in facts)))
    if mentee.about:
        yield Block(prose(mentee.about))
    if scenario.about.brief:
        yield heading("Where you are")
        yield Block(prose(scenario.about.brief))
    if scenario.about.you:
        yield heading("Who you are")
        yield Block(prose(scenario.about.you))


def note_blocks(notes: tuple[str, ...]) -> Iterator[Block]:
    """Content notes, or that there are none."""
    yield heading("Content notes")
    yield Block(line("; ".join(notes) + "." if notes else "None."))
