"""What stands in a review: what is still open, where markers differ, what counts in the end, and its digest."""

import hashlib
import json
from dataclasses import dataclass

from simulator.engine.rubric import Level
from simulator.engine.scoring import ClauseScore, ClauseStatus, Scorecard

from .events import REQUIREMENTS, Agreed, Decided, Entry, Judged, Marked, Settled, Verdict
from .people import Part
from .permissions import Subject
from .state import Answer, Criterion, Review


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts in the end for one clause or criterion: the entry that made it so."""

    entry: Entry | None

    @property
    def level(self) -> Level | None:
        """The level of a clause."""
        return _level(self.entry)

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on a criterion."""
        return _verdict(self.entry)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a marker has still to do before signing."""

    unmarked: tuple[Answer, ...]
    """Written answers."""
    unsettled: tuple[str, ...]
    """Clauses that are neither accepted nor overridden."""
    changed: tuple[str, ...]
    """Clauses whose indicative level has changed since they were settled."""
    unjudged: bool
    """Whether the evidence as a whole is."""

    @property
    def words(self) -> tuple[str, ...]:
        """What there is to do, in a few words each."""
        answers = len(self.unmarked)
        return (
            *((f"mark {answers} written answer{'' if answers == 1 else 's'}",) if answers else ()),
            *(f"accept or override “{clause}”" for clause in self.unsettled),
            *(f"look again at “{clause}”, whose indicative level has changed" for clause in self.changed),
            *(("judge the evidence",) if self.unjudged else ()),
        )


def unfinished(review: Review, part: Part, subject: Subject, scorecard: Scorecard) -> Unfinished:
    """What a marker has still to do before signing; ``scorecard`` counts this part's marks."""
    marking = review.markings[part]
    settled = {score.clause: marking.clauses.get(score.clause) for score in scorecard.clauses if is_to_settle(score)}
    levels = {score.clause: score.level for score in scorecard.clauses}
    return Unfinished(
        unmarked=tuple(answer for answer in subject.written if answer not in marking.answers),
        unsettled=tuple(clause for clause, entry in settled.items() if entry is None),
        changed=tuple(
            clause
            for clause, entry in settled.items()
            if entry is not None and isinstance(entry.event, Settled) and entry.event.machine != levels[clause]
        ),
        unjudged=marking.judged is None,
    )


def is_to_settle(score: ClauseScore) -> bool:
    """Whether a clause has to be settled: it is asked for, or something bears on it."""
    return bool(score.required or score.caps) or score.status is not ClauseStatus.NOT_ASSESSED


def differences(review: Review) -> list[tuple[str, str, str]]:
    """Where two signed markers differ: each a clause, or a qualification and a criterion, the rest empty."""
    first, second = review.first, review.second
    if not (first.signed and second.signed):
        return []
    clauses = [
        (clause, "", "")
        for clause in sorted({*first.clauses, *second.clauses})
        if _level(first.clauses.get(clause)) != _level(second.clauses.get(clause))
    ]
    criteria = [
        ("", *criterion)
        for criterion in sorted({*first.criteria, *second.criteria})
        if _verdict(first.criteria.get(criterion)) != _verdict(second.criteria.get(criterion))
    ]
    return [*clauses, *criteria]


def open_differences(review: Review) -> list[tuple[str, str, str]]:
    """The differences that are not agreed on since both signed."""
    left = []
    for key in differences(review):
        clause, *criterion = key
        agreed = (
            review.agreed_clauses.get(clause) if clause else review.agreed_criteria.get((criterion[0], criterion[1]))
        )
        newest = max(_number(review.first.signed), _number(review.second.signed))
        if agreed is None or agreed.number < newest:
            left.append(key)
    return left


def counted_clause(review: Review, clause: str) -> Counted:
    """What counts for a clause: what was agreed, or what the first marker settled; nothing where neither is."""
    return _newer(review.agreed_clauses.get(clause), review.first.clauses.get(clause))


def counted_criterion(review: Review, criterion: Criterion) -> Counted:
    """What counts for a criterion: what was agreed, or what the first marker decided; nothing where neither is."""
    return _newer(review.agreed_criteria.get(criterion), review.first.criteria.get(criterion))


def digest_of(review: Review, part: Part) -> str:
    """SHA-256, in hex, of what stands in a part: what a signature is over. Free texts are left out, so that erasing one
    leaves every signature as it was; the entry that holds each is named by its number."""
    marking = review.markings[part]
    plain = {
        "answers": sorted([*key, _number(entry), _word(entry)] for key, entry in marking.answers.items()),
        "clauses": sorted([clause, _number(entry), _word(entry)] for clause, entry in marking.clauses.items()),
        "criteria": sorted([*key, _number(entry), _word(entry)] for key, entry in marking.criteria.items()),
        "judged": _judgement(marking.judged),
        "advice": _number(marking.advice),
    }
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _newer(agreed: Entry | None, first: Entry | None) -> Counted:
    return Counted(agreed if _number(agreed) > _number(first) else first)


def _level(entry: Entry | None) -> Level | None:
    return entry.event.level if entry is not None and isinstance(entry.event, Settled | Agreed) else None


def _verdict(entry: Entry | None) -> Verdict | None:
    return entry.event.verdict if entry is not None and isinstance(entry.event, Decided | Agreed) else None


def _number(entry: Entry | None) -> int:
    return -1 if entry is None else entry.number


def _word(entry: Entry) -> str:
    match entry.event:
        case Marked(level=level):
            return level.word
        case Settled(level=level):
            return "" if level is None else level.word
        case Decided(verdict=verdict):
            return str(verdict)
        case _:
            return ""


def _judgement(entry: Entry | None) -> list[int]:
    if entry is None or not isinstance(entry.event, Judged):
        return []
    return [entry.number, *(int(getattr(entry.event, name)) for name in REQUIREMENTS)]
