"""Where the peers are, and what brings them here."""

import shutil
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
PEER_PYTHON = HERE / ".venv" / "bin" / "python"


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
    here = any((HERE / ".venv").glob("lib/python*/site-packages/bink"))
    return Peer(
        "bink",
        here,
        "python scripts/make_venv.py benchmarks/.venv"
        " && benchmarks/.venv/bin/python -m pip install --require-hashes -r requirements/benchmarks.txt",
    )
