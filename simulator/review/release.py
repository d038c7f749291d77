"""Releasing a result to the learner, taking it up again, and appeals, which somebody decides who was not involved."""

from .events import AppealDecided, Appealed, Outcome, Released, Reopened, ReviewEvent
from .people import Part, Person, Role
from .permissions import WHO, ReviewRefused, Subject, bounded, either, independent
from .result import open_differences
from .state import Review


def release(review: Review, by: Person) -> Released:
    """Release the result to the learner.

    Raises:
        ReviewRefused: something is not signed, agreed, accepted or decided yet.
    """
    if by.role not in (Role.ASSESSOR, Role.QUALITY_ASSURER):
        raise ReviewRefused("Only an assessor or a quality assurer releases a result.")
    if review.released is not None:
        raise ReviewRefused("The result is released already.")
    if not review.first.stands_signed:
        raise ReviewRefused("The assessor has to sign what stands now before it is released.")
    if review.second.begun and not review.second.stands_signed:
        raise ReviewRefused("The second marker has not signed yet.")
    left = open_differences(review)
    if left:
        named = ", ".join(clause or criterion for clause, _, criterion in left)
        raise ReviewRefused(f"The two markers have still to agree on {named}.")
    if review.actions:
        raise ReviewRefused("A quality assurer asked for something that is not done yet.")
    if review.open_appeal is not None:
        raise ReviewRefused("An appeal is open.")
    return Released()


def reopen(review: Review, by: Person, reason: str) -> Reopened:
    """Take a released result up again.

    Raises:
        ReviewRefused: it is not released, or no reason is given.
    """
    if by.role not in (Role.ASSESSOR, Role.QUALITY_ASSURER):
        raise ReviewRefused("Only an assessor or a quality assurer reopens a result.")
    if review.released is None:
        raise ReviewRefused("The result is not released.")
    if not reason.strip():
        raise ReviewRefused("Say why it is taken up again.")
    return Reopened(bounded(reason))


def appeal(review: Review, by: Person, subject: Subject, grounds: str) -> Appealed:
    """The learner appeals against a released result.

    Raises:
        ReviewRefused: no result stands released, an appeal is open, or no grounds are given.
    """
    if by.role is Role.LEARNER and by.code != subject.learner:
        raise ReviewRefused("Only the learner, or somebody of the centre for them, can appeal.")
    if review.released is None:  # which of the two it is, a learner's own login cannot tell
        raise ReviewRefused(
            "There is nothing to appeal against now: the result is not released yet, or it is being looked at again."
        )
    if review.open_appeal is not None:
        raise ReviewRefused("An appeal is open already.")
    if not grounds.strip():
        raise ReviewRefused("Write the grounds of the appeal.")
    return Appealed(bounded(grounds))


def decide_appeal(review: Review, by: Person, outcome: Outcome, reason: str) -> tuple[ReviewEvent, ...]:
    """Decide the open appeal; where it is upheld in any part, a released result is reopened.

    Raises:
        ReviewRefused: none is open, this person was involved, or no reason is given.
    """
    if review.open_appeal is None:
        raise ReviewRefused("No appeal is open.")
    if by.role not in WHO[Part.APPEAL]:
        raise ReviewRefused(f"An appeal is decided by {either(WHO[Part.APPEAL])}.")
    independent(review, by.code, Part.APPEAL)
    if not reason.strip():
        raise ReviewRefused("Write the reason for the decision.")
    decided = AppealDecided(outcome, bounded(reason))
    if outcome is Outcome.NOT_UPHELD or review.released is None:
        return (decided,)
    how = "in part" if outcome is Outcome.PARTLY else "in full"
    return (decided, Reopened(f"An appeal was upheld {how}."))
