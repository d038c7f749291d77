"""What the pages of a pack are about: a learner's attempts, the awards they count towards, and who the people are."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.report.words.glossary import Glossary
from simulator.store.format.dossier import Dossier
from simulator.store.format.snapshots import PinnedQualification


@dataclass(frozen=True, slots=True)
class PackContents:
    """What one pack is about."""

    learner: str
    cases: tuple[Dossier, ...]
    awards: Mapping[str, PinnedQualification]
    """The qualifications that decisions name, by id."""
    names: Mapping[str, str]
    """Names by code, of those who have one."""
    with_texts: bool = True
    """Whether what people wrote is in the pack."""

    def glossary(self, case: Dossier) -> Glossary:
        """What things are called on the pages about one of its attempts."""
        awards = {id_: award.value for id_, award in self.awards.items()}
        return Glossary(case.scenario, case.rubric, awards, self.names)
