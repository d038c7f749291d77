"""``simulator explain``: a rule's page and the list of rules, as a person sees them."""

import json
from pathlib import Path

import pytest

from simulator.cli.author.explain import NO_REASON, WIDEST
from simulator.diagnostics import FAMILIES, RULES, Severity
from simulator.documents.yaml.source import Source
from simulator.report.views.rule_page import RulePage, plain_lines, read_page
from tests.cli.conftest import run_here
from tests.test_architecture import loaded_after

from .base import assembled, findings

MARKDOWN = """\
Some **words** that go on for a while, so that they need a second line.

- one entry that is long enough to need more than a single line of its own
- another

```yaml broken
says: |
  **So**

  it goes on and on, further than any line of prose would be allowed to go here.
```
"""


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("rule", RULES)
def test_a_page_fits_a_terminal_and_shows_no_marks(rule: str) -> None:
    done = run_here("explain", rule)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:2] == [rule, "=" * len(rule)]
    assert RULES[rule].title == " ".join(lines[2 : lines.index("What") - 2])
    assert max(map(len, lines)) <= 80
    assert not any(line.startswith(("#", "```")) or "**" in line for line in lines)
    for heading in ("What", "Why", "Broken", "Sound"):
        assert lines[lines.index(heading) + 1] == "-" * len(heading)


@pytest.mark.parametrize("rule", [rule for rule in RULES if RULES[rule].severity is not Severity.ERROR])
def test_what_a_page_says_of_waiving_is_so(rule: str) -> None:
    last = run_here("explain", rule).stdout.splitlines()[-1].strip()
    broken = read_page(rule).examples[0]
    assert (last == f"allow: {{{rule}: the reason}}") == (rule not in NO_REASON)
    if rule not in NO_REASON and broken.about == ("yaml", "broken"):
        text = assembled(f"{broken.text}{last}\n")
        assert findings(Source.of_text(text, "first-meeting.yaml"), 1000) == ()


def test_an_error_cannot_be_waived_and_no_page_says_so() -> None:
    errors = [rule for rule in RULES if RULES[rule].severity is Severity.ERROR]
    assert not [rule for rule in errors if "allow: {" in run_here("explain", rule).stdout]


def test_without_a_rule_every_rule_is_listed_by_family() -> None:
    done = run_here("explain")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    named = [words[1] for line in lines if (words := line.split())[1:] and words[1] in RULES]
    assert named == [rule for names in FAMILIES.values() for rule in names]
    assert [line for line in lines if line in FAMILIES] == list(FAMILIES)
    for rule in RULES.values():
        (line,) = [line for line in lines if line.split()[1:2] == [rule.name]]
        assert line.split()[0] == rule.severity


@pytest.mark.parametrize("columns", [20, 40, 60, 200])
def test_the_list_and_a_page_fit_other_windows(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    prose = [line for line in run_here("explain", "stuck").stdout.splitlines() if not line.startswith("    ")]
    assert max(map(len, prose)) <= min(columns, WIDEST)
    listed = run_here("explain").stdout.splitlines()
    assert max(map(len, listed)) <= max(36, min(columns, WIDEST))  # a rule's name is never broken
    assert RULES["stuck"].title in " ".join(" ".join(listed).split())


def test_a_page_in_plain_text_keeps_its_examples_as_they_are() -> None:
    page = RulePage("some-rule", "error, play", "A title", MARKDOWN)
    assert list(plain_lines(page, 40)) == [
        "some-rule",
        "=========",
        "A title",
        "error, play",
        "",
        "Some words that go on for a while, so",
        "that they need a second line.",
        "",
        "- one entry that is long enough to need",
        "  more than a single line of its own",
        "- another",
        "",
        "    says: |",
        "      **So**",
        "",
        "      it goes on and on, further than any line of prose would be allowed to go here.",
    ]
    assert page.examples[0].about == ("yaml", "broken")


@pytest.mark.parametrize("given", ["[stuck]", "STUCK", " stuck "])
def test_a_name_may_be_copied_from_a_finding(given: str) -> None:
    assert run_here("explain", given).stdout == run_here("explain", "stuck").stdout


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("unreachable_scenes", "Did you mean “unreachable-scene”?"),
        ("zzz", "“simulator explain” lists them all."),
        ("../README", "“simulator explain” lists them all."),
        ("", "“simulator explain” lists them all."),
    ],
)
def test_an_unknown_rule_is_told_with_the_nearest(given: str, hint: str) -> None:
    done = run_here("explain", given)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"There is no rule “{given}”. {hint}")


def test_the_rules_as_json() -> None:
    listed = json.loads(run_here("explain", "--json").stdout)
    assert [each["rule"] for each in listed] == list(RULES)
    assert listed[0].keys() == {"rule", "severity", "family", "title"}
    one = json.loads(run_here("explain", "stuck", "--json").stdout)
    assert one["page"] == read_page("stuck").text
    assert (one["rule"], one["severity"], one["family"]) == ("stuck", "error", "play")


def test_a_page_that_is_missing_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("simulator.report.views.rule_page.shipped_folder", lambda: tmp_path)
    done = run_here("explain", "stuck")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("The machine refused: No such file or directory")


@pytest.mark.parametrize("arguments", [["explain"], ["explain", "stuck"], ["explain", "--help"]])
def test_explaining_loads_nothing_heavy(arguments: list[str]) -> None:
    loaded = loaded_after(f"from simulator.cli.main import main\nmain({arguments!r})")
    assert not loaded & {"textual", "networkx", "pydantic", "sqlalchemy", "yaml", "ruamel"}
