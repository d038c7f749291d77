"""Where the peers are, and what brings them here."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
PEER_PYTHON = HERE / ".venv" / "bin" / "python"
BARDIC = HERE / ".venv" / "bin" / "bardic"
CHOICESCRIPT = "CHOICESCRIPT"
"""The environment variable that names a checkout of ChoiceScript."""

_INSTALL = "python scripts/set_up.py benchmarks/.venv requirements/benchmarks.txt"


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine beside ours."""

    name: str
    here: bool
    install: str
    """The command that brings it here."""

    @property
    def missing(self) -> str:
        """What to say where it is not here."""
        return f"{self.name}: not here; {self.install} brings it"


def inkjs() -> Peer:
    """The ink runtime in JavaScript."""
    here = shutil.which("node") is not None and (HERE / "node_modules" / "inkjs").is_dir()
    return Peer("inkjs", here, "npm ci --prefix benchmarks (with Node 18 or newer)")


def bink() -> Peer:
    """The ink runtime in Rust."""
    return Peer("bink", any((HERE / ".venv").glob("lib/python*/site-packages/bink")), _INSTALL)


def bardic() -> Peer:
    """An engine in Python with a language of its own, whose lint looks for faults."""
    return Peer("bardic's lint", BARDIC.is_file(), _INSTALL)


def choicescript() -> Path | None:
    """Somebody's own checkout of ChoiceScript, which its licence keeps out of here; None where none is named."""
    named = os.environ.get(CHOICESCRIPT)
    found = Path(named) if named else None
    return found if found is not None and (found / "randomtest.js").is_file() and shutil.which("node") else None
