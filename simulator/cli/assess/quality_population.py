"""What a store holds for a sampling plan to choose from, and the plan's own document."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import click

from simulator.cli.shared.codes import codes_here
from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.one_of_many import Batch
from simulator.cli.shared.store_option import DAMAGED
from simulator.documents.centre.sampling import read_sampling
from simulator.documents.yaml.problems import nearest
from simulator.documents.yaml.source import Source, open_source
from simulator.engine.rubric import Item, ItemKind, Qualification
from simulator.library import DocumentKind, Library, kind_of, shown
from simulator.review.criterion_evidence import criterion_evidence
from simulator.review.events import Decided, Evidence
from simulator.review.people import Person
from simulator.review.quality.candidates import candidate_of
from simulator.review.quality.sampling_plan import Candidate, Plan, Population
from simulator.review.state import Criterion, Review, Status
from simulator.review.summary import ReviewSummary
from simulator.sessions.dossier import shown_review
from simulator.store.format.dossier import Dossier
from simulator.store.queue import PAGE, QueueFilter, QueueItem

if TYPE_CHECKING:
    from simulator.store import Store

ResultT = TypeVar("ResultT")

ReadAttempt: TypeAlias = Callable[[str], Dossier]
"""Gives an attempt by its id."""


def read_plan(path: Path, library: Library) -> Plan:
    """A sampling plan without a fault.

    Raises:
        click.exceptions.Exit: it has faults, which were told.
        click.UsageError: it is no sampling plan, or names an award that is not in the library.
    """
    from simulator.report.write.findings import as_text  # noqa: PLC0415  (only where there is something to tell)

    source = open_source(path, shown(path))
    if isinstance(source, Source) and kind_of(source) is not DocumentKind.SAMPLING:
        raise click.UsageError(f"“{path.name}” is no sampling plan; one begins with the line kind: sampling.")
    loaded = read_sampling(source, [each.id for each in library.scenarios]) if isinstance(source, Source) else None
    findings = loaded.diagnostics if loaded is not None else ()
    if not isinstance(source, Source):
        raise click.UsageError(f"“{path.name}” cannot be read: {source.message}")
    if loaded is None or loaded.value is None:
        click.echo(as_text(findings, {source.name: loaded.source_map} if loaded else {}), nl=False)
        raise click.exceptions.Exit(ExitCode.FINDINGS)
    awards = [each.id for each in library.qualifications]
    for award in sorted(loaded.value.awards):
        if award not in awards:
            near = nearest(award, awards)
            hint = f" Did you mean “{near}”?" if near else ""
            raise click.UsageError(f"There is no qualification “{award}” in the library.{hint}")
    return loaded.value


def reviews(store: "Store", batch: Batch, wanted: QueueFilter | None = None, since: str = "") -> Iterator[QueueItem]:
    """Every review of the queue that was handed in from a day on, the longest waiting first; damaged ones are told."""
    after: tuple[str, str] | None = (since, "") if since else None
    while True:
        page = store.queue.page(wanted, PAGE, after)
        for attempt in page.damaged:
            batch.tell(f"{attempt}: {DAMAGED}")
        yield from page.items
        if page.after is None:
            return
        after = page.after


def of_each_review(  # noqa: PLR0913, PLR0917  (whose reviews, of which store, to whom, and what is worked out)
    store: "Store",
    viewer: Person,
    batch: Batch,
    wanted: QueueFilter,
    where: Callable[[ReviewSummary], object],
    do: Callable[[Review], ResultT | None],
) -> Iterator[tuple[QueueItem, ResultT]]:
    """What comes of reviews of the queue, as far as somebody may see them; a damaged one is told and left out.

    ``where`` says by its line of the queue whether a review is read at all.
    """

    def result_of(item: QueueItem) -> ResultT | None:
        return do(shown_review(store, item.attempt.id, item.attempt.learner, viewer))

    for item in reviews(store, batch, wanted):
        found = batch.do(item.attempt.id, partial(result_of, item)) if where(item.review) else None
        if found:
            yield item, found


def population(store: "Store", by: Person, library: Library, plan: Plan, batch: Batch) -> Population:
    """What a plan chooses from, to a quality assurer, who sees all of it.

    An attempt that is damaged, and an assessor whom nobody knows, are told.

    Raises:
        StoreError: the store cannot be read.
    """
    codes_here(store, plan.new.codes)
    dossier = cache(store.attempts.dossier)  # of each attempt that is named as evidence, once
    items = {each.id: each for each in library.qualifications}
    signed_by: dict[str, int] = {}
    found = []
    # who is new can only be counted over everything; otherwise the days of the plan are enough
    for item in reviews(store, batch, since="" if plan.new.signed_below else plan.starts):
        if item.review.handed_in_at[:10] > plan.ends and not plan.new.signed_below:
            break
        if item.review.status in (Status.SIGNED, Status.RELEASED, Status.APPEALED):
            signed_by[item.review.first] = signed_by.get(item.review.first, 0) + 1
        if not plan.starts <= item.review.handed_in_at[:10] <= plan.ends:
            continue
        candidate = batch.do(item.attempt.id, partial(_candidate, store, item, by, plan, items, dossier))
        if candidate is not None:
            found.append(candidate)
    decided = {criterion for candidate in found for criterion in candidate.decided}
    return Population(tuple(found), signed_by, frozenset(decided | set(_criteria(library))))


def _candidate(  # noqa: PLR0913, PLR0917  (a candidate is made of these)
    store: "Store", item: QueueItem, by: Person, plan: Plan, items: dict[str, Qualification], dossier: ReadAttempt
) -> Candidate:
    of = item.attempt
    review = shown_review(store, of.id, of.learner, by)
    about = {"attempt": of.id, "learner": of.learner, "scenario": of.scenario_id}
    candidate = candidate_of(review, plan.id, **about, unsafe=item.review.unsafe)
    if plan.methods and candidate.signed:
        return replace(candidate, methods=_methods(review, items, dossier))
    return candidate


def _criteria(library: Library) -> Iterator[Criterion]:
    """Everything in the library that an award asks an assessor to decide."""
    for qualification in library.qualifications:
        for item in qualification.items.values():
            if item.kind is ItemKind.CRITERION:
                yield qualification.id, item.id


def _methods(review: Review, qualifications: dict[str, Qualification], dossier: ReadAttempt) -> frozenset[str]:
    """How what the assessor accepted was shown: a choice, a record, something written."""
    found: set[str] = set()
    for entry in review.first.criteria.values():
        event = entry.event
        if not isinstance(event, Decided) or event.qualification not in qualifications:
            continue
        item = qualifications[event.qualification].items.get(event.criterion)
        if item is not None:
            found.update(kind for evidence in event.evidence for kind in _kinds(item, evidence, dossier))
    return frozenset(found)


def _kinds(item: Item, evidence: Evidence, dossier: ReadAttempt) -> Iterator[str]:
    """In which ways a piece of evidence bears on an item."""
    for piece in criterion_evidence(item, evidence.attempt, dossier(evidence.attempt).state):
        if piece.evidence == evidence:
            yield str(piece.kind)


def as_day(text: str | None) -> date:
    """The day that an option names; today where it names none.

    Raises:
        click.UsageError: it names no day.
    """
    if text is None:
        from datetime import UTC, datetime  # noqa: PLC0415

        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError("Write the day as YYYY-MM-DD.") from error
