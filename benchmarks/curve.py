"""Draws what proving takes against size, and tells it as a table: ``python -m benchmarks.curve FILE.json ...``.

Writes ``benchmarks/proving.json`` (the results of the files together; of one that is in several, the last) and
``benchmarks/proving.svg``, and prints the tables in Markdown.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from math import log10
from pathlib import Path
from statistics import median
from typing import Final, TypeAlias

from benchmarks import peers

Told: TypeAlias = Mapping[str, object]
Points: TypeAlias = Sequence[tuple[float, float]]

SIZE: Final = re.compile(r"proving, ([\d,]+) (situations|scenes)(?:: figures)?(: peak memory)?$")
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 380, 60, 20, 150, 50
COLOURS: Final = ("#0b6e99", "#b3541e", "#5b7f2b", "#7a4fa3")


def main(files: Sequence[str]) -> None:
    """Read the results, write the figures and the drawing, print the tables."""
    read = [json.loads(Path(file).read_text(encoding="utf-8")) for file in files]
    results = list({result["title"]: result for told in read for result in told["results"]}.values())
    kept = {"at": read[-1]["at"], "python": read[-1]["python"], "results": results}
    (peers.HERE / "proving.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    curves = {
        f"{name} ({unit})": points
        for what, unit in ((None, "s"), (": peak memory", "MB"))
        for name, points in _curves(results, "situations", what).items()
    }
    (peers.HERE / "proving.svg").write_text(svg(curves), encoding="utf-8")
    for sort in ("situations", "scenes"):
        print("\n".join(table(results, sort)), end="\n\n")


def _curves(results: Sequence[Told], sort: str, what: str | None) -> dict[str, list[tuple[float, float]]]:
    """By contestant, the size and the median at each size."""
    found: dict[str, list[tuple[float, float]]] = {}
    for result in results:
        match = SIZE.match(str(result["title"]))
        figures = result["figures"]
        assert isinstance(figures, dict)
        if match and match[2] == sort and match[3] == what:
            for name, each in figures.items():
                found.setdefault(name, []).append((float(match[1].replace(",", "")), median(each)))
    return {name: sorted(points) for name, points in found.items()}


def table(results: Sequence[Told], sort: str) -> Iterator[str]:
    """Processor time and peak memory by size."""
    times, memory = _curves(results, sort, None), _curves(results, sort, ": peak memory")
    yield f"| {sort} | " + " | ".join(times) + " |"
    yield "|---:|" + "---:|" * len(times)
    for size in sorted({size for points in times.values() for size, _ in points}):
        cells = []
        for name, points in times.items():
            seconds, held = dict(points).get(size), dict(memory.get(name, [])).get(size)
            cells.append("" if seconds is None else f"{seconds:.3g} s" + (f", {held:,.0f} MB" if held else ""))
        yield f"| {size:,.0f} | " + " | ".join(cells) + " |"


def svg(curves: Mapping[str, Points]) -> str:
    """The curves, both axes by powers of ten."""
    across = _span([size for points in curves.values() for size, _ in points])
    up = _span([value for points in curves.values() for _, value in points])

    def x(size: float) -> float:
        return LEFT + (log10(size) - across[0]) / (across[1] - across[0]) * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (log10(value) - up[0]) / (up[1] - up[0]) * (HEIGHT - TOP - BOTTOM)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"',
        '  font-family="sans-serif" font-size="11">',
        "<title>Processor time and peak memory of check and analyse, by situations</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in range(across[0], across[1] + 1):
        at = x(10**power)
        lines.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        lines.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{10**power:,}</text>')
    for power in range(up[0], up[1] + 1):
        at = y(10**power)
        lines.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        lines.append(f'<text x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{10**power:,g}</text>')
    lines.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 12}" text-anchor="middle">situations</text>')
    coloured = list(zip(COLOURS, curves.items(), strict=False))
    for colour, (name, points) in coloured:
        way = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in points)
        dashes = ' stroke-dasharray="5 3"' if "MB" in name else ""
        lines.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>')
        lines += [f'<circle cx="{x(size):.1f}" cy="{y(value):.1f}" r="3" fill="{colour}"/>' for size, value in points]
    ends = sorted(
        (y(points[-1][1]), colour, name) for colour, (name, points) in zip(COLOURS, curves.items(), strict=False)
    )
    below = 0.0
    for at, colour, name in ends:
        below = max(at + 4, below + 14)
        lines.append(f'<text x="{WIDTH - RIGHT + 8}" y="{below:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _span(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around some values."""
    return int(log10(min(values)) // 1), int(-(-log10(max(values)) // 1))


if __name__ == "__main__":
    main(sys.argv[1:])
