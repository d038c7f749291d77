"""Every rule about documents: one text that breaks it, and breaks nothing else."""

from pathlib import Path

import pytest

from simulator.diagnostics import DOCUMENT_RULES, Diagnostic
from simulator.documents.centre.signposts import read_signposts
from simulator.documents.rubric.loader import read_rubric
from simulator.documents.yaml.source import Source

from .examples import QUALIFICATION, RUBRIC, SCENARIO, changed, marked, qualification, rubric, scenario

CHANGES = {
    # rule: (what stands in the example, what is put there, where the finding points)
    "syntax": ("say: I promise.", "say: Sam: I promise.", ": I promise."),
    "hidden-character": ("I promise.", "I \x1b[31mpromise.", "\x1b[31mpromise."),
    "anchor-or-alias": ("say: I promise.", "say: &sam I promise.", "&sam I promise."),
    "tag": ("say: I promise.", "say: !sam I promise.", "!sam I promise."),
    "merge-key": ("    otherwise: later\n", "    otherwise: later\n    <<: later\n", "<<: later"),
    "duplicate-key": ("    otherwise: later\n", "    otherwise: later\n    otherwise: done\n", "otherwise: done"),
    "several-documents": ("expect:\n", "---\nexpect:\n", "---"),
    "unfinished-text": ("say: I promise.", "say: I promise [name].", "[name]."),
    "lost-text": ("say: I promise.", "say: I promise # really.", "# really."),
    "unknown-key": ("    otherwise: later", "    otherwize: later", "otherwize: later"),
    "missing-key": ("title: A promise\n", "", None),
    "wrong-type": ("say: I promise.", "say: [I promise]", "[I promise]"),
    "empty-text": ("say: I promise.", "say:", "say:"),
    "bad-name": ("      honest:", "      Honest Answer:", "Honest Answer:"),
    "bad-number": ("minutes: 10", "minutes: ten", "ten"),
    "bad-flag": ("opinion: {text: My opinion, belongs: false", "opinion: {text: My opinion, belongs: no", None),
    "bad-date": ("rubric: small", "reviewed_on: 2023-02-30\nrubric: small", "2023-02-30"),
    "out-of-range": ("level: 2", "level: 3", "3"),
    "unknown-word": ("stage: exploration", "stage: explorations", "explorations"),
    "newer-format": ("title: A promise", "format: 2\ntitle: A promise", None),
    "repeated-entry": ("learn: [locked_in]", "learn: [locked_in, locked_in]", "locked_in]"),
    "unknown-scene": ("goto: record", "goto: recrod", "recrod"),
    "unknown-variable": ("change: {trust: 1}", "change: {trusst: 1}", "trusst: 1}"),
    "unknown-fact": ("learn: [locked_in]", "learn: [lockedin]", "lockedin]"),
    "unknown-duty": ("opens: [tell_lead]", "opens: [tell_leed]", "tell_leed]"),
    "unknown-clause": ("assesses: {confidentiality: 1}", "assesses: {confidentialty: 1}", "confidentialty: 1}"),
    "unknown-breach": ("breach: promises-secrecy", "breach: promise-secrecy", "promise-secrecy"),
    "unknown-move": ("moves: [limits-stated]", "moves: [limit-stated]", "limit-stated]"),
    "unknown-criterion": ("mistakes: [AIM-CM-2]", "mistakes: [AIM-CM-22]", "AIM-CM-22]"),
    "unknown-scenario": ("rubric: small", "alternates: [anothr]\nrubric: small", "anothr]"),
    "unknown-rubric": ("rubric: small", "rubric: smal", "smal"),
    "name-clash": (
        "locked_in: The door gets locked.\n",
        "locked_in: The door gets locked.\n  trust: A fact.\n",
        "trust: A fact.",
    ),
    "condition-syntax": ("when: trust > 5,", "when: trust = 5,", "= 5, to: later}"),
    "condition-name": ("when: trust > 5,", "when: trusst > 5,", "trusst > 5, to: later}"),
    "condition-type": ("when: trust > 5,", "when: promised > 5,", "promised > 5, to: later}"),
    "variable-kind": (
        "values: [guarded, told]}",
        "min: 1, values: [guarded, told]}",
        "min: 1, values: [guarded, told]}",
    ),
    "value-out-of-range": ("{start: 3, min: 0", "{start: 11, min: 0", None),
    "covers-unfit": (
        "evidence: {confidentiality: competent}\n",
        "evidence: {confidentiality: competent}\n        covers: [AIM-AC-2]\n",
        "AIM-AC-2]",
    ),
    "change-not-number": ("change: {trust: 1}", "change: {promised: 1}", "promised: 1}"),
    "no-ending": (
        SCENARIO[SCENARIO.index("    ending:\n      title") : SCENARIO.index("expect:")],
        "    goto: later\n",
        None,
    ),
    "scene-kind": ("    otherwise: later\n", "    otherwise: later\n    ending: {title: Over}\n", None),
    "choice-kind": ("say: I promise.", "say: I promise.\n        do: Nod.", None),
    "field-kind": ("          write: {min_words: 1, max_words: 20}\n", "", None),
    "key-elsewhere": ("    otherwise: later\n", "    otherwise: later\n    goto: later\n", "goto: later"),
    "breach-and-repair": (
        "breach: promises-secrecy",
        "breach: promises-secrecy\n        repairs: promises-secrecy",
        None,
    ),
    "tick-levels": ("{0: exemplary, 1: developing}", "{0: exemplary, 2: developing}", None),
    "min-over-max": ("min_words: 1,", "min_words: 30,", "30, max_words: 20}"),
    "changed-since-review": (
        "rubric: small",
        "review: reviewed\nreviewed_by: Ms Okafor\nreviewed_on: 2025-03-31\nrubric: small",
        "reviewed",
    ),
    "unsigned-review": ("rubric: small", "review: reviewed\nreviewed_by: Ms Okafor\nrubric: small", "reviewed"),
    "variant-never-said": ("      - Promise?\n", "      - Promise?\n      - Please.\n      - Do.\n", "Please."),
    "walkthrough-empty": ("    outcome: unsafe\n", "", None),
    "walkthrough-step": ("choose: [promise,", "choose: [promis,", "promis,"),
    "walkthrough-unfinished": (
        "choose: [honest, {contents: [words], who: lead}]",
        "choose: [honest]",
        "choose: [honest]",
    ),
    "walkthrough-ending": ("    ending: done\n", "    ending: another-end\n", None),
    "walkthrough-outcome": ("    outcome: unsafe\n", "    outcome: competent\n", "competent"),
}
"""Rules that a change of the small scenario breaks."""

