"""What a learner did in an attempt, as statements: each decision, each field of a form, what was taken back, the end.

In practice and rehearsal the indicative levels go with them. In assessment they do not: what a decision shows is told
by an assessor, once it is released.
"""

from collections.abc import Iterator, Mapping

from simulator.engine import play
from simulator.engine.events import (
    Answer,
    Answered,
    Began,
    Chose,
    Ended,
    ErasedText,
    Event,
    Explained,
    Left,
    Mode,
    Rewound,
)
from simulator.engine.scenario import Field, Form, TickField, WriteField
from simulator.engine.scoring import ClauseScore, ClauseStatus
from simulator.engine.state import Act, Did, State, Ticked
from simulator.json_value import Json, JsonObject

from .activities import clean
from .telling import Teller, Verb


class Playing:
    """The statements of one attempt's events."""

    def __init__(self, teller: Teller, *, with_answers: bool) -> None:
        self._teller = teller
        self._dossier = teller.dossier
        self._with_answers = with_answers
        self._counts = self._dossier.mode is Mode.ASSESSMENT

    def statements(self) -> Iterator[JsonObject]:
        """All of them, in the order in which things happened."""
        scenario = self._dossier.scenario
        state: State | None = None
        for number, event in enumerate(self._dossier.events):
            after = play.evolve(scenario, state, event)
            yield from self._of(number, event, state or after, after)
            state = after

    def _of(self, number: int, event: Event, before: State, after: State) -> Iterator[JsonObject]:
        match event:
            case Began():
                yield self._about_all(number, Verb.ATTEMPTED, None)
            case Chose(scene, choice):
                yield self._chose(number, scene, choice, before, after)
            case Explained(scene, choice, text):
                yield from self._wrote(number, "", scene, text, self._teller.activities.reason(scene), choice)
            case Answered(scene, answers):
                yield from self._answered(number, scene, answers, before, after)
            case Rewound(to):
                taken: list[Json] = [turn.event for turn in before.turns[to:]]
                yield self._about_all(number, Verb.TOOK_BACK, self._teller.result(taken_back=taken))
            case _:
                yield from self._closed(number, event)

    def _about_all(self, number: int, verb: Verb, result: JsonObject | None) -> JsonObject:
        scenario = self._teller.activities.scenario()
        return self._said(number, self._teller.id("event", number), verb, scenario, result)

    def _said(  # noqa: PLR0913, PLR0917  (a statement has these parts)
        self,
        number: int,
        identity: str,
        verb: Verb,
        about: JsonObject,
        result: JsonObject | None,
        field: str = "",
        refers_to: str = "",
    ) -> JsonObject:
        at = self._dossier.times[number]
        more: JsonObject = {"event": number} | ({"field": field} if field else {})
        return self._teller.statement(identity, verb, about, at, result=result, refers_to=refers_to, more=more)

    def _chose(self, number: int, scene: str, choice: str, before: State, after: State) -> JsonObject:
        teller = self._teller
        situation = before.situation
        shown = play.in_shown_order(before.seed, scene, play.open_choices(self._dossier.scenario, situation))
        offered: list[Json] = [each.id for each in shown]
        result = teller.result(offered=offered, **self._shows(after.turns[-1].acts, None))
        result["response"] = choice
        about = teller.activities.decision(scene)
        return self._said(number, teller.id("event", number), Verb.RESPONDED, about, result)

    def _answered(
        self, number: int, scene: str, answers: Mapping[str, Answer], before: State, after: State
    ) -> Iterator[JsonObject]:
        form = self._dossier.scenario.scenes[scene].content
        whole = {field.id: field for field in form.fields} if isinstance(form, Form) else {}
        fields = play.shown_fields(form, before.situation) if isinstance(form, Form) else ()
        for field in fields:
            given = answers.get(field.id, "")
            about = self._teller.activities.field(scene, whole[field.id])
            if isinstance(field, WriteField):
                yield from self._wrote(number, field.id, scene, given if isinstance(given, str) else "", about)
            else:
                yield self._picked(number, field, given, about, after.turns[-1].acts)

    def _picked(self, number: int, field: Field, given: Answer, about: JsonObject, acts: tuple[Act, ...]) -> JsonObject:
        teller = self._teller
        picked = [given] if isinstance(given, str) and given else [] if isinstance(given, str) else list(given)
        offered: list[Json] = [] if isinstance(field, WriteField) else [option.id for option in field.options]
        chosen: list[Json] = [*picked]
        ticked = chosen if isinstance(field, TickField) else None
        result = teller.result(offered=offered, ticked=ticked, **self._shows(acts, field.id))
        if picked:
            result["response"] = "[,]".join(picked)
        identity = teller.id("event", number, "field", field.id)
        return self._said(number, identity, Verb.RESPONDED, about, result, field.id)

    def _wrote(  # noqa: PLR0913, PLR0917  (an answer has these parts)
        self, number: int, field: str, scene: str, text: str, about: JsonObject, choice: str | None = None
    ) -> Iterator[JsonObject]:
        """That something was written; what was written is a statement of its own, so that it alone can be voided."""
        teller = self._teller
        parts: tuple[str | int, ...] = ("event", number, "field", field) if field else ("event", number)
        identity, of_text = teller.id(*parts), teller.id(*parts, "text")
        result = teller.result(written=bool(text.strip()), choice=choice)
        yield self._said(number, identity, Verb.RESPONDED, about, result, field)
        if isinstance(text, ErasedText):
            yield teller.voided(of_text)
        elif self._with_answers and text.strip():
            yield self._said(number, of_text, Verb.ANSWERED, about, {"response": clean(text)}, field, identity)

    def _closed(self, number: int, event: Event) -> Iterator[JsonObject]:
        """How it ended; the last thing that happens. What it shows follows where it does not count."""
        teller = self._teller
        verb = {Ended: Verb.COMPLETED, Left: Verb.EXITED}.get(type(event), Verb.TERMINATED)
        card = None if self._counts else self._dossier.unmarked
        outcome = card.outcome.word if card is not None and card.outcome is not None else None
        provisional = card.provisional if card is not None and outcome else None
        ending = event.ending if isinstance(event, Ended) else None
        result = teller.result(ending=ending, indicative_outcome=outcome, provisional=provisional)
        result["completion"] = isinstance(event, Ended)
        yield self._about_all(number, verb, result)
        for clause in card.clauses if card is not None else ():
            if clause.required or clause.pieces or clause.caps:
                yield self._scored(number, clause)

    def _scored(self, number: int, clause: ClauseScore) -> JsonObject:
        teller = self._teller
        level = clause.level.word if clause.level is not None else None
        standing = None if clause.status is ClauseStatus.SHOWN else str(clause.status)
        result = teller.result(indicative_level=level, standing=standing)
        about = teller.activities.clause(clause.clause)
        identity = teller.id("event", number, "clause", clause.clause)
        return self._said(number, identity, Verb.SCORED, about, result)

    def _shows(self, acts: tuple[Act, ...], field: str | None) -> Mapping[str, Json]:
        """The indicative levels and breaches of what was done in a choice or a field; none in assessment."""
        if self._counts:
            return {}
        levels: dict[str, list[Json]] = {}
        breaches: list[Json] = []
        for act in acts:
            match act:
                case Did(action, of) if of == field:
                    for clause, level in action.evidence:
                        levels.setdefault(clause, []).append(level.word)
                    breaches += [action.breach] if action.breach else []
                case Ticked(ticks, level=level) if ticks.id == field:
                    levels.setdefault(ticks.clause, []).append(level.word)
                case _:
                    continue
        return {"indicative_levels": {**levels} or None, "breaches": breaches or None}
