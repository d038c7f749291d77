"""What a screen adds to the conversation: a coach that waits, and which line is answered next."""

from collections.abc import Sequence

from simulator.engine.rubric import Rubric
from simulator.engine.state import Did, Turn
from simulator.report.page import Callout, Span, Tone
from simulator.report.views.transcript import COACH, coaching
from simulator.tui.widgets.page import Block


def filled_in(turn: Turn) -> bool:
    """Whether a form was handed in in this turn."""
    return any(not isinstance(act, Did) or act.field is not None for act in turn.acts)


def coaching_folded(rubric: Rubric, turn: Turn) -> Callout | None:
    """The coach's card, but one line for all of a form, so that what is answered next stays in view."""
    card = coaching(rubric, turn)
    if card is None or not filled_in(turn):
        return card
    key = Span("o", Tone.STRONG)
    return Callout(((Span(COACH, Tone.STRONG), Span(" on what you handed in: "), key, Span(" reads it.")),))


def answered_now(blocks: Sequence[Block]) -> int | None:
    """Which of a turn's blocks is answered next: the mentee's newest line, or what is seen; at the end, the ending."""
    for kind in ("ending", "mentee", "cue"):
        places = [place for place, block in enumerate(blocks) if block.kind == kind]
        if places:
            return places[0] if kind == "ending" else places[-1]
    return None