OTHERS = {
    "internal",
    "unreadable-file",
    "file-too-large",
    "not-utf-8",
    "empty-file",
    "too-deep",
    "too-many-parts",
    "old-signposts",
    "file-name",
    "too-many-findings",
    "walkthrough-steps",
    "unused-waiver",
}
"""Rules about whole files, below."""


def test_the_small_scenario_has_no_fault() -> None:
    loaded = scenario()
    assert loaded.diagnostics == ()
    assert loaded.value is not None


def test_every_rule_has_a_text_that_breaks_it() -> None:
    assert CHANGES.keys() | OTHERS == DOCUMENT_RULES.keys()


@pytest.mark.parametrize("rule", [rule for rule in CHANGES if rule not in {"walkthrough-ending", "no-ending"}])
def test_a_text_that_breaks_one_rule_gives_one_finding(rule: str) -> None:
    old, new, place = CHANGES[rule]
    text = changed(old, new)
    loaded = scenario(text)
    assert [finding.rule for finding in loaded.diagnostics] == [rule]
    (finding,) = loaded.diagnostics
    assert (loaded.value is None) == finding.is_error
    if place is not None:
        line = marked(finding, text)
        assert line.startswith(place), f"points to {line!r}"


def test_a_scenario_that_cannot_end_says_so() -> None:
    old, new, _ = CHANGES["no-ending"]
    text = changed(old, new)[: -len(SCENARIO[SCENARIO.index("expect:") :])]
    assert [finding.rule for finding in scenario(text).diagnostics] == ["no-ending"]


def test_a_walkthrough_that_ends_elsewhere_says_where() -> None:
    text = changed("    ending: done\n", "    ending: gone\n")
    text = changed("expect:\n", "  gone:\n    ending: {title: Gone}\nexpect:\n", text)
    text = changed("otherwise: later", "otherwise: gone", text)
    (finding,) = scenario(text).diagnostics
    assert finding.rule == "walkthrough-ending"
    assert finding.message == "This walkthrough ends in `done`, not in `gone`."
    assert finding.witness[0] == "honest"


