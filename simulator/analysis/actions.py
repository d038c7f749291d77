"""Everything that a learner can do in a scenario, with its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.engine.scenario import Action, Decision, Form, Scenario, Scene, TickField

from .finding import Address


@dataclass(frozen=True, slots=True)
class PlacedAction:
    """A choice, an option to pick or a box to tick, and where it stands."""

    action: Action
    address: Address
    key: str
    """The key that its words stand under: say, do or text."""
    scene: str
    field: str | None = None
    belongs: bool | None = None
    """For a box: whether it should be ticked."""

    @property
    def words(self) -> Address:
        """Where its words stand."""
        return (*self.address, self.key)

    @property
    def name(self) -> str:
        """As a sentence refers to it."""
        return f"`{self.action.id}` in `{self.scene}`"


def actions(scenario: Scenario) -> Iterator[PlacedAction]:
    """Every choice, option and box, in the order of the document."""
    for scene in scenario.scenes.values():
        yield from _of(scene)


def _of(scene: Scene) -> Iterator[PlacedAction]:
    match scene.content:
        case Decision(choices):
            for choice in choices:
                here: Address = ("scenes", scene.id, "choices", choice.id)
                yield PlacedAction(choice.action, here, "say" if choice.spoken else "do", scene.id)
        case Form(_, fields):
            for field in fields:
                ticked = {box.id: box.belongs for box in field.options} if isinstance(field, TickField) else {}
                place = ("scenes", scene.id, "form", "fields", field.id, field.how)
                for action in field.actions:
                    belongs = ticked.get(action.id)
                    yield PlacedAction(action, (*place, action.id), "text", scene.id, field.id, belongs)
