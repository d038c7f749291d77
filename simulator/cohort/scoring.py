"""Very many attempts at one scenario scored at once: what ``engine.scoring.score`` gives, without its reasons.

Each step's part in a score is a few packed counters, looked up and added for all attempts at once; how the counters of
a clause come to a level is looked up as well. Layout decides how fast this is, not arithmetic.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import ClauseStatus
from simulator.store.format.steps import CLOSINGS, NumberedSteps, ScoredStep, steps_of

Levels: TypeAlias = npt.NDArray[np.uint8]
"""A code for each attempt, or for each attempt and clause."""
Paths: TypeAlias = npt.NDArray[np.uint16]
"""Attempts by steps, filled up with 0."""
_Words: TypeAlias = npt.NDArray[np.uint64]

NONE: Final = 4
"""There is no outcome: the scenario gave no way on."""
STANDINGS: Final = {ClauseStatus.NOT_ASSESSED: 4, ClauseStatus.NOT_SHOWN: 5, ClauseStatus.AWAITING: 6}
"""The codes of clauses without a level; a level's code is its number."""

COUNT_BITS: Final = 5
CLAUSE_BITS: Final = 4 * COUNT_BITS
IN_A_WORD: Final = 3
MOST_STEPS: Final = 31
"""How many steps can be counted without a counter running over."""
MOST_CLAUSES: Final = 63
CAP_BITS: Final = 4
CAPS_IN_A_WORD: Final = 64 // CAP_BITS
AWAIT_BITS: Final = 5
AWAITS_IN_A_WORD: Final = 64 // AWAIT_BITS
CHUNK: Final = 1 << 15
"""Attempts that are scored together, so that what is looked at stays in the cache."""

STANDS: Final = 1
"""A breach stands that makes everything unsafe."""
BREACHED: Final = 2
LEFT: Final = 4
STUCK: Final = 8
REPAIRS: Final = 16
"""A breach was put right, or a late duty was missed: earlier steps count as something else."""

SHORT: Final = 1 << 6
UNSAFE: Final = 1 << 12
"""What a clause adds to the outcome: exemplary ones in the lowest bits, then those below, then unsafe critical ones."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of many attempts."""

    clauses: tuple[str, ...]
    """In the order of the rubric."""
    levels: Levels
    """Attempts by clauses: a level, or one of ``STANDINGS``."""
    outcomes: Levels
    """A level, or ``NONE``."""


