"""A witness as a person replays it: in the words of `expect`, and as a line for the shell."""

import json
import re
import shlex
from collections.abc import Sequence
from typing import Final

from simulator.diagnostics import DOCUMENT_RULES, Diagnostic, Step
from simulator.json_value import Json

_BARE: Final = re.compile(r"\w[\w-]*")
"""A text that a list in a document needs no quotes for."""

_PLAIN: Final = re.compile(r"[\w@%+=:,./-]+", re.ASCII)
"""A word that no shell reads as anything else."""

_OBEYED: Final = re.compile(r"[\"`$!\\%]")
"""What a shell obeys even inside double quotes."""


def steps(witness: Sequence[Step]) -> str:
    """A witness in the way in which `expect` writes it."""
    return ", ".join(_step(step) for step in witness)


def _step(step: Step) -> str:
    if isinstance(step, str):
        return step
    parts = (f"{name}: {_answer(answer)}" for name, answer in step.items())
    return "{" + ", ".join(parts) + "}"


def _answer(answer: str | tuple[str, ...]) -> str:
    if not isinstance(answer, str):
        return f"[{', '.join(answer)}]"
    return answer if _BARE.fullmatch(answer) else json.dumps(answer, ensure_ascii=False)


def plain(witness: Sequence[Step]) -> list[Json]:
    """A witness in values that JSON knows, in the form of `expect`."""
    return [
        step if isinstance(step, str) else {k: v if isinstance(v, str) else list(v) for k, v in step.items()}
        for step in witness
    ]


def command(finding: Diagnostic) -> str:
    """The line that walks a scenario to what was found, for a shell to be given as it is; empty where none can.

    A document with a fault of its own cannot be walked, unless it is only that a walkthrough does not hold.
    """
    faulty = finding.is_error and finding.rule in DOCUMENT_RULES and not finding.rule.startswith("walkthrough-")
    if faulty or not finding.witness:
        return ""
    path = f"./{finding.file}" if finding.file.startswith("-") else finding.file
    return f"simulator walk {quoted(path)} --choose {quoted(steps(finding.witness))}"


def quoted(text: str) -> str:
    """A text as one word of a shell's line; in double quotes where it can be, which every shell understands."""
    if _PLAIN.fullmatch(text):
        return text
    if not text.isprintable():
        return f"$'{''.join(_escaped(sign) for sign in text)}'"
    return shlex.quote(text) if _OBEYED.search(text) else f'"{text}"'


def _escaped(sign: str) -> str:
    """A character inside ``$'…'``; what cannot be printed by its bytes."""
    if sign in "'\\":
        return f"\\{sign}"
    return sign if sign.isprintable() else "".join(f"\\x{byte:02x}" for byte in sign.encode("utf-8", "surrogateescape"))
