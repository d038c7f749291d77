"""The whole report of a pack, as sections: who, what, what was decided, by whom, and what that proves."""

from dataclasses import dataclass

from simulator.engine.events import Ended, Left, Stuck
from simulator.engine.rubric import ItemKind
from simulator.report.page import (
    NOTHING,
    Cell,
    Element,
    Facts,
    Report,
    Section,
    Span,
    Table,
    code,
    level_span,
    line,
    listed,
    said,
    verdict_span,
    warned,
    wrote,
)
from simulator.report.words.moments import when_utc
from simulator.report.words.people import who
from simulator.report.words.sanitize import in_one_line
from simulator.review.events import HandedIn, Released, TakenIn
from simulator.review.result import counted_criterion
from simulator.store.format.dossier import Dossier
from simulator.store.format.snapshots import PinnedQualification

from .clauses import clauses
from .contents import PackContents
from .conversation import conversation
from .decisions import (
    answers,
    criteria,
    evidence_as_a_whole,
    feedback,
    history,
    quality,
    release,
    second_marking,
    signatures,
)
from .proofs import DOES_NOT_PROVE, PROVES, SIMULATED, WITH_THE_PROGRAM, WITHOUT_THE_PROGRAM


@dataclass(frozen=True, slots=True)
class Made:
    """When, by what and under whose key a pack is made."""

    at: str
    """A moment, as the store writes one."""
    program: str
    """The program's version."""
    key_id: str


def report(folio: PackContents, made: Made, declaration: str) -> Report:
    """The report of a learner's attempts; ``declaration`` is what the learner declared."""
    cases = tuple(_case(case, folio, place, declaration) for place, case in enumerate(folio.cases, 1))
    return Report(
        title="Evidence pack",
        subtitle=f"Learner {who(folio.learner, folio.names)}",
        made=f"Made {when_utc(made.at)} by simulator {made.program}; signed with the key {made.key_id}",
        sections=(_overview(folio), *_awards(folio), *cases, _proof(made)),
    )


def _overview(folio: PackContents) -> Section:
    rows = tuple(
        (
            (Span(f"{place}. {in_one_line(case.scenario.about.title)}", link=f"attempt-{case.id}"),),
            line(when_utc(case.header.started_at)),
            line(case.header.mode),
            (level_span(case.indicative.outcome, "none"),),
            _standing(case),
            line(_first_marker(case, folio)),
        )
        for place, case in enumerate(folio.cases, 1)
    )
    columns = ("Attempt", "Begun", "Kind", "Indicative outcome", "Where it stands", "First marker")
    blocks: list[Element] = [
        said(SIMULATED),
        Table("The attempts in this pack", columns, rows, (5, 3, 2, 2, 3, 3)),
    ]
    if not folio.with_texts:
        blocks.append(
            warned(
                "What people wrote is left out of this pack on purpose. Wherever something was written, “(erased)” "
                "stands in its place here; a fingerprint of it is still in the record."
            )
        )
    return Section("overview", "At a glance", tuple(blocks))


def _standing(case: Dossier) -> Cell:
    review = case.review
    if review.handed_in is None:
        return line("not handed in")
    if isinstance(review.released.event if review.released else None, Released) and review.released is not None:
        return (Span(str(review.status)), Span(when_utc(review.released.at)))
    return line(str(review.status))


def _awards(folio: PackContents) -> tuple[Section, ...]:
    return tuple(_award(folio, award) for _, award in sorted(folio.awards.items()))


def _award(folio: PackContents, award: PinnedQualification) -> Section:
    found = award.value
    items = [item for item in found.items.values() if item.kind is ItemKind.CRITERION]
    decided = {key[1] for case in folio.cases for key in _decided(case) if key[0] == found.id}
    items += [item for id_, item in found.items.items() if id_ in decided and item.kind is not ItemKind.CRITERION]
    rows = tuple(
        ((Span(in_one_line(item.id)), Span(in_one_line(item.text))), *_verdicts(folio, found.id, item.id))
        for item in items
    )
    title = f"{in_one_line(found.title)}: {in_one_line(found.awarding_body)}, level {in_one_line(found.level)}"
    blocks: tuple[Element, ...] = (
        said(in_one_line(found.note)),
        Table("Every criterion, and what was decided", ("Criterion", "Decision", "Where"), rows, (8, 2, 3)),
        Facts((("Exact text, by SHA-256", code(award.document.digest)),)),
    )
    return Section(f"award-{found.id}", title, tuple(block for block in blocks if block != said("")))


def _decided(case: Dossier) -> set[tuple[str, str]]:
    return {*case.review.first.criteria, *case.review.second.criteria}


