"""A scenario document: what it becomes, and that each fault is told once and with what follows from it left out."""

from pathlib import Path

import pytest

from simulator.documents.scenario.loader import read_scenario
from simulator.documents.yaml.loaded import Waiver
from simulator.documents.yaml.source import Source
from simulator.engine.condition import Comparison, Constant, Name
from simulator.engine.rubric import Level
from simulator.engine.scenario import (
    Decision,
    Ending,
    Form,
    Onward,
    PickField,
    Target,
    TickField,
    Variant,
    WriteField,
)

from .examples import SCENARIO, changed, findings, marked, rubric, scenario

ROOT = Path(__file__).parents[2]


def rules(text: str) -> list[str]:
    """The rules that a text breaks, in order."""
    return [finding.rule for finding in scenario(text).diagnostics]


def test_a_scenario_becomes_what_it_says() -> None:
    read = scenario().value
    assert read is not None
    assert read.id == "a-promise"
    assert read.about.title == "A promise"
    assert read.about.notes == ("harm at home",)
    assert read.mentee.age == 15
    assert dict(read.assesses) == {"confidentiality": 1}
    assert read.variables["mood"].values == ("guarded", "told")
    assert read.duties["tell_lead"].late is Level.UNSAFE
    assert read.words == {"guarded", "told"}
    arrives = read.scenes["arrives"]
    assert arrives.says == (
        Variant("You would only tell.", Comparison(Name("trust"), "<=", Constant(2))),
        Variant("Promise?"),
    )
    assert arrives.effects.opens == ("tell_lead",)
    assert isinstance(arrives.content, Decision)
    honest, promise = arrives.content.choices
    assert arrives.content.otherwise == "later"
    assert honest.action.effects.change == (("trust", 1),)
    assert honest.action.effects.set == (("mood", "told"),)
    assert honest.goto == (Target("later"),)
    assert promise.action.evidence == (("confidentiality", Level.UNSAFE),)
    assert promise.goto[0] == Target("later", Comparison(Name("trust"), ">", Constant(5)))
    assert isinstance(read.scenes["later"].content, Onward)
    assert isinstance(read.scenes["done"].content, Ending)
    record = read.scenes["record"].content
    assert isinstance(record, Form)
    tick, pick, write = record.fields
    assert isinstance(tick, TickField)
    assert tick.levels == {0: Level.EXEMPLARY, 1: Level.DEVELOPING}
    assert [option.belongs for option in tick.options] == [True, False]
    assert isinstance(pick, PickField)
    assert pick.options[0].effects.fulfils == ("tell_lead",)
    assert isinstance(write, WriteField)
    assert (write.min_words, write.max_words) == (1, 20)
    assert read.expect[0].choose == ("honest", {"contents": ("words",), "who": "lead"})
    assert read.expect[1].outcome is Level.UNSAFE


