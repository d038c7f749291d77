"""Playing a generated story: ours as a learner plays it, beside inkjs and bink; and sampling it, as `analyse --sample`.

Each is a process of its own that times only its playing.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import peers
from benchmarks.results import Aim, Result
from benchmarks.rounds import interleave
from benchmarks.story import as_ink, generate, picks

OURS: Final = "ours, as a learner plays"
TAKING_BACK: Final = "ours, every tenth taken back"
BATCH: Final = "ours, analyse --sample"
PLAYTHROUGHS: Final = 200
LENGTH: Final = 200
"""At most so many decisions a playthrough."""
SAMPLED: Final = 2_000
"""So many playthroughs are sampled at a time; the scenario is compiled anew for them."""


class Walker:
    """A walker's process."""

    def __init__(self, name: str, process: "subprocess.Popen[str]") -> None:
        self.name = name
        self.process = process
        self.found = self.read()
        self.on_the_clock: list[float] = []
        """Decisions a second of the clock, by round."""

    def read(self) -> dict[str, object]:
        """The next thing that the walker says."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} stopped")
        said = json.loads(line)
        assert isinstance(said, dict)
        return said

    def rate(self, seconds: float) -> float:
        """Decisions a second of processor time, measured inside for at least so long."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{seconds}\n")
        self.process.stdin.flush()
        said = self.read()
        decisions = float(str(said["decisions"]))
        self.on_the_clock.append(decisions / float(str(said["seconds"])))
        return decisions / float(str(said["processor"]))


def measure(scenes: int, rounds: int, seconds: float) -> Result:
    """Compare all that are here on a story of so many scenes.

    Raises:
        RuntimeError: the engines do not agree on the story, so their speeds cannot be compared.
    """
    peers.RESULTS.mkdir(exist_ok=True)
    picked = peers.RESULTS / "picks.json"
    picked.write_text(json.dumps(picks(PLAYTHROUGHS, LENGTH)), encoding="utf-8")
    notes = [peer.missing for peer in (peers.inkjs(), peers.bink()) if not peer.here]
    story = {
        OURS: _ours(scenes, picked),
        TAKING_BACK: [*_ours(scenes, picked), "10"],
        **_peers(scenes, picked),
    }
    batch = [sys.executable, "-m", "benchmarks.walkers.batch", str(scenes), str(SAMPLED)]
    with ExitStack() as stack:
        walkers = [stack.enter_context(_started(name, command)) for name, command in story.items()]
        _agree(walkers)
        decisions = walkers[0].found["decisions"]
        walkers.append(stack.enter_context(_started(BATCH, batch)))
        found = interleave({walker.name: partial(walker.rate, seconds) for walker in walkers}, rounds)
    agreed = f"{decisions} decisions in {PLAYTHROUGHS} playthroughs; scores, variables and every line equal in all"
    clock = "; ".join(f"{walker.name} {median(walker.on_the_clock):,.0f}" for walker in walkers)
    aims = (Aim(OURS, "inkjs", 1, at_least=True), Aim(BATCH, OURS, 1, at_least=True))
    title = f"playing, {scenes:,} scenes"
    notes = [agreed, f"a second of the clock: {clock}", *notes]
    return Result(title, "decisions a second of processor time", found, aims, tuple(notes))


def _ours(scenes: int, picked: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.walkers.ours", str(scenes), str(picked)]


def _peers(scenes: int, picked: Path) -> dict[str, list[str]]:
    """The commands of the peers that are here; ink's compiler comes with inkjs."""
    if not peers.inkjs().here:
        return {}
    walker = str(peers.HERE / "walkers" / "inkjs.cjs")
    ink = peers.RESULTS / f"story-{scenes}.ink"
    compiled = ink.with_suffix(".json")
    text = as_ink(generate(scenes))
    if not compiled.exists() or not ink.exists() or ink.read_text(encoding="utf-8") != text:
        ink.write_text(text, encoding="utf-8")
        subprocess.run(["node", walker, "compile", str(ink), str(compiled)], check=True)
    found = {"inkjs": ["node", walker, "walk", str(compiled), str(picked)]}
    if peers.bink().here:
        bink = str(peers.HERE / "walkers" / "bink.py")
        found["bink"] = [str(peers.PEER_PYTHON), bink, str(compiled), str(picked)]
    return found


@contextmanager
def _started(name: str, command: list[str]) -> Iterator[Walker]:
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=peers.HERE.parent
    ) as process:
        try:
            yield Walker(name, process)
        finally:
            process.kill()


def _agree(walkers: list[Walker]) -> None:
    first = walkers[0]
    for walker in walkers[1:]:
        for what in ("decisions", "scores", "digest"):
            if walker.found[what] != first.found[what]:
                raise RuntimeError(f"{walker.name} and {first.name} do not agree on the {what} of the story")
