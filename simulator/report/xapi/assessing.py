"""What people decided of an attempt, as statements: clauses, criteria, and the outcome that was released.

Only what was released is told, unless it is asked for otherwise. A decision that takes the place of an earlier one is
a new statement that refers to it. A result that is reopened is withdrawn: its outcome is voided.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from simulator.engine.events import Ended, ErasedText
from simulator.engine.rubric import Level
from simulator.json_value import Json, JsonObject
from simulator.review.events import Agreed, Decided, Entry, Released, Reopened, Settled, Verdict
from simulator.review.result import Counted, counted_clause, counted_criterion
from simulator.review.state import Criterion, Review, evolve_shown

from .activities import clean
from .succeeding import succeeded
from .telling import Teller, Verb, reference

NOTE: Final = "An attempt at one scenario, decided by an assessor. It is no award and no qualification."


@dataclass(frozen=True, slots=True)
class _Said:
    """The newest statement of something, and the entry that it was about."""

    identity: str
    entry: int


class Assessing:
    """The statements of one attempt's review."""

    def __init__(self, teller: Teller, *, with_answers: bool, with_unreleased: bool) -> None:
        self._teller = teller
        self._with_answers = with_answers
        self._with_unreleased = with_unreleased
        self._said: dict[str, _Said] = {}
        """By the IRI of what was assessed."""

    def statements(self) -> Iterator[JsonObject]:
        """All of them, in the order in which they were released."""
        review = Review()
        outcome = ""
        for entry in self._teller.dossier.review.entries:
            review = evolve_shown(review, entry)
            match entry.event:
                case Released():
                    yield from self._decisions(review, released=True)
                    yield self._outcome(review, entry, outcome)
                    outcome = self._teller.id("review", entry.number)
                case Reopened():
                    yield self._teller.voided(outcome, by=entry.by.code, at=entry.at)
                case _:
                    continue
        if self._with_unreleased and review.released is None:
            yield from self._decisions(review, released=False)

    def _decisions(self, review: Review, *, released: bool) -> Iterator[JsonObject]:
        """What counts now for clauses and criteria, as far as it has not been said."""
        for clause in sorted({*review.first.clauses, *review.agreed_clauses}):
            counted = counted_clause(review, clause)
            if counted.entry is not None:
                yield from self._clause(review, clause, counted, counted.entry, released)
        for criterion in sorted({*review.first.criteria, *review.agreed_criteria}):
            counted = counted_criterion(review, criterion)
            if counted.entry is not None and counted.verdict is not None:
                yield from self._criterion(criterion, counted.verdict, counted.entry, released)

    def _clause(
        self, review: Review, clause: str, counted: Counted, entry: Entry, released: bool
    ) -> Iterator[JsonObject]:
        about = self._teller.activities.clause(clause)
        if self._is_said(about, entry):
            return
        settled = review.first.clauses.get(clause)
        machine = settled.event.machine if settled is not None and isinstance(settled.event, Settled) else None
        if settled is not None and not self._earlier(about):
            yield self._indicative(about, settled, machine, released)
        level = "not enough to say" if counted.level is None else counted.level.word
        result = self._teller.result(level=level, overridden=counted.level != machine)
        yield from self._assessed(about, entry, result, released)

    def _indicative(self, about: JsonObject, settled: Entry, machine: Level | None, released: bool) -> JsonObject:
        """What the machine gave, which the assessor's decision takes the place of."""
        teller = self._teller
        identity = teller.id("review", settled.number, "indicative", *_place(released))
        result = teller.result(indicative_level=None if machine is None else machine.word)
        self._said[str(about["id"])] = _Said(identity, -1)
        return teller.statement(identity, Verb.SCORED, about, settled.at, result=result, more=_standing(released))

    def _criterion(self, criterion: Criterion, verdict: Verdict, entry: Entry, released: bool) -> Iterator[JsonObject]:
        known = self._teller.known
        about = self._teller.activities.criterion(*criterion, known)
        if self._is_said(about, entry):
            return
        evidence: list[Json] = []
        if isinstance(entry.event, Decided):
            evidence = [{"attempt": each.attempt, "event": each.event} for each in entry.event.evidence]
        result = self._teller.result(verdict=str(verdict), evidence=evidence)
        if verdict is not Verdict.NOT_ASSESSED:
            result["success"] = verdict is Verdict.MET
        groups = (self._teller.activities.qualification(criterion[0], known), self._teller.activities.code())
        yield from self._assessed(about, entry, result, released, groups)

    def _assessed(
        self,
        about: JsonObject,
        entry: Entry,
        result: JsonObject,
        released: bool,
        groups: tuple[JsonObject, ...] | None = None,
    ) -> Iterator[JsonObject]:
        teller = self._teller
        identity = teller.id("review", entry.number, *_place(released))
        earlier = self._earlier(about)
        self._said[str(about["id"])] = _Said(identity, entry.number)
        yield teller.statement(
            identity,
            Verb.WAS_ASSESSED,
            about,
            entry.at,
            result=result,
            instructor=entry.by.code,
            refers_to=earlier,
            groups=groups,
            more=_standing(released),
        )
        yield from self._reason(identity, entry, released)

    def _reason(self, identity: str, entry: Entry, released: bool) -> Iterator[JsonObject]:
        """Why it was decided so: a statement of its own, so that it alone can be voided."""
        if not isinstance(entry.event, Settled | Decided | Agreed):
            return
        teller, reason = self._teller, entry.event.reason
        of_text = teller.id("review", entry.number, "text", *_place(released))
        if isinstance(reason, ErasedText):
            yield teller.voided(of_text)
        elif self._with_answers and reason.strip():
            about, by = reference(identity), teller.agent(entry.by.code)
            response: JsonObject = {"response": clean(reason)}
            yield teller.statement(of_text, Verb.COMMENTED, about, entry.at, result=response, actor=by)

    def _outcome(self, review: Review, entry: Entry, earlier: str) -> JsonObject:
        """The released outcome of the attempt, which is that of an attempt and never of an award."""
        teller, dossier = self._teller, self._teller.dossier
        success = succeeded(dossier, review)
        result = teller.result(note=NOTE)
        result |= {"success": success, "completion": isinstance(dossier.state.closed, Ended)}
        known = teller.known
        names = sorted({qualification for qualification, _ in (*review.first.criteria, *review.agreed_criteria)})
        groups = (teller.activities.code(), *(teller.activities.qualification(name, known) for name in names))
        return teller.statement(
            teller.id("review", entry.number),
            Verb.PASSED if success else Verb.FAILED,
            teller.activities.scenario(),
            entry.at,
            result=result,
            instructor=entry.by.code,
            refers_to=earlier,
            groups=groups,
        )

    def _earlier(self, about: JsonObject) -> str:
        said = self._said.get(str(about["id"]))
        return said.identity if said is not None else ""

    def _is_said(self, about: JsonObject, entry: Entry) -> bool:
        said = self._said.get(str(about["id"]))
        return said is not None and said.entry == entry.number


def _place(released: bool) -> tuple[str, ...]:
    return () if released else ("unreleased",)


def _standing(released: bool) -> JsonObject:
    return {} if released else {"released": False}
