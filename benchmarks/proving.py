"""What proving takes: against size, beside bardic's lint, and beside playing at random for the same time."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks import peers
from benchmarks.layers import as_bardic, as_choicescript, as_yaml, generate
from benchmarks.process import took
from benchmarks.results import Aim, Result
from benchmarks.rounds import Rounds, interleave

GRAPHS = ((100, 3), (100, 23), (100, 41), (200, 62), (250, 67))
"""Scenes and the top of their feelings: 1,500, 50,000, 150,000, 700,000 and a million situations."""

TOP = 3
"""The top of the feelings beside bardic's lint, which does not look at them: 16 situations a scene."""

CHECK, ANALYSE, LINT = "check, all proofs", "analyse", "bardic's lint"
EXACT, PLAYS, RANDOMTEST = "exact, all figures", "a million plays of ours", "a million plays of randomtest"
AT_MOST = {50: 0.8, 1_000: 0.25, 10_000: 0.2}
PLAYED, TESTED = 2_000, 200
"""So many playthroughs are timed, and a million reckoned from them."""

PATIENCE = 600.0
"""So many seconds a process is given."""


def measure(rounds: int, scenes: list[int]) -> Iterator[Result]:
    """All of it; graphs of more than 100,000 situations are gone through once."""
    peers.RESULTS.mkdir(exist_ok=True)
    for size in scenes:
        yield from _beside_lint(size, rounds)
    for scenes_, top in GRAPHS:
        yield from _graph(scenes_, top, rounds)


# By scenes, beside bardic's lint


def _beside_lint(scenes: int, rounds: int) -> Iterator[Result]:
    ours = _written(f"layers-{scenes}-{TOP}.yaml", as_yaml(scenes, TOP))
    theirs = _written(f"layers-{scenes}-{TOP}.bard", as_bardic(generate(scenes, TOP)))
    commands = {CHECK: _command("check", ours)}
    notes = [f"{scenes:,} scenes, {4 * scenes:,} choices; processor time of whole processes"]
    if peers.bardic().here:
        commands[LINT] = [str(peers.BARDIC), "lint", str(theirs)]
        notes.append("bardic's lint looks at the passages and what leads where, not at values; ours at every situation")
    else:
        notes.append(peers.bardic().missing)
    aims = (Aim(CHECK, LINT, AT_MOST[scenes], at_least=False),) if scenes in AT_MOST else ()
    title = f"proving, {scenes:,} scenes"
    yield from _processes(title, commands, rounds, aims, notes)
    yield from _processes(f"{title}: figures", {ANALYSE: _command("analyse", ours)}, 1, (), [])


def _processes(
    title: str, commands: dict[str, list[str]], rounds: int, aims: tuple[Aim, ...], notes: list[str]
) -> Iterator[Result]:
    memory: dict[str, list[float]] = {name: [] for name in commands}
    given_up: set[str] = set()

    def once(name: str) -> float:
        found = took(commands[name], PATIENCE)
        memory[name].append(found.megabytes)
        if found.code not in {0, 1}:
            given_up.add(f"{name}: ended after {found.seconds:,.0f} s with {found.code}")
        return found.processor

    times = interleave({name: partial(once, name) for name in commands}, rounds)
    yield Result(title, "s", times, aims, (*notes, *sorted(given_up)))
    yield Result(f"{title}: peak memory", "MB", Rounds({name: tuple(found) for name, found in memory.items()}))


# By situations


def _graph(scenes: int, top: int, rounds: int) -> Iterator[Result]:
    file = _written(f"layers-{scenes}-{top}.yaml", as_yaml(scenes, top))
    exact = _told("exact", file)
    situations = int(str(exact["situations"]))
    title = f"proving, {situations:,} situations"
    again = rounds if situations < 100_000 else 1
    commands = {CHECK: _command("check", file), ANALYSE: _command("analyse", file)}
    ways = f"{exact['transitions']:,} ways on, {exact['playthroughs']} playthroughs"
    yield from _processes(title, commands, again, (), [f"{scenes} scenes; {ways}"])
    yield _distribution(title, file, exact, again, scenes, top)
    yield _same_time(title, file, exact)


