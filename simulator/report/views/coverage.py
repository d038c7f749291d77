"""What scenarios cover of the qualifications, as text and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulator.analysis.figures.coverage import Coverage, Covered
from simulator.engine.rubric import ItemKind
from simulator.report.words.columns import prose
from simulator.report.words.json_value import Json
from simulator.report.words.sanitize import in_one_line
from simulator.report.words.signs import counted, shortened

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
    aside = f" Nothing bears on {_listed(missing)}." if missing else ""
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


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def coverage_json(found: Sequence[Coverage], scenarios: Sequence[str], left_out: Sequence[str]) -> dict[str, Json]:
    """The same under names that stay; ``left_out`` are the files that could not be counted."""
    return {
        "scenarios": list(scenarios),
        "left_out": list(left_out),
        "qualifications": {
            each.qualification.id: {
                "title": each.qualification.title,
                "items": {item.item.id: _item_json(item) for item in each.items},
                "missing": [item.item.id for item in each.items if not item.options],
            }
            for each in found
        },
    }


def _item_json(covered: Covered) -> Json:
    return {
        "kind": str(covered.item.kind),
        "text": covered.item.text,
        "evidence": [str(kind) for kind in covered.item.evidence],
        "options": covered.number,
        "scenarios": dict(covered.options),
    }
