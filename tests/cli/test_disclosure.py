"""What the program shows of a review: every way there is, for everybody who may ask, at every state it comes to."""

import ast
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

import click
import pytest

from simulator.cli.group import cli
from simulator.engine.rubric import Level
from simulator.review.events import Actioned, Agreed, Checked, Judged, Outcome, Sampled, Verdict
from simulator.review.people import Part, Person, Role
from simulator.review.result import differences

from .conftest import ROOT, Run
from .reviewed import AIM, ANN, BEN, HONEST, QUINN, RECORDS, UNSAFE, Centre, made
from .test_named_by_mistake import everything

CAT: Final = Person("A-3", Role.ASSESSOR)
LEARNER: Final = "L-1"

# Each thing that is written carries a word of its own, so that whatever shows it can be found out.

FIRST, SECOND, QUALITY, RESULT, APPEAL, REOPENED = (
    frozenset(words.split())
    for words in (
        "FIRST-WAS FIRST-JUDGED", "SECOND-MARK SECOND-NOTE SECOND-ADVICE", "QUALITY-WHY QUALITY-ACTION QUALITY-DONE",
        "FIRST-MARK FIRST-ADVICE", "APPEAL-MADE APPEAL-DECIDED", "REOPENED-WHY",
    )
)  # fmt: skip
AGREED: Final = frozenset({"AGREED-WHY"})
WORDS: Final = FIRST | SECOND | QUALITY | RESULT | APPEAL | REOPENED | AGREED


def marking(centre: Centre, by: Person, part: Part, words: str, attempt: str) -> None:
    at = centre.mark(by, attempt, part, Level.DEVELOPING if part is Part.SECOND else Level.COMPETENT)
    (written, *_) = at.written()
    if part is Part.FIRST:
        at.mark(written.answer, Level.DEVELOPING, f"{words}-WAS")
    at.mark(written.answer, Level.DEVELOPING if part is Part.SECOND else Level.COMPETENT, f"{words}-MARK")
    for clause in at.scorecard().clauses:
        if clause.required or clause.pieces or clause.caps:
            at.settle(clause.clause, clause.level)
    note = "FIRST-JUDGED" if part is Part.FIRST else "SECOND-NOTE"
    at.judge(judged(part, note))
    at.advise(f"{words}-ADVICE")


def judged(part: Part, note: str) -> Judged:

    return Judged(part, valid=True, authentic=False, current=True, sufficient=True, reliable=True, note=note)


def first_signs(centre: Centre, attempt: str) -> None:
    marking(centre, ANN, Part.FIRST, "FIRST", attempt)
    centre.reviewing(ANN, Part.FIRST, attempt).sign()


def quality_rejects(centre: Centre, attempt: str) -> None:
    at = centre.reviewing(QUINN, Part.QUALITY, attempt)
    at.sample(Sampled("plan", "d" * 64, ("QUALITY-WHY",)))
    at.check(Checked(AIM, RECORDS, accepted=False, action="QUALITY-ACTION", due="2026-12-01"))


def second_marks(centre: Centre, attempt: str) -> None:
    marking(centre, BEN, Part.SECOND, "SECOND", attempt)
    centre.reviewing(ANN, Part.FIRST, attempt).act(Actioned(AIM, RECORDS, "QUALITY-DONE"))


def both_sign(centre: Centre, attempt: str) -> None:
    at = centre.reviewing(BEN, Part.SECOND, attempt)
    at.sign()
    for clause, qualification, criterion in differences(at.review):
        level, verdict = (Level.COMPETENT, None) if clause else (None, Verdict.MET)
        at.agree(Agreed(clause, qualification, criterion, level, verdict, "AGREED-WHY"))


def release(centre: Centre, attempt: str) -> None:
    centre.reviewing(ANN, Part.FIRST, attempt).release()


def appeal(centre: Centre, attempt: str) -> None:
    centre.reviewing(Person(LEARNER, Role.LEARNER), Part.APPEAL, attempt).appeal("APPEAL-MADE")
    other = Person("Q-9", Role.QUALITY_ASSURER)
    centre.reviewing(other, Part.APPEAL, attempt).decide_appeal(Outcome.NOT_UPHELD, "APPEAL-DECIDED")


def reopen(centre: Centre, attempt: str) -> None:
    centre.reviewing(ANN, Part.FIRST, attempt).reopen("REOPENED-WHY")


