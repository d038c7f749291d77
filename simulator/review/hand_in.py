"""Handing an attempt in, and taking a part of its review so that nobody else works on it meanwhile."""

from .events import Claimed, HandedIn, LetGo, TakenIn
from .people import Part, Person, Role
from .permissions import WHO, Acting, ReviewRefused, Subject, bounded, either, independent
from .state import Review


def hand_in(review: Review, by: Person, subject: Subject, *, declared: bool, note: str = "") -> HandedIn:
    """The learner hands the attempt in and declares it their own work.

    Raises:
        ReviewRefused: it was handed in before, by somebody else, or without the declaration.
    """
    if review.handed_in is not None:
        raise ReviewRefused("This attempt is handed in already.")
    if by.role is not Role.LEARNER or by.code != subject.learner:
        raise ReviewRefused("Only the learner who played an attempt can hand it in.")
    if not declared:
        raise ReviewRefused("An attempt is handed in with the declaration that it is your own work.")
    return HandedIn(subject.count, subject.head, declared, bounded(note))


def take_in(review: Review, digest: str) -> TakenIn:
    """An attempt came from another machine, in a file with this digest, with its handing in.

    Raises:
        ReviewRefused: the learner has not handed it in, or it was taken in before.
    """
    if review.handed_in is None:
        raise ReviewRefused("The learner has not handed this attempt in.")
    if review.taken_in is not None:
        raise ReviewRefused("This attempt was taken in before.")
    return TakenIn(digest)


def claim(acting: Acting, subject: Subject, until: str) -> Claimed:
    """Take a part of a review until a moment; who holds it may take it again.

    Raises:
        ReviewRefused: it is not handed in, somebody else has it, or this person may not do it.
    """
    review, by, part = acting.review, acting.by, acting.part
    if review.handed_in is None:
        raise ReviewRefused("This attempt is not handed in yet.")
    if by.role not in WHO[part]:
        raise ReviewRefused(f"For {part} somebody has to be {either(WHO[part])}.")
    if by.code == subject.learner:
        raise ReviewRefused("Nobody reviews their own attempt.")
    held = review.claims.get(part)
    if held is not None and held.code != by.code and acting.now < held.until:
        raise ReviewRefused(f"{held.code} has this attempt for {part} until {held.until[:16].replace('T', ' ')} UTC.")
    independent(review, by.code, part)
    return Claimed(part, until)


def let_go(review: Review, by: Person, part: Part) -> LetGo:
    """Give a claim back.

    Raises:
        ReviewRefused: it is somebody else's.
    """
    held = review.claims.get(part)
    if held is None or held.code != by.code:
        raise ReviewRefused("You do not have this attempt.")
    return LetGo(part)
