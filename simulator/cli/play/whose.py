"""Whose attempt is played in plain lines: a code that is new here, or looks like somebody's, is asked about."""

import sys
from typing import TYPE_CHECKING, Final

from simulator.cli.shared.codes import SAY_NEW
from simulator.cli.shared.numbers import number_up_to, span
from simulator.cli.shared.terminal import say
from simulator.engine.play import Refused
from simulator.report.words.sanitize import visible
from simulator.review import codes

from .asking import Asking

if TYPE_CHECKING:
    from simulator.review.codes import Recognised
    from simulator.store import AttemptSummary, Store

NEW: Final = "The code “{code}” is new here."


def whose(asking: Asking, store: "Store", given: str, *, new_person: bool) -> str:
    """The code to play under, once it is clear whose it is; empty where none is given.

    Raises:
        Leaving: the learner leaves.
        Refused: the code cannot be kept, or it looks like somebody's and nobody can be asked.
        StoreError: the store cannot be read.
    """
    own = store.people.login_code()
    if own or not given.strip():
        return own if not given.strip() else given
    found = store.people.recognise(given)
    if found.known:
        if found.alike:
            say(visible(codes.also(found)))
        return found.code
    if fault := codes.fault_in(found.code):
        raise Refused(fault)
    if new_person or not (found.alike or sys.stdin.isatty()):
        if not found.first:
            say(visible(NEW.format(code=found.code)))
        return found.code
    if not sys.stdin.isatty():
        raise Refused(f"{codes.lookalike(found)} {SAY_NEW}")
    return found.code if found.first else _asked(asking, found)


def _asked(asking: Asking, found: "Recognised") -> str:
    """The code that is meant, or one that is somebody new's."""
    meant = found.alike or ((found.near,) if found.near else ())
    say(visible(codes.lookalike(found) if found.alike else NEW.format(code=found.code)))
    for place, code in enumerate(meant, 1):
        say(visible(f"{place}. I am “{code}”."))
    last = len(meant) + 1
    say(visible(f"{last}. I am new here, and my code is “{found.code}”."))
    while True:
        number = number_up_to(last, asking.line(f"Who are you? {span(last).capitalize()}: ") or "")
        if number is not None:
            return (*meant, found.code)[number - 1]
        asking.input.not_understood(f"Type {span(last)}, or quit.")


def of_others(summaries: "list[AttemptSummary]", learner: str) -> str:
    """That what was begun under a code is left alone by who gives none; empty where there is nothing to say."""
    others = sum(each.learner != learner for each in summaries)
    if learner or not others:
        return ""
    what = "An unfinished attempt was" if others == 1 else f"{others} unfinished attempts were"
    return f"{what} begun here under a code. If one is yours, --learner CODE goes on with it."
