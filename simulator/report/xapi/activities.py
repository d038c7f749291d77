"""What statements are about, as activities: scenarios, decisions, fields, clauses, criteria.

An activity of a decision or a field belongs to one version of its scenario, because an id may never come to mean
something else; scenarios, codes, clauses and criteria keep one id through all versions.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from simulator.engine.rubric import Clause, Item, Qualification, Rubric
from simulator.engine.scenario import Action, Decision, Field, Scenario, WriteField
from simulator.json_value import JsonObject

from .naming import Naming

LANGUAGE: Final = "en-GB"
ADL: Final = "http://adlnet.gov/expapi/activities/"
_UNKEPT: Final = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """A text as every store of statements can keep it: what is no character, and NUL, become the replacement sign."""
    return _UNKEPT.sub("\ufffd", text)


def said(text: str, otherwise: str) -> JsonObject:
    """A language map; the other text where there is none."""
    return {LANGUAGE: clean(text) if text.strip() else clean(otherwise)}


class Activities:
    """The activities of one version of a scenario and its code."""

    def __init__(self, naming: Naming, scenario: Scenario, digest: str, rubric: Rubric) -> None:
        """``digest`` is the SHA-256 of the scenario's exact text."""
        self._naming = naming
        self._scenario = scenario
        self._digest = digest
        self._rubric = rubric

    def scenario(self, *, whole: bool = True) -> JsonObject:
        """The scenario, in whatever version; where it is only named beside something else, without its summary."""
        about = self._scenario.about
        definition: JsonObject = {"type": f"{ADL}simulation", "name": said(about.title, self._scenario.id)}
        if whole and about.summary.strip():
            definition["description"] = said(about.summary, "")
        return self._activity(definition, "scenarios", self._scenario.id)

    def decision(self, scene: str) -> JsonObject:
        """The decision of a scene with all its choices; which of them were open is told in the statement."""
        content = self._scenario.scenes[scene].content
        actions = [choice.action for choice in content.choices] if isinstance(content, Decision) else []
        return self._interaction("choice", scene, actions, "scenes", scene)

    def reason(self, scene: str) -> JsonObject:
        """The written reason for a choice in a scene."""
        return self._interaction("long-fill-in", f"{scene}: why", [], "scenes", scene, "reason")

    def field(self, scene: str, field: Field) -> JsonObject:
        """A field of a scene's form with all its options."""
        kind = "long-fill-in" if isinstance(field, WriteField) else "choice"
        return self._interaction(kind, field.ask, field.actions, "scenes", scene, "fields", field.id)

    def code(self) -> JsonObject:
        """The code of conduct."""
        definition: JsonObject = {
            "type": self._naming.iri("types", "code-of-conduct"),
            "name": said(self._rubric.title, self._rubric.id),
        }
        return self._activity(definition, "codes", self._rubric.id)

    def clause(self, name: str) -> JsonObject:
        """A clause of the code."""
        clause: Clause | None = self._rubric.clauses.get(name)
        definition: JsonObject = {"type": f"{ADL}objective", "name": said(clause.title if clause else "", name)}
        if clause is not None and clause.text.strip():
            definition["description"] = said(clause.text, "")
        return self._activity(definition, "codes", self._rubric.id, "clauses", name)

    def qualification(self, name: str, known: Mapping[str, Qualification]) -> JsonObject:
        """A qualification, by its title where it is known."""
        title = known[name].title if name in known else ""
        definition: JsonObject = {"type": self._naming.iri("types", "qualification"), "name": said(title, name)}
        return self._activity(definition, "qualifications", name)

    def criterion(self, qualification: str, name: str, known: Mapping[str, Qualification]) -> JsonObject:
        """A criterion of a qualification."""
        item: Item | None = known[qualification].items.get(name) if qualification in known else None
        definition: JsonObject = {"type": f"{ADL}objective", "name": said("", name)}
        if item is not None and item.text.strip():
            definition["description"] = said(item.text, "")
        return self._activity(definition, "qualifications", qualification, "criteria", name)

    def _interaction(self, kind: str, ask: str, actions: Iterable[Action], *below: str) -> JsonObject:
        definition: JsonObject = {
            "type": f"{ADL}cmi.interaction",
            "name": said("", f"{self._scenario.about.title or self._scenario.id}: {ask.strip() or below[-1]}"),
            "interactionType": kind,
        }
        if kind == "choice":
            definition["choices"] = [
                {"id": action.id, "description": said(action.text, action.id)} for action in actions
            ]
        return self._activity(definition, "scenarios", self._scenario.id, "versions", self._digest, *below)

    def _activity(self, definition: JsonObject, *parts: str) -> JsonObject:
        return {"objectType": "Activity", "id": self._naming.iri(*parts), "definition": definition}
