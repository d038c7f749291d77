"""What things are called on a page about a review: by their texts where those are known, otherwise by their ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.engine.rubric import Qualification, Rubric
from simulator.engine.scenario import Form, Scenario
from simulator.report.words.people import acted
from simulator.report.words.sanitize import in_one_line
from simulator.review.people import Person


def clause_title(number: int, title: str) -> str:
    """``Clause 3, Confidentiality and its limits``."""
    return f"Clause {number}, {title}"


@dataclass(frozen=True, slots=True)
class Glossary:
    """The documents that name clauses, questions and criteria, and the names of people."""

    scenario: Scenario | None = None
    rubric: Rubric | None = None
    qualifications: Mapping[str, Qualification] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    """Names by code, of those who have one."""

    def clause(self, clause: str) -> str:
        """``Clause 3, Confidentiality and its limits``."""
        found = self.rubric.clauses.get(clause) if self.rubric is not None else None
        return in_one_line(clause if found is None else clause_title(found.number, found.title))

    def question(self, field_id: str) -> str:
        """What a field of a form asks."""
        scenes = () if self.scenario is None else self.scenario.scenes.values()
        fields = (each for scene in scenes if isinstance(scene.content, Form) for each in scene.content.fields)
        return in_one_line(next((each.ask for each in fields if each.id == field_id), field_id))

    def criterion(self, criterion: tuple[str, str]) -> str:
        """The wording of a criterion, by its qualification and its own id."""
        qualification, item_id = criterion
        known = self.qualifications.get(qualification)
        item = known.items.get(item_id) if known is not None else None
        return in_one_line(item.text) if item is not None else f"of {in_one_line(qualification)}"

    def acted(self, person: Person) -> str:
        """Somebody by code and name, with the capacity in which they acted."""
        return acted(person, self.people)
