"""All closed attempts of a store scored again, perhaps under another rubric: how many came out how."""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from simulator.engine.rubric import Rubric
from simulator.isolation import InternalFault, isolated
from simulator.progress import counted
from simulator.store import StoreError
from simulator.store.format import snapshots
from simulator.store.format.steps import path_through

from .scoring import NONE, STANDINGS, Scorer, matrix_of

if TYPE_CHECKING:  # the database is loaded when a store is opened, not before
    from simulator.store.format.steps import PathRecord
    from simulator.store.paths import Play
    from simulator.store.store import Store

THREADS: Final = 2
"""How many score while another reads; looking up and adding needs no turn of the interpreter."""
CODES: Final = 4 + len(STANDINGS)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many attempts came out how."""

    clauses: tuple[str, ...]
    levels: tuple[tuple[int, ...], ...]
    """By clause: how many of each level, then not assessed, not shown, awaiting an assessor."""
    outcomes: tuple[int, ...]
    """How many of each level, then those without an outcome."""

    @property
    def attempts(self) -> int:
        """How many there are."""
        return sum(self.outcomes)

    def __add__(self, other: "Tally") -> "Tally":
        levels = tuple(_added(one, two) for one, two in zip(self.levels, other.levels, strict=True))
        return Tally(self.clauses, levels, _added(self.outcomes, other.outcomes))


def _added(one: tuple[int, ...], two: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(first + second for first, second in zip(one, two, strict=True))


def none_of(scorer: Scorer) -> Tally:
    """The tally of no attempts."""
    return Tally(scorer.clauses, ((0,) * CODES,) * len(scorer.clauses), (0,) * (NONE + 1))


def tally_of(scorer: Scorer, joined: bytes) -> Tally:
    """How the attempts came out whose paths these are, one after the other.

    Raises:
        ValueError: they are no paths.
    """
    scored = scorer.score(matrix_of(joined))
    levels = tuple(
        tuple(np.bincount(scored.levels[:, place], minlength=CODES).tolist()) for place in range(len(scorer.clauses))
    )
    return Tally(scorer.clauses, levels, tuple(np.bincount(scored.outcomes, minlength=NONE + 1).tolist()))


def tally(scorer: Scorer, batches: Iterable[bytes]) -> Tally:
    """How all attempts came out; the next batch is read while those before it are scored."""
    whole = none_of(scorer)
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[Tally]] = deque()
        for joined in batches:
            waiting.append(pool.submit(tally_of, scorer, joined))
            while len(waiting) > THREADS:
                whole += waiting.popleft().result()
        for each in waiting:
            whole += each.result()
    return whole


@dataclass(frozen=True, slots=True)
class Rescored:
    """The attempts at one version of a scenario, under the rubric they were played against and under another."""

    scenario: str
    title: str
    digest: str
    before: Tally
    after: Tally


def plays_of(store: "Store", rubric: Rubric | None = None, scenario: str = "") -> list["Play"]:
    """The versions of scenarios that are scored again: those of a scenario, and of the id of the other rubric.

    Raises:
        StoreError: the store cannot be read.
    """
    return [
        play
        for play in store.paths.plays()
        if scenario in ("", play.scenario.name) and (rubric is None or play.rubric.name == rubric.id)
    ]


def rescored_play(store: "Store", play: "Play", rubric: Rubric | None) -> Rescored:
    """Score the attempts at one version of a scenario again.

    Raises:
        StoreError: the store cannot be read, or a text in it can no longer be.
        ValueError: the scenario names what the other rubric lacks, or has more to count than can be counted.
    """
    read, own = snapshots.read_pinned(play.scenario, play.rubric)
    before = tally(Scorer(read, own), store.paths.joined(play.key))
    try:
        after = before if rubric is None else tally(Scorer(read, rubric), store.paths.joined(play.key))
    except KeyError as error:
        raise ValueError(f"the rubric has no “{error.args[0]}”, which “{read.id}” names") from error
    return Rescored(play.scenario.name, read.about.title, play.scenario.digest, before, after)


def make_paths(store: "Store", *, anew: bool = False) -> tuple[int, tuple[str, ...], tuple[InternalFault, ...]]:
    """Make the paths that are missing, or all of them anew.

    It gives how many, the attempts that cannot be replayed, and those on which the program itself failed.

    Raises:
        StoreError: they could not be kept.
    """
    made = 0
    damaged: list[str] = []
    faults: list[InternalFault] = []
    wanted = [each.id for each in store.attempts.all() if each.closed] if anew else store.paths.lacking()
    for attempt in counted(wanted, "Preparing attempts"):
        try:
            path = isolated(attempt, partial(_path, store, attempt), (StoreError,))
        except StoreError:
            damaged.append(attempt)
            continue
        if isinstance(path, InternalFault):
            faults.append(path)
        elif path is not None:
            store.paths.keep(attempt, path)
            made += 1
    return made, tuple(damaged), tuple(faults)


def _path(store: "Store", attempt: str) -> "PathRecord | None":
    return path_through(store.attempts.dossier(attempt))
