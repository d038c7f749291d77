"""The page on quality assurance: its examples are right, and its commands and keys are those that there are."""

import re
from pathlib import Path

from simulator.cli.commands import REVIEW
from simulator.documents.centre.marks import MarkableTranscript, read_gold
from simulator.documents.centre.sampling import read_sampling
from simulator.documents.centre.sampling_shapes import SamplingShape
from simulator.documents.yaml.source import Source

TEXT = (Path(__file__).parents[1] / "docs" / "quality-assurance.md").read_text(encoding="utf-8")
PLAN, GOLD = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_the_plan_and_the_gold_on_the_page_have_no_fault() -> None:
    assert read_sampling(Source.of_text(PLAN, "autumn-2030.yaml"), []).diagnostics == ()
    played = MarkableTranscript("0123456789abcdef", ("confidentiality",), ("9/account",))
    assert read_gold(Source.of_text(GOLD, "one.gold.yaml"), played).diagnostics == ()


def test_every_command_on_the_page_is_one_and_every_key_of_a_plan_is_on_it() -> None:
    named = set(re.findall(r"simulator review ([a-z-]+)", TEXT))
    assert named <= REVIEW.keys()
    assert {"sample", "compliance", "actions", "agreement", "standardise", "standardised"} <= named
    keys = {field.alias or name for name, field in SamplingShape.model_fields.items()}
    told = set(re.findall(r"`([a-z_]+)`", TEXT)) | set(re.findall(r"^([a-z_]+):", PLAN, re.MULTILINE))
    assert keys - told == {"format"}