class Scorer:
    """Scores paths through one scenario under one rubric."""

    def __init__(self, scenario: Scenario, rubric: Rubric, steps: NumberedSteps | None = None) -> None:
        """Make the tables.

        Raises:
            ValueError: the scenario has too many steps, or asks for more pieces of a clause than can be counted.
        """
        if any(number > MOST_STEPS for number in scenario.assesses.values()) or len(rubric.clauses) > MOST_CLAUSES:
            raise ValueError("there is more to count than can be counted")
        self.rubric = rubric
        self.clauses = tuple(rubric.clauses)
        self._place = {clause: number for number, clause in enumerate(self.clauses)}
        self._required = [scenario.assesses.get(clause, 0) for clause in self.clauses]
        self._words = [-(-len(self.clauses) // size) for size in (IN_A_WORD, AWAITS_IN_A_WORD, CAPS_IN_A_WORD)]
        self._steps = list((steps or steps_of(scenario)).steps)
        rows = [self._row(step) for step in self._steps]
        self._variants = self._add_variants(rows)
        self._tables = [np.array(column, np.uint64) for column in zip(*rows, strict=True)]
        self._results = [self._result_table(number) for number in range(len(self.clauses))]

    # Tables

    def _row(self, step: ScoredStep, repaired: bool = False) -> list[int]:
        """A step's counters: pieces, caps and written answers by clause, then flags."""
        counts, awaits, caps = ([0] * size for size in self._words)
        for clause, given in step.evidence:
            level = self.rubric.breaches[step.breach].repaired if repaired and step.breach and given == 0 else given
            self._add(counts, clause, IN_A_WORD, CLAUSE_BITS, 1 << level * COUNT_BITS)
            if level is Level.UNSAFE or step.duty:
                self._add(caps, clause, CAPS_IN_A_WORD, CAP_BITS, 1 << level)
        flags = {"left": LEFT, "stuck": STUCK}.get(step.closes, 0)
        if step.breach:
            breach = self.rubric.breaches[step.breach]
            cap = breach.repaired if repaired else breach.caps
            self._add(caps, breach.clause, CAPS_IN_A_WORD, CAP_BITS, 1 << cap)
            flags |= BREACHED | (STANDS if breach.caps is Level.UNSAFE and not repaired else 0)
        if step.repairs or step.missed:
            flags |= REPAIRS
        if step.awaits:
            self._add(awaits, step.awaits, AWAITS_IN_A_WORD, AWAIT_BITS, 1)
        return [*counts, *awaits, *caps, flags]

    def _add(self, words: list[int], clause: str, in_a_word: int, bits: int, value: int) -> None:
        place = self._place[clause]
        shifted = value << place % in_a_word * bits
        words[place // in_a_word] = (
            words[place // in_a_word] | shifted if bits == CAP_BITS else (words[place // in_a_word] + shifted)
        )

    def _add_variants(self, rows: list[list[int]]) -> dict[str, npt.NDArray[np.uint16]]:
        """By breach: what each step is once that breach has been put right at or after it."""
        found: dict[str, dict[int, int]] = {}
        for name in sorted({step.repairs for step in self._steps if step.repairs}):
            found[name] = {}
            for number, step in enumerate(tuple(self._steps)):
                if step.breach == name and not step.duty:
                    found[name][number] = len(rows)
                    rows.append(self._row(step, repaired=True))
                    self._steps.append(step)
        variants = {}
        for name, into in found.items():
            table = np.arange(len(rows), dtype=np.uint16)
            table[list(into)] = list(into.values())
            variants[name] = table
        return variants

    def _result_table(self, place: int) -> npt.NDArray[np.uint32]:
        """By a clause's summary, caps and written answers: its code, and what it adds to the outcome."""
        index = np.arange(1 << 17, dtype=np.uint32)
        typical, total = index & 7, index >> 3 & 31
        caps, awaits = index >> 8 & 15, index >> 12
        lowest = np.full(16, 4, np.uint32)
        for bits in range(1, 16):
            lowest[bits] = (bits & -bits).bit_length() - 1
        level = np.minimum(typical, lowest[caps])
        required = self._required[place]
        need = max(required, 1)
        shown = (total >= need) | (level == 0)
        waiting = ~shown & (awaits > 0) & (total + awaits >= need)
        told = (level < 4) | bool(required)
        code = np.where(told, np.uint32(5), np.uint32(4))
        code = np.where(waiting, np.uint32(6), code)
        # enough pieces without a level cannot be: whatever gives a piece gives a level
        code = np.where(shown, level, code)
        critical = self.rubric.clauses[self.clauses[place]].critical
        adds = np.where((code == 0) & critical, np.uint32(UNSAFE), np.uint32(0))
        if required:
            adds += np.where((code > 3) | (code < self.rubric.passing), np.uint32(SHORT), np.uint32(0))
            adds += (code == Level.EXEMPLARY).astype(np.uint32)
        table: npt.NDArray[np.uint32] = (code | adds << 8).astype(np.uint32)
        return table

    # Scoring

    def score(self, paths: Paths) -> Scored:
        """The scores of attempts that have closed, each with as many steps as it took."""
        number = len(paths)
        levels = np.empty((number, len(self.clauses)), np.uint8)
        outcomes = np.empty(number, np.uint8)
        chunk = CHUNK if paths.shape[1] <= MOST_STEPS + 1 else CHUNK >> 5
        for start in range(0, number, chunk):
            part = slice(start, min(start + chunk, number))
            self._chunk(np.ascontiguousarray(paths[part].T), levels[part], outcomes[part])
        return Scored(self.clauses, levels, outcomes)

    def _chunk(self, columns: Paths, levels: Levels, outcomes: Levels) -> None:
        sums = self._sums(columns)
        changed = np.flatnonzero(sums[-1] & np.uint64(REPAIRS))
        if len(changed):
            columns = columns.copy()
            columns[:, changed] = self._put_right(columns[:, changed])
            for whole, part in zip(sums, self._sums(columns[:, changed]), strict=True):
                whole[changed] = part
        adds = np.zeros(columns.shape[1], np.uint32)
        counted = len(columns) <= MOST_STEPS + 1
        for place in range(len(self.clauses)):
            index = self._index(sums, place) if counted else self._long_index(columns, sums, place)
            result = self._results[place][index]
            levels[:, place] = result
            adds += result >> np.uint32(8)
        outcomes[:] = self._outcomes(adds, sums[-1])

    def _long_index(self, columns: Paths, sums: list[_Words], place: int) -> npt.NDArray[np.uint32]:
        """The same where there are so many steps that a packed counter could run over: each is counted by itself."""
        counting, awaiting, _ = self._words
        counts = _counted(self._tables[place // IN_A_WORD], columns, place % IN_A_WORD * CLAUSE_BITS, COUNT_BITS, 4)
        table = self._tables[counting + place // AWAITS_IN_A_WORD]
        (awaits,) = _counted(table, columns, place % AWAITS_IN_A_WORD * AWAIT_BITS, AWAIT_BITS, 1)
        caps = _part(sums, counting + awaiting, place, CAPS_IN_A_WORD, CAP_BITS)
        total = sum(counts)
        index: npt.NDArray[np.uint32] = _typical(counts)
        index |= np.minimum(total, 31) << np.uint32(3)
        index |= caps.astype(np.uint32) << np.uint32(8)
        index |= np.minimum(awaits, 31) << np.uint32(12)
        return index

    def _index(self, sums: list[_Words], place: int) -> npt.NDArray[np.uint32]:
        """What is known of a clause as one number, for the table of results."""
        counting, awaiting, _ = self._words
        counts = _part(sums, 0, place, IN_A_WORD, CLAUSE_BITS)
        awaits = _part(sums, counting, place, AWAITS_IN_A_WORD, AWAIT_BITS)
        caps = _part(sums, counting + awaiting, place, CAPS_IN_A_WORD, CAP_BITS)
        index: npt.NDArray[np.uint32] = _summaries()[counts].astype(np.uint32)
        index |= caps.astype(np.uint32) << np.uint32(8)
        index |= awaits.astype(np.uint32) << np.uint32(12)
        return index

    def _sums(self, columns: Paths) -> list[_Words]:
        """Counters added up, caps and flags put together."""
        adding = self._words[0] + self._words[1]
        sums = []
        for number, table in enumerate(self._tables):
            whole = table[columns[0]]
            for column in columns[1:]:
                if number < adding:
                    whole += table[column]
                else:
                    whole |= table[column]
            sums.append(whole)
        return sums

    def _put_right(self, columns: Paths) -> Paths:
        """The steps as they count in the end: a breach that was put right later, a lateness that became a miss."""
        columns = columns.copy()
        places = np.arange(len(columns))[:, None]
        for name, into in self._variants.items():
            repairing = np.array([step.repairs == name for step in self._steps])
            last = np.where(repairing[columns], places, -1).max(axis=0)
            columns = np.where(places <= last, into[columns], columns)
        late = {step.duty: number for number, step in enumerate(self._steps) if step.duty and not step.missed}
        for number, step in enumerate(self._steps):
            if step.duty and step.missed:
                gone = (columns == number).any(axis=0)
                columns[(columns == late[step.duty]) & gone] = 0
        return columns

    def _outcomes(self, adds: npt.NDArray[np.uint32], flags: _Words) -> Levels:
        assessed = sum(required > 0 for required in self._required)
        short = (adds >> np.uint32(6) & np.uint32(63)) > 0
        short |= (flags & np.uint64(BREACHED | LEFT)) > 0
        best = (2 * (adds & np.uint32(63)) >= assessed) & (assessed > 0)
        found = np.where(best, np.uint8(Level.EXEMPLARY), np.uint8(Level.COMPETENT))
        found = np.where(short, np.uint8(Level.DEVELOPING), found)
        unsafe = (adds >= UNSAFE) | ((flags & np.uint64(STANDS)) > 0)
        found = np.where(unsafe, np.uint8(Level.UNSAFE), found)
        return np.where((flags & np.uint64(STUCK)) > 0, np.uint8(NONE), found)


@lru_cache(maxsize=1)
def _summaries() -> npt.NDArray[np.uint8]:
    """By the four counters of a clause: the lower median of its levels (4 for none), and how many there are."""
    index = np.arange(1 << CLAUSE_BITS, dtype=np.uint32)
    counts = [index >> np.uint32(level * COUNT_BITS) & np.uint32(31) for level in Level]
    return (_typical(counts) | np.minimum(sum(counts), 31) << np.uint32(3)).astype(np.uint8)


def _typical(counts: list[npt.NDArray[np.uint32]]) -> npt.NDArray[np.uint32]:
    """The lower median of as many levels as are counted of each; 4 where there are none."""
    reached = np.zeros_like(counts[0])
    for count in counts:
        reached += count
    middle = (reached + 1) // 2
    typical = np.full(len(reached), 4, np.uint32)
    for level in reversed(Level):
        # the middle one is of this level or a lower one
        typical[(reached >= middle) & (middle > 0)] = level
        reached -= counts[level]
    return typical


def _counted(table: _Words, columns: Paths, shift: int, bits: int, number: int) -> list[npt.NDArray[np.uint32]]:
    """Neighbouring counters of a word, each added up over all steps."""
    mask = np.uint64((1 << bits) - 1)
    parts = [(table >> np.uint64(shift + each * bits) & mask).astype(np.uint32) for each in range(number)]
    return [part[columns].sum(axis=0, dtype=np.uint32) for part in parts]


def _part(sums: list[_Words], first: int, place: int, in_a_word: int, bits: int) -> _Words:
    """A clause's bits of the words from ``first`` on."""
    word = sums[first + place // in_a_word]
    return word >> np.uint64(place % in_a_word * bits) & np.uint64((1 << bits) - 1)


def matrix_of(joined: bytes, closings: int = CLOSINGS) -> Paths:
    """Paths that stand one after the other as one matrix, the shorter ones filled up with 0.

    Each ends with the number of a closing, and no other number of it is one.

    Raises:
        ValueError: the last does not end.
    """
    numbers = np.frombuffer(joined, "<u2")
    ends = np.flatnonzero(numbers - np.uint16(1) < closings)
    if len(numbers) and (not len(ends) or ends[-1] != len(numbers) - 1):
        raise ValueError("a path does not end")
    lengths = np.diff(ends, prepend=-1)
    width = int(lengths.max(initial=0))
    if len(ends) * width == len(numbers):
        return numbers.reshape(len(ends), width).astype(np.uint16, copy=False)
    matrix = np.zeros((len(ends), width), np.uint16)
    matrix[np.arange(width) < lengths[:, None]] = numbers
    return matrix
