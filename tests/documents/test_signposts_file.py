"""Signposts: read tolerantly, with warnings about what nobody has checked."""

from datetime import date
from pathlib import Path

from simulator.documents.centre.signposts import Signposts, read_signposts
from simulator.documents.yaml.source import Source

TEXT = """\
organisation: Thistlewick College
nation: England
person: {name: Alex, role: Lead, contact: Room 1, hours: Mornings}
emergency: "999"
services:
  - {name: A service, for: Talking, contact: Room 2, min_age: 11, last_checked: 2030-01-31, checked_by: Jo}
"""


def read(text: str, today: date | None = None) -> tuple[Signposts | None, list[str]]:
    """The signposts and the rules that they break."""
    loaded = read_signposts(Source.of_text(text, "signposts.yaml"), today)
    return loaded.value, [finding.rule for finding in loaded.diagnostics]


def test_signposts_become_what_they_say() -> None:
    value, rules = read(TEXT, date(2030, 6, 1))
    assert rules == []
    assert value is not None
    assert value.person is not None
    assert value.person.contact == "Room 1"
    assert value.services[0].min_age == 11
    assert not value.sample


def test_a_service_checked_more_than_a_year_ago_is_a_warning() -> None:
    value, rules = read(TEXT, date(2031, 6, 1))
    assert rules == ["old-signposts"]
    assert value is not None


def test_what_has_faults_is_left_out_and_the_rest_still_shows() -> None:
    value, rules = read(TEXT.replace("role: Lead, ", "").replace("min_age: 11", "min_age: eleven"))
    assert rules == ["missing-key", "bad-number"]
    assert value is not None
    assert value.person is None
    assert value.services[0].contact == "Room 2"


def test_the_sample_says_that_it_is_one_and_needs_no_dates() -> None:
    loaded = read_signposts(Path(__file__).parents[2] / "signposts.sample.yaml", date(2030, 1, 1))
    assert loaded.diagnostics == ()
    assert loaded.value is not None
    assert loaded.value.sample
    assert len(loaded.value.services) > 3


def test_ages_the_wrong_way_round_are_told() -> None:
    _, rules = read(TEXT.replace("min_age: 11", "min_age: 19, max_age: 11"))
    assert rules == ["min-over-max"]


def test_signposts_of_a_newer_format_say_so_alone_and_what_can_be_read_still_shows() -> None:
    value, rules = read("format: 2\nhelplines: [Room 3]\n" + TEXT)
    assert rules == ["newer-format"]
    assert value is not None
    assert value.person is not None
    assert read("format: 1\n" + TEXT)[1] == []
