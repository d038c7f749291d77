"""Marks for standardisation: gold marks and an assessor's own, their text to values."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.problems import Problems
from simulator.documents.yaml.reader import Tree
from simulator.documents.yaml.reading_session import ReadingSession
from simulator.documents.yaml.source import Source
from simulator.documents.yaml.source_map import Address
from simulator.review.double_marking import What
from simulator.review.quality.standardisation import Gold, GoldMark, Marks

from .marks_shapes import GoldShape, MarksOfShape, MarksShape

_GOLD_STAND_INS: Final[Mapping[str, Tree]] = {"format": "1", "kind": "gold", "attempt": "-"}
_MARKS_STAND_INS: Final[Mapping[str, Tree]] = {"format": "1", "kind": "marks", "transcripts": {"-": {}}}
KEYS: Final[Mapping[What, str]] = {What.ANSWER: "answers", What.CLAUSE: "clauses", What.CRITERION: "criteria"}
"""Under which key each sort of mark stands, in the order in which a marker comes to it."""


@dataclass(frozen=True, slots=True)
class MarkableTranscript:
    """What can be marked in a transcript."""

    attempt: str
    clauses: Collection[str]
    answers: Collection[str]
    """As event/field."""


@dataclass(frozen=True, slots=True)
class GoldFile:
    """Gold marks of one transcript."""

    agreed_by: str
    marks: Gold
    """Written answers as event/field, whether or not the event is written."""


def read_gold(source: Source | Path, transcript: MarkableTranscript | None = None) -> Loaded[GoldFile]:
    """Read the gold marks of a transcript; what they name is checked if it is given."""
    session = ReadingSession(source)
    fitted = session.fitted(GoldShape, _GOLD_STAND_INS, "These gold marks are")
    if fitted is None:
        return session.loaded(None)
    problems = session.problems
    if session.whole and not {"answers", "clauses", "criteria"} & fitted.model_fields_set:
        problems.at(0, "missing-key", "Nothing is marked here.", "Write answers:, clauses: or criteria:.")
    answers = {name: name for name in fitted.answers}
    if transcript is not None:
        answers = _fitting(fitted, transcript, problems, whole=session.whole)
    return session.loaded(GoldFile(fitted.agreed_by, dict(_gold(fitted, answers))))


def _fitting(fitted: GoldShape, transcript: MarkableTranscript, problems: Problems, *, whole: bool) -> dict[str, str]:
    """Which written answer is meant by each name; what does not fit the transcript is told."""
    if whole and fitted.attempt != transcript.attempt:
        hint = f"The export beside it holds the attempt {transcript.attempt}."
        problems.of(("attempt",), "unknown-word", "These marks are of another attempt.", hint, value=True)
    for clause in fitted.clauses:
        if clause not in transcript.clauses:
            message = f"The transcript’s code of conduct has no clause `{clause}`."
            hint = problems.near(clause, transcript.clauses)
            problems.of(("clauses", clause), "unknown-clause", message, hint)
    return _answers(fitted, transcript, problems)


def _answers(fitted: GoldShape, transcript: MarkableTranscript, problems: Problems) -> dict[str, str]:
    """Which answer is meant by each name: a field alone is enough where only one answer is of that field."""
    found: dict[str, str] = {}
    for name in fitted.answers:
        meant = [each for each in transcript.answers if name in (each, each.partition("/")[2])]
        if len(meant) == 1 and meant[0] in found.values():
            problems.of(("answers", name), "repeated-entry", f"The answer `{meant[0]}` is marked twice.")
        elif len(meant) == 1:
            found[name] = meant[0]
        elif meant:
            hint = f"Write one of {', '.join(meant)}."
            problems.of(("answers", name), "unknown-key", f"There are several answers to `{name}`.", hint)
        else:
            near = problems.near(name, [each.partition("/")[2] for each in transcript.answers])
            problems.of(("answers", name), "unknown-key", f"There is no written answer `{name}`.", near)
    return found


def read_marks(source: Source | Path, asked: Mapping[str, Gold] | None = None) -> Loaded[Mapping[str, Marks]]:
    """Read an assessor's marks of a set; if what there is to mark is given, by transcript, all of it has to be."""
    session = ReadingSession(source)
    fitted = session.fitted(MarksShape, _MARKS_STAND_INS, "These marks are")
    if fitted is None:
        return session.loaded(None)
    problems = session.problems
    if asked is None:
        return session.loaded({name: dict(_marks(given)) for name, given in fitted.transcripts.items()})
    for name in fitted.transcripts:
        if name not in asked:
            message = f"There is no transcript `{name}` in this set."
            problems.of(("transcripts", name), "unknown-key", message, problems.near(name, asked))
    found: dict[str, Marks] = {}
    for name, gold in asked.items():
        given = fitted.transcripts.get(name)
        if given is None:
            if session.whole:
                problems.at(0, "missing-key", f"The transcript `{name}` is not marked.")
            continue
        found[name] = dict(_marks(given))
        if problems.whole(("transcripts", name)):
            _judge_places(name, found[name], gold, problems)
    return session.loaded(found)


def _judge_places(name: str, given: Marks, gold: Gold, problems: Problems) -> None:
    for what, ref in gold:
        if (what, ref) not in given:
            message = f"`{ref}` of the {what} is not marked in the transcript `{name}`."
            problems.of(("transcripts", name), "missing-key", message)
    for what, ref in given:
        if (what, ref) not in gold:
            address: Address = ("transcripts", name, KEYS[what], ref)
            known = [other for sort, other in gold if sort is what]
            problems.of(address, "unknown-key", f"`{ref}` is not asked for here.", problems.near(ref, known))


def _gold(fitted: GoldShape, answers: Mapping[str, str]) -> Iterator[tuple[tuple[What, str], GoldMark]]:
    for name, ref in answers.items():
        yield (What.ANSWER, ref), GoldMark(fitted.answers[name].level, fitted.answers[name].why)
    for ref, clause in fitted.clauses.items():
        yield (What.CLAUSE, ref), GoldMark(clause.level, clause.why)
    for ref, criterion in fitted.criteria.items():
        yield (What.CRITERION, ref), GoldMark(criterion.verdict, criterion.why)


def _marks(fitted: MarksOfShape) -> Iterator[tuple[tuple[What, str], str]]:
    for ref, answer in fitted.answers.items():
        yield (What.ANSWER, ref), answer
    for ref, clause in fitted.clauses.items():
        yield (What.CLAUSE, ref), clause
    for ref, verdict in fitted.criteria.items():
        yield (What.CRITERION, ref), verdict
