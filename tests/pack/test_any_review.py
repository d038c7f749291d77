"""Whatever a review holds, its report can be made; whatever a record holds, its check ends in sentences."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.engine.rubric import Level
from simulator.pack.build import KEY, RECORD
from simulator.pack.checkpoint import NAME
from simulator.pack.contents import PackContents
from simulator.pack.marks import marks_csv
from simulator.pack.report import Made, report
from simulator.pack.verify import check_pack
from simulator.report.write.html import html_of
from simulator.report.write.pdf import pdf_of
from simulator.review import events as happened
from simulator.review.events import Entry, Evidence, Outcome, ReviewEvent, Verdict
from simulator.review.people import Part, Person, Role
from simulator.review.state import fold
from simulator.store.errors import StoreError
from simulator.store.format.dossier import Dossier
from simulator.store.format.export import from_plain
from tests.depth import tries

from .centre import AIM, START
from .conftest import Centre
from .hostile import FORMULA, HTML, MARKUP

texts = st.sampled_from(["", " ", "Well done.", f"{HTML}\n{MARKUP}", FORMULA, "\x1b[0m\u202e", "(erased)"])
codes = st.sampled_from(["L-1", "A-1", "A-2", "Q-1", "", "<b>", "=1"])
clauses = st.sampled_from(["confidentiality", "reporting", "no-such-clause", ""])
awards = st.sampled_from([AIM, "no-such-award", ""])
criteria = st.sampled_from(["AIM-AC-4", "AIM-AC-5", "no-such-criterion", ""])
parts = st.sampled_from([Part.FIRST, Part.SECOND])
levels = st.sampled_from(Level)
perhaps = st.one_of(st.none(), levels)
numbers = st.integers(-1, 40)
hexes = st.sampled_from(["", "a" * 64, "<i>"])
flags = st.booleans()
evidence = st.lists(st.builds(Evidence, st.sampled_from(["", "other"]), numbers), max_size=2).map(tuple)
reviews: st.SearchStrategy[ReviewEvent] = st.one_of(
    st.builds(happened.HandedIn, numbers, hexes, flags, texts),
    st.builds(happened.TakenIn, hexes),
    st.builds(happened.Claimed, st.sampled_from(Part), texts),
    st.builds(happened.LetGo, st.sampled_from(Part)),
    st.builds(happened.Marked, parts, numbers, texts, levels, texts),
    st.builds(happened.Settled, parts, clauses, perhaps, perhaps, texts),
    st.builds(happened.Decided, parts, awards, criteria, st.sampled_from(Verdict), evidence, texts, hexes),
    st.builds(happened.Judged, parts, flags, flags, flags, flags, flags, texts),
    st.builds(happened.Advised, parts, texts),
    st.builds(happened.Signed, parts, numbers, hexes, numbers, hexes),
    st.builds(happened.Agreed, clauses, awards, criteria, perhaps, st.sampled_from([None, *Verdict]), texts),
    st.builds(happened.Sampled, texts, hexes, st.lists(texts, max_size=2).map(tuple), flags),
    st.builds(happened.Checked, awards, criteria, flags, texts, texts),
    st.builds(happened.Actioned, awards, criteria, texts),
    st.builds(happened.Released),
    st.builds(happened.Reopened, texts),
    st.builds(happened.Appealed, texts),
    st.builds(happened.AppealDecided, st.sampled_from(Outcome), texts),
)
acts = st.lists(st.tuples(st.builds(Person, codes, st.sampled_from(Role)), texts, reviews), max_size=14)


class Played:
    """A dossier that says little of itself when a property does not hold."""

    def __init__(self, case: Dossier) -> None:
        self.case = case


@pytest.fixture(scope="module")
def played(centre: Centre) -> Played:
    return Played(from_plain(centre.exports()[0]).dossier)


def reviewed(played: Played, acted: list[tuple[Person, str, ReviewEvent]]) -> PackContents:
    case = played.case
    entries = tuple(Entry(number, at, by, event) for number, (by, at, event) in enumerate(acted))
    return PackContents("L-1", (replace(case, review=fold(entries)),), {}, {"A-1": HTML, "L-1": MARKUP})


MADE = Made("2026-11-02T09:00:00.000000Z", "0.1.0", "key")
_quick = settings(max_examples=tries(20, 400), deadline=None)


@_quick
@given(acts)
def test_any_review_makes_a_page_and_a_table(played: Played, acted: list[tuple[Person, str, ReviewEvent]]) -> None:
    folio = reviewed(played, acted)
    page = html_of(report(folio, MADE, "I declare."))
    assert "<script" not in page
    assert f">{len(acted) - 1}<" in page or not acted
    assert marks_csv(folio).count(b"\r\n") >= 1


@settings(_quick, max_examples=tries(5, 100))
@given(acts)
def test_any_review_makes_a_pdf(played: Played, acted: list[tuple[Person, str, ReviewEvent]]) -> None:
    assert pdf_of(report(reviewed(played, acted), MADE, "I declare."), START).startswith(b"%PDF")


leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=4), st.just([]), st.just({}))


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where something stands in a record, but inside its long texts."""
    found = [path] if path else []
    if isinstance(value, dict):
        return [*found, *(place for key, each in value.items() for place in places(each, (*path, key)))]
    if isinstance(value, list):
        return [*found, *(place for key, each in enumerate(value) for place in places(each, (*path, key)))]
    return found


@pytest.fixture(scope="module")
def record(whole: dict[str, bytes]) -> tuple[bytes, list[tuple[str | int, ...]]]:
    return whole[RECORD], places(json.loads(whole[RECORD]))


@settings(_quick, max_examples=tries(50, 2000))
@given(st.data())
def test_any_change_of_the_records_meaning_is_told_even_where_nothing_is_signed(
    whole: dict[str, bytes], record: tuple[bytes, list[tuple[str | int, ...]]], data: st.DataObject
) -> None:
    changed: Any = json.loads(record[0])
    path = data.draw(st.sampled_from(record[1]))
    inside = changed
    for step in path[:-1]:
        inside = inside[step]
    if data.draw(st.booleans()):
        del inside[path[-1]]
    else:
        inside[path[-1]] = data.draw(leaves.filter(lambda leaf: leaf != inside[path[-1]]))
    files = {**whole, RECORD: json.dumps(changed).encode()}
    try:
        wrong = check_pack(files).wrong
    except StoreError as error:
        assert "newer" in str(error)  # noqa: PT017
        return
    told = [each.message for each in wrong if each.file == RECORD]
    assert len(told) > 1, path
    assert all(message.endswith(".") for message in told)


def test_a_key_in_the_pack_that_the_checkpoint_does_not_name_is_told(whole: dict[str, bytes]) -> None:
    files = {**whole, KEY: whole[NAME]}
    assert any(each.file == KEY for each in check_pack(files).wrong)