def test_every_fault_of_a_file_is_told_at_once_and_in_order() -> None:
    text = changed("level: 2", "level: nine")
    text = changed("stage: exploration", "stage: explored", text)
    text = changed("opens: [tell_lead]", "opens: [tell_led]", text)
    text = changed("        why: Limits first.\n", "        because: Limits first.\n", text)
    text = changed("when: trust > 5,", "when: trust > ,", text)
    text = changed("goto: record", "goto: recod", text)
    text = changed("          ask: What belongs?\n", "", text)
    text = changed("      title: Told\n", "", text)
    found = scenario(text).diagnostics
    assert [finding.rule for finding in found] == [
        "bad-number",
        "unknown-word",
        "unknown-duty",
        "unknown-key",
        "condition-syntax",
        "unknown-scene",
        "missing-key",
        "missing-key",
    ]
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("goto: record", "goto: recrod", "Did you mean `record`?"),
        ("goto: record", "goto: Record", "For example `record`."),
        ("change: {trust: 1}", "change: {tust: 1}", "Did you mean `trust`?"),
        ("change: {trust: 1}", "change: {locked_in: 1}", "It is a fact; use learn."),
        ("change: {trust: 1}", "change: {tell_lead: 1}", "It is a duty; use fulfils."),
        ("learn: [locked_in]", "learn: [locked_out]", "Did you mean `locked_in`?"),
        ("opens: [tell_lead]", "opens: [tell_leader]", "Did you mean `tell_lead`?"),
        ("breach: promises-secrecy", "breach: promise-secret", "Did you mean `promises-secrecy`?"),
        ("moves: [limits-stated]", "moves: [limits_stated]", "For example `limits-stated`."),
        ("mistakes: [AIM-CM-2]", "mistakes: [AIM-CM-22]", "Did you mean `AIM-CM-2`?"),
        ("evidence: {confidentiality: unsafe}", "evidence: {confidentiality: unsave}", "Did you mean `unsafe`?"),
        ("evidence: {confidentiality: unsafe}", "evidence: {confidental: unsafe}", "Did you mean `confidentiality`?"),
        ("stage: exploration", "stage: explore", "Did you mean `exploration`?"),
        ("setting: school", "setting: prison", "One of: school, college, university, community, workplace."),
        ("kinds: [disclosure]", "kinds: [disclosures]", "Did you mean `disclosure`?"),
        ("    tells: Ten", "    tell: Ten", "Did you mean `tells`?"),
        ("    tells: Ten", "    evidence: Ten", "It belongs in a box, a choice, a walkthrough or an option."),
        ("set: {mood: told}", "set: {mood: tolled}", "It can be: guarded, told."),
        ("set: {promised: true}", "set: {promised: yes}", "Write true or false."),
        ("{start: false}", "{start: no}", "Write false."),
        ("mood == guarded", "mood == gaurded", "Did you mean `guarded`?"),
        ("not promised and", "not promise and", "Did you mean `promised`?"),
        ("not promised and", "trust and", "Compare it, such as trust >= 1."),
        ("not promised and", "mood and", "Compare it, such as mood == guarded."),
        ("not promised and", "told and", "Write mood == told."),
        ("not promised and", "3 and", "Compare it, such as trust >= 3."),
        ("not promised and", "mood > guarded and", "Use == or != here."),
        ("choose: [promise,", "choose: [promis,", "Did you mean `promise`? Open there: honest, promise."),
        (
            "choose: [honest, {contents: [words], who: lead}]",
            "choose: [honest, {contents: [words]}]",
            "It can be: lead, tutor.",
        ),
        (
            "choose: [honest, {contents: [words], who: lead}]",
            "choose: [honest, {content: [], who: lead}]",
            "Its fields are contents, who, account.",
        ),
    ],
)
def test_a_fault_comes_with_what_to_write_instead(old: str, new: str, hint: str) -> None:
    (finding,) = findings(old, new)
    assert finding.hint == hint


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        # A part that is faulty is still there for what refers to it.
        ("  later:\n    tells: Ten minutes later.\n", "  later:\n    tells: {a: b}\n", "wrong-type"),
        (
            "tell_lead: {clause: records, says: Tell Ms Okafor, missed: unsafe",
            "tell_lead: {clause: records, says: Tell Ms Okafor",
            "missing-key",
        ),
        ("locked_in: The door gets locked.", "locked_in: [a]", "wrong-type"),
        ("trust: {start: 3,", "trust: {start: 3.5,", "variable-kind"),
        ("mood: {start: guarded, values", "mood: {start: guarded, valuse", "unknown-key"),
        ("mood: {start: guarded, values: [guarded, told]}", "mood: {values: [guarded, told]}", "missing-key"),
        ("title: Told\n      text: Jamie waits.\n", "text: Jamie waits.\n", "missing-key"),
        ("      title: Record\n", "", "missing-key"),
        ("    choose: [honest, {contents: [words], who: lead}]\n", "", "missing-key"),
        ("mentee: {name: Jamie,", "mentee: {nam: Jamie,", "unknown-key"),
        ("rubric: small\n", "", "missing-key"),
        ("start: arrives\n", "", "missing-key"),
        ("assesses: {confidentiality: 1}\n", "", "missing-key"),
        ("assesses: {confidentiality: 1}\n", "assesses: {confidentiality: one}\n", "bad-number"),
        ("summary: Jamie", "sumary: Jamie", "unknown-key"),
        ("goto: later\n      promise:", "gotto: later\n      promise:", "unknown-key"),
        ("trust: {start: 3,", "trust: {start:3,", "unknown-key"),
        (SCENARIO[SCENARIO.index("  arrives:\n") : SCENARIO.index("expect:")], "", "empty-text"),
        (SCENARIO[SCENARIO.index("scenes:\n") : SCENARIO.index("expect:")], "scenes: {}\n", "empty-text"),
        (SCENARIO[SCENARIO.index("scenes:\n") : SCENARIO.index("expect:")], "", "missing-key"),
    ],
)
def test_one_cause_gives_one_finding(old: str, new: str, rule: str) -> None:
    assert [finding.rule for finding in findings(old, new)] == [rule]


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [
        ("trust: {start: 3,", "trust: {start: 30,", "value-out-of-range"),
        ("trust: {start: 3,", "trust: {start: three,", "variable-kind"),
        ("trust: {start: 3, min: 0,", "trust: {start: 3, min: 20,", "min-over-max"),
        ("mood: {start: guarded,", "mood: {start: gaurded,", "value-out-of-range"),
    ],
)
def test_faults_behind_a_wrong_start_are_told_with_it(old: str, new: str, first: str) -> None:
    text = changed(old, new)
    assert rules(text) == [first]
    text = changed("change: {trust: 1}", "change: {mood: 1}", text)
    text = changed("set: {mood: told}", "set: {mood: tolled, trust: high}", text)
    text = changed("trust > 5", "trust == told", text)
    assert rules(text) == [first, "change-not-number", "value-out-of-range", "value-out-of-range", "condition-type"]


