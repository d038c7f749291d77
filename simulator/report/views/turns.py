"""Each turn of a playthrough again: what the learner did, what it did, and what would have been stronger."""

from simulator.engine import play
from simulator.engine.condition import Value
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Action, Form, Scenario, TickField
from simulator.engine.scoring import Scorecard
from simulator.engine.state import Did, DutyStatus, LineKind, Situation, State, Ticked, Turn, Wrote
from simulator.report.words.outcome import lower_first

from .reviews import ActReview, Stronger, TurnReview


def turn_reviews(scenario: Scenario, rubric: Rubric, state: State, card: Scorecard) -> tuple[TurnReview, ...]:
    """Every turn that stands and in which something was done or missed."""
    return tuple(
        turn_review(scenario, rubric, state, card, number)
        for number, turn in enumerate(state.turns)
        if number and (turn.acts or turn.duties)
    )


def turn_review(scenario: Scenario, rubric: Rubric, state: State, card: Scorecard, number: int) -> TurnReview:
    """One turn that stands, by its place from 1; the beginning is 0 and has no review."""
    turn, previous = state.turns[number], state.turns[number - 1]
    repaired = {each.breach for each in card.breaches if each.event == turn.event and each.repaired_by is not None}
    acts = tuple(
        _act(scenario, rubric, turn, index, repaired) for index in range(len(turn.acts)) if _worth_telling(turn, index)
    )
    return TurnReview(
        turn=number,
        event=turn.event,
        scene=turn.scene,
        before=tuple(line for line in previous.lines if line.kind not in (LineKind.SAY, LineKind.DO)),
        spoken=any(line.kind is LineKind.SAY for line in turn.lines),
        acts=acts,
        reason=turn.reason,
        effects=tuple(_effects(scenario, turn)),
        stronger=stronger(scenario, rubric, previous.after, turn.choice, state.seed),
    )


def _worth_telling(turn: Turn, index: int) -> bool:
    act = turn.acts[index]
    ticked = {each.field.id for each in turn.acts if isinstance(each, Ticked)}
    return not (isinstance(act, Did) and act.field in ticked and not act.action.evidence and not act.action.breach)


def _act(scenario: Scenario, rubric: Rubric, turn: Turn, index: int, repaired: set[str]) -> ActReview:
    act = turn.acts[index]
    match act:
        case Did(action, field):
            return ActReview(
                label="" if field is None else _ask_of(scenario, turn.scene, field),
                text=action.text,
                levels=tuple((rubric.clauses[clause].title, level) for clause, level in action.evidence),
                why=action.why,
                thinks=action.thinks,
                breach=rubric.breaches[action.breach].text if action.breach else "",
                repaired=action.breach in repaired,
            )
        case Ticked(tick_field, ticked, wrong, level):
            chosen = [option.action.text for option in tick_field.options if option.id in ticked]
            return ActReview(
                label=tick_field.ask,
                text="; ".join(chosen) or "nothing ticked",
                levels=((rubric.clauses[tick_field.clause].title, level),),
                why="",
                thinks="",
                breach="",
                repaired=False,
                notes=tuple(_tick_note(tick_field, name) for name in wrong),
            )
        case Wrote(write_field, text):
            return ActReview(write_field.ask, text or "left blank", (), "", "", "", False)


def _ask_of(scenario: Scenario, scene: str, field: str) -> str:
    content = scenario.scenes[scene].content
    fields = content.fields if isinstance(content, Form) else ()
    return next((each.ask for each in fields if each.id == field), "")


def _tick_note(field: TickField, name: str) -> str:
    option = next(option for option in field.options if option.id == name)
    start = "Belongs and was left out" if option.belongs else "Does not belong"
    return f"{start}: {option.action.text} {option.action.why}".strip()


def _effects(scenario: Scenario, turn: Turn) -> list[str]:
    sentences = []
    for name in dict.fromkeys(change.name for change in turn.changes):
        changes = [change for change in turn.changes if change.name == name]
        told = moved(scenario.variables[name].means or name, changes[0].before, changes[-1].after)
        if told:
            sentences.append(told)
    sentences += [f"You learnt: {scenario.facts[fact]}" for fact in turn.learned]
    for change in turn.duties:
        says = scenario.duties[change.duty].says
        match change.status:
            case DutyStatus.OPEN:
                sentences.append(f"From here on you had to: {lower_first(says)}.")
            case DutyStatus.FULFILLED:
                sentences.append(f"Done: {lower_first(says)}.")
            case DutyStatus.FULFILLED_LATE:
                sentences.append(f"Done, but late: {lower_first(says)}.")
            case DutyStatus.LATE:
                sentences.append(f"Now late: {lower_first(says)}.")
            case DutyStatus.MISSED:
                sentences.append(f"Never done: {lower_first(says)}.")
            case DutyStatus.WAITING:  # pragma: no cover  (nothing turns back to waiting)
                continue
    return sentences


def moved(means: str, before: Value, after: Value) -> str:
    """A sentence for a number that rose or fell; empty for anything else, which the scenes themselves tell."""
    if isinstance(before, bool) or isinstance(after, bool) or not isinstance(before, int) or not isinstance(after, int):
        return ""
    if before == after:
        return ""
    size = "a little" if abs(after - before) == 1 else "a lot" if abs(after - before) > 2 else "clearly"
    return f"{means}: {'up' if after > before else 'down'} {size}."


def stronger(
    scenario: Scenario, rubric: Rubric, situation: Situation, chosen: str | None, seed: int
) -> Stronger | None:
    """The best choice that was open, where it shows more than the one that was chosen and may be recommended."""
    if chosen is None:
        return None
    choices = play.in_shown_order(seed, situation.scene, play.open_choices(scenario, situation))
    taken = next((choice for choice in choices if choice.id == chosen), None)
    if taken is None:
        return None
    better = [choice for choice in choices if recommended(choice.action, over=taken.action, passing=rubric.passing)]
    if not better:
        return None
    best = max(better, key=lambda choice: worth(choice.action))
    return Stronger(best.action.text, best.action.why, best.spoken)


def recommended(action: Action, *, over: Action | None = None, passing: Level) -> bool:
    """Whether a line may be shown to a learner as a better one than ``over``.

    Nothing that breaks the code and nothing below the pass level is, however weak the line was that was taken.
    """
    return not action.breach and _weakest(action) >= passing and (over is None or worth(action) > worth(over))


def worth(action: Action) -> tuple[int, int, int]:
    """What a line shows, so that the stronger of two compares as the greater."""
    return (0 if action.breach else 1, _weakest(action), sum(level for _, level in action.evidence))


def _weakest(action: Action) -> Level:
    """The weakest of what a line shows; one without evidence is competent where it keeps or mends something."""
    bare = Level.COMPETENT if action.repairs or action.effects.fulfils else Level.DEVELOPING
    return min((level for _, level in action.evidence), default=bare)
