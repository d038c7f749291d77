"""The conversation of an attempt, turn by turn: as it goes on, and afterwards as each reader may see it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from simulator.engine import play
from simulator.engine.condition import Value
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Action, Choice, Decision, Form, PickField, Scenario, TickField, WriteField
from simulator.engine.scoring import Awaiting, Scorecard
from simulator.engine.state import Act, Did, DutyStatus, Line, LineKind, State, Ticked, Turn, Wrote
from simulator.report.page import (
    Callout,
    Element,
    Items,
    ListItem,
    Paragraph,
    Quote,
    Section,
    Span,
    Speech,
    Spoken,
    Style,
    Talk,
    Tone,
    level_span,
    listed,
    said,
)
from simulator.report.words.duties import duty_turned
from simulator.report.words.glossary import clause_title
from simulator.report.words.moments import since, when
from simulator.report.words.outcome import boxes_wrong

from .audience import Audience, ending_title, lines_told
from .stronger import stronger

OWN: Final = (LineKind.SAY, LineKind.DO)
"""What the learner says and does."""
LAST_WORDS: Final = (LineKind.ENDING, LineKind.AFTERWARDS)
"""The ending has the last word, after the coach."""
COACH: Final = "Coach"


def turn_id(attempt: str, event: int) -> str:
    """The id of the section in which one event of an attempt is told."""
    return f"turn-{attempt}-{event}"


def clause_line(rubric: Rubric, clause: str, level: Level) -> tuple[Span, ...]:
    """``Clause 3, Confidentiality and its limits: competent``."""
    about = rubric.clauses[clause]
    return Span(f"{clause_title(about.number, about.title)}: "), level_span(level)


def breach_line(rubric: Rubric, breach: str, *, repaired: bool = False) -> tuple[Span, ...]:
    """What was broken."""
    text = rubric.breaches[breach].text.rstrip(".")
    return Span("Breaks the code", Tone.BAD), Span(f": {text}.{' Put right later.' if repaired else ''}")


# As it goes on


def speech(scenario: Scenario, lines: Iterable[Line], *, you: bool = True, held_back: bool = False) -> Talk:
    """Lines of a conversation, and who speaks; ``held_back``: nothing tells how it went."""
    told = lines_told(lines, held_back=held_back)
    return Talk(tuple(_spoken(scenario, line, you=you, held_back=held_back) for line in told))


def _spoken(scenario: Scenario, line: Line, *, you: bool, held_back: bool) -> Spoken:
    who = "You" if you else "Learner"
    match line.kind:
        case LineKind.SAYS:
            return Spoken(Speech.MENTEE, scenario.mentee.name, line.text)
        case LineKind.SAY:
            return Spoken(Speech.LEARNER, who, line.text)
        case LineKind.DO:
            return Spoken(Speech.LEARNER, f"{who} decide{'' if you else 's'}", line.text)
        case LineKind.CUE:
            return Spoken(Speech.CUE, "", line.text)
        case LineKind.TELLS:
            return Spoken(Speech.NARRATOR, "", line.text)
        case LineKind.ENDING if title := ending_title(scenario, line.scene, held_back=held_back):
            return Spoken(Speech.ENDING, title, line.text)
        case LineKind.ENDING | LineKind.AFTERWARDS:
            return Spoken(Speech.ENDING, "What usually happens next", line.text)


def turn_told(
    scenario: Scenario, turn: Turn, *, coach: Callout | None = None, held_back: bool = False
) -> tuple[Element, ...]:
    """What the learner is told of a turn: what they did, what came of it, and what the coach says of it.

    Of an assessment that is ``held_back`` until its release, nothing shown tells how it went.
    """
    reason = (Spoken(Speech.REASON, "Why", turn.reason),) if turn.reason else ()
    own = speech(scenario, [line for line in turn.lines if line.kind in OWN]).lines
    rest = speech(scenario, [line for line in turn.lines if line.kind not in (*OWN, *LAST_WORDS)]).lines
    last = speech(scenario, [line for line in turn.lines if line.kind in LAST_WORDS], held_back=held_back)
    answers = [answer for _, given in filled_in(scenario, turn) for answer in given]
    form = (Spoken(Speech.LEARNER, "" if place else "What you handed in", text) for place, text in enumerate(answers))
    talk = Talk((*own, *reason, *form, *rest))
    return tuple(each for each in (talk, coach, last) if each not in (None, Talk(())))


def filled_in(scenario: Scenario, turn: Turn) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each question of a form that was handed in, with what was ticked, picked or written."""
    content = scenario.scenes[turn.scene].content if turn.scene else None
    asks = {field.id: field.ask for field in content.fields} if isinstance(content, Form) else {}
    ticked = {act.field.id for act in turn.acts if isinstance(act, Ticked)}
    for act in turn.acts:
        match act:
            case Did(action, str(field)) if field not in ticked:
                yield asks.get(field, field), (action.text,)
            case Ticked(field, chosen):
                yield field.ask, tuple(option.action.text for option in field.options if option.id in chosen)
            case Wrote(field, text):
                yield field.ask, (text,) if text.strip() else ()
            case Did():
                continue


