"""The clauses of a review: each with its indicative level, what made it so, and what the marker settled."""

from collections.abc import Iterator, Mapping

from textual.content import Content

from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import Cap, CapReason, ClauseScore, ClauseStatus, Piece, Scorecard, Source
from simulator.engine.state import Did, DutyStatus, State, Ticked, Turn, Wrote
from simulator.report.words.outcome import DUTY_WORDS
from simulator.review.events import Agreed, Entry, Settled
from simulator.tui.assessor.pages.words import DONE_GLYPH, OPEN_GLYPH, clause_name, counted, level_words
from simulator.tui.shared.about import heading
from simulator.tui.shared.refs import ref
from simulator.tui.widgets.levels import LEVEL_GLYPHS
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose


class Clauses:
    """What a scorecard says of one attempt, clause by clause, as blocks of a page."""

    def __init__(self, scenario: Scenario, rubric: Rubric, state: State) -> None:
        self._scenario = scenario
        self._rubric = rubric
        self._state = state
        self._turns = {turn.event: number for number, turn in enumerate(state.turns)}

    def blocks(
        self, card: Scorecard, settled: Mapping[str, Entry], agreed: Mapping[str, Agreed], *, marks: bool
    ) -> Iterator[Block]:
        """Every clause that anything bears on, the rest in one line; ``marks``: whoever reads it settles them."""
        yield heading("The code, clause by clause")
        keys = " a accepts one, o overrides it." if marks else ""
        yield Block(Content(f"Levels here are indicative.{keys} Enter on a line goes to its turn."), "quiet")
        left_out = []
        for score in card.clauses:
            if bears(score):
                yield from self._clause(score, settled.get(score.clause), agreed.get(score.clause))
            else:
                left_out.append(str(self._rubric.clauses[score.clause].number))
        if left_out:
            yield Block(Content(f"Not assessed in this conversation: clauses {', '.join(left_out)}."), "quiet", gap=1)

    def _clause(self, score: ClauseScore, entry: Entry | None, agreed: Agreed | None) -> Iterator[Block]:
        clause = self._rubric.clauses[score.clause]
        critical = "  safety critical" if clause.critical else ""
        title = join(clause_name(clause).stylize("bold"), Content.styled(critical, ".page--quiet"))
        yield Block(join(title, "\n", settled_words(score, entry)), ref=ref("clause", clause.id), gap=1)
        if agreed is not None:
            both = Content.styled(f"{DONE_GLYPH} agreed by both markers: {level_words(agreed.level)}", "bold")
            yield Block(join(both, ": ", prose(agreed.reason)), indent=2)
        yield Block(Content(_how(score)), "quiet", indent=4)
        for number, (level, text, turn) in enumerate(self._because(score)):
            told = join(text, Content.styled(f"  {level.word}, turn {turn}", ".page--quiet"))
            yield Block(told, lead=Content(f"  {LEVEL_GLYPHS[level]} "), ref=ref("piece", turn, clause.id, number))

    def _because(self, score: ClauseScore) -> Iterator[tuple[Level, Content, int]]:
        """What made a clause's level, with the turn that it comes from."""
        held = {cap.ref for cap in score.caps if cap.reason in (CapReason.DUTY_LATE, CapReason.DUTY_MISSED)}
        for piece in score.pieces:
            if piece.source is Source.DUTY and piece.ref in held:
                continue  # the line of what it holds the clause at says as much
            back = "  put right later" if piece.as_given is not piece.level else ""
            yield piece.level, join(self._piece(piece), Content.styled(back, ".page--quiet")), piece.turn
        for cap in score.caps:
            if cap.reason is not CapReason.UNSAFE_PIECE:
                yield cap.level, self._cap(cap), self._turns.get(cap.event, 0)

    def _piece(self, piece: Piece) -> Content:
        if piece.source is Source.DUTY:
            status = self._state.situation.duties[piece.ref]
            return join(line(self._scenario.duties[piece.ref].says), f": {DUTY_WORDS[status]}.")
        for act in self._state.turns[piece.turn].acts:
            match act:
                case Did(action, None) if piece.source is Source.CHOICE and action.id == piece.ref:
                    return prose(
                        f"“{action.text}”" if _spoken(self._state.turns[piece.turn], action.text) else action.text
                    )
                case Did(action, str(field)) if piece.field == field and action.id == piece.ref:
                    return join("In the record: ", prose(action.text))
                case Ticked(field, _, wrong, _) if piece.source is Source.TICKS and field.id == piece.ref:
                    told = "every box right" if not wrong else f"{counted(len(wrong), 'box', 'boxes')} wrong"
                    return join(prose(field.ask), f" ({told})")
                case Wrote(field, _) if piece.source is Source.WRITTEN and field.id == piece.ref:
                    return join(prose(field.ask), " (as marked by hand)")
                case _:
                    continue
        return line(piece.ref)

    def _cap(self, cap: Cap) -> Content:
        holds = f" Holds the clause at {cap.level.word}."
        match cap.reason:
            case CapReason.BREACH | CapReason.BREACH_REPAIRED:
                after = "; put right later." if cap.reason is CapReason.BREACH_REPAIRED else "."
                return join(
                    "Breaks the code: ",
                    line(self._rubric.breaches[cap.ref].text.rstrip(".")),
                    after,
                    holds,
                )
            case CapReason.DUTY_LATE | CapReason.DUTY_MISSED:
                status = self._state.situation.duties.get(cap.ref, DutyStatus.MISSED)
                return join(line(self._scenario.duties[cap.ref].says), f": {DUTY_WORDS[status]}.", holds)
            case CapReason.UNSAFE_PIECE:
                return Content(holds.strip())


