"""Two validators from outside: Learning Locker's, which stands in a learning record store, and Ralph's."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tests import node
from tests.lacking import missing

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent.parent
REQUIREMENTS: Final = ROOT / "requirements" / "xapi.txt"


def learning_locker(statements: Sequence[object]) -> list[list[str]]:
    """What Learning Locker's validator says of each."""
    node.installed(HERE)
    return _said([node.node(), str(HERE / "validate.cjs")], statements)


def ralph(statements: Sequence[object]) -> list[list[str]]:
    """What Ralph says of each; it needs other versions than we do, so it has an environment of its own."""
    folder = HERE / ".venv"
    command = [sys.executable, str(ROOT / "scripts" / "set_up.py"), str(folder), str(REQUIREMENTS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode != 0:
        missing(f"what {REQUIREMENTS.name} names could not be installed:\n{done.stderr}")
    return _said([str(folder / "bin" / "python"), str(HERE / "validate.py")], statements)


VALIDATORS: Final = {"Learning Locker": learning_locker, "Ralph": ralph}


def _said(command: list[str], statements: Sequence[object]) -> list[list[str]]:
    lines = "".join(f"{json.dumps(each)}\n" for each in statements)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(said) == len(statements)
    return said


def wrong(said: Sequence[Sequence[str]], statements: Sequence[Mapping[str, object]]) -> list[str]:
    """What is wrong, with the statement it is wrong in."""
    return [f"{fault}\n{json.dumps(each)}" for each, faults in zip(statements, said, strict=True) for fault in faults]
