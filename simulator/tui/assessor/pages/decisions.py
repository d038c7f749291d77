"""What was decided of criteria, where two markers differ, and what quality assurers and appeals made of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.engine.rubric import Item
from simulator.report.words.moments import day, when
from simulator.review.criterion_evidence import criterion_evidence
from simulator.review.events import Agreed, AppealDecided, Appealed, Checked, Decided, Entry, Marked, Sampled, Settled
from simulator.review.people import MARKING
from simulator.review.result import counted_criterion
from simulator.review.state import Criterion, Marking, Review
from simulator.tui.assessor.pages.left import to_agree
from simulator.tui.assessor.pages.words import (
    DONE_GLYPH,
    OPEN_GLYPH,
    WARN_GLYPH,
    clause_name,
    counted,
    level_words,
    verdict_label,
)
from simulator.tui.shared.about import heading
from simulator.tui.shared.refs import ref
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.sessions.review import ReviewSession
    from simulator.store.format.snapshots import PinnedQualification
    from simulator.tui.assessor.desk import ReviewDesk


def criteria_blocks(
    reviewing: "ReviewSession", pinned: "PinnedQualification | None", items: tuple[Item, ...]
) -> Iterator[Block]:
    """The criteria of the qualification that the assessor works for."""
    yield heading("Criteria")
    if pinned is None:
        yield Block(Content("Choose the qualification that you work for"), ref=ref("qualification"))
        return
    name = line(f"{pinned.value.title}, {pinned.value.awarding_body}", ".page--quiet")
    yield Block(name, ref=ref("qualification"))
    decided = reviewing.review.markings[reviewing.part].criteria
    for item in items:
        entry = decided.get((pinned.value.id, item.id))
        event = entry.event if entry is not None else None
        verdict = event.verdict if isinstance(event, Decided) else None
        here = criterion_evidence(item, reviewing.attempt, reviewing.state)
        bears = counted(len(here), "piece bears", "pieces bear") + " on it here" if here else "nothing here bears on it"
        agreed = counted_criterion(reviewing.review, (pinned.value.id, item.id))
        together = agreed.entry is not None and isinstance(agreed.entry.event, Agreed)
        words = f"{verdict_label(agreed.verdict)}, agreed by both markers" if together else verdict_label(verdict)
        label = Content.styled(words, "bold")
        text = join(
            line(item.id, "bold"), "  ", label, Content.styled(f"  {bears}", ".page--quiet"), "\n", line(item.text)
        )
        yield Block(text, ref=ref("criterion", pinned.value.id, item.id), gap=1)


def decision_blocks(reviewing: "ReviewSession", criterion: Criterion, item: Item | None) -> Iterator[Block]:
    """What counts for one criterion, with its evidence and reason."""
    counts = counted_criterion(reviewing.review, criterion)
    text = prose(item.text) if item is not None else Content("The library has this criterion no longer.")
    yield Block(join(line(criterion[1], "bold"), "  ", text))
    entry = counts.entry
    if entry is None:
        yield Block(Content(verdict_label(None)))
        return
    by = line(f"{entry.by.code}, {when(entry.at)}", ".page--quiet")
    yield Block(join(Content.styled(verdict_label(counts.verdict), "bold"), "  ", by), gap=1)
    reason = getattr(entry.event, "reason", "")
    if reason:
        yield Block(prose(reason))
    texts = _event_texts(reviewing)
    for each in entry.event.evidence if isinstance(entry.event, Decided) else ():
        other = f"in attempt {each.attempt[:8]}, event {each.event}"
        here = each.attempt == reviewing.attempt
        yield Block(prose(texts.get(each.event, "") if here else other), "quiet", lead=Content("· "))


def decided_blocks(reviewing: "ReviewSession", desk: "ReviewDesk") -> Iterator[Block]:
    """What counts for every criterion that was decided, to read."""
    if reviewing.review.first.criteria:
        yield heading("What was decided of criteria")
    for number, criterion in enumerate(reviewing.review.first.criteria):
        yield from (
            replace(block, gap=1) if number and not place else block
            for place, block in enumerate(decision_blocks(reviewing, criterion, desk.item(*criterion)))
        )


def _event_texts(reviewing: "ReviewSession") -> dict[int, str]:
    """What the learner said or did in each event of this attempt, in a line each."""
    return {
        turn.event: "; ".join(
            getattr(act, "text", "") or getattr(getattr(act, "action", None), "text", "") for act in turn.acts
        )
        for turn in reviewing.state.turns
    }


# Two markers


def difference_blocks(reviewing: "ReviewSession") -> Iterator[Block]:
    """Where the two markers differ and can agree now."""
    left = to_agree(reviewing)
    if not left:
        return
    yield heading("Where the two markers differ")
    if reviewing.part in MARKING:
        yield Block(Content("Talk it over, then Enter on a line agrees with a reason."), "quiet")
    for clause, qualification, criterion in left:
        name = clause_name(reviewing.rubric.clauses[clause]) if clause else line(criterion)
        reference = ref("difference", clause, qualification, criterion)
        yield Block(name.stylize("bold"), ref=reference, gap=1)
        yield from sides(reviewing.review, clause, (qualification, criterion))


def sides(review: Review, clause: str, criterion: Criterion) -> Iterator[Block]:
    """What each of two markers decided, one under the other."""
    for part in MARKING:
        marking = review.markings[part]
        entry = marking.clauses.get(clause) if clause else marking.criteria.get(criterion)
        word, reason = decided_words(entry)
        told = join(f"{part}, ", line(marking.code), ": ", Content.styled(word, "bold"))
        yield Block(join(told, *(("\n", prose(reason)) if reason else ())), indent=4)


def decided_words(entry: Entry | None) -> tuple[str, str]:
    """What an entry decided, and why."""
    match entry.event if entry is not None else None:
        case Marked(level=level, comment=comment):
            return level_words(level), comment
        case Settled(level=level, reason=reason):
            return level_words(level), reason
        case Decided(verdict=verdict, reason=reason):
            return verdict_label(verdict), reason
        case _:
            return f"{OPEN_GLYPH} nothing decided", ""


# Quality assurance


def quality_blocks(reviewing: "ReviewSession", desk: "ReviewDesk") -> Iterator[Block]:
    """Why the attempt was sampled, and each decision to accept or reject."""
    review = reviewing.review
    yield heading("The sample")
    for entry in review.sampled:
        if isinstance(entry.event, Sampled):
            why = "; ".join(entry.event.why)
            yield Block(join(line(entry.event.plan, "bold"), ": ", prose(why)), lead=Content("· "))
    if not review.sampled:
        yield Block(Content("This attempt is in no sample; a sampling plan puts it into one."))
    yield heading("Decisions to check")
    if review.first.criteria:
        told = "a accepts the one under the cursor; Enter reads it, to accept or reject it with an action."
        yield Block(Content(told), "quiet")
    for criterion in review.first.criteria:
        yield _checked(review, criterion, desk.item(*criterion))
    if not review.first.criteria:
        yield Block(Content("The assessor has decided no criterion yet."))


def _checked(review: Review, criterion: Criterion, item: Item | None) -> Block:
    verdict = counted_criterion(review, criterion).verdict
    entry = review.checked.get(criterion)
    event = entry.event if entry is not None else None
    told = f"{OPEN_GLYPH} to check"
    if isinstance(event, Checked):
        done = "" if criterion in review.actions else ", done since"
        rejected = f"{WARN_GLYPH} rejected: {event.action} (by {day(event.due)}{done})"
        told = f"{DONE_GLYPH} accepted" if event.accepted else rejected
    text = item.text if item is not None else ""
    body = join(line(criterion[1], "bold"), f"  {verdict_label(verdict)}  ·  ", line(told, "bold"), "\n", line(text))
    return Block(body, ref=ref("check", *criterion), gap=1)


def action_blocks(review: Review) -> Iterator[Block]:
    """What quality assurers asked for that is not done."""
    if review.actions:
        yield heading("Asked for by quality assurance")
    for criterion, entry in review.actions.items():
        if isinstance(entry.event, Checked):
            told = join(f"{WARN_GLYPH} ", line(criterion[1], "bold"), ": ", prose(entry.event.action))
            by = line(f"{entry.by.code}, to be done by {day(entry.event.due)}", ".page--quiet")
            yield Block(join(told, "\n", by), ref=ref("action", *criterion))


# Appeals


def appeal_blocks(review: Review) -> Iterator[Block]:
    """Every appeal, with its decision."""
    if not review.appeals:
        return
    yield heading("Appeals")
    for appeal in review.appeals:
        grounds = appeal.made.event.grounds if isinstance(appeal.made.event, Appealed) else ""
        by = line(f"{appeal.made.by.code}, {when(appeal.made.at)}", ".page--quiet")
        open_ = appeal.decided is None
        told = join(Content.styled("△ Appeal  ", "bold"), by, "\n", prose(grounds))
        yield Block(told, ref=ref("appeal") if open_ else "", gap=1)
        decided = appeal.decided
        if decided is not None and isinstance(decided.event, AppealDecided):
            said = line(f"{DONE_GLYPH} {decided.event.outcome}", "bold")
            by = line(f"{decided.by.code}, {when(decided.at)}", ".page--quiet")
            yield Block(join(said, "  ", by, "\n", prose(decided.event.reason)), indent=2)


def involved(review: Review) -> str:
    """Who decided something here and may not decide an appeal."""
    return ", ".join(sorted(review.involved)) or "nobody"


# The marking as a whole


def signed_words(marking: Marking) -> str:
    """Whether a marker has signed, and whether that still stands."""
    if marking.signed is None:
        return f"{OPEN_GLYPH} not signed yet"
    at = f"by {marking.signed.by.code}, {when(marking.signed.at)}"
    if marking.changed:
        return f"△ signed {at}; {counted(len(marking.changed), 'decision')} changed since, so it has to be signed again"
    return f"{DONE_GLYPH} signed {at}"
