"""The transcript as an assessor reads it: what was said, what was offered and not taken, and the record."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from textual.content import Content

from simulator.engine import play
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Choice, Decision, Scenario
from simulator.engine.scoring import Scorecard
from simulator.engine.state import Did, DutyStatus, LineKind, State, Ticked, Turn, Wrote
from simulator.report.views.turns import moved
from simulator.report.words.moments import when
from simulator.review.state import Marking
from simulator.tui.assessor.pages.words import DONE_GLYPH, OPEN_GLYPH, WARN_GLYPH, clause_name, level_words
from simulator.tui.shared.about import heading
from simulator.tui.shared.conversation import line_blocks
from simulator.tui.shared.refs import ref
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose

LEARNERS = (LineKind.SAY, LineKind.DO)
DUTIES = {
    DutyStatus.OPEN: "▷ From here on, a duty: ",
    DutyStatus.FULFILLED: f"{DONE_GLYPH} Done: ",
    DutyStatus.FULFILLED_LATE: "◷ Done, but late: ",
    DutyStatus.LATE: "◷ Now late: ",
    DutyStatus.MISSED: f"{WARN_GLYPH} Never done: ",
}


class Transcript:
    """One attempt as blocks of a page; each turn can be picked, and each written answer."""

    def __init__(self, scenario: Scenario, rubric: Rubric, state: State, times: Mapping[int, str]) -> None:
        self._scenario = scenario
        self._rubric = rubric
        self._state = state
        self._times = times

    def blocks(self, card: Scorecard, marking: Marking) -> Iterator[Block]:
        """Every turn that stands, with what people marked of it."""
        put_right = {(each.event, each.breach) for each in card.breaches if each.repaired_by is not None}
        yield heading("What was said and done")
        yield Block(Content("c on a turn shows the clauses it bears on. Times are in UTC."), "quiet")
        for number, turn in enumerate(self._state.turns):
            yield self._head(number, turn)
            yield from self._own(turn)
            yield from self._filled_in(turn, marking)
            if turn.reason:
                yield Block(join(Content.styled("Why, in their words: ", "bold"), prose(turn.reason)), "coach", gap=1)
            yield from self._bears(turn, put_right)
            if number:
                yield from self._not_taken(self._state.turns[number - 1], turn)
            yield from line_blocks(self._scenario, tuple(each for each in turn.lines if each.kind not in LEARNERS))
            yield from self._came_of_it(turn)

    def _head(self, number: int, turn: Turn) -> Block:
        name = "The beginning" if not number else f"Turn {number}"
        at = self._times.get(turn.event, "")
        told = when(at) if not number else f"{at[11:19]}{self._taken(number, turn)}"
        return Block(
            join(Content.styled(name, "bold"), Content.styled(f"  {told}", ".page--quiet")),
            gap=1,
            ref=ref("turn", number),
        )

    def _taken(self, number: int, turn: Turn) -> str:
        """How long the learner took, where both moments are known."""
        before = self._times.get(self._state.turns[number - 1].event, "")
        try:
            seconds = round(
                (datetime.fromisoformat(self._times[turn.event]) - datetime.fromisoformat(before)).total_seconds()
            )
        except (KeyError, ValueError):
            return ""
        minutes, rest = divmod(max(seconds, 0), 60)
        return f", after {minutes} min {rest} s" if minutes else f", after {rest} s"

    def _own(self, turn: Turn) -> Iterator[Block]:
        """The learner's own line."""
        for each in turn.lines:
            if each.kind in LEARNERS:
                yield Block(
                    Content("The learner said" if each.kind is LineKind.SAY else "The learner did"),
                    "name",
                    side="right",
                )
                yield Block(prose(each.text), "you", side="right")

    def _filled_in(self, turn: Turn, marking: Marking) -> Iterator[Block]:
        """The record as it was handed in, field by field."""
        ticked = {act.field.id for act in turn.acts if isinstance(act, Ticked)}
        record = [act for act in turn.acts if not (isinstance(act, Did) and (act.field is None or act.field in ticked))]
        if record:
            yield Block(Content("The record, as filled in"), "name", gap=1)
        for act in record:
            match act:
                case Ticked(field, chosen, _, _):
                    yield Block(prose(field.ask, "bold"), gap=1)
                    for option in field.options:
                        box = "[x] " if option.id in chosen else "[ ] "
                        note = "" if (option.id in chosen) is option.belongs else _misplaced(option.belongs)
                        yield Block(
                            join(prose(option.action.text), Content.styled(note, ".page--quiet")), lead=Content(box)
                        )
                case Did(action, field_id):
                    yield Block(prose(self._ask(turn, field_id or ""), "bold"), gap=1)
                    yield Block(prose(action.text), lead=Content("(•) "))
                case Wrote(field, text):
                    yield Block(prose(field.ask, "bold"), gap=1)
                    yield from self._written(turn, field.id, field.clause, text, marking)

    def _written(self, turn: Turn, field: str, clause: str, text: str, marking: Marking) -> Iterator[Block]:
        if not text.strip():
            yield Block(Content("left blank"), "quiet")
            return
        yield Block(prose(text), "you")
        level = marking.levels().get((turn.event, field))
        told = f"{OPEN_GLYPH} to mark" if level is None else f"marked {level_words(level)}"
        yield Block(join(clause_name(self._rubric.clauses[clause]), f": {told}"), ref=ref("answer", turn.event, field))

    def _ask(self, turn: Turn, field: str) -> str:
        content = self._scenario.scenes[turn.scene].content
        return next((each.ask for each in getattr(content, "fields", ()) if each.id == field), field)

    def _bears(self, turn: Turn, put_right: set[tuple[int, str]]) -> Iterator[Block]:
        """What the turn shows, as the machine has it."""
        for act in turn.acts:
            match act:
                case Did(action, _):
                    for clause, level in action.evidence:
                        yield self._shows(clause, level_words(level))
                    if action.breach:
                        after = " It was put right later." if (turn.event, action.breach) in put_right else ""
                        text = join(
                            f"{WARN_GLYPH} Breaks the code: ",
                            prose(self._rubric.breaches[action.breach].text),
                            f".{after}",
                        )
                        yield Block(text, "fault")
                case Ticked(field, _, _, level):
                    yield self._shows(field.clause, level_words(level))
                case Wrote():
                    continue

    def _shows(self, clause: str, label: str) -> Block:
        return Block(join(f"{label}, indicative · ", clause_name(self._rubric.clauses[clause])), "quiet", indent=2)

    def _not_taken(self, before: Turn, turn: Turn) -> Iterator[Block]:
        """The choices that were open and were not chosen, in the order in which they were shown."""
        situation = before.after
        if turn.choice is None or not isinstance(self._scenario.scenes[situation.scene].content, Decision):
            return
        shown = play.in_shown_order(self._state.seed, situation.scene, play.open_choices(self._scenario, situation))
        left = [choice for choice in shown if choice.id != turn.choice]
        if left:
            yield Block(Content("Offered and not taken"), "name", gap=1)
        for choice in left:
            yield Block(
                join(prose(choice.action.text), Content.styled(self._worth(choice), ".page--quiet")), lead=Content("· ")
            )

    def _worth(self, choice: Choice) -> str:
        """What a choice would have shown, in short."""
        told = [f"{level.word} on {self._rubric.clauses[clause].number}" for clause, level in choice.action.evidence]
        told += ["breaks the code"] if choice.action.breach else []
        return f"  ({', '.join(told)})" if told else ""

    def _came_of_it(self, turn: Turn) -> Iterator[Block]:
        """What the turn did: what was learnt, how values moved, what became of duties."""
        told = [prose(f"Learnt: {self._scenario.facts[fact]}") for fact in turn.learned]
        for name in dict.fromkeys(change.name for change in turn.changes):
            changes = [change for change in turn.changes if change.name == name]
            sentence = moved(self._scenario.variables[name].means or name, changes[0].before, changes[-1].after)
            told += [prose(sentence)] if sentence else []
        told += [
            join(DUTIES[change.status], line(self._scenario.duties[change.duty].says))
            for change in turn.duties
            if change.status in DUTIES
        ]
        for number, each in enumerate(told):
            yield Block(each, "quiet", indent=2, gap=0 if number else 1)


def _misplaced(belongs: bool) -> str:
    return "  (belongs, and was left out)" if belongs else "  (does not belong)"