def question(scenario: Scenario, awaiting: Awaiting) -> str:
    """What a written answer that a person has still to mark was an answer to."""
    content = scenario.scenes[awaiting.scene].content
    fields = content.fields if isinstance(content, Form) else ()
    return next((field.ask for field in fields if field.id == awaiting.field), awaiting.field)


def coaching(rubric: Rubric, turn: Turn) -> Callout | None:
    """What a coach says of a turn; None where there is nothing to say."""
    lines = tuple(line for act in turn.acts for line in _coached(rubric, act))
    return Callout(lines, COACH) if lines else None


def _coached(rubric: Rubric, act: Act) -> Iterator[tuple[Span, ...]]:
    match act:
        case Did(action, field):
            lines = (*((Span(action.why),),) * bool(action.why), *_worth(rubric, act))
            if field and lines:
                yield (Span(action.text, Tone.QUIET),)
            yield from lines
        case Ticked(field, ticked, wrong):
            yield from _worth(rubric, act)
            for option in field.options:
                if option.id in wrong and option.id not in ticked and option.action.why:
                    yield Span(f"Left out: {option.action.text} ", Tone.QUIET), Span(option.action.why)
        case Wrote():
            return


def _worth(rubric: Rubric, act: Act, repaired: frozenset[str] = frozenset()) -> Iterator[tuple[Span, ...]]:
    """What an act counts as: the levels that it shows, and what it breaks."""
    match act:
        case Did(action):
            yield from (clause_line(rubric, clause, level) for clause, level in action.evidence)
            if action.breach:
                yield breach_line(rubric, action.breach, repaired=action.breach in repaired)
        case Ticked(field, _, wrong, level):
            yield Span(f"{boxes_wrong(len(wrong))} "), *clause_line(rubric, field.clause, level)
        case Wrote():
            return


# Afterwards


def transcript(  # noqa: PLR0913  (an attempt is these)
    scenario: Scenario,
    rubric: Rubric,
    state: State,
    card: Scorecard,
    audience: Audience,
    *,
    attempt: str = "",
    times: Mapping[int, str] | None = None,
    marks: Mapping[tuple[int, str], Level] | None = None,
) -> tuple[Section, ...]:
    """Every turn that stands; the learner's begin with the words that were answered.

    Args:
        scenario: what was played.
        rubric: its code of conduct.
        state: the attempt, played.
        card: its scorecard.
        audience: who reads it.
        attempt: its id, where several are told on one page.
        times: when each event happened.
        marks: what a person gave written answers, by event and field; None where that is told elsewhere.
    """
    whole = _Transcript(scenario, rubric, state, card, audience, attempt, times or {}, marks)
    return tuple(whole.section(number) for number in range(len(state.turns)) if whole.is_told(number))


