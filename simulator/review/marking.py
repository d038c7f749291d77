"""Marking: written answers, clauses, criteria, the evidence as a whole, feedback, and the signature under it.

The rules are those of centre-marked vocational awards: a person marks what only a person can mark, decides each
criterion as met or not yet met, says why where a machine's indicative level is overridden, and signs.
"""

from collections.abc import Sequence

from simulator.engine.rubric import Level
from simulator.engine.scoring import Scorecard

from .events import Advised, Agreed, Decided, Evidence, Judged, Marked, Settled, Signed, Verdict
from .people import Person
from .permissions import Acting, ReviewRefused, Subject, bounded, may_mark
from .result import differences, digest_of, unfinished
from .state import Answer, Criterion, Review


def mark(acting: Acting, subject: Subject, answer: Answer, level: Level, comment: str = "") -> Marked:
    """Give a written answer a level of its clause.

    Raises:
        ReviewRefused: there is no such answer, or the part is not this person's now.
    """
    may_mark(acting)
    if answer not in subject.written:
        raise ReviewRefused("There is no such written answer in this attempt.")
    return Marked(acting.part, *answer, level, bounded(comment))


def settle(acting: Acting, scorecard: Scorecard, clause: str, level: Level | None, reason: str = "") -> Settled:
    """Accept a clause at its indicative level, or override it with a reason. The scorecard counts this part's marks.

    Raises:
        ReviewRefused: there is no such clause, or the reason of an override is missing.
    """
    may_mark(acting)
    try:
        machine = scorecard.clause(clause).level
    except KeyError as error:
        raise ReviewRefused(f"There is no clause “{clause}” in this code of conduct.") from error
    if level != machine and not reason.strip():
        raise ReviewRefused("Say why you override what the choices show.")
    return Settled(acting.part, clause, machine, level, bounded(reason))


def decide(  # noqa: PLR0913, PLR0917  (a decision has these parts)
    acting: Acting,
    criterion: Criterion,
    verdict: Verdict,
    possible: Sequence[Evidence],
    evidence: Sequence[Evidence] = (),
    reason: str = "",
    digest: str = "",
) -> Decided:
    """Decide a criterion. ``possible`` is all evidence of this learner that the qualification lets count for it;
    ``digest`` pins the qualification's wording.

    Raises:
        ReviewRefused: *met* without evidence, evidence that cannot count, or *not yet met* without a reason.
    """
    may_mark(acting)
    if any(each not in possible for each in evidence):
        raise ReviewRefused("The qualification does not let this kind of evidence count for the criterion.")
    if verdict is Verdict.MET and not evidence:
        raise ReviewRefused("A criterion is met by evidence: choose at least one piece.")
    if verdict is Verdict.NOT_YET and not reason.strip():
        raise ReviewRefused("Say what is missing, so that the learner knows what to do.")
    return Decided(acting.part, *criterion, verdict, tuple(evidence), bounded(reason), digest)


def judge(acting: Acting, event: Judged) -> Judged:
    """Judge the evidence: valid, authentic, current, sufficient, reliable.

    Raises:
        ReviewRefused: something is not so and the note does not say what; or it is another part's judgement.
    """
    may_mark(acting)
    if event.part is not acting.part:
        raise ReviewRefused("You are working on another part of this review.")
    if event.lacking and not event.note.strip():
        raise ReviewRefused("Say what is wrong with the evidence.")
    bounded(event.note)
    return event


def advise(acting: Acting, text: str) -> Advised:
    """Write the feedback to the learner.

    Raises:
        ReviewRefused: the part is not this person's now.
    """
    may_mark(acting)
    return Advised(acting.part, bounded(text))


def sign(acting: Acting, subject: Subject, scorecard: Scorecard) -> Signed:
    """Sign what stands in a part. The scorecard counts this part's marks.

    Raises:
        ReviewRefused: something is open still, all of it named; or nothing changed since the last signature.
    """
    may_mark(acting)
    marking = acting.review.markings[acting.part]
    if marking.signed is not None and marking.stands_signed and marking.signed.by.code == acting.by.code:
        raise ReviewRefused("Nothing has changed since you signed.")
    left = unfinished(acting.review, acting.part, subject, scorecard).words
    if left:
        raise ReviewRefused(f"Before you sign: {'; '.join(left)}.")
    entries = acting.review.count
    return Signed(acting.part, subject.count, subject.head, entries, digest_of(acting.review, acting.part))


def agree(review: Review, by: Person, event: Agreed) -> Agreed:
    """Agree on what two markers saw differently.

    Raises:
        ReviewRefused: both have not signed, this person is neither, there is no difference, or no reason is given.
    """
    if not (review.first.stands_signed and review.second.stands_signed):
        raise ReviewRefused("Both markers sign before they compare.")
    if by.code not in (review.first.code, review.second.code):
        raise ReviewRefused("Only the two markers can agree.")
    if review.released is not None:
        raise ReviewRefused("The result is released; it has to be reopened first.")
    if (event.clause, event.qualification, event.criterion) not in differences(review):
        raise ReviewRefused("The two markers do not differ there.")
    if not event.reason.strip():
        raise ReviewRefused("Say why you agreed on this.")
    bounded(event.reason)
    return event
