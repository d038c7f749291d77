"""What scenarios cover of the qualifications as a page."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulator.analysis.figures.coverage import Coverage, Covered
from simulator.engine.rubric import ItemKind
from simulator.report.words.columns import prose
from simulator.report.words.sanitize import in_one_line
from simulator.report.words.signs import counted, listed, shortened

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

LEAST: Final = 24
"""How many characters are shown of an item's text, however narrow the screen is."""

NOTE: Final = (
    "An option bears on an item where `covers` or `mistakes` names it; “as a whole” is where only the scenario's own "
    "`covers` does. Whether a criterion is met is for a person to decide."
)


def coverage_lines(found: Sequence[Coverage], scenarios: int, width: int | None = None) -> Iterator[str]:
    """The lines of the page; empty ones part its sections."""
    yield prose(f"{counted(scenarios, 'scenario')}, {counted(len(found), 'qualification')}. {NOTE}", width)
    for each in found:
        yield ""
        yield prose(f"{in_one_line(each.qualification.title)} ({each.qualification.id})", width)
        for kind, title in KINDS.items():
            items = each.of(kind)
            if items:
                yield ""
                yield prose(_summary(title, items), width)
                yield from (line for item in items if item.options for line in _item(item, width))
        others = [_summary(title, each.of(kind)) for kind, title in OTHERS.items() if each.of(kind)]
        if others:
            yield ""
            yield from (prose(sentence, width) for sentence in others)


def _summary(title: str, items: Sequence[Covered]) -> str:
    missing = [_missing(each) for each in items if not each.options]
    borne = len(items) - len(missing)
    aside = f" Nothing bears on {listed(missing)}." if missing else ""
    return f"{title}: {borne} of {len(items)} are borne on.{aside}"


def _missing(covered: Covered) -> str:
    """An item that nothing bears on, and how it could be shown."""
    evidence = ", ".join(str(kind) for kind in covered.item.evidence)
    return f"{covered.item.id}{f' ({evidence})' if evidence else ''}"


def _item(covered: Covered, width: int | None) -> Iterator[str]:
    item = covered.item
    text = in_one_line(item.text)
    yield f"  {item.id}  {text if width is None else shortened(text, max(width - len(item.id) - 5, LEAST))}"
    evidence = ", ".join(str(kind) for kind in item.evidence)
    aside = " (what is chosen cannot show it)" if covered.only_told and item.evidence and covered.number else ""
    if evidence:
        yield prose(f"shown by: {evidence}{aside}", width, " " * 6)
    where = ", ".join(f"{name} {number or 'as a whole'}" for name, number in covered.options.items())
    number = counted(covered.number, "option") if covered.number else "no option"
    yield prose(f"{number}: {where}", width, " " * 6)
