"""A million attempts scored again on a cluster, from Parquet that the store wrote: ``python -m benchmarks.cluster``.

With one, two and three workers, and with three of which one is killed in the middle: the figures have to be the same.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import duckdb
import numpy as np
from dask.distributed import Client, Future, LocalCluster, as_completed

from benchmarks.rescoring import ATTEMPTS, PLAY, a_rubric, a_scenario, in_a_store, played
from simulator.cohort.rescoring import Tally, none_of, tally, tally_of
from simulator.cohort.scoring import Scorer, matrix_of
from simulator.store import open_store
from simulator.store.format.steps import steps_of


def main() -> int:
    """Score on each cluster and compare; 0 where all figures are the same."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--attempts", type=int, default=ATTEMPTS)
    asked = parser.parse_args()
    scenario, rubric = a_scenario(), a_rubric()
    scorer = Scorer(scenario, rubric)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        in_a_store(place / "attempts.sqlite3", played(steps_of(scenario), asked.attempts))
        with open_store(str(place / "attempts.sqlite3")) as store:
            parts = exported(store.paths.joined(PLAY), place)
            here = tally(scorer, store.paths.joined(PLAY))
        found = {"here": here}
        for workers, kill in ((1, False), (2, False), (3, False), (3, True)):
            name = f"{workers} {'worker' if workers == 1 else 'workers'}{', one killed' if kill else ''}"
            began = time.perf_counter()
            found[name], lost = on_a_cluster(scorer, parts, workers, kill=kill)
            note = f", {lost} lost" if kill else ""
            print(f"{name}: {found[name].attempts:,} attempts, {time.perf_counter() - began:.1f} s{note}", flush=True)
    same = all(each == here for each in found.values())
    print("the figures are the same everywhere" if same else "the figures DIFFER")
    print(json.dumps(asdict(here)))
    return 0 if same else 1


def exported(batches: Iterable[bytes], place: Path) -> list[str]:
    """Paths as Parquet files of their own, a column a step."""
    parts = []
    with duckdb.connect() as connection:
        for number, joined in enumerate(batches):
            matrix = matrix_of(joined)
            for half, some in enumerate(np.array_split(matrix, 4)):
                connection.register("part", {f"d{each:02}": some[:, each].copy() for each in range(some.shape[1])})
                file = place / f"part-{number:04}-{half}.parquet"
                connection.execute(f"COPY (SELECT * FROM part) TO '{file}' (FORMAT parquet)")
                connection.unregister("part")
                parts.append(str(file))
    return parts


def tally_of_part(scorer: Scorer, file: str) -> Tally:
    """One file, scored wherever this runs."""
    with duckdb.connect(config={"threads": 1}) as connection:
        columns = connection.execute("SELECT * FROM read_parquet(?)", [file]).fetchnumpy()
    matrix = np.column_stack([columns[name] for name in sorted(columns)]).astype("<u2")
    return tally_of(scorer, matrix.tobytes())


def on_a_cluster(scorer: Scorer, parts: list[str], workers: int, *, kill: bool) -> tuple[Tally, int]:
    """The tally that so many workers come to; ``kill`` ends one of them once a few parts are done."""
    lost = 0
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,  # type: ignore[no-untyped-call]
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        (sent,) = client.scatter([scorer], broadcast=True)
        waiting: list[Future[Tally]] = client.map(tally_of_part, [sent] * len(parts), parts, pure=False)
        whole = none_of(scorer)
        for number, done in enumerate(as_completed(waiting)):  # type: ignore[no-untyped-call]
            whole += done.result()
            if kill and number == 2:
                pids = client.run(os.getpid)
                os.kill(next(iter(pids.values())), signal.SIGKILL)
                lost += 1
    return whole, lost


if __name__ == "__main__":
    sys.exit(main())
