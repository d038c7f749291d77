"""Proves a scenario in a process of its own, so that a long proof keeps nobody waiting and can be given up.

That process reads a request as JSON from standard input and writes the findings as JSON to standard output.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.diagnostics import Diagnostic, Severity, Step


@dataclass(frozen=True, slots=True)
class Request:
    """A scenario to be proved, and the library that it belongs to."""

    name: str
    """The file as findings name it."""
    text: str
    shipped: str
    own: str


_ROOT: Final = str(Path(__file__).resolve().parents[2])
_CODE: Final = (
    f"import sys; sys.path.insert(0, {_ROOT!r}); from simulator.authoring.proving import main; sys.exit(main())"
)

COMMAND: Final = (sys.executable, "-P", "-c", _CODE)
"""Runs the same code as here, and nothing of the folder that one happens to be in."""


def asked(request: Request) -> bytes:
    """The request as it is sent."""
    parts = {"name": request.name, "text": request.text, "shipped": request.shipped, "own": request.own}
    return json.dumps(parts).encode()


def answered(data: bytes) -> tuple[Diagnostic, ...]:
    """The findings as they came back.

    Raises:
        ValueError: this is no answer.
    """
    try:
        return tuple(_finding(each) for each in json.loads(data))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a list of findings") from error


def _finding(each: dict[str, object]) -> Diagnostic:
    return Diagnostic(
        rule=str(each["rule"]),
        severity=Severity(str(each["severity"])),
        file=str(each["file"]),
        line=int(str(each["line"])),
        column=int(str(each["column"])),
        message=str(each["message"]),
        hint=str(each["hint"]),
        witness=_steps(each["witness"]),
    )


def _steps(given: object) -> tuple[Step, ...]:
    return tuple(_step(step) for step in given) if isinstance(given, Sequence) else ()


def _step(step: object) -> Step:
    if not isinstance(step, dict):
        return str(step)
    return {
        str(field): answer if isinstance(answer, str) else tuple(str(each) for each in answer)
        for field, answer in step.items()
    }


def main() -> int:
    """Answer one request."""
    from simulator.analysis.examine import examine  # noqa: PLC0415
    from simulator.documents.yaml.source import Source  # noqa: PLC0415  (the one who asks needs none of this)
    from simulator.library import Library  # noqa: PLC0415
    from simulator.report.write.findings import as_json  # noqa: PLC0415

    parts = json.load(sys.stdin)
    library = Library(Path(parts["shipped"]), Path(parts["own"])).seen_from(Path(parts["name"]))
    source = Source.of_text(parts["text"], parts["name"])
    loaded = library.scenario(source, frozenset({source.id}))
    rubric = None if loaded.playable is None else library.rubric(loaded.playable.rubric)
    print(as_json(examine(loaded, None if rubric is None else rubric.value)))
    return 0
