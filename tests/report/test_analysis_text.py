"""The page of figures, as a tutor reads it."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from simulator.analysis.context import AnalysisContext
from simulator.analysis.figures.analysed import POLICIES, Analysed, analysed
from simulator.analysis.figures.sampling import sample
from simulator.engine.rubric import Item, Rubric
from simulator.engine.scenario import Scenario
from simulator.library import Library
from simulator.report.views.bearing import option_page
from simulator.report.views.figures import figures_page, verdict
from simulator.report.views.sampled import likely_range, sampled_page
from simulator.report.write.text import text_lines
from tests.documents.examples import SCENARIO, changed, qualification, rubric, scenario

PAGE = """\
A promise (a-promise)

Guessing pays too often: someone who guesses passes 1 time in 2. It should be
less than 1 time in 20.

                              outcome                  decisions
  always the first option     competent  ends at done          2
  always the last option      unsafe     ends at done          2
  always the longest option   competent  ends at done          2
  always the shortest option  unsafe     ends at done          2
  always the best option      competent  ends at done          2
  always the worst option     unsafe     ends at done          2
Always taking the first or longest option passes, and that needs no reading.

This is proved, not estimated: all 4 situations that a learner can come to were
looked at, with all 8 ways on from them.

A playthrough takes 2 decisions; there are 16 different ones. A form is one
decision.

The tables say what comes of guessing. To guess is to take every open choice
equally often, one option of each list to pick from, every box as often ticked
as not, and to write nothing. In the tables – is never.

How it comes out
              how likely
  exemplary            –
  competent        50.0%  1 in 2
  developing           –
  unsafe           50.0%  1 in 2

Where it ends, and how it comes out there
            in all  exemplary  competent  developing  unsafe
  done        100%          –      50.0%           –   50.0%
  together    100%          –      50.0%           –   50.0%

What each clause comes to (and how many pieces of evidence it needs)
                       exemplary  competent  developing  unsafe  not shown
  confidentiality (1)          –      50.0%           –   50.0%          –

Which breaches happen
                    how likely
  promises-secrecy       50.0%  1 in 2

What becomes of the duties
             fulfilled   late  missed  not opened
  tell_lead          –  50.0%   50.0%           –

What is evidence of which clause: how many options, by what they count as
                   exemplary  competent  developing  unsafe  and
  confidentiality          –          1           –       1
  records *                –          –           –       –  1 field of boxes, 1
                                                             text, 1 duty
* not assessed here

What speaks to which criterion or mistake: how many options
  AIM-CM-2  1  Promises secrecy
  AIM-MC-3  –  Can say the limits
– is named in the scenario's `covers`, and by none of its options.
"""

OPTIONS = """\
A promise (a-promise)

Every option as written: its place, how many characters it has, and what it
counts as. The player shuffles choices; forms, print-outs and reviewers see them
in this order.

2 questions with one best option. It is the longest in 1 and the shortest in 0.
It stands first in 2; it is the last in 0.

arrives: 2 options
  1  honest   22  longest  competent  confidentiality
  2  promise  10           unsafe     confidentiality; breach promises-secrecy;
                                      mistakes AIM-CM-2; when not promised and
                                      mood == guarded

record, contents: 2 options, tick any
  1  words     9           –  belongs; when locked_in
  2  opinion  10  longest  –  does not belong

record, who: 2 options, pick one
  1  lead   9  –  fulfils tell_lead
  2  tutor  9  –
