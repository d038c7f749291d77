"""What is wrong with a document, as values: a rule, a place, a sentence, and what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

Step: TypeAlias = str | Mapping[str, str | tuple[str, ...]]
"""One step of a witness: a choice's id, or a form's answers by field (as in ``expect.choose``)."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The document cannot be used until it is mended."""
    WARNING = "warning"
    """It can be used, but probably not as its writer meant."""
    REMARK = "remark"
    """Worth knowing; it may well be meant so."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that is looked for, under a name that never changes."""

    name: str
    title: str
    """One line for a list of rules."""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding."""

    rule: str
    severity: Severity
    file: str
    line: int
    """From 1."""
    column: int
    """In characters, from 1."""
    message: str
    """One plain sentence."""
    hint: str = ""
    """What to write instead, where that can be told."""
    witness: tuple[Step, ...] = ()
    """The shortest list of choices that shows it."""

    @property
    def is_error(self) -> bool:
        """Whether the document cannot be used because of it."""
        return self.severity is Severity.ERROR


def in_order(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings by file, place and rule, each once."""
    unique = {(d.file, d.line, d.column, d.rule, d.message): d for d in diagnostics}
    return tuple(unique[key] for key in sorted(unique))


def _rules(severity: Severity, titles: Mapping[str, str]) -> list[Rule]:
    return [Rule(name, title, severity) for name, title in titles.items()]


_ERRORS: Final = {
    # The program
    "internal": "The program itself failed on this file, and went on with the others",
    # The file
    "unreadable-file": "The file cannot be read",
    "file-too-large": "The file is larger than a document may be",
    "not-utf-8": "The file is not saved as UTF-8 text",
    "empty-file": "The file has nothing in it",
    # Reading
    "syntax": "A line cannot be read",
    "hidden-character": "A character that cannot be seen",
    "too-deep": "Parts stand inside one another too deeply",
    "too-many-parts": "The document has too many parts",
    "anchor-or-alias": "An anchor (&) or alias (*)",
    "tag": "A tag (!)",
    "merge-key": "A merge key (<<)",
    "duplicate-key": "The same key twice",
    "several-documents": "More than one document in a file",
    # Shape
    "unknown-key": "A key that means nothing here",
    "missing-key": "Something that has to be written is missing",
    "wrong-type": "Text, a list or named parts where another of these is meant",
    "empty-text": "Nothing is written where something has to be",
    "bad-name": "A name with characters that names cannot have",
    "bad-number": "Something that should be a whole number",
    "bad-flag": "Something that should be true or false",
    "bad-date": "Something that should be a date",
    "out-of-range": "A number outside its limits",
    "unknown-word": "A word that is not one of those that can stand here",
    "newer-format": "The document is written for a newer version",
    "repeated-entry": "The same entry twice in a list",
    # Names
    "unknown-scene": "A scene that does not exist",
    "unknown-variable": "A variable that is not declared",
    "unknown-fact": "A fact that is not declared",
    "unknown-duty": "A duty that is not declared",
    "unknown-clause": "A clause that the rubric does not have",
    "unknown-breach": "A breach that the rubric does not have",
    "unknown-move": "A move that the rubric does not have",
    "unknown-criterion": "A criterion or mistake that no qualification has",
    "unknown-scenario": "A scenario that is not in the library",
    "unknown-rubric": "A rubric that is not in the library",
    "name-clash": "One name for two things",
    # Conditions
    "condition-syntax": "A condition that cannot be read",
    "condition-name": "A condition that names something undeclared",
    "condition-type": "A condition that compares unlike things",
    # Meaning
    "variable-kind": "A variable that mixes numbers, words and true/false",
    "value-out-of-range": "A value that the variable cannot have",
    "change-not-number": "A change to something that is not a number",
    "no-ending": "No scene is an ending",
    "scene-kind": "A scene needs exactly one of choices, goto, form and ending",
    "choice-kind": "A choice needs exactly one of say and do",
    "field-kind": "A field needs exactly one of tick, pick and write",
    "key-elsewhere": "A key that belongs to another kind of scene or field",
    "breach-and-repair": "A deed both breaches and repairs",
    "tick-levels": "Levels of a tick field that leave a gap",
    "min-over-max": "A smallest number above the largest",
    "unsigned-review": "A review without a name or a date",
    # Walkthroughs
    "walkthrough-empty": "A walkthrough that expects nothing",
    "walkthrough-steps": "More walkthroughs than are walked",
    "walkthrough-step": "A walkthrough that cannot be walked",
    "walkthrough-unfinished": "A walkthrough that does not reach an ending",
    "walkthrough-ending": "A walkthrough that ends elsewhere",
    "walkthrough-outcome": "A walkthrough with another outcome",
}

