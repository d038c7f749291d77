"""Marks for standardisation: gold and an assessor's own, with every fault at its place."""

from pathlib import Path

import pytest

from simulator.documents.centre.marks import MarkableTranscript, read_gold, read_marks
from simulator.documents.yaml.source import Source
from simulator.library import DocumentKind, kind_of
from simulator.review.double_marking import What
from simulator.review.quality.standardisation import GoldMark
from tests.cli.conftest import run_here

PLAYED = MarkableTranscript("abc", ("records", "goals"), ("3/account", "5/account", "9/because"))
GOLD = """\
kind: gold
attempt: abc
answers:
  because: {level: competent, why: It is clear.}
  5/account: {level: unsafe, why: It names others.}
clauses:
  goals: {level: not enough to say, why: It never came up.}
"""
MORE = f"""\
{GOLD}
agreed_by: Ann and Ben
criteria:
  award/AC-1: {{verdict: not yet met, why: One example only.}}
"""
ASKED = {
    "one": {
        (What.ANSWER, "9/because"): GoldMark("competent", "It is clear."),
        (What.CLAUSE, "goals"): GoldMark("unsafe", "It is not."),
    }
}
MARKS = """\
kind: marks
transcripts:
  one:
    answers: {9/because: exemplary}
    clauses: {goals: not enough to say}
"""


def test_gold_becomes_what_it_says_in_the_order_in_which_a_marker_comes_to_it() -> None:
    loaded = read_gold(Source.of_text(MORE, "one.gold.yaml"), PLAYED)
    assert loaded.diagnostics == ()
    assert loaded.value is not None
    assert loaded.value.agreed_by == "Ann and Ben"
    assert dict(loaded.value.marks) == {
        (What.ANSWER, "9/because"): GoldMark("competent", "It is clear."),
        (What.ANSWER, "5/account"): GoldMark("unsafe", "It names others."),
        (What.CLAUSE, "goals"): GoldMark("not enough to say", "It never came up."),
        (What.CRITERION, "award/AC-1"): GoldMark("not yet met", "One example only."),
    }


@pytest.mark.parametrize(
    ("old", "new", "rule", "said"),
    [
        ("level: competent", "level: competnt", "unknown-word", "Did you mean `competent`?"),
        ("verdict: not yet met", "verdict: failed", "unknown-word", "One of: met, not yet met, not assessed."),
        (", why: It is clear.", "", "missing-key", "shown after the marking"),
        ("goals:", "gaols:", "unknown-clause", "Did you mean `goals`?"),
        ("because:", "becuase:", "unknown-key", "Did you mean `because`?"),
        ("5/account:", "account:", "unknown-key", "Write one of 3/account, 5/account."),
        ("attempt: abc", "attempt: abd", "unknown-word", "holds the attempt abc"),
        ("agreed_by", "agred_by", "unknown-key", "Did you mean `agreed_by`?"),
        ("kind: gold", "kind: gold\nformat: 9", "newer-format", "Install a newer version"),
    ],
)
def test_a_fault_in_gold_is_told_once(old: str, new: str, rule: str, said: str) -> None:
    assert MORE.count(old) == 1
    loaded = read_gold(Source.of_text(MORE.replace(old, new), "one.gold.yaml"), PLAYED)
    assert loaded.value is None
    (finding,) = loaded.diagnostics
    assert finding.rule == rule
    assert said in f"{finding.message} {finding.hint}"


def test_gold_that_marks_nothing_is_told() -> None:
    (finding,) = read_gold(Source.of_text("kind: gold\nattempt: abc\n", "one.gold.yaml"), PLAYED).diagnostics
    assert finding.message == "Nothing is marked here."


def test_an_assessor_s_marks_are_read_by_transcript() -> None:
    loaded = read_marks(Source.of_text(MARKS, "marks.yaml"), ASKED)
    assert loaded.diagnostics == ()
    marks = {(What.ANSWER, "9/because"): "exemplary", (What.CLAUSE, "goals"): "not enough to say"}
    assert loaded.value == {"one": marks}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("exemplary", "super", ["One of: unsafe, developing, competent, exemplary."]),
        ("exemplary", "", ["Nothing is written after `9/because`"]),
        ("  one:", "  oen:", ["The transcript `one` is not marked.", "Did you mean `one`?"]),
        ("{9/because: exemplary}", "{}", ["`9/because` of the written answers is not marked"]),
        ("{goals: not", "{records: unsafe, goals: not", ["`records` is not asked for here."]),
    ],
)
def test_every_place_has_to_be_marked_and_no_other(old: str, new: str, said: list[str]) -> None:
    assert MARKS.count(old) == 1
    loaded = read_marks(Source.of_text(MARKS.replace(old, new), "marks.yaml"), ASKED)
    assert loaded.value is None
    told = [f"{finding.message} {finding.hint}" for finding in loaded.diagnostics]
    assert len(told) == len(said)
    assert all(sentence in whole for sentence, whole in zip(said, told, strict=True))


def test_check_reads_gold_and_marks_without_their_transcripts(tmp_path: Path) -> None:
    gold, marks = tmp_path / "one.gold.yaml", tmp_path / "my-marks.yaml"
    gold.write_text(GOLD, encoding="utf-8")
    marks.write_text(MARKS, encoding="utf-8")
    assert kind_of(Source(str(gold), gold.read_bytes())) is DocumentKind.GOLD
    assert run_here("check", str(gold), str(marks)).returncode == 0
    gold.write_text(GOLD.replace("level: unsafe", "level: failed"), encoding="utf-8")
    marks.write_text(MARKS.replace("exemplary", "splendid"), encoding="utf-8")
    done = run_here("check", str(gold), str(marks))
    assert done.returncode == 1
    assert done.stdout.count("[unknown-word]") == 2
    assert run_here("format", str(marks)).returncode == 0
    assert "is a page of marks; only a scenario can be" in run_here("graph", str(marks)).stderr
