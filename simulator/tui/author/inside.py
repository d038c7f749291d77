"""What a learner does not see while playing, as a page: thoughts, values, duties, evidence, what just changed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from textual.content import Content

from simulator.authoring.inside import KNOWN, NOT_OPEN, BreachRow, ClauseRow, Inside, StateRow, Thought
from simulator.report.words.levels import LEVEL_SIGNS, level_label
from simulator.tui.widgets.page import Block, Page, heading
from simulator.tui.widgets.prose import join, line, prose

CHANGED: Final = "» "
"""Stands before what the last step changed."""
SAME: Final = "  "


class InsidePage(Page):
    """The values behind the conversation."""

    def tell(self, held: Inside, mentee: str) -> None:
        """Show these instead."""
        first, *rest = inside_blocks(held, mentee)
        self.show([replace(first, gap=0), *rest])


def inside_blocks(held: Inside, mentee: str) -> Iterator[Block]:
    """Everything that holds; what the last step did comes first."""
    if held.because != "never":
        required = "; it is required where it counts" if held.because == "required" else ""
        yield Block(Content(f"A reason is asked for here{required}."), "quiet")
    yield from _thoughts(held.thoughts, mentee)
    yield from _just_now(held)
    yield from _evidence(held)
    if held.variables:
        yield heading("Values")
    for row in held.variables:
        yield Block(join(line(row.name), "  ", _now(row)), lead=_lead(row.changed))
    yield from _duties(held.duties)
    yield from _facts(held.facts)


def _thoughts(thoughts: Iterable[Thought], mentee: str) -> Iterator[Block]:
    thought = [each for each in thoughts if each.thinks]
    if thought:
        yield heading(f"{line(mentee).plain} thinks")
    for each in thought:
        about = [prose(f"{each.about} ", "italic")] if each.about else []
        yield Block(join(*about, prose(f"“{each.thinks}”")), "cue")


def _just_now(held: Inside) -> Iterator[Block]:
    """What the last step changed, each with what it was and what it is about."""
    rows = [row for row in (*held.variables, *held.duties, *held.facts) if row.changed]
    if rows:
        yield heading("Just now")
    for row in rows:
        means = Content.styled(f"  {line(row.means).plain}", ".page--quiet") if row.means else ""
        yield Block(join(line(row.name), f"  {row.before} → ", _now(row), means), lead=_lead(True))


def _now(row: StateRow) -> Content:
    return Content.styled(row.now, "bold") if row.changed else Content(row.now)


def _duties(duties: tuple[StateRow, ...]) -> Iterator[Block]:
    if duties:
        yield heading("Duties")
    for row in duties:
        if row.now != NOT_OPEN or row.changed:
            yield Block(join(line(row.name), "  ", _now(row)), lead=_lead(row.changed))
    shut = [row.name for row in duties if row.now == NOT_OPEN and not row.changed]
    if shut:
        yield Block(join(f"{NOT_OPEN}: ", line(", ".join(shut))), "quiet", lead=_lead(False))


def _facts(facts: tuple[StateRow, ...]) -> Iterator[Block]:
    known = [row for row in facts if row.now == KNOWN]
    if facts:
        yield heading(f"Facts: {len(known)} of {len(facts)} known")
    for row in known:
        yield Block(line(row.name), lead=_lead(row.changed))


def _evidence(held: Inside) -> Iterator[Block]:
    yield heading("Evidence (pieces/needed)")
    outcome = "none, because it is stuck" if held.outcome is None else level_label(held.outcome)
    when = "Outcome" if held.ended else "If it ended now"
    yield Block(join(f"{when}: ", Content.styled(outcome, "bold"), " (an indication)"))
    for row in held.clauses:
        yield _clause(row)
    for breach in held.breaches:
        yield _breach(breach)


def _clause(row: ClauseRow) -> Block:
    glyph = "○" if row.level is None else LEVEL_SIGNS[row.level]
    label = f"{glyph} {row.label}"
    shown = Content.styled(label, "bold") if row.changed else Content(label)
    pieces = Content.styled(f"  {row.pieces}/{row.required or '–'}", ".page--quiet")
    return Block(join(line(row.clause), "  ", shown, pieces), lead=_lead(row.changed))


def _breach(row: BreachRow) -> Block:
    put_right = " (put right later)" if row.repaired else ""
    return Block(join("✕ breach ", line(row.breach), put_right), lead=_lead(row.changed))


def _lead(changed: bool) -> Content:
    return Content(CHANGED if changed else SAME)