STORY: Final[tuple[Callable[[Centre, str], None], ...]] = (
    first_signs, quality_rejects, second_marks, both_sign, release, appeal, reopen,
)  # fmt: skip
ALL_FIRST: Final = FIRST | RESULT
OPEN: Final = WORDS
"""Once both signed, everybody who reviews sees all of it."""
NOBODY, OWN, ANOTHER, TUTOR, MARKS, SECONDS, NEITHER, ASSURES = "", LEARNER, "L-2", "T-1", "A-1", "A-2", "A-3", "Q-1"
MAY: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "first_signs": {MARKS: ALL_FIRST, ASSURES: ALL_FIRST},
    "quality_rejects": {MARKS: ALL_FIRST | QUALITY, ASSURES: ALL_FIRST | QUALITY},
    "second_marks": {MARKS: ALL_FIRST | QUALITY, SECONDS: SECOND, ASSURES: OPEN},
    "both_sign": {MARKS: OPEN, SECONDS: OPEN, NEITHER: OPEN, ASSURES: OPEN},
    "release": {
        OWN: RESULT | AGREED, TUTOR: RESULT | AGREED, MARKS: OPEN, SECONDS: OPEN, NEITHER: OPEN, ASSURES: OPEN,
    },
    "appeal": {
        OWN: RESULT | AGREED | APPEAL, TUTOR: RESULT | AGREED | APPEAL,
        MARKS: OPEN, SECONDS: OPEN, NEITHER: OPEN, ASSURES: OPEN,
    },
    "reopen": {OWN: APPEAL, TUTOR: APPEAL, MARKS: OPEN, SECONDS: OPEN, NEITHER: OPEN, ASSURES: OPEN},
}  # fmt: skip
"""What may be read at each state; nothing where nothing is said."""

WAYS: Final[Mapping[tuple[str, ...], tuple[str, ...] | None]] = {
    ("review", "show"): ("{attempt}",),
    ("review", "list"): ("--json",),
    ("review", "agreement"): ("--json",),
    ("review", "overrides"): ("--json",),
    ("review", "actions"): ("--json",),
    ("review", "sample"): ("plan.yaml", "--dry-run", "--json"),
    ("review", "compliance"): ("plan.yaml", "--json"),
    ("review", "take-in"): None,
    ("review", "standardise"): None,
    ("review", "standardised"): (),
    ("attempts", "list"): ("--json",),
    ("attempts", "show"): ("{attempt}", "--json"),
    ("attempts", "export"): ("{attempt}",),
    ("attempts", "verify"): ("{attempt}",),
    ("attempts", "salvage"): None,  # a whole copy of a file, for whoever has the file
    ("attempts", "xapi"): ("--homepage", "https://college.example", "--with-answers", "--with-unreleased"),
    ("attempts", "hand-in"): None,
    ("attempts", "appeal"): None,
    ("people", "list"): (),
    ("people", "add"): None,
    ("people", "grant"): None,
    ("people", "logins"): None,
    ("people", "export"): (LEARNER,),
    ("people", "erase"): None,
    ("people", "hold"): None,
    ("people", "lift"): None,
    ("people", "retention"): ("--days", "0"),
    ("evidence", "pack"): (LEARNER, "--no-pdf", "--out", "pack"),
    ("class",): ("--json", "--with-unreleased", "--attempts"),
    ("portfolio",): (LEARNER, "--json"),
    ("rescore",): ("--json",),
    ("locate",): (),
    ("play",): None,
}
"""Every command that opens a store, with how it is asked here; None where it only writes, or shows no review."""
NO_STORE: Final = {
    ("list",), ("new",), ("check",), ("analyse",), ("explain",), ("format",), ("walk",), ("preview",), ("graph",),
    ("evidence", "key", "new"), ("evidence", "key", "show"), ("verify",), ("support",), ("schema",),
}  # fmt: skip
"""Every other command."""


