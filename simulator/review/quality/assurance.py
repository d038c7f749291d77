"""Quality assurance: an attempt is sampled, its decisions are accepted or rejected, and what was asked for is done."""

from datetime import date

from simulator.review.events import Actioned, Checked, Sampled
from simulator.review.people import Person, Role
from simulator.review.permissions import Acting, ReviewRefused, bounded, independent, may
from simulator.review.state import Review


def sample(review: Review, by: Person, event: Sampled) -> Sampled:
    """Put the attempt into a sample.

    Raises:
        ReviewRefused: it is in that sample already, or this person is no quality assurer.
    """
    if by.role is not Role.QUALITY_ASSURER:
        raise ReviewRefused("Only a quality assurer samples.")
    if any(isinstance(each.event, Sampled) and each.event.digest == event.digest for each in review.sampled):
        raise ReviewRefused("This sampling plan has chosen the attempt already.")
    return event


def check(acting: Acting, event: Checked) -> Checked:
    """Accept or reject the decision on a criterion.

    Raises:
        ReviewRefused: this person may not, nothing is decided there, or a rejection asks for no action by no day.
    """
    may(acting)
    independent(acting.review, acting.by.code, acting.part)
    if acting.by.role is not Role.QUALITY_ASSURER:
        raise ReviewRefused("Only a quality assurer accepts or rejects a decision.")
    if not acting.review.sampled:
        raise ReviewRefused("This attempt is in no sample.")
    if (event.qualification, event.criterion) not in acting.review.first.criteria:
        raise ReviewRefused("The assessor has not decided this criterion.")
    if not event.accepted:
        if not event.action.strip():
            raise ReviewRefused("Say what is to be done.")
        try:
            date.fromisoformat(event.due)
        except ValueError as error:
            raise ReviewRefused("Give the day by which it is to be done, as YYYY-MM-DD.") from error
    bounded(event.action)
    return event


def act(review: Review, by: Person, event: Actioned) -> Actioned:
    """Say that what a quality assurer asked for is done.

    Raises:
        ReviewRefused: nothing was asked for there, or this person is not its assessor.
    """
    if (event.qualification, event.criterion) not in review.actions:
        raise ReviewRefused("No action is open there.")
    if by.code != review.first.code:
        raise ReviewRefused("Only the assessor of this attempt can say so.")
    if not event.note.strip():
        raise ReviewRefused("Say what was done.")
    bounded(event.note)
    return event