def test_a_key_that_is_missing_beside_another_mistyped_one_is_told() -> None:
    text = changed("summary: Jamie", "sumary: Jamie", changed("brief: Jamie is late.\n", ""))
    assert rules(text) == ["missing-key", "unknown-key"]


def test_a_newer_format_is_refused_and_nothing_else_is_judged() -> None:
    (finding,) = findings("title: A promise", "format: 2\nhologram: yes")
    assert finding.rule == "newer-format"
    assert "up to 1" in finding.message


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("rubrik", "Did you mean `rubric`?"),
        ("qualificaton", "Did you mean `qualification`?"),
        ("leaflet", "One of: rubric, qualification; a scenario has no kind."),
    ],
)
def test_a_kind_that_means_nothing_is_told_and_nothing_else(kind: str, hint: str) -> None:
    (finding,) = scenario(f"kind: {kind}\ntitle: A small award\nitems: {{}}\n").diagnostics
    assert (finding.rule, finding.message, finding.hint) == ("unknown-word", f"The kind “{kind}” means nothing.", hint)


def test_a_kind_in_a_scenario_does_not_hide_what_else_is_wrong() -> None:
    text = changed("kinds: [disclosure]", "kind: disclosure", changed("level: 2", "level: 3"))
    assert rules(text) == ["out-of-range", "unknown-key"]


def test_a_word_may_not_also_be_a_name() -> None:
    (finding,) = findings("values: [guarded, told]", "values: [guarded, told, promised]")
    assert finding.rule == "name-clash"


@pytest.mark.parametrize("name", ["true", "and", "or", "not", "false"])
def test_a_name_may_not_be_one_that_conditions_use(name: str) -> None:
    (finding,) = findings("variables:\n", f"variables:\n  {name}: {{start: 1}}\n")
    assert finding.rule == "name-clash"


def test_a_scene_may_end_or_ask_but_not_both() -> None:
    (finding,) = findings("    otherwise: later\n", "    ending: {title: Over}\n")
    assert finding.rule == "scene-kind"
    assert "`choices` and `ending`" in finding.message


