"""What scenarios cover of the qualifications as a page."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulator.analysis.figures.coverage import Coverage, Covered
from simulator.engine.rubric import ItemKind
from simulator.report.page import Paragraph, Section, part, said
from simulator.report.words.signs import counted, listed

KINDS: Final = {
    ItemKind.CRITERION: "Criteria",
    ItemKind.MISTAKE: "Mistakes",
    ItemKind.MISCONCEPTION: "Misconceptions",
}
"""What is told item by item."""

OTHERS: Final = {
    ItemKind.OUTCOME: "Outcomes",
    ItemKind.CONCEPT: "Concepts",
    ItemKind.GUIDANCE: "Guidance",
    ItemKind.PRIOR_KNOWLEDGE: "Prior knowledge",
    ItemKind.TERM: "Terms",
    ItemKind.OVERVIEW: "Overview",
}
"""What is told in a line."""

NOTE: Final = (
    "An option bears on an item where `covers` or `mistakes` names it; “as a whole” is where only the scenario's own "
    "`covers` does. Whether a criterion is met is for a person to decide."
)


def coverage_page(found: Sequence[Coverage], scenarios: int) -> Iterator[Section]:
    """Each qualification: its criteria, mistakes and misconceptions item by item, the others in a line each."""
    yield part(said(f"{counted(scenarios, 'scenario')}, {counted(len(found), 'qualification')}. {NOTE}"))
    for each in found:
        yield part(said(f"{each.qualification.title} ({each.qualification.id})"))
        for kind, title in KINDS.items():
            items = each.of(kind)
            if items:
                borne = (element for item in items if item.options for element in _item(item))
                yield part(said(_summary(title, items)), *borne)
        others = [_summary(title, each.of(kind)) for kind, title in OTHERS.items() if each.of(kind)]
        if others:
            yield part(*map(said, others))


def _summary(title: str, items: Sequence[Covered]) -> str:
    missing = [_missing(each) for each in items if not each.options]
    borne = len(items) - len(missing)
    aside = f" Nothing bears on {listed(missing)}." if missing else ""
    return f"{title}: {borne} of {len(items)} are borne on.{aside}"


def _missing(covered: Covered) -> str:
    """An item that nothing bears on, and how it could be shown."""
    evidence = ", ".join(str(kind) for kind in covered.item.evidence)
    return f"{covered.item.id}{f' ({evidence})' if evidence else ''}"


def _item(covered: Covered) -> Iterator[Paragraph]:
    item = covered.item
    yield said(f"{item.id}: {item.text}", indent=1)
    evidence = ", ".join(str(kind) for kind in item.evidence)
    aside = " (what is chosen cannot show it)" if covered.only_told and item.evidence and covered.number else ""
    if evidence:
        yield said(f"shown by: {evidence}{aside}", indent=3)
    where = ", ".join(f"{name} {number or 'as a whole'}" for name, number in covered.options.items())
    number = counted(covered.number, "option") if covered.number else "no option"
    yield said(f"{number}: {where}", indent=3)