@dataclass(frozen=True, slots=True)
class _Transcript:
    scenario: Scenario
    rubric: Rubric
    state: State
    card: Scorecard
    audience: Audience
    attempt: str
    times: Mapping[int, str]
    marks: Mapping[tuple[int, str], Level] | None

    def is_told(self, number: int) -> bool:
        turn = self.state.turns[number]
        return not self.audience.you or bool(number and (turn.acts or turn.duties))

    def section(self, number: int) -> Section:
        turn = self.state.turns[number]
        closing = number == len(self.state.turns) - 1 and self.state.closed is not None and not turn.acts
        title = "The beginning" if not number else "The end" if closing else f"Turn {number}"
        blocks = tuple(each for each in self._blocks(number) if each != Talk(()))
        return Section(turn_id(self.attempt, turn.event), title, blocks, note=self._time(number), ref=self._ref(number))

    def _ref(self, number: int) -> tuple[str | int, ...]:
        return () if self.audience.you else ("turn", number)

    def _time(self, number: int) -> str:
        at = self.times.get(self.state.turns[number].event, "")
        if not number:
            return when(at)
        return since(self.times.get(self.state.turns[number - 1].event, ""), at) if at else ""

    def _blocks(self, number: int) -> Iterator[Element]:
        turn = self.state.turns[number]
        before = self.state.turns[number - 1] if number else None
        if self.audience.you and before is not None:
            yield self._speech([line for line in before.lines if line.kind not in (*OWN, *LAST_WORDS)])
        yield from self._acts(turn, before)
        if before is not None and self.audience.advice:
            yield from self._stronger(turn, before)
        if before is not None and self.audience.alternatives:
            yield from self._not_taken(turn, before)
        if not self.audience.you:
            yield self._speech([line for line in turn.lines if line.kind not in OWN])
        if self.audience.worth:
            yield from self._effects(turn)

    def _speech(self, lines: Iterable[Line]) -> Talk:
        return speech(self.scenario, lines, you=self.audience.you)

    def _acts(self, turn: Turn, before: Turn | None) -> Iterator[Element]:
        """What the learner did, with what each act counts as."""
        own = self._speech([line for line in turn.lines if line.kind in OWN])
        why = "Why" if self.audience.you else "Why, in their words"
        yield Talk((*own.lines, *((Spoken(Speech.REASON, why, turn.reason),) if turn.reason else ())))
        for act in turn.acts:
            if isinstance(act, Did) and act.field is None:
                yield from self._worth_of(turn, act)
        content = self.scenario.scenes[turn.scene].content if turn.scene else None
        if isinstance(content, Form) and before is not None and turn.acts:
            start = "What you handed in" if self.audience.you else "What was handed in"
            yield said(f"{start}: {content.title}", Style.NAME)
            for field in play.shown_fields(content, before.after):
                yield Paragraph((Span(field.ask, Tone.STRONG),), gap=True)
                yield from self._field(turn, field)

    def _field(self, turn: Turn, field: TickField | PickField | WriteField) -> Iterator[Element]:
        acts = [act for act in turn.acts if (act.field if isinstance(act, Did) else act.field.id) == field.id]
        done = {act.action.id for act in acts if isinstance(act, Did)}
        match field:
            case TickField():
                boxes = ((option.action, option.belongs) for option in field.options)
                ticked = next((act.ticked for act in acts if isinstance(act, Ticked)), tuple(done))
                yield Items(tuple(self._box(action, action.id in ticked, belongs) for action, belongs in boxes))
            case PickField():
                yield Items(tuple(_option(action, "(•)", "( )", on=action.id in done) for action in field.options))
            case WriteField():
                text = next((act.text for act in acts if isinstance(act, Wrote)), "")
                yield Quote(text, "") if text.strip() else said("left blank", Style.QUIET)
                if self.marks is not None and text.strip():
                    yield self._mark(turn, field, self.marks)
        for act in acts:
            yield from self._worth_of(turn, act)

    def _box(self, action: Action, on: bool, belongs: bool) -> ListItem:
        box = _option(action, "[x]", "[ ]", on=on)
        if on is belongs or not self.audience.worth:
            return box
        note = "(does not belong)" if on else "(belongs, and was left out)"
        why = (Span(action.why),) if self.audience.advice and action.why else ()
        return ListItem((*box.spans, Span(note, Tone.QUIET), *why), box.mark, box.sign)

    def _mark(self, turn: Turn, field: WriteField, marks: Mapping[tuple[int, str], Level]) -> Paragraph:
        level = marks.get((turn.event, field.id))
        told = Span("to mark", Tone.OPEN) if level is None else level_span(level)
        clause = self.rubric.clauses[field.clause]
        start = Span(f"{clause_title(clause.number, clause.title)}: {'' if level is None else 'marked '}")
        return Paragraph((start, told), ref=("answer", turn.event, field.id))

    def _worth_of(self, turn: Turn, act: Act) -> Iterator[Element]:
        """What an act counts as, why, and what the mentee thought."""
        if not self.audience.worth:
            return
        breaches = self.card.breaches
        repaired = frozenset(
            each.breach for each in breaches if each.event == turn.event and each.repaired_by is not None
        )
        for place, spans in enumerate(_worth(self.rubric, act, repaired)):
            yield Paragraph(spans, Style.FAULT if spans[0].tone is Tone.BAD else Style.PLAIN, gap=not place)
        if isinstance(act, Did) and self.audience.advice:
            boxed = any(isinstance(each, Ticked) and each.field.id == act.field for each in turn.acts)
            if act.action.why and not boxed:
                yield said(act.action.why)
            if act.action.thinks:
                thought = f"{self.scenario.mentee.name} thought"
                yield Talk((Spoken(Speech.CUE, thought, f"“{act.action.thinks}”"),))

    def _stronger(self, turn: Turn, before: Turn) -> Iterator[Element]:
        better = stronger(self.scenario, self.rubric, before.after, turn.choice, self.state.seed)
        if better is not None:
            text = f"“{better.text}”" if better.spoken else better.text
            why = ((Span(better.why),),) if better.why else ()
            yield Callout(((Span("Stronger: ", Tone.STRONG), Span(text)), *why))

    def _not_taken(self, turn: Turn, before: Turn) -> Iterator[Element]:
        """The choices that were open and were not chosen, in the order in which they were shown."""
        situation = before.after
        if turn.choice is None or not isinstance(self.scenario.scenes[situation.scene].content, Decision):
            return
        shown = play.in_shown_order(self.state.seed, situation.scene, play.open_choices(self.scenario, situation))
        left = [choice for choice in shown if choice.id != turn.choice]
        if left:
            yield Paragraph((Span("Offered and not taken"),), Style.NAME, gap=True)
            yield listed((Span(choice.action.text), *self._shows(choice)) for choice in left)

    def _shows(self, choice: Choice) -> tuple[Span, ...]:
        """What a choice would have shown, in short."""
        told = [f"{level.word} on {self.rubric.clauses[clause].number}" for clause, level in choice.action.evidence]
        told += ["breaks the code"] if choice.action.breach else []
        return (Span(f"({', '.join(told)})", Tone.QUIET),) if told else ()

    def _effects(self, turn: Turn) -> Iterator[Element]:
        """What the turn did: how values moved, what was learnt, what became of duties."""
        told = [
            sentence
            for name in dict.fromkeys(change.name for change in turn.changes)
            if (sentence := self._moved(turn, name))
        ]
        told += [f"Learnt: {self.scenario.facts[fact]}" for fact in turn.learned]
        told += [
            duty_turned(self.scenario.duties[change.duty], change.status)
            for change in turn.duties
            if change.status is not DutyStatus.WAITING
        ]
        if told:
            yield Paragraph((Span("What it did"),), Style.NAME, gap=True)
            yield Items(tuple(ListItem((Span(each),)) for each in told))

    def _moved(self, turn: Turn, name: str) -> str:
        changes = [change for change in turn.changes if change.name == name]
        return moved(self.scenario.variables[name].means or name, changes[0].before, changes[-1].after)


def _option(action: Action, chosen: str, left: str, *, on: bool) -> ListItem:
    mark = Span("Chosen") if on else Span("Left", Tone.QUIET)
    return ListItem((Span(action.text),), mark, chosen if on else left)


def moved(means: str, before: Value, after: Value) -> str:
    """A sentence for a number that rose or fell; empty for anything else, which the scenes themselves tell."""
    if isinstance(before, bool) or isinstance(after, bool) or not isinstance(before, int) or not isinstance(after, int):
        return ""
    if before == after:
        return ""
    size = "a little" if abs(after - before) == 1 else "a lot" if abs(after - before) > 2 else "clearly"
    return f"{means}: {'up' if after > before else 'down'} {size}."


def taken_back(state: State) -> tuple[str, ...]:
    """What was said or done first and then taken back, which only practice allows."""
    return tuple(
        act.action.text for turn in state.taken_back for act in turn.acts if isinstance(act, Did) and act.field is None
    )
