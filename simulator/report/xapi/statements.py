"""All statements of one attempt, in the order in which things happened."""

from collections.abc import Iterator
from dataclasses import dataclass

from .activities import Json
from .assessing import Assessing
from .naming import Naming
from .playing import Playing
from .telling import Teller, Told


@dataclass(frozen=True, slots=True)
class Telling:
    """How much is told."""

    with_answers: bool = False
    """What learners wrote, and the reasons that assessors wrote."""
    with_unreleased: bool = False
    """What assessors decided and have not released."""


def statements(told: Told, naming: Naming, telling: Telling | None = None) -> Iterator[Json]:
    """The statements of one attempt. The same attempt always gives the same statements under the same ids."""
    telling = telling or Telling()
    teller = Teller(told, naming)
    yield from Playing(teller, with_answers=telling.with_answers).statements()
    yield from Assessing(
        teller, with_answers=telling.with_answers, with_unreleased=telling.with_unreleased
    ).statements()
