"""Documents with and without faults: those that ship, and every example of the loader's own tests."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from simulator.diagnostics import DOCUMENT_RULES, Diagnostic
from simulator.documents.centre.comments import read_comments
from simulator.documents.centre.marks import read_gold, read_marks
from simulator.documents.centre.sampling import read_sampling
from simulator.documents.centre.signposts import read_signposts
from simulator.documents.yaml.source import Source
from simulator.library import Library, kind_of, read_any
from simulator.report.views.rule_page import read_page
from tests.documents import (
    examples,
    test_comments_file,
    test_marks_file,
    test_reader,
    test_rules,
    test_sampling_file,
    test_scenario_file,
    test_signposts_file,
    test_what_tutors_type,
)
from tests.rules import base

ROOT: Final = Path(__file__).parents[2]

Check = Callable[[str], tuple[Diagnostic, ...]]


@dataclass(frozen=True)
class Fixture:
    """A document as text, and the rules of the loader that it breaks."""

    name: str
    kind: str
    text: str
    rules: frozenset[str]


CHECKS: Final[Mapping[str, Check]] = {
    "scenario": lambda text: examples.scenario(text).diagnostics,
    "rubric": lambda text: examples.rubric(text).diagnostics,
    "qualification": lambda text: examples.qualification(text).diagnostics,
    "signposts": lambda text: read_signposts(Source.of_text(text, "signposts.yaml")).diagnostics,
    "sampling": lambda text: read_sampling(Source.of_text(text, "autumn.yaml")).diagnostics,
    "comments": lambda text: read_comments(Source.of_text(text, "comments.yaml")).diagnostics,
    "gold": lambda text: read_gold(Source.of_text(text, "one.gold.yaml")).diagnostics,
    "marks": lambda text: read_marks(Source.of_text(text, "marks.yaml")).diagnostics,
}
"""How a document of each kind is loaded."""

SMALL: Final = {
    "scenario": examples.SCENARIO,
    "rubric": examples.RUBRIC,
    "qualification": examples.QUALIFICATION,
    "signposts": test_signposts_file.TEXT,
    "sampling": test_sampling_file.TEXT,
    "comments": test_comments_file.TEXT,
    "gold": test_marks_file.GOLD,
    "marks": test_marks_file.MARKS,
}
"""A small document of each kind without a fault."""


def broken(kind: str, text: str) -> frozenset[str]:
    """The rules that a text breaks."""
    return frozenset(finding.rule for finding in CHECKS[kind](text))


def made(name: str, kind: str, text: str) -> Fixture:
    """A text with the rules that it breaks."""
    return Fixture(name, kind, text, broken(kind, text))


def shipped() -> Iterator[Fixture]:
    """Every document that comes with the program."""
    paths = [path for folder in ("scenarios", "rubrics") for path in sorted((ROOT / folder).glob("*.yaml"))]
    for path in [*paths, ROOT / "signposts.sample.yaml"]:
        source = Source(path.name, path.read_bytes())
        loaded = read_any(source, Library(ROOT))
        rules = frozenset(finding.rule for finding in loaded.diagnostics)
        yield Fixture(path.stem, kind_of(source).value, loaded.text, rules)


def _examples(test: Callable[..., object]) -> Iterator[Mapping[str, str]]:
    """The examples that a test is run with, each by the names of its arguments."""
    for mark in getattr(test, "pytestmark", []):
        names = [mark.args[0]] if isinstance(mark.args[0], str) and "," not in mark.args[0] else list(mark.args[0])
        for values in mark.args[1]:
            given = values if len(names) > 1 else (values,)
            yield dict(zip(names, given, strict=True))


def changes() -> Iterator[Fixture]:
    """The small scenario with each change, and each line typed, that the loader's tests know."""
    for rule, (old, new, _) in test_rules.CHANGES.items():
        yield made(rule, "scenario", examples.changed(old, new))
    for module in (
        test_rules,
        test_scenario_file,
        test_what_tutors_type,
        test_reader,
        test_sampling_file,
        test_marks_file,
        test_comments_file,
    ):
        for name, test in vars(module).items():
            if not name.startswith("test_"):
                continue
            for number, given in enumerate(_examples(test)):
                whose = f"{name.removeprefix('test_')}-{number}"
                if {"old", "new"} <= given.keys():
                    kinds = [kind for kind, text in SMALL.items() if text.count(given["old"]) == 1]
                    yield from (
                        made(whose, kind, SMALL[kind].replace(given["old"], given["new"])) for kind in kinds[:1]
                    )
                elif "typed" in given:
                    yield made(whose, "scenario", examples.changed("say: I promise.", f"say: {given['typed']}"))


