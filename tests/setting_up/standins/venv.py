"""Stands in for Python's ``venv``: an environment of four files, whose python is a stand-in too."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(folder: Path) -> int:
    """Make it; or stop half-way as Debian's does without python3-venv."""
    (folder / "pyvenv.cfg").write_text("home = /usr/bin\n", encoding="utf-8")
    (folder / "bin").mkdir()
    python = folder / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{HERE / "python.py"}" "$0" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    with Path(os.environ["STANDIN_LOG"]).open("a", encoding="utf-8") as log:
        log.write("venv\n")
    if "STANDIN_VENV_FAILS" in os.environ:
        print("The virtual environment was not created successfully because ensurepip is not available.")
        return 1
    (folder / "pip").write_text("whole", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