def test_a_scene_that_leads_nowhere_is_told() -> None:
    (finding,) = findings("    goto: record\n", "")
    assert (finding.rule, finding.message) == ("scene-kind", "The scene `later` leads nowhere.")


def test_a_mistyped_goto_does_not_make_scenes_unreachable() -> None:
    assert [finding.rule for finding in findings("goto: record", "goto: recrod")] == ["unknown-scene"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("    goto: record\n", "    goto: record\n    otherwise: done\n", "otherwise"),
        ("    goto: record\n", "    goto: record\n    because: required\n", "because"),
    ],
)
def test_what_only_choices_have_is_told_in_a_scene_that_only_goes_on(old: str, new: str, key: str) -> None:
    (finding,) = findings(old, new)
    assert finding.rule == "key-elsewhere"
    assert finding.message == f"`{key}` does not belong in a scene with only `goto`."


def test_what_only_choices_have_is_not_told_where_the_choices_could_not_be_read() -> None:
    text = changed("    otherwise: later\n", "    otherwise: later\n    goto: later\n")
    start, end = text.index("    choices:\n"), text.index("    otherwise: later\n")
    assert rules(text[:start] + "    choices: none yet\n" + text[end:])[0] == "wrong-type"
    assert "key-elsewhere" not in rules(text[:start] + "    choices: none yet\n" + text[end:])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cue: Jamie looks at the door.", "cue: [Jamie looks at the door., Jamie sits.]"),
        ("tells: Ten minutes later.", "tells: [Ten minutes later., {when: trust > 3, text: Then.}]"),
        ("text: Jamie waits.", "text: [Jamie waits., Jamie goes.]"),
        ("afterwards: Help comes.", "afterwards: [{when: trust > 3, text: Help.}, Soon., Later.]"),
    ],
)
def test_a_variant_below_one_without_a_condition_is_told(old: str, new: str) -> None:
    (finding,) = findings(old, new)
    assert (finding.rule, finding.is_error) == ("variant-never-said", False)


@pytest.mark.parametrize(("old", "new"), [("levels: {0: exemplary, 1: developing}", "levels: {}")])
def test_levels_that_say_nothing_are_told(old: str, new: str) -> None:
    (finding,) = findings(old, new)
    assert (finding.rule, finding.is_error) == ("tick-levels", True)
    assert finding.message == "No level is written, so whatever is ticked would be unsafe."


def test_levels_that_could_not_be_read_are_not_told_as_missing() -> None:
    assert rules(changed("levels: {0: exemplary, 1: developing}", "levels: {0: splendid}")) == ["unknown-word"]


def test_a_form_must_say_what_follows() -> None:
    (finding,) = findings("    goto: done\n", "")
    assert finding.rule == "scene-kind"


def test_targets_may_all_have_conditions() -> None:
    assert findings("          - {to: later}\n", "          - {when: trust <= 5, to: later}\n") == ()


def test_a_target_in_a_list_may_be_a_plain_name() -> None:
    assert findings("          - {to: later}\n", "          - later\n") == ()


def test_a_condition_points_at_the_word_that_is_wrong() -> None:
    text = changed("not promised and mood == guarded", "not promised and (mood == guarded or trst > 3)")
    (finding,) = scenario(text).diagnostics
    assert marked(finding, text) == "trst > 3)"


def test_a_condition_in_quotes_points_at_the_word_that_is_wrong() -> None:
    text = changed("when: not promised and mood == guarded", 'when: "not promised and mood == told and trst"')
    (finding,) = scenario(text).diagnostics
    assert marked(finding, text) == 'trst"'


def test_comparing_two_variables_of_a_kind_is_fine() -> None:
    assert findings("not promised and", "trust == trust and promised == locked_in and true and not false and") == ()