def _distribution(  # noqa: PLR0913, PLR0917  (what is compared)
    title: str, file: Path, exact: dict[str, object], rounds: int, scenes: int, top: int
) -> Result:
    """All figures beside a million playthroughs; ours and ChoiceScript's."""
    seconds: dict[str, Callable[[], float]] = {
        EXACT: lambda: float(str((exact if rounds == 1 else _told("exact", file))["seconds"])),
        PLAYS: lambda: float(str(_told("plays", file, PLAYED)["seconds"])) * 1e6 / PLAYED,
    }
    notes = [f"{PLAYED:,} of ours were timed"]
    checkout = peers.choicescript()
    if checkout is None:
        notes.append(f"ChoiceScript's randomtest: not measured here; {peers.CHOICESCRIPT} names a checkout of it")
    else:
        seconds[RANDOMTEST] = lambda: _randomtest(checkout, as_choicescript(generate(scenes, top))) * 1e6 / TESTED
        notes.append(f"{TESTED:,} of randomtest's were timed")
    large = scenes > 100
    aims = (
        Aim(EXACT, PLAYS, 1 if large else 0.3, at_least=False),
        Aim(EXACT, RANDOMTEST, 1 if large else 0.3, at_least=False),
    )
    return Result(
        f"{title}: exact beside sampling", "s of the processor", interleave(seconds, rounds), aims, tuple(notes)
    )


def _same_time(title: str, file: Path, exact: dict[str, object]) -> Result:
    """What random play sees in the time that all figures take."""
    seen = _told("sample", file, float(str(exact["seconds"])))
    situations = {"proved": (float(str(exact["waiting"])),), "sampled": (float(str(seen["situations"])),)}
    share = situations["sampled"][0] / situations["proved"][0]
    endings, outcomes = exact["endings"], exact["outcomes"]
    assert isinstance(endings, dict)
    assert isinstance(outcomes, dict)
    met = seen["endings"]
    assert isinstance(met, list)
    notes = (
        f"{seen['playthroughs']:,} random playthroughs in {float(str(exact['seconds'])):.1f} s saw {share:.1%} of them",
        f"endings: {len(met)} of {len(endings)}; the rarest has probability {min(endings.values()):.2g}",
        f"the evidence adds up to {_span(exact)}; sampled to {_span(seen)}",
        f"the rarest outcome has probability {min(outcomes.values()):.2g}",
    )
    return Result(f"{title}: seen by playing at random for as long", "situations", Rounds(situations), (), notes)


def _span(told: dict[str, object]) -> str:
    span = told["evidence"]
    assert isinstance(span, list)
    return f"{span[0]} to {span[1]}"


# Processes


def _command(what: str, file: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.walkers.unlimited", what, str(file)]


def _told(how: str, file: Path, number: float = 0) -> dict[str, object]:
    command = [sys.executable, "-m", "benchmarks.walkers.proving", how, str(file), str(number)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=peers.HERE.parent)
    told = json.loads(ended.stdout)
    assert isinstance(told, dict)
    return told


def _randomtest(checkout: Path, story: str) -> float:
    """Seconds of so many playthroughs; the story lies in a folder of its own, beside links to the checkout's files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in checkout.iterdir():
            if each.name != "web":
                (folder / each.name).symlink_to(each)
        scenes = folder / "web" / "generated" / "scenes"
        scenes.mkdir(parents=True)
        for each in (checkout / "web").iterdir():
            (folder / "web" / each.name).symlink_to(each)
        (scenes / "startup.txt").write_text(story, encoding="utf-8")
        asked = [f"num={TESTED}", "game=generated", "showChoices=false", "showCoverage=false", "avoidUsedOptions=false"]
        found = took(["node", "randomtest.js", *asked, "delay=false"], PATIENCE, folder)
    if found.code:
        raise RuntimeError(f"randomtest ended with {found.code}")
    return found.processor


def _written(name: str, text: str) -> Path:
    file = peers.RESULTS / name
    file.write_text(text, encoding="utf-8")
    return file