def pages() -> Iterator[Fixture]:
    """The examples on the pages of the rules about documents, broken and sound."""
    for rule in DOCUMENT_RULES:
        for example in read_page(rule).examples:
            if example.about[0] != "yaml":
                continue
            if "signposts" in example.about:
                yield made(f"page-{rule}", "signposts", base.assembled(example.text, base.SIGNPOSTS))
                continue
            text = example.text if "file" in example.about else base.assembled(example.text)
            found = base.library().scenario(Source.of_text(text, "first-meeting.yaml")).diagnostics
            yield Fixture(f"page-{rule}", "scenario", text, frozenset(finding.rule for finding in found))


LOOK_ALIKES: Final = {
    # what a tutor types: (what stands in the small scenario, what is put there)
    "a title that looks like a time": ("title: A promise", "title: 12:30"),
    "a title that looks like a number": ("title: A promise", "title: 2024"),
    "a title that is true": ("title: A promise", "title: true"),
    "a summary that looks like a fraction": ("Jamie asks for a promise.", "1.10"),
    "notes that look like anything": ("notes: [harm at home]", "notes: [True, 12:30, 5, 1.5, No]"),
    "a note that is empty": ("notes: [harm at home]", 'notes: [harm at home, ""]'),
    "a fact that is a number": ("locked_in: The door gets locked.", "locked_in: 7"),
    "a reason that is true": ("why: Limits first.", "why: true"),
    "a reason that is empty": ("why: Limits first.", "why:"),
    "a cue that is a number": ("cue: Jamie looks at the door.", "cue: 3"),
    "an ending in numbers": ("afterwards: Help comes.", "afterwards: [1, 2.5, true]"),
    "a box that says True": ("text: The words,", "text: True,"),
    "an option that says 3": ("tutor: {text: The tutor}", "tutor: {text: 3}"),
    "an option named 1": ("tutor: {text: The tutor}", "1: {text: The tutor}"),
    "a duty that is a number": ("says: Tell Ms Okafor", "says: 999"),
    "a condition that is true": ("when: locked_in}", "when: true}"),
    "a number in quotes": ("minutes: 10", 'minutes: "10"'),
    "a number out of range in quotes": ("minutes: 10", 'minutes: "241"'),
    "a number of ten digits": ("change: {trust: 1}", "change: {trust: 1234567890}"),
    "a number with a plus": ("minutes: 10", "minutes: +10"),
    "a yes-or-no in quotes": ("belongs: false", 'belongs: "false"'),
    "a yes-or-no in capitals": ("belongs: false", "belongs: FALSE"),
    "a start in quotes": ("promised: {start: false}", 'promised: {start: "false"}'),
    "an age in words": ("age: 15", "age: fifteen"),
    "a leap day": ("rubric: small", "reviewed_on: 2024-02-29\nrubric: small"),
    "no leap day": ("rubric: small", "reviewed_on: 2023-02-29\nrubric: small"),
    "a written reason that is empty": ("account: Nothing much.", "account:"),
    "an answer that is a number": ("account: Nothing much.", "account: 7"),
    "a walkthrough named 1": ("  does it right:\n", "  1:\n"),
}


def look_alikes() -> Iterator[Fixture]:
    """What the loader takes as it is typed, and other programs guess to be something else."""
    for name, (old, new) in LOOK_ALIKES.items():
        yield made(name, "scenario", examples.changed(old, new))


def small() -> Iterator[Fixture]:
    """A small document of each kind."""
    for kind, text in SMALL.items():
        yield made(f"small-{kind}", kind, text)


@cache
def everything() -> list[Fixture]:
    """All of them."""
    return [*small(), *shipped(), *changes(), *look_alikes(), *pages()]