def _verdicts(folio: PackContents, qualification: str, criterion: str) -> tuple[Cell, Cell]:
    key = (qualification, criterion)
    found = [
        (place, case, counted_criterion(case.review, key))
        for place, case in enumerate(folio.cases, 1)
        if key in _decided(case)
    ]
    if not found:
        return (verdict_span(None),), (NOTHING,)
    return (
        tuple(verdict_span(counts.verdict) for _, _, counts in found),
        tuple(Span(f"attempt {place}", link=f"criteria-{case.id}") for place, case, _ in found),
    )


def _case(case: Dossier, folio: PackContents, place: int, declaration: str) -> Section:
    parts = (
        criteria(case, folio),
        clauses(case, folio),
        answers(case, folio),
        evidence_as_a_whole(case, folio),
        feedback(case, folio),
        second_marking(case, folio),
        quality(case, folio),
        release(case, folio),
        conversation(case),
        signatures(case, folio),
        history(case, folio),
    )
    title = f"Attempt {place}: {in_one_line(case.scenario.about.title)}"
    return Section(f"attempt-{case.id}", title, (_facts(case, folio), *_declared(case, declaration)), parts, apart=True)


def _first_marker(case: Dossier, folio: PackContents) -> str:
    code = case.review.first.code
    return who(code, folio.names) if code else "nobody yet"


def _facts(case: Dossier, folio: PackContents) -> Facts:
    header = case.header
    taken = case.review.taken_in.event if case.review.taken_in else None
    rows: list[tuple[str, Cell]] = [
        ("Learner", line(who(header.learner, folio.names))),
        ("Kind of attempt", line(header.mode)),
        ("Begun", line(when_utc(header.started_at))),
        ("Ended", line(_ended(case))),
        ("Indicative outcome", (level_span(case.indicative.outcome, "none"), *_provisional(case))),
        ("First marker", line(_first_marker(case, folio))),
        ("Scenario", (Span(in_one_line(header.scenario)), Span(header.scenario_digest, code=True), _checked(case))),
        ("Code of conduct", (Span(in_one_line(header.rubric)), Span(header.rubric_digest, code=True))),
        ("Record", (Span(f"{len(case.events)} events; the last has the hash"), Span(case.tip.head, code=True))),
        ("Attempt’s id", code(case.id)),
    ]
    if isinstance(taken, TakenIn):
        rows.append(("Taken in from a file with the digest", code(taken.digest)))
    return Facts(tuple(rows))


def _checked(case: Dossier) -> Span:
    """Whether somebody reviewed the scenario, as its text says."""
    about = case.scenario.about
    if about.review != "reviewed":
        return Span(f"Its text says of its review: {in_one_line(about.review) or 'nothing'}.", NOTHING.tone)
    return Span(f"Reviewed, as its text says, by {in_one_line(about.reviewed_by)} on {in_one_line(about.reviewed_on)}.")


def _provisional(case: Dossier) -> Cell:
    told = Span("provisional: a person has still to mark what was written", NOTHING.tone)
    return (told,) if case.indicative.provisional else ()


def _ended(case: Dossier) -> str:
    at = when_utc(case.times[-1]) if case.times else ""
    match case.state.closed:
        case Ended():
            return f"{at}, at an ending of the scenario"
        case Left():
            return f"{at}, left before an ending"
        case Stuck():
            return f"{at}, where the scenario gave no way on"
        case None:
            return "not ended"


def _declared(case: Dossier, declaration: str) -> tuple[Element, ...]:
    entry = case.review.handed_in
    if entry is None or not isinstance(entry.event, HandedIn):
        return (warned("The learner has not handed this attempt in, and has declared nothing about it."),)
    handed = entry.event
    rows: list[tuple[str, Cell]] = [
        ("Handed in", line(when_utc(entry.at))),
        ("Declared", line(declaration if handed.declared else "nothing")),
        ("As it was then", (Span(f"{handed.count} events; the last had the hash"), Span(handed.head, code=True))),
    ]
    if handed.note.strip():
        rows.append(("The learner added", wrote(handed.note)))
    return (Facts(tuple(rows)),)


def _proof(made: Made) -> Section:
    return Section(
        "proof",
        "What the signature proves, and what it does not",
        (Facts((("Key’s id", code(made.key_id)),)),),
        (
            Section("proves", "What it proves", (listed(map(line, PROVES)),)),
            Section("does-not-prove", "What it does not prove", (listed(map(line, DOES_NOT_PROVE)),)),
            Section(
                "how-to-check",
                "How to check it",
                (
                    said("With the program, which also plays every attempt again:"),
                    listed((code(WITH_THE_PROGRAM),)),
                    said("Without it, in the folder of the pack:"),
                    listed(code(each) for each in WITHOUT_THE_PROGRAM),
                ),
            ),
        ),
    )
