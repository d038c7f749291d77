"""The outline in words."""

import re

import pytest

from simulator.report.write.outline_text import outline_text
from tests.report.drawn import SHIPPED, hostile_structure, shipped_structure, small_structure

SMALL = """\
A promise (a-promise)
Jamie asks for a promise.
4 scenes: 1 decision, 1 form, 1 automatic scene, 1 ending.

Duties
  tell_lead: Tell Ms Okafor; due at later; unsafe if missed

1. arrives (decision, start)
   Jamie: “You would only tell.” [when trust <= 2]
   Jamie: “Promise?” [otherwise]
   ▷ opens tell_lead
   honest [◑ competent] → 2 later
      “I cannot promise that.”
   promise [✕ unsafe, breach: promises-secrecy, when not promised and mood == guarded] \
→ 2 later if trust > 5; else → 2 later
      “I promise.”
   otherwise → 2 later

2. later (automatic)
   Ten minutes later.
   ◷ due tell_lead
   → 3 record

3. record (form)
   Record
   contents (tick any): What belongs?
      words [when locked_in]: The words
      opinion: My opinion
   who (pick one): Who gets it?
      lead [✓ fulfils tell_lead]: Ms Okafor
      tutor: The tutor
   account (write): Write it.
   → 4 done

4. done (ending)
   Told
"""


def test_it_tells_every_scene_in_reading_order_with_what_leads_where() -> None:
    assert outline_text(small_structure()) == SMALL


@pytest.mark.parametrize("id_", SHIPPED)
def test_every_scene_has_its_number_and_every_arrow_names_one(id_: str) -> None:
    made = shipped_structure(id_)
    text = outline_text(made)
    numbered = dict(re.findall(r"^(\d+)\. ([a-z0-9-]+) ", text, re.MULTILINE))
    assert list(numbered.values()) == list(made.order)
    led = re.findall(r"→ (\d+) ([a-z0-9-]+)", text)
    assert all(numbered[number] == name for number, name in led)
    assert len(led) == sum(1 for place in made.places.values() for _ in place.arrows)


def test_hostile_texts_are_only_text() -> None:
    text = outline_text(hostile_structure())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert len(re.findall(r"^\d+\. ", text, re.MULTILINE)) == 4
