"""Case files out of exports: the pages of a pack show exactly what its record holds, and nothing else."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from simulator.engine.scoring import score
from simulator.isolation import InternalFault, isolated
from simulator.progress import counted
from simulator.report.write.scorecard import scorecard_json
from simulator.review.disclosure import is_shown_whole
from simulator.review.events import Entry, ReviewEvent
from simulator.review.people import Part, Person
from simulator.review.result import digest_of
from simulator.review.state import Review, fold_shown
from simulator.store.errors import StoreCorrupt, StoreError
from simulator.store.format import entry_codec, export, snapshots, verify
from simulator.store.format.canonical import Plain, parse
from simulator.store.format.export import Exported
from simulator.store.format.record import Record, beginning
from simulator.store.format.verify import Played, ReadPinned, Unreplayable
from simulator.store.format.verify_review import KeptReview

from .case_file import Award, CaseFile, Portfolio
from .checkpoint import Held

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store import Store


class NotToPack(Exception):  # noqa: N818  (a sentence for a person)
    """Something that no pack can be made of now; the message is one sentence."""


def exports_of(store: "Store", attempts: Sequence[str], by: Person | None, *, texts: bool) -> tuple[Plain, ...]:
    """Attempts with their whole reviews, as exports; without what people wrote if asked.

    Raises:
        NotToPack: who makes the pack may not see all of it, a second marking is going on, or the texts of an attempt
            cannot be left out.
        StoreError: an attempt is damaged, or cannot be read.
    """
    read = reader()
    made = [
        isolated(attempt, partial(_export, store, attempt, by, read, texts=texts), (NotToPack, StoreError))
        for attempt in counted(attempts, "Reading attempts")
    ]
    for each in made:
        if isinstance(each, InternalFault):  # a pack that quietly lacked an attempt would prove what is not so
            raise NotToPack(f"No pack was made. {each.told}")
    return tuple(each for each in made if not isinstance(each, InternalFault))


def _export(store: "Store", attempt: str, by: Person | None, read: ReadPinned, *, texts: bool) -> Plain:
    kept, review, qualifications = store.everything(attempt)
    played = played_of(kept, read)
    folded = review_of(kept, review)
    if _marking_blind(folded):
        raise NotToPack(
            f"A second marking of {attempt} is going on, and a pack would show the first to whoever makes the second; "
            "make it once both have signed."
        )
    if not is_shown_whole(folded, by, kept.header.learner):
        who = "say who you are with --as" if by is None else f"“{by.code}” may not see all that was decided of it"
        raise NotToPack(f"A pack shows everything that was decided of {attempt}: {who}.")
    if not texts and kept.header.format < 2:
        raise NotToPack(
            f"What the learner wrote cannot be left out of {attempt}: it was begun with an older version of the "
            "program, which kept texts inside the events."
        )
    card = scorecard_json(score(played.scenario, played.rubric, played.state))
    return export.to_plain(kept, card, review, qualifications, texts=texts)


def _marking_blind(review: Review) -> bool:
    both = review.first.stands_signed and review.second.stands_signed
    return review.second.begun and not both and not review.ever_released


def reader() -> ReadPinned:
    """Reads pinned texts."""
    return snapshots.read_pinned


def played_of(kept: Record, read: ReadPinned) -> Played:
    """An attempt as its events make it, from the texts pinned with it.

    Raises:
        StoreError: it is damaged, or its texts can no longer be read.
    """
    try:
        return verify.replayed(kept, read)
    except Unreplayable as error:
        raise StoreCorrupt(f"The attempt {kept.header.attempt} is damaged: {error}") from error


def review_of(kept: Record, review: KeptReview) -> Review:
    """A review as its entries make it.

    Raises:
        StoreError: they are damaged.
    """
    entries = []
    try:
        for each in review.entries:
            read = entry_codec.decode(parse(each.body), kept.texts)
            if not isinstance(read.event, ReviewEvent):
                raise StoreCorrupt(f"The review of {kept.header.attempt} holds an entry that is none of a review.")
            entries.append(Entry(each.number, each.at, read.by, read.event))
        return fold_shown(entries, len(entries) if review.tip is None else review.tip.count)
    except ValueError as error:
        raise StoreCorrupt(f"The review of {kept.header.attempt} is damaged: {error}.") from error


def case_of(found: Exported, read: ReadPinned) -> CaseFile:
    """One attempt of an export with everything that was decided.

    Raises:
        StoreError: it is damaged, or its texts can no longer be read.
    """
    kept = found.record
    played = played_of(kept, read)
    review = review_of(kept, found.review)
    return CaseFile(
        header=kept.header,
        scenario=played.scenario,
        rubric=played.rubric,
        state=played.state,
        events=played.events,
        times=tuple(each.at for each in kept.events),
        head=kept.head.tip.head,
        indicative=score(played.scenario, played.rubric, played.state, review.first.levels()),
        review=review,
        entries_head=(found.review.tip or beginning(kept.header.attempt)).head,
        rewritten=kept.texts.rewritten,
    )


def portfolio_of(learner: str, found: Sequence[Exported], names: Mapping[str, str], *, texts: bool) -> Portfolio:
    """What a pack is about; of the names only those of people who had a part in it.

    Raises:
        StoreError: an attempt is damaged, or its texts can no longer be read.
    """
    read = reader()
    cases = tuple(case_of(each, read) for each in found)
    codes = {learner, *(entry.by.code for case in cases for entry in case.review.entries)}
    involved = {code: name for code, name in names.items() if code in codes and name}
    return Portfolio(learner, cases, _awards(found), involved, texts)


def _awards(found: Sequence[Exported]) -> dict[str, Award]:
    awards: dict[str, Award] = {}
    for each in found:
        for document in each.qualifications:
            read = snapshots.read_pinned_qualification(document)
            if read is not None:
                awards[document.name] = Award(read, document.digest, document.text)
    return awards


def held_of(case: CaseFile) -> Held:
    """Where an attempt and its review stood."""
    return Held(
        attempt=case.id,
        scenario=case.header.scenario_digest,
        rubric=case.header.rubric_digest,
        count=len(case.events),
        head=case.head,
        entries=len(case.review.entries),
        entries_head=case.entries_head,
        first=digest_of(case.review, Part.FIRST),
        second=digest_of(case.review, Part.SECOND),
    )