"""


def small(text: str = SCENARIO) -> tuple[Scenario, Rubric]:
    made, code = scenario(text).value, rubric().value
    assert made is not None
    assert code is not None
    return made, code


def figures(text: str = SCENARIO, *policies: str) -> Analysed:
    found = analysed(AnalysisContext(*small(text)), policies or POLICIES)
    assert found is not None
    return found


def items() -> dict[str, Item]:
    award = qualification().value
    assert award is not None
    return dict(award.items)


def shown(found: Analysed, width: int | None = 80) -> str:
    return "\n".join(text_lines(figures_page(found, items()), width=width)) + "\n"


def test_the_whole_page() -> None:
    assert shown(figures()) == PAGE


def test_every_option_with_its_place_its_length_and_what_it_counts_as() -> None:
    found = figures()
    lines = text_lines(
        option_page(found.scenario, found.bearings, AnalysisContext(found.scenario, found.rubric).bests), width=80
    )
    assert "\n".join(lines) + "\n" == OPTIONS


@pytest.mark.parametrize(
    ("passing", "told"),
    [
        (Fraction(1, 26000), "Guessing does not pay: someone who guesses passes 1 time in 26,000."),
        (
            Fraction(1, 20),
            "Guessing pays too often: someone who guesses passes 1 time in 20. It should be less than 1 time in 20.",
        ),
        (
            Fraction(3, 4),
            "Guessing pays too often: someone who guesses passes 75.0% of the time. "
            "It should be less than 1 time in 20.",
        ),
        (Fraction(0), "Nobody can pass: no playthrough comes out as competent or better."),
        (Fraction(1), "Everybody passes, whatever they choose."),
    ],
)
def test_the_verdict_on_guessing(passing: Fraction, told: str) -> None:
    guessing = figures().policies["uniform"]
    chances = {"competent": passing, "unsafe": 1 - passing}
    assert verdict(replace(guessing, outcomes=chances)) == told


def test_where_outcomes_are_not_known_nothing_is_said_of_them() -> None:
    text = changed(
        "    otherwise: later\n",
        "      look:\n        do: Look again.\n        again: true\n"
        "        evidence: {confidentiality: developing}\n        goto: arrives\n    otherwise: later\n",
    )
    told = shown(figures(text), None)
    assert "How often someone who guesses would pass was not worked out." in told
    assert "Not computed: A loop counts each time it is gone round, so that scores have no limit." in told
    assert "How it comes out" not in told
    assert "Where it ends\n" in told
    assert "takes 2 to as many as one likes decisions" in told
    assert "  confidentiality (1)          ?          ?           ?       ?          ?" in told


def test_where_play_gets_stuck_that_stands_among_the_outcomes() -> None:
    text = changed("    goto: record\n", "    goto: [{when: mood == told, to: record}]\n")
    told = shown(figures(text.partition("expect:")[0]))
    assert "  stuck            50.0%  1 in 2" in told
    assert "always the last option      no outcome  gets stuck            –" in told
    head, row = (line for line in told.splitlines() if line.startswith(("            in all", "  stuck      50")))
    assert head.split() == ["in", "all", "exemplary", "competent", "developing", "unsafe", "stuck"]
    assert row.split() == ["stuck", "50.0%", "–", "–", "–", "–", "50.0%"]


def test_a_way_of_choosing_that_is_asked_for_is_told_whole() -> None:
    told = shown(figures(SCENARIO, "first", "worst"))
    assert "Guessing" not in told
    assert (
        "Always the worst option\n"
        "  promise, {contents: [opinion], who: tutor}\n"
        "  clause confidentiality   unsafe\n"
        "  breach promises-secrecy  happens\n"
        "  duty tell_lead           missed\n"
    ) in told


def test_the_one_way_of_choosing_that_is_asked_for_may_be_guessing() -> None:
    told = shown(figures(SCENARIO, "uniform"))
    assert "How it comes out" in told
    assert "always the" not in told


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
@pytest.mark.parametrize("name", ["people-like-you", "asking-for-a-friend"])
def test_no_line_is_wider_than_the_screen(name: str, width: int) -> None:
    found, library = shipped(name), Library()
    named = {id_: item for each in library.qualifications for id_, item in each.items.items()}
    options = option_page(found.scenario, found.bearings, AnalysisContext(found.scenario, found.rubric).bests)
    for line in text_lines((*figures_page(found, named), *options), width=width):
        assert all(len(part) <= width for part in line.split("\n")), line


def shipped(name: str) -> Analysed:
    if name not in _SHIPPED:
        library = Library()
        entry = library.find(name)
        assert entry is not None
        made = library.scenario(entry.path).value
        assert made is not None
        code = library.rubric(made.rubric)
        assert code is not None
        assert code.value is not None
        found = analysed(AnalysisContext(made, code.value))
        assert found is not None
        _SHIPPED[name] = found
    return _SHIPPED[name]


_SHIPPED: dict[str, Analysed] = {}


def test_a_sample_says_in_every_part_that_it_is_one() -> None:
    made, code = small()
    told = list(text_lines(sampled_page(made, sample(made, code, 500, seed=3))))
    assert told[2].startswith("A SAMPLE, NOT A PROOF: what happened when 500 playthroughs were guessed (seed 3).")
    titles = [line for before, line in pairwise(told) if not before and not line.startswith(" ")]
    tables = [title for title in titles if title.startswith(("How", "Where", "What", "Which"))]
    assert len(tables) == 5
    assert all(title.endswith(", in the sample") for title in tables)
    assert "proved" not in "\n".join(told)


def test_where_nobody_passed_in_a_sample_it_is_not_said_that_nobody_can() -> None:
    made, code = small()
    found = sample(made, code, 1000, seed=3)
    nobody = replace(found, endings_by_outcome={"done": {"unsafe": 1000}})
    told = "\n".join(text_lines(sampled_page(made, nobody)))
    assert (
        "None of them passed. In truth it is probably less than 1 time in 261 (19 samples of 20 are as near)." in told
    )


def test_the_range_in_which_the_truth_probably_lies() -> None:
    least, most = likely_range(10, 100)
    assert float(least) == pytest.approx(0.0552, abs=0.0001)
    assert float(most) == pytest.approx(0.1744, abs=0.0001)
    assert likely_range(0, 50)[0] == 0
    assert likely_range(50, 50)[1] == 1


@pytest.mark.parametrize("policies", [("longest",), ("first", "worst"), ("uniform",), ("uniform", "best"), POLICIES])
@pytest.mark.parametrize("width", [None, 40, 80])
def test_one_empty_line_parts_two_sections(policies: tuple[str, ...], width: int | None) -> None:
    made, code = scenario().value, rubric().value
    assert made is not None
    assert code is not None
    found = analysed(AnalysisContext(made, code), policies)
    assert found is not None
    lines = "\n".join(text_lines(figures_page(found, {}), width=width)).split("\n")
    assert lines[-1]
    assert not any(not one and not other for one, other in pairwise(lines))
