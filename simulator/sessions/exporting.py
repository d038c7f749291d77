"""An attempt as a file that stands alone, with as much of its review as somebody may see."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.engine.scoring import score
from simulator.report.write.scorecard import scorecard_json
from simulator.review.disclosure import shown_from_the_start
from simulator.review.events import Decided
from simulator.review.people import Person
from simulator.review.state import fold_shown
from simulator.store.format import entry_codec
from simulator.store.format.canonical import Plain, canonical, parse
from simulator.store.format.erasable_texts import commitments
from simulator.store.format.export import Exported, to_plain
from simulator.store.format.record import Document, Record, Tip
from simulator.store.format.verify_review import LEFT_OUT, KeptReview
from simulator.store.reviews import entries_in

from .dossier import played_of

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import Store


def exported(store: "Store", attempt: str, viewer: Person, *, texts: bool) -> Plain:
    """An attempt with its events, and with the entries of its review up to the first that ``viewer`` may not see.

    Raises:
        StoreError: it is damaged, or its texts can no longer be read.
    """
    kept, review, qualifications = _as_shown(*store.everything(attempt), viewer)
    played = played_of(kept)
    scorecard = scorecard_json(score(played.scenario, played.rubric, played.state))
    return to_plain(kept, scorecard, review, qualifications, texts=texts)


def score_differs(found: Exported) -> bool:
    """Whether the scorecard in an export is another than its events come to.

    Raises:
        StoreError: the attempt is damaged.
    """
    played = played_of(found.record)
    again = scorecard_json(score(played.scenario, played.rubric, played.state))
    return canonical(found.scorecard) != canonical(again)


def _as_shown(
    kept: Record, review: KeptReview, qualifications: Sequence[Document], viewer: Person
) -> tuple[Record, KeptReview, Sequence[Document]]:
    """What ``viewer`` may see of it: a chain can be cut at its end only, or it would not verify."""
    count = 0 if review.tip is None else review.tip.count
    whole = fold_shown(entries_in(kept.header.attempt, review.entries, kept.texts), count)
    number = shown_from_the_start(whole, viewer, kept.header.learner)
    if number == count:
        return kept, review, qualifications
    entries = review.entries[:number]
    read = [entry_codec.decode(parse(each.body), LEFT_OUT) for each in entries]
    used = {commitment for each in kept.events for commitment in commitments(parse(each.body))}
    used |= {commitment for each in read for commitment in each.commitments}
    decided = {(each.event.qualification, each.event.digest) for each in read if isinstance(each.event, Decided)}
    texts = {commitment: text for commitment, text in kept.texts.kept.items() if commitment in used}
    tip = Tip(number, entries[-1].hash) if entries else None
    return (
        replace(kept, texts=replace(kept.texts, kept=texts)),
        KeptReview(entries, tip),
        [each for each in qualifications if (each.name, each.digest) in decided],
    )
