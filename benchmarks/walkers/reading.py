"""Reads a document once and tells the seconds and the peak of memory: python -m benchmarks.walkers.reading HOW FILE.

The limits on a document's size are lifted here and nowhere else: the large stories are beyond what a tutor may hand in.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path


def _as_data(data: bytes) -> Callable[[], object]:
    import yaml  # noqa: PLC0415  (only what is measured may be loaded)

    return lambda: yaml.load(data, yaml.CSafeLoader)


def _with_places(data: bytes) -> Callable[[], object]:
    from simulator.documents.yaml import reader  # noqa: PLC0415
    from simulator.documents.yaml.source import Source  # noqa: PLC0415

    _lift_limits()
    source = Source("generated.yaml", data)
    return lambda: reader.read(source)


def _validated(data: bytes) -> Callable[[], object]:
    from simulator.documents.rubric.loader import read_rubric  # noqa: PLC0415
    from simulator.documents.scenario.loader import read_scenario  # noqa: PLC0415
    from simulator.documents.yaml.source import Source  # noqa: PLC0415

    _lift_limits()
    source = Source("generated.yaml", data)
    rubric = read_rubric(Path("rubrics/code-of-conduct.yaml")).value

    def read() -> None:
        loaded = read_scenario(source, rubric)
        if loaded.value is None:
            raise SystemExit("the generated story was refused")

    return read


def _lift_limits() -> None:
    from simulator.documents.yaml import reader  # noqa: PLC0415

    for name in ("MAX_BYTES", "MAX_NODES"):
        getattr(reader, name)
        setattr(reader, name, sys.maxsize)


HOW = {"csafe": _as_data, "places": _with_places, "validated": _validated}


def main(how: str, file: str) -> None:
    """Read the file in that way."""
    read = HOW[how](Path(file).read_bytes())
    begun = time.perf_counter()
    read()
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(json.dumps({"seconds": seconds, "megabytes": megabytes}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
