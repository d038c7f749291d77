"""A million attempts scored again: out of our store, beside DuckDB reading the same from Parquet.

Before that, what one attempt takes by each of the three things that score: the tables of `cohort.scoring`, the monitors
that proofs and sampling go by, and the engine.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

import duckdb
import numpy as np
import numpy.typing as npt

from benchmarks.results import Aim, Result
from benchmarks.rounds import Rounds, interleave
from simulator.analysis.figures.sampling import MonitorRun
from simulator.analysis.model.forms import Consequence
from simulator.analysis.scores.clause_monitor import ClauseMonitor
from simulator.analysis.scores.outcome_monitor import OutcomeMonitor
from simulator.cohort.rescoring import CODES, Tally, tally
from simulator.cohort.scoring import NONE, Scorer
from simulator.engine.events import Began, Chose, Ended, Mode
from simulator.engine.replay import replay
from simulator.engine.rubric import Breach, Clause, Level, Rubric
from simulator.engine.scenario import About, Action, Choice, Decision, Ending, Mentee, Scenario, Scene, Target
from simulator.engine.scoring import score
from simulator.store import open_store
from simulator.store.format.steps import NumberedSteps, steps_of

ATTEMPTS: Final = 1_000_000
DECISIONS: Final = 15
CHOICES: Final = 3
CLAUSES: Final = 12
SEED: Final = 20261122

OURS: Final = "our store"
WIDE: Final = "DuckDB, a column a decision"
LONG: Final = "DuckDB, a row a decision"
AIM: Final = 1.5
PLAY: Final = "0" * 16

TABLES: Final = "tables, cohort/scoring.py"
MONITORS: Final = "monitors, as sampling scores"
ENGINE: Final = "engine, replayed and scored"
FEW: Final = 2_000
"""So many attempts are scored by all three."""

Numbers = npt.NDArray[np.uint16]

Way: TypeAlias = Sequence[tuple[str, Action]]
"""What was chosen in an attempt, each with its scene."""


def measure(rounds: int, attempts: int = ATTEMPTS) -> Iterator[Result]:
    """The comparisons; all come to the same figures, or there are none."""
    scenario, rubric = a_scenario(), a_rubric()
    steps = steps_of(scenario)
    yield one_by_one(scenario, rubric, steps, rounds)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        numbers = played(steps, attempts)
        in_a_store(place / "attempts.sqlite3", numbers)
        in_parquet(place, numbers)
        scorer = Scorer(scenario, rubric)
        wide, long = wide_query(place, steps), long_query(place, steps)
        runs: dict[str, Callable[[], Tally]] = {
            OURS: lambda: from_the_store(place / "attempts.sqlite3", scenario, rubric),
            WIDE: lambda: from_duckdb(wide, scorer),
            LONG: lambda: from_duckdb(long, scorer),
        }
        found = {name: run() for name, run in runs.items()}
        if len({(each.levels, each.outcomes) for each in found.values()}) != 1:
            raise RuntimeError(f"they come to different figures: {found}")
        timed = {name: _timed(runs[name]) for name in (OURS, WIDE)}
        spread = interleave(timed, rounds)
        slow = interleave({LONG: _timed(runs[LONG])}, 1)
        size = (place / "attempts.sqlite3").stat().st_size / 1e6, (place / "wide.parquet").stat().st_size / 1e6
    title = f"scoring {attempts:,} attempts × {DECISIONS} decisions × {CLAUSES} clauses again"
    notes = (
        "reading and scoring, opening what is read included; all come to the same figures",
        f"the store’s table of paths: {size[0]:,.0f} MB; the Parquet file: {size[1]:,.0f} MB",
    )
    figures = Rounds({**spread.figures, LONG: slow.figures[LONG] * rounds})
    yield Result(title, "s", figures, (Aim(OURS, WIDE, AIM, at_least=False),), notes)


def one_by_one(scenario: Scenario, rubric: Rubric, steps: NumberedSteps, rounds: int) -> Result:
    """What an attempt takes by each of the three that score.

    Raises:
        RuntimeError: they come to different levels.
    """
    numbers = played(steps, FEW)
    actions = {
        steps.numbers["choice", scene.id, choice.id]: (scene.id, choice.action)
        for scene in scenario.scenes.values()
        if isinstance(scene.content, Decision)
        for choice in scene.content.choices
    }
    ways = [[actions[int(number)] for number in row[:-1]] for row in numbers]
    many = np.tile(numbers, (50, 1))  # so many that the tables are looked up and not only made
    runs: dict[str, tuple[int, Callable[[], list[list[int]]]]] = {
        TABLES: (len(many), lambda: _by_tables(scenario, rubric, many)),
        MONITORS: (FEW, lambda: _by_monitors(scenario, rubric, ways)),
        ENGINE: (FEW, lambda: _by_engine(scenario, rubric, ways)),
    }
    if len({str(run()[:FEW]) for _, run in runs.values()}) != 1:
        raise RuntimeError("they come to different levels")

    def timed(number: int, run: Callable[[], list[list[int]]]) -> float:
        began = time.process_time()
        run()
        return (time.process_time() - began) / number * 1e6

    times = interleave({name: partial(timed, *each) for name, each in runs.items()}, rounds)
    title = f"scoring one attempt × {DECISIONS} decisions × {CLAUSES} clauses"
    aims = (Aim(TABLES, MONITORS, 0.1, at_least=False), Aim(TABLES, ENGINE, 0.1, at_least=False))
    notes = (f"{FEW:,} attempts by each, 50 times as many by the tables; each makes what it needs first",)
    return Result(title, "µs of the processor", times, aims, notes)


def _by_tables(scenario: Scenario, rubric: Rubric, numbers: Numbers) -> list[list[int]]:
    scored = Scorer(scenario, rubric).score(numbers)
    levels = np.concatenate([scored.levels, scored.outcomes[:, None]], axis=1)
    return [[int(level) if level < NONE else -1 for level in row] for row in levels[:FEW]]


def _by_monitors(scenario: Scenario, rubric: Rubric, ways: Sequence[Way]) -> list[list[int]]:
    of_clause = [ClauseMonitor(scenario, rubric, clause) for clause in rubric.clauses]
    of_outcome = OutcomeMonitor(scenario, rubric)
    clauses, outcome = [MonitorRun(each) for each in of_clause], MonitorRun(of_outcome)
    numbers: dict[Consequence, int] = {}
    consequences = {id(action): Consequence.of((action,)) for way in ways for _, action in way}
    found = []
    for way in ways:
        outcome.begin()
        for run in clauses:
            run.begin()
        for _, action in way:
            consequence = consequences[id(action)]
            number = numbers.setdefault(consequence, len(numbers))
            outcome.take(consequence, number)
            for run in clauses:
                run.take(consequence, number)
        levels = [each.end(run.so_far, {}) for each, run in zip(of_clause, clauses, strict=True)]
        levels.append(of_outcome.end(outcome.so_far, {}))
        found.append([-1 if each is None else int(each) for each in levels])
    return found


def _by_engine(scenario: Scenario, rubric: Rubric, ways: Sequence[Way]) -> list[list[int]]:
    found = []
    for way in ways:
        chosen = [Chose(scene, action.id) for scene, action in way]
        state = replay(scenario, [Began(Mode.ASSESSMENT, 0), *chosen, Ended(f"s{DECISIONS}")])
        card = score(scenario, rubric, state)
        levels = [each.level for each in card.clauses]
        found.append([-1 if each is None else int(each) for each in (*levels, card.outcome)])
    return found


def _timed(run: Callable[[], Tally]) -> Callable[[], float]:
    def timed() -> float:
        began = time.perf_counter()
        run()
        return time.perf_counter() - began

    return timed


# What is scored


def a_rubric() -> Rubric:
    """Twelve clauses, four of them about safety, and two breaches."""
    clauses = {
        f"c{number}": Clause(f"c{number}", number, f"Clause {number}", "", number < 4, {}) for number in range(CLAUSES)
    }
    breaches = {
        "b0": Breach("b0", "c0", "", Level.UNSAFE, Level.UNSAFE),
        "b1": Breach("b1", "c5", "", Level.DEVELOPING, Level.DEVELOPING),
    }
    return Rubric("code", "Code", Level.COMPETENT, clauses, breaches, {})


def a_scenario() -> Scenario:
    """Fifteen decisions of three choices; each choice is evidence for two clauses."""
    picks = np.random.default_rng(SEED)
    scenes: dict[str, Scene] = {}
    for number in range(DECISIONS):
        choices = tuple(_choice(number, place, picks) for place in range(CHOICES))
        scenes[f"s{number}"] = Scene(f"s{number}", Decision(choices))
    scenes[f"s{DECISIONS}"] = Scene(f"s{DECISIONS}", Ending("Home"))
    about = About("Generated", "", 1, "", "", (), 1, 16, (), (), "draft", "", "", (), "", "")
    assesses = {f"c{number}": 2 for number in range(CLAUSES)}
    return Scenario("generated", about, Mentee("Jamie"), "code", assesses, {}, {}, {}, "s0", scenes)


def _choice(scene: int, place: int, picks: np.random.Generator) -> Choice:
    clauses = (scene % CLAUSES, (scene * 5 + 7) % CLAUSES)
    low = 0 if place == 2 and scene % 7 == 0 else 1
    evidence = tuple((f"c{clause}", Level(int(picks.integers(low, 4)))) for clause in dict.fromkeys(clauses))
    breach = {(3, 2): "b0", (9, 1): "b1"}.get((scene, place))
    action = Action(f"d{place}", f"Choice {place}", evidence=evidence, breach=breach)
    return Choice(action, spoken=True, goto=(Target(f"s{scene + 1}"),))


def played(steps: NumberedSteps, attempts: int) -> Numbers:
    """So many ways through it, by the numbers of their steps; better choices are likelier."""
    picks = np.random.default_rng(SEED).choice(CHOICES, (attempts, DECISIONS), p=(0.6, 0.3, 0.1))
    table = np.array(
        [[steps.numbers["choice", f"s{scene}", f"d{place}"] for place in range(CHOICES)] for scene in range(DECISIONS)],
        np.uint16,
    )
    ended = np.full((attempts, 1), steps.numbers["closed", "ended"], np.uint16)
    return np.concatenate([table[np.arange(DECISIONS), picks], ended], axis=1)


def in_a_store(file: Path, numbers: Numbers) -> None:
    """The paths as the store keeps them; the attempts' other rows are not read and are left out."""
    open_store(str(file)).close()
    blob, width = numbers.astype("<u2").tobytes(), numbers.shape[1] * 2
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        rows = ((PLAY, f"{each:016x}", blob[each * width : (each + 1) * width]) for each in range(len(numbers)))
        connection.executemany("INSERT INTO paths VALUES (?, ?, ?)", rows)


