"""The scenario that `simulator new` writes: without a finding, whatever was wished for."""

from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.analysis.context import AnalysisContext
from simulator.analysis.figures.figures import figures
from simulator.analysis.figures.strategies import Strategy
from simulator.documents.formatter.formatter import formatted
from simulator.documents.shapes import SHAPES
from simulator.documents.starter.scenario import starter
from simulator.documents.starter.wishes import CLAUSES, KINDS, RECORDS, SETTINGS, Wishes
from simulator.documents.yaml.invisible import invisible
from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.source import Source
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.library import Library
from tests.depth import tries
from tests.shortcuts import examine

LIBRARY: Final = Library()
WISHES: Final = st.builds(
    Wishes,
    title=st.just("Late again"),
    kind=st.sampled_from(sorted(KINDS)),
    setting=st.sampled_from(sorted(SETTINGS)),
    level=st.sampled_from((1, 2)),
    clauses=st.lists(st.sampled_from(CLAUSES), unique=True).map(tuple),
)
LINES: Final = (
    st.text(st.sampled_from("aZé'\"\\:#{}[],&*!|>%@`-? ~0.יש🙂م‍…’“"), min_size=1, max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: bool(text) and not list(invisible(text)))  # of those, `new` asks for none
)


def code() -> Rubric:
    loaded = LIBRARY.rubric("code-of-conduct")
    assert loaded is not None
    assert loaded.value is not None
    return loaded.value


def load(wishes: Wishes) -> Loaded[Scenario]:
    return LIBRARY.scenario(Source.of_text(starter(wishes), "late-again.yaml"))


def value(wishes: Wishes) -> Scenario:
    loaded = load(wishes)
    assert loaded.value is not None, loaded.diagnostics
    return loaded.value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", [1, 2])
def test_every_kind_in_every_setting_is_without_a_finding(kind: str, level: int) -> None:
    for setting in SETTINGS:
        wishes = Wishes("Late again", kind, setting, level)
        assert examine(load(wishes), code()) == ()


@settings(max_examples=tries(30, 300), deadline=None)
@given(WISHES)
def test_whatever_is_wished_for_there_is_no_finding(wishes: Wishes) -> None:
    assert examine(load(wishes), code()) == ()
    assert {*wishes.clauses, KINDS[wishes.kind]["core"], RECORDS} <= {*wishes.assessed}
    assert set(value(wishes).assesses) == {*wishes.assessed}


@settings(max_examples=tries(20, 150), deadline=None)
@given(WISHES)
def test_nobody_passes_by_guessing_or_by_a_habit(wishes: Wishes) -> None:
    case = AnalysisContext(value(wishes), code())
    guessed = figures(case)
    assert guessed is not None
    assert guessed.passing is not None
    assert guessed.passing < Fraction(1, 20)
    for habit in (Strategy.FIRST, Strategy.LAST, Strategy.LONGEST, Strategy.SHORTEST, Strategy.WORST):
        found = figures(case, habit)
        assert found is not None
        assert found.passing == 0, habit
    best = figures(case, Strategy.BEST)
    assert best is not None
    assert best.passing == 1


@settings(max_examples=tries(30, 300), deadline=None)
@given(WISHES)
def test_its_keys_are_in_order(wishes: Wishes) -> None:
    laid = formatted(Source.of_text(starter(wishes), "late-again.yaml"), SHAPES["scenario"])
    assert laid.ok
    assert not laid.changed


@settings(max_examples=tries(80, 750), deadline=None)
@given(LINES, LINES, LINES, st.sampled_from(sorted(KINDS)))
def test_names_are_read_as_they_were_given(title: str, name: str, pronouns: str, kind: str) -> None:
    scenario = value(Wishes(title, kind, name=name, pronouns=pronouns))
    assert (scenario.about.title, scenario.mentee.name, scenario.mentee.pronouns) == (title, name, pronouns)
    assert name in scenario.about.summary or kind == "closure"


@pytest.mark.parametrize("told", ["receiving-disclosure", "questions"])
@pytest.mark.parametrize("kind", KINDS)
def test_where_harm_is_told_there_is_a_content_note_and_somebody_who_must_be_told(kind: str, told: str) -> None:
    scenario = value(Wishes("Late again", kind, clauses=(told,)))
    assert scenario.about.notes
    assert "disclosure" in scenario.about.kinds
    assert {"receiving-disclosure", "reporting"} <= set(scenario.assesses)
    assert scenario.duties["tell_lead"].breach == "not-reporting"


def test_it_has_what_a_tutor_has_to_see_once() -> None:
    text = starter(Wishes("Late again", "disclosure", level=2))
    assert text.startswith("# yaml-language-server: $schema=../schemas/scenario.schema.json\n#\n# A scenario to make")
    for key in ("duties:", "variables:", "breach:", "repairs:", "because:", "thinks:", "when:", "expect:", "notes:"):
        assert key in text
    assert text.count("# What kind of move it is") == 1
    assert "tick:" in starter(Wishes("Late again", "record-keeping"))
    assert max(map(len, text.splitlines())) <= 112
