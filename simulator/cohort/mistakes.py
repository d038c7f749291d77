"""The lines that were chosen in an attempt: at each decision first, and behind each mistake."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from simulator.analysis.actions import actions
from simulator.engine import play
from simulator.engine.events import Rewound
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Action, Choice, Form, PickField, Scenario, TickField, WriteField
from simulator.engine.scoring import CapReason, ClauseScore, EvidenceSource, Piece, Scorecard
from simulator.engine.state import Did, LineKind, Situation, Ticked, Turn
from simulator.report.views.stronger import recommended, stronger, worth
from simulator.store.format.dossier import Dossier

from .values import ChosenLine, DecisionTaken, Mistake, MistakeKind


def before_each(dossier: Dossier) -> Mapping[int, Turn]:
    """The turn that stood before each turn was made, by event; what was taken back is among them."""
    made = {turn.event: turn for turn in (*dossier.state.turns, *dossier.state.taken_back)}
    standing: list[Turn] = []
    found: dict[int, Turn] = {}
    for number, event in enumerate(dossier.events):
        if isinstance(event, Rewound):
            del standing[event.to :]
        elif number in made:
            if standing:
                found[number] = standing[-1]
            standing.append(made[number])
    return found


def decisions_taken(dossier: Dossier) -> tuple[DecisionTaken, ...]:
    """What was chosen, picked and ticked, in the order in which it happened, also where it was taken back."""
    turns = sorted((*dossier.state.taken_back, *dossier.state.turns), key=lambda turn: turn.event)
    before = before_each(dossier)
    return tuple(came for turn in turns if turn.event in before for came in _of_turn(dossier, turn, before[turn.event]))


def _of_turn(dossier: Dossier, turn: Turn, previous: Turn) -> Iterator[DecisionTaken]:
    ticked = {act.field.id for act in turn.acts if isinstance(act, Ticked)}
    for act in turn.acts:
        match act:
            case Did(action, None):
                said = _choice(dossier, turn, action.id, previous.after)
                yield DecisionTaken(_asked(previous), said, shows(dossier.rubric, action))
            case Did(action, str(field)) if field not in ticked:
                said = _option(dossier, turn, field, action.id)
                yield DecisionTaken(
                    _field_ask(dossier.scenario, turn.scene, field), said, shows(dossier.rubric, action)
                )
            case Ticked(field, _, _, level):
                yield DecisionTaken(field.ask, ChosenLine(turn.scene, field.id, field.id, field.ask), level)
            case _:
                continue


def shows(rubric: Rubric, action: Action) -> Level | None:
    """The worst that a line shows: of its evidence, and of its breach; None where it shows nothing."""
    levels = [level for _, level in action.evidence]
    if action.breach:
        levels.append(rubric.breaches[action.breach].caps)
    return min(levels, default=None)


def mistakes_of(dossier: Dossier, card: Scorecard) -> tuple[Mistake, ...]:
    """What went wrong in the turns that stand, each thing once.

    Breaches; duties missed or late; and clauses below what has to be reached, where neither tells it already.
    """
    before = before_each(dossier)
    found = [*_breaches(dossier, card, before), *_duties(dossier, card)]
    clauses = {mistake.clause for mistake in found}
    found += [mistake for mistake in _clauses(dossier, card, before) if mistake.clause not in clauses]
    return tuple({(mistake.kind, mistake.ref): mistake for mistake in reversed(found)}.values())[::-1]


def _breaches(dossier: Dossier, card: Scorecard, before: Mapping[int, Turn]) -> Iterator[Mistake]:
    for each in card.breaches:
        breach = dossier.rubric.breaches[each.breach]
        turn = dossier.state.turns[each.turn]
        if each.ref in dossier.scenario.duties and each.field is None and turn.choice != each.ref:
            said = _duty(dossier, each.ref)
        else:
            said = _line(dossier, turn, each.field, each.ref, before, breach.clause)
        level = breach.caps if each.repaired_by is None else breach.repaired
        yield Mistake(MistakeKind.BREACH, each.breach, breach.clause, level, said)


def _duties(dossier: Dossier, card: Scorecard) -> Iterator[Mistake]:
    for clause in card.clauses:
        for cap in clause.caps:
            missed = cap.reason is CapReason.DUTY_MISSED
            if cap.reason is CapReason.DUTY_LATE or (missed and dossier.scenario.duties[cap.ref].breach is None):
                yield Mistake(MistakeKind.DUTY, cap.ref, clause.clause, cap.level, _duty(dossier, cap.ref))


def _clauses(dossier: Dossier, card: Scorecard, before: Mapping[int, Turn]) -> Iterator[Mistake]:
    for clause in card.clauses:
        below = clause.level is not None and clause.level < dossier.rubric.passing
        missing = clause.level is None and clause.required and not clause.awaiting
        if below or missing:
            yield Mistake(
                MistakeKind.CLAUSE, clause.clause, clause.clause, clause.level, _weakest(dossier, clause, before)
            )


def _weakest(dossier: Dossier, clause: ClauseScore, before: Mapping[int, Turn]) -> ChosenLine | None:
    """The first of the lines that showed the least."""
    weak = [piece for piece in clause.pieces if piece.level < dossier.rubric.passing]
    piece = min(weak, key=lambda each: (each.level, each.event), default=None)
    return None if piece is None else _of_piece(dossier, piece, before)


def _of_piece(dossier: Dossier, piece: Piece, before: Mapping[int, Turn]) -> ChosenLine:
    match piece.source:
        case EvidenceSource.DUTY:
            return _duty(dossier, piece.ref)
        case EvidenceSource.TICKS:
            return _boxes(dossier.state.turns[piece.turn], piece)
        case EvidenceSource.WRITTEN:
            # what somebody wrote is theirs: only the question is told
            return ChosenLine(piece.scene, piece.ref, piece.ref, _field_ask(dossier.scenario, piece.scene, piece.ref))
        case EvidenceSource.CHOICE | EvidenceSource.PICK | EvidenceSource.TICK:
            return _line(dossier, dossier.state.turns[piece.turn], piece.field, piece.ref, before, piece.clause)


def _boxes(turn: Turn, piece: Piece) -> ChosenLine:
    """The first box that was ticked or left wrongly."""
    ticks = next(act for act in turn.acts if isinstance(act, Ticked) and act.field.id == piece.ref)
    option = next((each for each in ticks.field.options if each.id in ticks.wrong), None)
    if option is None:
        return ChosenLine(turn.scene, piece.ref, piece.ref, ticks.field.ask)
    how = "Belongs, and was left out" if option.belongs else "Ticked, and does not belong"
    return ChosenLine(
        turn.scene, piece.ref, option.id, f"{ticks.field.ask} {how}: {option.action.text}", why=option.action.why
    )


def _line(  # noqa: PLR0913, PLR0917  (a line has these parts)
    dossier: Dossier, turn: Turn, field: str | None, ref: str, before: Mapping[int, Turn], clause: str
) -> ChosenLine:
    if field is not None:
        return _option(dossier, turn, field, ref)
    return _choice(dossier, turn, ref, before[turn.event].after, clause)


def _choice(dossier: Dossier, turn: Turn, ref: str, situation: Situation, clause: str = "") -> ChosenLine:
    action = next(act.action for act in turn.acts if isinstance(act, Did) and act.field is None)
    spoken = any(line.kind is LineKind.SAY and line.text == action.text for line in turn.lines)
    said = ChosenLine(turn.scene, "", ref, action.text, spoken)
    nearest = _stronger_on(dossier, action, situation, clause)
    if nearest is not None:
        return replace(said, stronger=nearest.action.text, stronger_spoken=nearest.spoken, why=nearest.action.why)
    better = stronger(dossier.scenario, dossier.rubric, situation, ref, dossier.state.seed)
    if better is None:
        return said
    return replace(said, stronger=better.text, stronger_spoken=better.spoken, why=better.why)


def _stronger_on(dossier: Dossier, taken: Action, situation: Situation, clause: str) -> Choice | None:
    """The best choice that was open and reaches what this very clause asks, where that is more than was shown."""
    now = dict(taken.evidence).get(clause, Level.UNSAFE)
    passing = dossier.rubric.passing
    better = [
        each
        for each in play.open_choices(dossier.scenario, situation)
        if recommended(each.action, over=taken, passing=passing)
        and dict(each.action.evidence).get(clause, Level.UNSAFE) >= passing
        and dict(each.action.evidence)[clause] > now
    ]
    return max(better, key=lambda each: (dict(each.action.evidence)[clause], worth(each.action)), default=None)


def _option(dossier: Dossier, turn: Turn, field: str, ref: str) -> ChosenLine:
    action = next(
        act.action for act in turn.acts if isinstance(act, Did) and (act.field, act.action.id) == (field, ref)
    )
    said = ChosenLine(turn.scene, field, ref, action.text)
    asked = next((each for each in _fields(dossier.scenario, turn.scene) if each.id == field), None)
    if not isinstance(asked, PickField):
        return said
    passing = dossier.rubric.passing
    best = max(
        (each for each in asked.options if recommended(each, over=action, passing=passing)), key=worth, default=None
    )
    return said if best is None else replace(said, stronger=best.text, why=best.why)


def _duty(dossier: Dossier, name: str) -> ChosenLine:
    """A duty in words; what is stronger is the best line that fulfils it, where there is one."""
    said = ChosenLine("", "", name, dossier.scenario.duties[name].says)
    passing = dossier.rubric.passing
    fulfil = [
        each
        for each in actions(dossier.scenario)
        if name in each.action.effects.fulfils and recommended(each.action, passing=passing)
    ]
    if not fulfil:
        return said
    best = max(fulfil, key=lambda each: worth(each.action))
    return replace(said, stronger=best.action.text, stronger_spoken=best.key == "say", why=best.action.why)


def _asked(previous: Turn) -> str:
    """The last that the mentee said before, or else what was told or seen."""
    for kinds in ((LineKind.SAYS,), (LineKind.CUE, LineKind.TELLS)):
        heard = [line.text for line in previous.lines if line.kind in kinds]
        if heard:
            return f"“{heard[-1]}”" if LineKind.SAYS in kinds else heard[-1]
    return ""


def _field_ask(scenario: Scenario, scene: str, field: str) -> str:
    return next((each.ask for each in _fields(scenario, scene) if each.id == field), field)


def _fields(scenario: Scenario, scene: str) -> tuple[TickField | PickField | WriteField, ...]:
    content = scenario.scenes[scene].content if scene in scenario.scenes else None
    return content.fields if isinstance(content, Form) else ()
