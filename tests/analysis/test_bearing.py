"""What each option bears on."""

from simulator.analysis.bearing import Bearing, BearingKind, bearings, questions
from simulator.engine.rubric import Level
from tests.documents.examples import SCENARIO, changed, rubric, scenario


def rows(text: str = SCENARIO) -> dict[tuple[str, str], Bearing]:
    """By scene and id; of a whole field by its scene and field, of a duty by its name."""
    made, code = scenario(text).value, rubric().value
    assert made is not None
    assert code is not None
    return {(row.scene, row.id): row for row in bearings(made, code)}


def test_every_option_field_and_duty_comes_once_in_the_order_of_the_document() -> None:
    assert [*rows()] == [
        ("arrives", "honest"),
        ("arrives", "promise"),
        ("record", "words"),
        ("record", "opinion"),
        ("record", "contents"),
        ("record", "lead"),
        ("record", "tutor"),
        ("record", "account"),
        ("", "tell_lead"),
    ]


def test_a_choice_has_its_place_its_length_its_level_and_what_it_bears_on() -> None:
    found = rows()["arrives", "promise"]
    assert (found.sort, found.place, found.among, found.characters) == (BearingKind.SAY, 2, 2, len("I promise."))
    assert (found.level, found.clauses) == (Level.UNSAFE, {"confidentiality": (Level.UNSAFE,)})
    assert (found.breach, found.mistakes) == ("promises-secrecy", ("AIM-CM-2",))
    assert found.when == "not promised and mood == guarded"


def test_a_breach_lowers_the_level_of_better_evidence() -> None:
    text = changed("evidence: {confidentiality: unsafe}", "evidence: {confidentiality: competent}")
    assert rows(text.partition("expect:")[0])["arrives", "promise"].level is Level.UNSAFE


def test_a_box_says_whether_it_belongs_and_its_field_which_levels_it_can_give() -> None:
    found = rows()
    assert (found["record", "words"].sort, found["record", "words"].belongs) == (BearingKind.TICK, True)
    assert found["record", "opinion"].belongs is False
    boxes = found["record", "contents"]
    assert (boxes.sort, boxes.is_option) == (BearingKind.BOXES, False)
    assert boxes.clauses == {"records": (Level.UNSAFE, Level.DEVELOPING, Level.EXEMPLARY)}


def test_a_text_is_for_a_person_to_mark_and_a_duty_counts_where_it_is_left() -> None:
    found = rows()
    assert (found["record", "account"].sort, found["record", "account"].clauses) == (BearingKind.WRITE, {"records": ()})
    assert found["", "tell_lead"].clauses == {"records": (Level.UNSAFE,)}
    assert found["record", "lead"].fulfils == ("tell_lead",)


def test_a_duty_that_can_be_late_gives_two_levels() -> None:
    text = changed("missed: unsafe, due: later}", "missed: unsafe, late: developing, due: later}")
    assert rows(text)["", "tell_lead"].clauses == {"records": (Level.UNSAFE, Level.DEVELOPING)}


def test_criteria_are_those_that_it_covers() -> None:
    text = changed("moves: [limits-stated]", "covers: [AIM-MC-3]")
    assert rows(text)["arrives", "honest"].criteria == ("AIM-MC-3",)


def test_questions_are_the_decisions_and_the_fields_with_options() -> None:
    found = questions(rows().values())
    assert [(where, [row.id for row in options]) for where, options in found] == [
        (("arrives", ""), ["honest", "promise"]),
        (("record", "contents"), ["words", "opinion"]),
        (("record", "who"), ["lead", "tutor"]),
    ]
