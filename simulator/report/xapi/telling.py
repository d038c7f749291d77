"""What all statements of one attempt have in common: who, in which attempt, at which scenario, and the verbs."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from simulator.analysis.actions import actions
from simulator.engine.rubric import Qualification
from simulator.engine.scenario import Scenario
from simulator.json_value import Json, JsonObject
from simulator.store.format.dossier import Dossier

from .activities import LANGUAGE, Activities, clean
from .naming import PROGRAM, Naming

_ADL: Final = "http://adlnet.gov/expapi/verbs/"


class Verb(StrEnum):
    """What somebody did. All but the last two are ADL's."""

    ATTEMPTED = "attempted"
    RESPONDED = "responded"
    ANSWERED = "answered"
    COMPLETED = "completed"
    EXITED = "exited"
    TERMINATED = "terminated"
    SCORED = "scored"
    PASSED = "passed"
    FAILED = "failed"
    COMMENTED = "commented"
    VOIDED = "voided"
    TOOK_BACK = "took-back"
    WAS_ASSESSED = "was-assessed"


_OURS: Final[Mapping[Verb, str]] = {Verb.TOOK_BACK: "took back", Verb.WAS_ASSESSED: "was assessed on"}


class Teller:
    """Makes the statements of one attempt."""

    def __init__(self, dossier: Dossier, known: Mapping[str, Qualification], naming: Naming) -> None:
        """``known`` are the qualifications that are known, by id: for names, and for what a scenario belongs to."""
        self.dossier = dossier
        self.known = known
        self.naming = naming
        self.activities = Activities(naming, dossier.scenario, dossier.header.scenario_digest, dossier.rubric)
        self._grouping = self._belongs_to()

    def id(self, *parts: str | int) -> str:
        """The id of a statement of this attempt."""
        return self.naming.statement(self.dossier.header.attempt, *parts)

    def extension(self, name: str) -> str:
        """The IRI of an extension."""
        return self.naming.iri("extensions", name)

    def agent(self, code: str) -> JsonObject:
        """Somebody by their account."""
        name = clean(self.naming.account(code))
        return {"objectType": "Agent", "account": {"homePage": self.naming.homepage, "name": name}}

    def learner(self) -> JsonObject:
        """The learner; an attempt that nobody put a code on is an account of its own."""
        header = self.dossier.header
        return self.agent(header.learner if header.learner.strip() else f"attempt {header.attempt}")

    def program(self) -> JsonObject:
        """This program, for what no person does."""
        return {"objectType": "Agent", "account": {"homePage": self.naming.base, "name": PROGRAM}}

    def verb(self, verb: Verb) -> JsonObject:
        """A verb with its word."""
        if verb in _OURS:
            return {"id": self.naming.iri("verbs", verb), "display": {LANGUAGE: _OURS[verb]}}
        return {"id": f"{_ADL}{verb}", "display": {LANGUAGE: str(verb)}}

    def statement(  # noqa: PLR0913  (a statement has these parts)
        self,
        identity: str,
        verb: Verb,
        about: JsonObject,
        at: str,
        *,
        result: JsonObject | None = None,
        actor: JsonObject | None = None,
        instructor: str = "",
        refers_to: str = "",
        groups: tuple[JsonObject, ...] | None = None,
        more: Mapping[str, Json] | None = None,
    ) -> JsonObject:
        """A statement; ``more`` are further extensions of its context."""
        context = self._context(about, groups, more or {})
        if instructor:
            context["instructor"] = self.agent(instructor)
        if refers_to:
            context["statement"] = reference(refers_to)
        made: JsonObject = {
            "id": identity,
            "actor": actor or self.learner(),
            "verb": self.verb(verb),
            "object": about,
            "context": context,
        }
        if result:
            made["result"] = result
        if at:
            made["timestamp"] = at
        return made

    def voided(self, identity: str, *, by: str = "", at: str = "") -> JsonObject:
        """The statement that another one no longer holds."""
        actor = self.agent(by) if by else self.program()
        voids = reference(identity)
        return self.statement(self.id("voided", identity), Verb.VOIDED, voids, at, actor=actor)

    def result(self, **extensions: Json) -> JsonObject:
        """A result that has only extensions, named with underscores; what is None is left out."""
        named = self._extensions(extensions)
        return {"extensions": named} if named else {}

    def _extensions(self, named: Mapping[str, Json]) -> JsonObject:
        return {self.extension(name.replace("_", "-")): value for name, value in named.items() if value is not None}

    def _context(
        self, about: JsonObject, groups: tuple[JsonObject, ...] | None, more: Mapping[str, Json]
    ) -> JsonObject:
        header = self.dossier.header
        scenario = self.activities.scenario(whole=False)
        context: JsonObject = {"registration": str(self.naming.registration(header.attempt))}
        if about["objectType"] == "Activity":
            # both are allowed beside activities only
            context |= {"revision": header.scenario_digest, "platform": clean(f"{PROGRAM} {header.program}")}
        activities: JsonObject = {"grouping": list(self._grouping if groups is None else groups)}
        if about.get("id") != scenario["id"]:
            activities["parent"] = [scenario]
        context |= {"contextActivities": activities, "language": LANGUAGE}
        common: JsonObject = {
            "attempt": header.attempt,
            "mode": header.mode,
            "scenario_digest": header.scenario_digest,
            "rubric_digest": header.rubric_digest,
        }
        context["extensions"] = self._extensions({**common, **more})
        return context

    def _belongs_to(self) -> tuple[JsonObject, ...]:
        covers = covered(self.dossier.scenario)
        names = sorted(name for name, each in self.known.items() if covers & each.items.keys())
        return (self.activities.code(), *(self.activities.qualification(name, self.known) for name in names))


def reference(identity: str) -> JsonObject:
    """A reference to another statement."""
    return {"objectType": "StatementRef", "id": identity}


def covered(scenario: Scenario) -> frozenset[str]:
    """The items of qualifications that a scenario says it covers, as a whole or in an action."""
    return frozenset(scenario.about.covers).union(*(placed.action.covers for placed in actions(scenario)))