def commands(group: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            yield from commands(command, *path, name)
    else:
        yield path, group


def test_it_is_decided_of_every_command_that_opens_a_store() -> None:
    opens = {path for path, command in commands(cli) if any("--store" in each.opts for each in command.params)}
    assert opens <= set(WAYS), f"decide what these show of a review: {opens - set(WAYS)}"
    assert {path for path, _ in commands(cli)} == set(WAYS) | NO_STORE, "decide whether it looks into a store"


READS: Final = {
    "simulator/sessions/dossier.py": "what everything else reads through",
    "simulator/sessions/exporting.py": "cuts what is exported",
    "simulator/sessions/personal_data.py": "who acted, and when last; no content",
    "simulator/pack/gather.py": "refuses who does not see all of it",
    "simulator/cli/manage/attempts_appeal.py": "the date of the appeal just made",
}
"""The modules outside the store that read entries of reviews themselves, and why they may."""


def test_nothing_reads_entries_of_a_review_past_the_one_place_that_decides() -> None:
    found = set()
    for path in sorted((ROOT / "simulator").rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if name.startswith("simulator/store/"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            reads = ("store.reviews.entries", "store.reviews.with_tip", "store.everything")
            if isinstance(called, ast.Attribute) and ast.unparse(called).endswith(reads):
                found.add(name)
    assert found == set(READS)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """A store at each state of the story."""
    places = {}
    for number, state in enumerate(STORY, start=1):
        place = tmp_path_factory.mktemp(state.__name__) / "attempts.sqlite3"
        places[state.__name__] = made(place, partial(told, steps=number))
    return places


def told(centre: Centre, steps: int) -> None:
    for person in (CAT, Person("T-1", Role.TUTOR)):
        centre.store.people.set(person.code, "", person.role)
    attempt = centre.hand_in(LEARNER)
    centre.hand_in("L-2")
    for step in STORY[:steps]:
        step(centre, attempt)


PLAN: Final = "kind: sampling\ntitle: Plan\nfrom: 2026-10-01\nuntil: 2026-12-18\nseed: thistles\nlearners: 50\n"


@pytest.mark.parametrize("viewer", [NOBODY, OWN, ANOTHER, TUTOR, MARKS, SECONDS, NEITHER, ASSURES])
@pytest.mark.parametrize("state", [state.__name__ for state in STORY])
def test_looking_shows_nobody_more_than_they_may_see_and_leaves_the_store_as_it_was(  # noqa: PLR0917  (fixtures, and the two axes)
    simulator: Run, stores: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: str, viewer: str
) -> None:
    monkeypatch.setenv("SIMULATOR_STORE", str(stores[state]))
    monkeypatch.setenv("SIMULATOR_KEY", str(tmp_path / "key"))
    monkeypatch.setenv("SIMULATOR_PERSON", viewer)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    simulator("evidence", "key", "new")
    listed = json.loads(simulator("attempts", "list", "--json").stdout)
    attempt = next(str(each["id"]) for each in listed if each["learner"] == LEARNER)
    may = MAY[state].get(viewer, frozenset())
    before = everything(stores[state].parent)
    for command, arguments in WAYS.items():
        if arguments is None:
            continue
        shell = command[:1] if command[0] == "evidence" else command
        done = simulator(*shell, *(each.format(attempt=attempt) for each in arguments))
        assert everything(stores[state].parent) == before, command
        text = done.stdout + done.stderr
        if (tmp_path / "pack").is_dir():
            text += "".join(each.read_text("utf-8", "replace") for each in sorted((tmp_path / "pack").iterdir()))
        seen = {word for word in WORDS if word in text}
        allowed = may
        if viewer == NOBODY and command in (("attempts", "export"), ("people", "export")):
            allowed = frozenset()
        if command in (("class",), ("portfolio",), ("attempts", "xapi")) and state in ("release", "appeal"):
            allowed = may | RESULT | AGREED  # what is released stands in these for whoever looks at a class
        assert seen <= allowed, (command, seen - allowed)
        if command == ("review", "show") and viewer not in (NOBODY, ANOTHER):
            assert seen == may & words_by(state), "and nothing that they may see is kept from them"


def words_by(state: str) -> frozenset[str]:
    """The words that have been written by then."""
    steps = [each.__name__ for each in STORY]
    written = {
        "first_signs": FIRST | RESULT,
        "quality_rejects": QUALITY - {"QUALITY-DONE"},
        "second_marks": SECOND | {"QUALITY-DONE"},
        "both_sign": AGREED,
        "release": frozenset[str](),
        "appeal": APPEAL,
        "reopen": REOPENED,
    }
    return frozenset[str]().union(*(written[each] for each in steps[: steps.index(state) + 1]))


@pytest.mark.parametrize("path", [HONEST, UNSAFE])
def test_whether_an_attempt_is_listed_as_unsafe_tells_nothing_of_what_a_marker_found(
    simulator: Run, tmp_path: Path, path: tuple[str, str]
) -> None:
    centre = Centre(tmp_path / "attempts.sqlite3")
    attempt = centre.hand_in(LEARNER, path)
    at = centre.reviewing(ANN, Part.FIRST, attempt)
    asked = (("review", "list"), ("review", "list", "--unsafe"), ("review", "list", "--json"))
    before = [simulator(*each, "--as", SECONDS).stdout.count("unsafe") for each in asked]
    (written,) = at.written()
    at.mark(written.answer, Level.UNSAFE if path is HONEST else Level.EXEMPLARY, "Read it.")
    assert [simulator(*each, "--as", SECONDS).stdout.count("unsafe") for each in asked] == before
    listed = [json.loads(simulator(*each, "--json", "--as", SECONDS).stdout) for each in asked[:2]]
    assert [[line["unsafe"] for line in lines] for lines in listed] == [[path is UNSAFE], [True] * (path is UNSAFE)]
    assert simulator("attempts", "verify", attempt).returncode == 0