def in_parquet(place: Path, numbers: Numbers) -> None:
    """The same as Parquet: once with a column for each decision, once with a row for each."""
    with duckdb.connect() as connection:
        wide = {f"d{each}": numbers[:, each] for each in range(DECISIONS)}
        connection.register("wide", wide)
        connection.execute(f"COPY (SELECT * FROM wide) TO '{place / 'wide.parquet'}' (FORMAT parquet)")
        long = {
            "attempt": np.repeat(np.arange(len(numbers), dtype=np.uint32), DECISIONS),
            "step": numbers[:, :DECISIONS].reshape(-1),
        }
        connection.register("long", long)
        connection.execute(f"COPY (SELECT * FROM long) TO '{place / 'long.parquet'}' (FORMAT parquet)")


# Scoring it


def from_the_store(file: Path, scenario: Scenario, rubric: Rubric) -> Tally:
    """As the program does it: the store opened, the tables made, the paths read and scored."""
    with open_store(str(file)) as store:
        return tally(Scorer(scenario, rubric), store.paths.joined(PLAY))


def from_duckdb(query: str, scorer: Scorer) -> Tally:
    """One query, whose one row is the tally."""
    with duckdb.connect() as connection:
        row = connection.execute(query).fetchone()
    if row is None:
        raise RuntimeError("the query gives nothing")
    found = [int(each) for each in row]
    levels = tuple(tuple(found[place * CODES : (place + 1) * CODES]) for place in range(CLAUSES))
    return Tally(scorer.clauses, levels, tuple(found[CLAUSES * CODES : CLAUSES * CODES + NONE + 1]))