def test_waivers_are_kept_with_the_part_beside_which_they_stand() -> None:
    text = changed(
        "        why: Limits first.\n",
        "        why: Limits first.\n        allow: {best-is-longest: It needs its because}\n",
    )
    loaded = scenario(text)
    assert loaded.diagnostics == ()
    address = ("scenes", "arrives", "choices", "honest")
    assert loaded.waivers == (Waiver(address, "best-is-longest", "It needs its because"),)


def test_without_a_rubric_its_names_are_not_judged() -> None:
    text = changed("breach: promises-secrecy", "breach: anything")
    assert read_scenario(Source.of_text(text, "a-promise.yaml"), None).value is not None


def test_a_rubric_that_has_faults_is_told() -> None:
    (finding,) = read_scenario(Source.of_text(SCENARIO, "a-promise.yaml"), {"small": None}).diagnostics
    assert finding.rule == "unknown-rubric"
    assert "faults of its own" in finding.message


def test_an_alternate_cannot_be_the_scenario_itself() -> None:
    (finding,) = findings("rubric: small", "alternates: [a-promise]\nrubric: small")
    assert finding.rule == "unknown-scenario"


def test_a_reviewed_scenario_says_by_whom_and_when() -> None:
    reviewed = "review: reviewed\nreviewed_by: Ms Okafor\nreviewed_on: 2025-03-31\nrubric: small"
    assert [finding.rule for finding in findings("rubric: small", reviewed)] == ["changed-since-review"]
    (finding,) = findings("rubric: small", "review: reviewed\nrubric: small")
    assert finding.message == "A reviewed scenario also says who reviewed it and when it was reviewed."
    assert finding.hint == "Write reviewed_by and reviewed_on, or review: draft."
    assert [finding.rule for finding in findings("rubric: small", reviewed.replace("_by", "_bye"))] == ["unknown-key"]


def test_a_part_that_is_stuck_in_a_walkthrough_is_told() -> None:
    text = changed("          - {to: later}\n", "          - {when: trust > 8, to: later}\n")
    (finding,) = scenario(text).diagnostics
    assert finding.rule == "walkthrough-step"
    assert "stuck in `arrives`" in finding.message
    assert finding.witness == ("promise",)


def test_a_step_after_the_ending_is_told() -> None:
    (finding,) = findings("who: lead}]\n", "who: lead}, promise]\n")
    assert finding.rule == "walkthrough-step"
    assert "ended in `done`" in finding.message


def test_a_wrong_outcome_says_which_and_why() -> None:
    (finding,) = findings("    outcome: unsafe\n", "    outcome: exemplary\n")
    assert finding.message == "The outcome of this walkthrough is unsafe, not exemplary."
    assert "confidentiality unsafe" in finding.hint


def test_the_small_rubric_is_read() -> None:
    read = rubric().value
    assert read is not None
    assert read.passing is Level.COMPETENT
    assert read.breaches["promises-secrecy"].repaired is Level.DEVELOPING
    assert read.clauses["confidentiality"].critical
    assert read.clauses["records"].descriptors[Level.EXEMPLARY] == "Facts, the same day."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "lead: {text: ",
            "lead: {covers: [AIM-MC-3], text: ",
            "`AIM-MC-3` can be shown by a choice, and not by a record.",
        ),
        (
            "breach: promises-secrecy\n",
            "breach: promises-secrecy\n        covers: [AIM-AC-2]\n",
            "a text, and not by a choice.",
        ),
    ],
)
def test_a_criterion_is_covered_only_in_a_way_that_can_show_it(old: str, new: str, told: str) -> None:
    (finding,) = findings(old, new)
    assert (finding.rule, finding.is_error) == ("covers-unfit", False)
    assert told in finding.message


def test_a_criterion_that_can_be_shown_in_any_way_is_covered_anywhere() -> None:
    assert findings("breach: promises-secrecy\n", "breach: promises-secrecy\n        covers: [AIM-MC-3]\n") == ()
    assert findings("lead: {text: ", "lead: {covers: [AIM-CM-2], text: ") == ()
