"""All statements of one attempt, in the order in which things happened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.engine.rubric import Qualification
from simulator.json_value import JsonObject
from simulator.store.format.dossier import Dossier

from .assessing import Assessing
from .naming import Naming
from .playing import Playing
from .telling import Teller


@dataclass(frozen=True, slots=True)
class Telling:
    """How much is told."""

    with_answers: bool = False
    """What learners wrote, and the reasons that assessors wrote."""
    with_unreleased: bool = False
    """What assessors decided and have not released."""


def statements(
    dossier: Dossier, known: Mapping[str, Qualification], naming: Naming, telling: Telling | None = None
) -> Iterator[JsonObject]:
    """The statements of one attempt, of its review as far as the dossier shows that.

    The same attempt always gives the same statements under the same ids. ``known`` are qualifications by id.
    """
    telling = telling or Telling()
    teller = Teller(dossier, known, naming)
    yield from Playing(teller, with_answers=telling.with_answers).statements()
    yield from Assessing(
        teller, with_answers=telling.with_answers, with_unreleased=telling.with_unreleased
    ).statements()
