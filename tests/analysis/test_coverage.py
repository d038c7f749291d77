"""What scenarios cover of a qualification."""

from dataclasses import replace

from simulator.analysis.figures.coverage import coverage
from simulator.engine.rubric import EvidenceKind, Item, ItemKind, Qualification
from simulator.engine.scenario import Scenario
from tests.documents.examples import SCENARIO, changed, qualification, scenario


def award() -> Qualification:
    found = qualification().value
    assert found is not None
    return found


def made(text: str = SCENARIO) -> Scenario:
    found = scenario(text).value
    assert found is not None
    return found


def test_options_count_by_scenario_and_a_scenario_that_only_names_an_item_counts_as_a_whole() -> None:
    items = {each.item.id: each for each in coverage(award(), [made()]).items}
    assert items["AIM-CM-2"].options == {"a-promise": 1}
    assert items["AIM-MC-3"].options == {"a-promise": 0}
    assert items["AIM-MC-3"].number == 0


def test_an_option_that_names_an_item_twice_counts_once() -> None:
    text = changed("mistakes: [AIM-CM-2]", "mistakes: [AIM-CM-2]\n        covers: [AIM-CM-2]")
    items = {each.item.id: each for each in coverage(award(), [made(text)]).items}
    assert items["AIM-CM-2"].number == 1


def test_several_scenarios_stand_side_by_side() -> None:
    another = replace(made(), id="another")
    items = {each.item.id: each for each in coverage(award(), [made(), another]).items}
    assert items["AIM-CM-2"].options == {"a-promise": 1, "another": 1}
    assert items["AIM-CM-2"].number == 2


def test_what_nothing_bears_on_is_there_with_nothing() -> None:
    plain = made(changed("covers: [AIM-MC-3]\n", "").replace("mistakes: [AIM-CM-2]", "mistakes: []"))
    assert [each.options for each in coverage(award(), [plain]).items] == [{}, {}, {}]
    assert [each.options for each in coverage(award(), []).items] == [{}, {}, {}]


def test_what_has_to_be_written_cannot_be_shown_by_choosing() -> None:
    written = Item("X", ItemKind.CRITERION, "Explains", (), (EvidenceKind.WRITTEN, EvidenceKind.CHECK))
    chosen = Item("Y", ItemKind.CRITERION, "Does", (), (EvidenceKind.WRITTEN, EvidenceKind.CHOICE))
    found = coverage(replace(award(), items={"X": written, "Y": chosen}), [made()])
    assert [each.only_told for each in found.of(ItemKind.CRITERION)] == [True, False]