def wide_query(place: Path, steps: NumberedSteps) -> str:
    """Counters packed into numbers, as ours are: the fastest way that was found in it."""
    parts = []
    for word in range(CLAUSES // 3):
        terms = []
        for decision in range(DECISIONS):
            cases = " ".join(
                f"WHEN {number} THEN {_packed(steps, number, word)}"
                for number in (steps.numbers["choice", f"s{decision}", f"d{each}"] for each in range(CHOICES))
                if _packed(steps, number, word)
            )
            terms += [f"CASE d{decision} {cases} ELSE 0 END"] if cases else []
        parts.append(f"({' + '.join(terms)})::UBIGINT AS w{word}")
    unsafe, worse = (_breaching(steps, name) for name in ("b0", "b1"))
    counts = [
        f"(w{clause // 3} >> {clause % 3 * 20 + level * 5}) & 31 AS c{clause}_{level}"
        for clause in range(CLAUSES)
        for level in range(4)
    ]
    return f"""
    WITH packed AS (
      SELECT {", ".join(parts)}, (d{unsafe[0]} = {unsafe[1]}) AS b0, (d{worse[0]} = {worse[1]}) AS b1
      FROM read_parquet('{place / "wide.parquet"}')),
    counted AS (SELECT {", ".join(counts)}, b0, b1 FROM packed)
    {_from_counts()}
    """


def long_query(place: Path, steps: NumberedSteps) -> str:
    """The natural way: a row for each decision, joined with what each step is evidence for."""
    shows = ", ".join(
        f"({number}, {clause[1:]}, {int(level)})"
        for number, step in enumerate(steps.steps)
        for clause, level in step.evidence
    )
    counts = [
        f"count(*) FILTER (clause = {clause} AND level = {level}) AS c{clause}_{level}"
        for clause in range(CLAUSES)
        for level in range(4)
    ]
    unsafe, worse = (_breaching(steps, name)[1] for name in ("b0", "b1"))
    return f"""
    WITH shows(step, clause, level) AS (VALUES {shows}),
    counted AS (
      SELECT {", ".join(counts)}, bool_or(step = {unsafe}) AS b0, bool_or(step = {worse}) AS b1
      FROM read_parquet('{place / "long.parquet"}') JOIN shows USING (step) GROUP BY attempt)
    {_from_counts()}
    """


def _packed(steps: NumberedSteps, number: int, word: int) -> int:
    places = [(int(clause[1:]), level) for clause, level in steps.steps[number].evidence]
    return sum(1 << (clause % 3 * 20 + level * 5) for clause, level in places if clause // 3 == word)


def _breaching(steps: NumberedSteps, breach: str) -> tuple[int, int]:
    """The decision and the step that commit a breach."""
    number = next(number for number, step in enumerate(steps.steps) if step.breach == breach)
    key = next(key for key, each in steps.numbers.items() if each == number)
    return int(key[1][1:]), number


def _from_counts() -> str:
    """From the counts of each level by clause to one row: how many of each level, and of each outcome."""
    levels, assessed = [], []
    for clause in range(CLAUSES):
        unsafe, developing, competent, best = (f"c{clause}_{level}" for level in range(4))
        total = f"({unsafe} + {developing} + {competent} + {best})"
        middle = f"(({total} + 1) // 2)"
        cap = {0: "b0 OR", 5: ""}.get(clause, "")
        held = "least({}, CASE WHEN b1 THEN 1 ELSE 3 END)" if clause == 5 else "{}"
        typical = (
            f"CASE WHEN {cap} {unsafe} > 0 THEN 0 WHEN {total} < 2 THEN 5 WHEN {developing} >= {middle} THEN 1 "
            f"WHEN {developing} + {competent} >= {middle} THEN 2 ELSE 3 END"
        )
        if clause == 5:
            typical = f"CASE WHEN {total} < 2 AND {unsafe} = 0 THEN 5 ELSE {held.format(f'({typical})')} END"
        levels.append(f"{typical} AS l{clause}")
        assessed.append(f"l{clause}")
    unsafe = " OR ".join([*(f"l{clause} = 0" for clause in range(4) if clause > 0), "l0 = 0", "b0"])
    short = " OR ".join([*(f"{each} < 2 OR {each} > 3" for each in assessed), "b0", "b1"])
    best = " + ".join(f"({each} = 3)::INT" for each in assessed)
    outcome = f"CASE WHEN {unsafe} THEN 0 WHEN {short} THEN 1 WHEN 2 * ({best}) >= {CLAUSES} THEN 3 ELSE 2 END"
    figures = [f"count(*) FILTER (l{clause} = {code})" for clause in range(CLAUSES) for code in range(CODES)]
    figures += [f"count(*) FILTER (outcome = {level})" for level in range(NONE + 1)]
    return f"""
    , levelled AS (SELECT {", ".join(levels)}, b0, b1 FROM counted),
    ended AS (SELECT *, {outcome} AS outcome FROM levelled)
    SELECT {", ".join(figures)} FROM ended
    """