_WARNINGS: Final = {
    "file-name": "A file's name that cannot be an id",
    "variant-never-said": "A variant after one that is always said",
    "lost-text": "Text after # is left out",
    "unfinished-text": "Something to fill in that was never filled in",
    "changed-since-review": "A review of another text than this",
    "covers-unfit": "A criterion that cannot be shown in this way",
    "too-many-findings": "More findings than are listed",
    "old-signposts": "Signposts that nobody has checked for a year",
    "unused-waiver": "A waiver that waives nothing",
}

DOCUMENT_RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {rule.name: rule for rule in (*_rules(Severity.ERROR, _ERRORS), *_rules(Severity.WARNING, _WARNINGS))}
)
"""The rules about reading and meaning, by name."""

_PLAY: Final = [
    *_rules(
        Severity.ERROR,
        {
            "unreachable-scene": "A scene that is never entered",
            "choice-never-open": "A choice or option that is never open",
            "stuck": "A place where nothing can be chosen and nothing follows",
            "no-way-out": "A place from which no ending can be reached",
            "endless-evidence": "A loop that gives evidence each time and that nothing limits",
            "duty-cannot-be-fulfilled": "A duty that opens where nothing can fulfil it",
        },
    ),
    *_rules(
        Severity.WARNING,
        {
            "condition-always": "A condition that always holds",
            "condition-never": "A condition that never holds",
            "never-read": "A variable, fact or duty that nothing reads",
            "never-written": "A variable, fact or duty that is read and never changes",
            "effect-always-clamped": "A change that never has its full effect",
            "nobody-reacts": "An answer that nobody reacts to",
            "not-proved": "More situations than the budget allows: nothing is proved",
        },
    ),
]

_ASSESSMENT: Final = [
    *_rules(
        Severity.ERROR,
        {
            "clause-cannot-be-met": "An assessed clause that nobody can meet",
            "clause-cannot-be-failed": "An assessed clause that nobody can fail",
            "unsafe-passes": "Something unsafe was done and the playthrough passes",
            "cannot-be-passed": "No way through passes",
            "passes-early": "A playthrough passes before any duty opens",
            "guessing-passes": "Somebody who guesses passes too often",
        },
    ),
    *_rules(
        Severity.WARNING,
        {
            "clause-not-shown": "A clause not shown although nothing was missed",
            "point-of-no-return": "A place from which a learner without a fault can no longer pass",
            "strategy-passes": "Always taking the first, last, longest or shortest option passes",
            "repairs-nothing": "A repair of a breach that nobody can have committed",
            "no-box-belongs": "A field of boxes in which nothing belongs",
            "no-competent-option": "A decision without a competent option",
            "no-weak-option": "A decision without a tempting weak option",
        },
    ),
    *_rules(
        Severity.REMARK,
        {
            "breach-without-why": "A breach without a reason for the learner",
            "breach-without-repair": "A safety breach that nothing offers to repair",
        },
    ),
]

_WRITING: Final = _rules(
    Severity.WARNING,
    {
        "best-is-longest": "The best option is the longest, again and again",
        "best-in-one-place": "The best option always stands in the same place",
        "tell-word": "Only the best option has a word that gives it away",
        "joke-option": "An option that nobody would choose in earnest",
        "unequal-lengths": "Options of very unequal length",
        "missing-content-note": "A disclosure without a content note",
        "real-contact": "A telephone number or a real service in a scenario",
        "harmful-words": "Words never to be used about suicide and self-harm",
        "reading-age": "Text that is harder to read than its level",
        "move-both-ways": "The same move with opposite effects",
        "identical-options": "Identical options with unlike evidence",
    },
)

FAMILIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "document": tuple(DOCUMENT_RULES),
        "play": tuple(rule.name for rule in _PLAY),
        "assessment": tuple(rule.name for rule in _ASSESSMENT),
        "writing": tuple(rule.name for rule in _WRITING),
    }
)
"""The rules of each family, by name; `variant-never-said` is found in reading and in play."""

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {**DOCUMENT_RULES, **{rule.name: rule for rule in (*_PLAY, *_ASSESSMENT, *_WRITING)}}
)
"""Every rule by name."""