def bears(score: ClauseScore) -> bool:
    """Whether a clause has to be settled: it is asked for, or something bears on it."""
    return bool(score.required or score.caps) or score.status is not ClauseStatus.NOT_ASSESSED


def settled_words(score: ClauseScore, entry: Entry | None) -> Content:
    """The indicative level beside what the marker settled."""
    machine = f"indicative: {_indicated(score)}"
    event = entry.event if entry is not None else None
    if not isinstance(event, Settled):
        return join(machine, Content.styled(f"  ·  {OPEN_GLYPH} to settle", "bold"))
    if event.machine != score.level:
        again = "  ·  △ look again: the indicative level has changed since"
        return join(machine, Content.styled(again, "bold"))
    if not event.overridden:
        return join(machine, Content.styled(f"  ·  {DONE_GLYPH} accepted", "bold"))
    told = Content.styled(f"  ·  {DONE_GLYPH} overridden to {level_words(event.level)}", "bold")
    return join(machine, told, ": ", prose(event.reason))


def _indicated(score: ClauseScore) -> str:
    if score.level is not None:
        return level_words(score.level)
    return f"{OPEN_GLYPH} {score.status}"


def _how(score: ClauseScore) -> str:
    """How the indicative level came about, in one line."""
    have = counted(len(score.pieces), "piece of evidence", "pieces of evidence")
    if score.status is ClauseStatus.NOT_SHOWN:
        return f"{have.capitalize()}; the scenario asks for {max(score.required, 1)}."
    if score.status is ClauseStatus.AWAITING:
        return f"{have.capitalize()}; a written answer has still to be marked."
    if score.typical is None:
        return "What is told below decides it."
    held = min((cap.level for cap in score.caps), default=score.typical)
    if held < score.typical:
        return f"{have.capitalize()}, {score.typical.word} taken together; held at {held.word}."
    return f"{have.capitalize()}, {score.typical.word} taken together."


def _spoken(turn: Turn, text: str) -> bool:
    return any(each.text == text and each.kind.value == "say" for each in turn.lines)