def _only(finding: tuple[Diagnostic, ...]) -> str:
    (one,) = finding
    return one.rule


@pytest.mark.parametrize(
    ("rule", "data"),
    [
        ("empty-file", b""),
        ("empty-file", b"# nothing here\n"),
        ("empty-file", b"\xef\xbb\xbf"),
        ("not-utf-8", "title: Café".encode("latin-1")),
        ("not-utf-8", "title: Café".encode("utf-16")),
        ("not-utf-8", "title: Café".encode("utf-16-le")),
        ("not-utf-8", b"title: \xed\xa0\xbd"),
        ("file-too-large", b" " * (1024 * 1024 + 1)),
        ("too-deep", b"[" * 25_000),
        ("too-deep", b"- " * 25_000),
        ("too-deep", b"{x: " * 25_000),
        ("too-many-parts", b"- x\n" * 60_000),
        ("wrong-type", b"- x\n"),
        ("wrong-type", b"x\n"),
    ],
)
def test_a_file_that_is_no_document_gives_one_finding(rule: str, data: bytes) -> None:
    assert _only(read_rubric(Source("small.yaml", data)).diagnostics) == rule


def test_a_missing_file_is_a_finding() -> None:
    assert _only(read_rubric(Path("there-is-no-such-file.yaml")).diagnostics) == "unreadable-file"


def test_signposts_that_nobody_checked_are_a_warning() -> None:
    text = "services:\n  - {name: A service, for: Talking, contact: Room 1, last_checked: not yet}\n"
    assert _only(read_signposts(Source.of_text(text, "signposts.yaml")).diagnostics) == "old-signposts"


@pytest.mark.parametrize("name", ["My Scenario.yaml", "scenario (1).yaml", "a_promise.yaml", ".yaml"])
def test_a_file_whose_name_cannot_be_an_id_is_a_warning(name: str) -> None:
    loaded = read_rubric(Source.of_text(RUBRIC, name))
    assert _only(loaded.diagnostics) == "file-name"
    assert loaded.value is not None


def test_findings_beyond_the_limit_are_counted() -> None:
    text = SCENARIO + "".join(f"unknown{number}: x\n" for number in range(1000))
    found = scenario(text).diagnostics
    assert found[-1].rule == "too-many-findings"
    assert "700 more" in found[-1].message


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("unknown-clause", "promises-secrecy: {clause: confidentiality", "promises-secrecy: {clause: confidence"),
        ("repeated-entry", "number: 2", "number: 1"),
        ("out-of-range", "caps: unsafe, repaired: developing", "caps: competent, repaired: developing"),
        ("unknown-word", "title: A small code", "title: A small code\nlevels: [exemplary, unsafe]"),
        ("missing-key", "    unsafe: None.\n", ""),
        ("unknown-key", "moves: {open-question", "move: {open-question"),
        ("unknown-word", "title: A small code", "title: A small code\npass: good"),
        ("unknown-word", "title: A small code", "title: A small code\npass: unsafe"),
        ("newer-format", "title: A small code", "format: 2\nauthors: [A. Okafor]\ntitle: A small code"),
    ],
)
def test_a_rubric_that_breaks_one_rule_gives_one_finding(rule: str, old: str, new: str) -> None:
    loaded = rubric(changed(old, new, RUBRIC))
    assert _only(loaded.diagnostics) == rule
    assert loaded.value is None


def test_a_qualification_of_a_newer_format_is_told_and_nothing_else() -> None:
    loaded = qualification(changed("level:", "format: 2\ncredits: 3\nlevel:", QUALIFICATION))
    (finding,) = loaded.diagnostics
    assert finding.rule == "newer-format"
    assert finding.message == "This qualification is written in format 2, and this version understands up to 1."
    assert loaded.value is None


def test_more_walkthroughs_than_are_walked_are_told_once() -> None:
    head = SCENARIO[: SCENARIO.index("expect:")]
    many = "".join(
        f"  way{number}:\n    choose: [{', '.join(['honest'] * 100)}]\n    outcome: unsafe\n" for number in range(20)
    )
    rules = [finding.rule for finding in scenario(head + "expect:\n" + many).diagnostics]
    assert rules.count("walkthrough-steps") == 1
    assert rules.count("walkthrough-step") == 10
