"""Every text of a scenario that a person reads, with its place and whose voice it is."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, chain

from simulator.engine.scenario import Ending, Form, Scenario, Scene, Words

from .actions import PlacedAction
from .finding import Address


class Voice(StrEnum):
    """Who speaks."""

    CARD = "card"
    """The library's card: title, summary and content notes."""
    NARRATOR = "narrator"
    """The brief, what is told and seen, forms and endings."""
    MENTEE = "mentee"
    """What the mentee says."""
    LEARNER = "learner"
    """What the learner can say, do, tick or pick."""
    THOUGHT = "thought"
    """What the mentee thinks."""
    COACH = "coach"
    """Reasons, and what is told in looking back."""


@dataclass(frozen=True, slots=True)
class ScenarioText:
    """Some words, and where they stand."""

    address: Address
    words: str
    voice: Voice
    of: PlacedAction | None = None
    """What they are about, where they are about something that can be done."""


class Search:
    """Texts to be searched again and again for words that few of them have."""

    def __init__(self, found: Sequence[ScenarioText]) -> None:
        self._texts = found
        lowered = [text.words.lower().replace("’", "'") + "\n" for text in found]
        self._whole = "".join(lowered)
        self._ends = list(accumulate(map(len, lowered)))

    def having(self, stems: Iterable[str]) -> Iterator[ScenarioText]:
        """The texts that have any of these pieces in them (in small letters, with straight apostrophes)."""
        places: set[int] = set()
        for stem in stems:
            at = self._whole.find(stem)
            while at >= 0:
                place = bisect_right(self._ends, at)
                places.add(place)
                at = self._whole.find(stem, self._ends[place])
        return (self._texts[place] for place in sorted(places))


def texts(scenario: Scenario, everything: Iterable[PlacedAction]) -> Iterator[ScenarioText]:
    """Every text that is not empty, those of the scenes before those of what can be done in them."""
    return (text for text in chain(_of_scenario(scenario), *map(_of_action, everything)) if text.words.strip())


def _of_scenario(scenario: Scenario) -> Iterator[ScenarioText]:
    about, mentee = scenario.about, scenario.mentee
    yield ScenarioText(("title",), about.title, Voice.CARD)
    yield ScenarioText(("summary",), about.summary, Voice.CARD)
    for number, note in enumerate(about.notes):
        yield ScenarioText(("notes", number), note, Voice.CARD)
    yield ScenarioText(("mentee", "about"), mentee.about, Voice.NARRATOR)
    yield ScenarioText(("you",), about.you, Voice.NARRATOR)
    yield ScenarioText(("brief",), about.brief, Voice.NARRATOR)
    for name, variable in scenario.variables.items():
        yield ScenarioText(("variables", name, "means"), variable.means, Voice.COACH)
    for name, fact in scenario.facts.items():
        yield ScenarioText(("facts", name), fact, Voice.COACH)
    for name, duty in scenario.duties.items():
        yield ScenarioText(("duties", name, "says"), duty.says, Voice.COACH)
    for scene in scenario.scenes.values():
        yield from _of_scene(scene)


def _of_scene(scene: Scene) -> Iterator[ScenarioText]:
    address: Address = ("scenes", scene.id)
    yield from _variants(scene.tells, (*address, "tells"), Voice.NARRATOR)
    yield from _variants(scene.cue, (*address, "cue"), Voice.NARRATOR)
    yield from _variants(scene.says, (*address, "says"), Voice.MENTEE)
    match scene.content:
        case Form(title, fields):
            yield ScenarioText((*address, "form", "title"), title, Voice.NARRATOR)
            for field in fields:
                yield ScenarioText((*address, "form", "fields", field.id, "ask"), field.ask, Voice.NARRATOR)
        case Ending(title, text, afterwards):
            place = (*address, "ending")
            yield ScenarioText((*place, "title"), title, Voice.NARRATOR)
            yield from _variants(text, (*place, "text"), Voice.NARRATOR)
            yield from _variants(afterwards, (*place, "afterwards"), Voice.NARRATOR)


def _of_action(placed: PlacedAction) -> Iterator[ScenarioText]:
    action = placed.action
    yield ScenarioText(placed.words, action.text, Voice.LEARNER, placed)
    yield ScenarioText((*placed.address, "why"), action.why, Voice.COACH, placed)
    yield ScenarioText((*placed.address, "thinks"), action.thinks, Voice.THOUGHT, placed)


def _variants(words: Words, address: Address, voice: Voice) -> Iterator[ScenarioText]:
    for number, variant in enumerate(words):
        yield ScenarioText((*address, number, "text"), variant.text, voice)
