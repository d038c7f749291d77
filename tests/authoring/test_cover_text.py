"""The walkthroughs that go through everything, as a tutor puts them into a document."""

from dataclasses import replace

import pytest

from simulator.analysis.actions import actions
from simulator.analysis.context import AnalysisContext
from simulator.analysis.figures.cover import Cover, cover
from simulator.analysis.figures.cover_graph import CoverTarget
from simulator.authoring.reading import read_source
from simulator.documents.yaml.reader import read
from simulator.documents.yaml.source import Source
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Ending, Scenario
from simulator.library import Library, LibraryEntry
from simulator.report.write.cover import cover_lines, remark
from tests.documents.examples import changed, rubric, scenario

WITHOUT = scenario().text.partition("expect:")[0]
"""The small scenario without its walkthroughs."""


def small(text: str = WITHOUT) -> tuple[Scenario, Rubric]:
    loaded, code = scenario(text).value, rubric().value
    assert loaded is not None
    assert code is not None
    return loaded, code


def covered(made: Scenario, code: Rubric) -> Cover:
    found = cover(AnalysisContext(made, code))
    assert found is not None
    return found


def written(text: str = WITHOUT) -> str:
    made, code = small(text)
    return "\n".join(cover_lines(made, covered(made, code))) + "\n"


def test_the_small_scenario_takes_two_walkthroughs_one_for_each_answer_to_the_promise() -> None:
    assert written() == (
        "# 2 walkthroughs that together go through every option, every ending and outcome, and each assessed\n"
        "# clause met and failed, as far as that can be.\n"
        "expect:\n"
        "  competent-to-done:\n"
        "    choose: [honest, {contents: [words, opinion], who: lead}]\n"
        "    ending: done\n"
        "    outcome: competent\n"
        "  unsafe-to-done:\n"
        "    choose: [promise, {contents: [words], who: tutor}]\n"
        "    ending: done\n"
        "    outcome: unsafe\n"
    )


def test_they_hold_where_they_are_put_below_the_document() -> None:
    read_back = scenario(WITHOUT + written())
    assert read_back.diagnostics == ()
    assert read_back.value is not None
    assert [each.name for each in read_back.value.expect] == ["competent-to-done", "unsafe-to-done"]


def test_they_go_among_the_walkthroughs_that_are_there_and_take_none_of_their_names() -> None:
    text = WITHOUT + "expect:\n  unsafe-to-done:\n    choose: [promise, {who: lead}]\n    outcome: unsafe\n"
    made, code = small(text)
    assert (
        remark(made, covered(made, code)) == "These lines go among the document's other walkthroughs, below `expect`."
    )
    read_back = scenario(text + written(text))
    assert read_back.diagnostics == ()
    assert read_back.value is not None
    assert [each.name for each in read_back.value.expect] == ["unsafe-to-done", "competent-to-done", "unsafe-to-done-2"]


def test_what_leads_to_no_ending_is_named() -> None:
    text = changed(
        "        goto:\n          - {when: trust > 5, to: later}\n          - {to: later}\n",
        "        goto: nowhere\n",
        WITHOUT,
    )
    text = changed(
        "  done:\n", "  nowhere:\n    choices: {wait: {do: Wait., when: trust > 9, goto: done}}\n  done:\n", text
    )
    assert "# No walkthrough that ends goes through promise in arrives, wait in nowhere.\n" in written(text)


def test_a_scenario_without_an_ending_in_reach_has_none() -> None:
    text = changed("    goto: done\n", "    goto: [{when: trust > 9, to: done}]\n", WITHOUT)
    assert written(text).startswith(
        "# No walkthrough comes to an ending.\n# No walkthrough that ends goes through honest in"
    )
    assert "expect:" not in written(text)


def test_more_steps_than_are_walked_are_told_of() -> None:
    made, code = small()
    found = covered(made, code)
    long = replace(found, walks=(replace(found.walks[0], steps=found.walks[0].steps * 501),))
    assert remark(made, long) == "Together they have 1,002 steps, and “simulator check” walks 1,000 of a document."
    assert remark(made, found) == ""


@pytest.mark.parametrize("entry", Library().scenarios, ids=lambda entry: str(entry.id))
def test_those_of_every_shipped_scenario_hold_and_go_through_all_of_it(entry: LibraryEntry) -> None:
    library = Library()
    text = entry.path.read_text()
    bare = "\n".join(text.split("\nexpect:\n")[0].splitlines()) + "\n"
    before = read_source(Source.of_text(bare, entry.path.name), library)
    assert before.playable is not None
    made = before.playable.scenario
    found = covered(made, before.playable.rubric)
    read_back = read_source(Source.of_text(bare + "\n".join(cover_lines(made, found)) + "\n", entry.path.name), library)
    assert [each for each in read_back.findings if each.is_error] == []
    assert read_back.playable is not None
    assert len(read_back.playable.scenario.expect) == len(found.walks)
    taken = {target for each in found.walks for target in each.targets}
    assert found.missing == ()
    assert {target.name for target in taken if target.sort == "option"} == set(_options(made))
    assert {target.name for target in taken if target.sort == "ending"} == {
        (name,) for name, scene in made.scenes.items() if isinstance(scene.content, Ending)
    }
    assert {target.name for target in taken if target.sort == "outcome"} == {(level.word,) for level in Level}
    for clause in made.assesses:
        assert {CoverTarget("met", (clause,)), CoverTarget("failed", (clause,))} <= taken


def _options(made: Scenario) -> list[tuple[str, ...]]:
    return [(each.scene, *((each.field,) if each.field else ()), each.action.id) for each in actions(made)]


def test_the_remark_is_a_comment_of_yaml() -> None:
    document = read(Source.of_text(written(), "cover.yaml"))
    assert document.faults == ()
    assert isinstance(document.tree, dict)
    assert list(document.tree) == ["expect"]
