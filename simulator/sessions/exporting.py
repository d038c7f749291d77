"""An attempt as a file that stands alone, with as much of its review as somebody may see."""

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.json_value import Json
from simulator.report.write.scorecard import scorecard_json
from simulator.review.disclosure import shown_from_the_start
from simulator.review.events import Decided
from simulator.review.people import Person
from simulator.store.format.canonical import canonical, parse_body
from simulator.store.format.chain import Tip
from simulator.store.format.dossier import Dossier
from simulator.store.format.erasable_texts import commitments
from simulator.store.format.export import Exported, to_plain
from simulator.store.format.record import Record, ReviewRecord

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import Store


def exported(store: "Store", attempt: str, viewer: Person, *, texts: bool) -> Json:
    """An attempt with its events, and with the entries of its review up to the first that ``viewer`` may not see.

    Raises:
        StoreError: it is damaged, or its texts can no longer be read.
    """
    record = store.everything(attempt)
    dossier = Dossier.of(record)
    return to_plain(_as_shown(record, dossier, viewer), scorecard_json(dossier.unmarked), texts=texts)


def score_differs(found: Exported) -> bool:
    """Whether the scorecard in an export is another than its events come to.

    Raises:
        StoreError: the attempt is damaged.
    """
    return canonical(found.scorecard) != canonical(scorecard_json(found.dossier.unmarked))


def _as_shown(record: Record, dossier: Dossier, viewer: Person) -> Record:
    """What ``viewer`` may see of it: a chain can be cut at its end only, or it would not verify."""
    number = shown_from_the_start(dossier.review, viewer, dossier.learner)
    if number == dossier.review.count:
        return record
    used = {each for event in record.events for each in commitments(parse_body(event.body))}
    used.update(*dossier.commitments[:number])
    events = [entry.event for entry in dossier.review.entries[:number]]
    decided = {(event.qualification, event.digest) for event in events if isinstance(event, Decided)}
    texts = {commitment: text for commitment, text in record.texts.kept.items() if commitment in used}
    entries = record.review.entries[:number]
    return replace(
        record,
        texts=replace(record.texts, kept=texts),
        review=ReviewRecord(entries, Tip(number, entries[-1].hash) if entries else None),
        qualifications=tuple(each for each in record.qualifications if (each.name, each.digest) in decided),
    )
