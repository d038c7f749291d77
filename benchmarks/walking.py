"""Walking a generated story: ours beside inkjs and bink, each in a process of its own that times only its walking."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from benchmarks import peers
from benchmarks.results import Aim, Result
from benchmarks.rounds import interleave
from benchmarks.story import as_ink, generate, picks

OURS = "ours"
TAKING_BACK = "ours, every tenth taken back"
PLAYTHROUGHS = 200
LENGTH = 200
"""At most so many decisions a playthrough."""


class Walker:
    """A walker's process."""

    def __init__(self, name: str, process: "subprocess.Popen[str]") -> None:
        self.name = name
        self.process = process
        self.found = self.read()

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
        """Decisions a second, measured inside for at least so long."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{seconds}\n")
        self.process.stdin.flush()
        said = self.read()
        return float(str(said["decisions"])) / float(str(said["seconds"]))


def measure(scenes: int, rounds: int, seconds: float) -> Result:
    """Compare all that are here on a story of so many scenes.

    Raises:
        RuntimeError: the engines do not agree on the story, so their speeds cannot be compared.
    """
    peers.RESULTS.mkdir(exist_ok=True)
    picked = peers.RESULTS / "picks.json"
    picked.write_text(json.dumps(picks(PLAYTHROUGHS, LENGTH)), encoding="utf-8")
    notes = [peer.missing for peer in (peers.inkjs(), peers.bink()) if not peer.here]
    commands = {
        OURS: _ours(scenes, picked),
        TAKING_BACK: [*_ours(scenes, picked), "10"],
        **_peers(scenes, picked),
    }
    with ExitStack() as stack:
        walkers = [stack.enter_context(_started(name, command)) for name, command in commands.items()]
        _agree(walkers)
        found = interleave({walker.name: partial(walker.rate, seconds) for walker in walkers}, rounds)
    decisions = walkers[0].found["decisions"]
    agreed = f"{decisions} decisions in {PLAYTHROUGHS} playthroughs; scores, variables and every line equal in all"
    large = scenes >= 10_000
    aims = [Aim(OURS, "inkjs", 12 if large else 25, at_least=True)]
    if not large:
        aims.append(Aim(OURS, "bink", 20, at_least=True))
    return Result(f"walking, {scenes:,} scenes", "decisions a second", found, tuple(aims), (agreed, *notes))


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
