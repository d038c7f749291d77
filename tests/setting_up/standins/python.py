"""Stands in for an environment's python: its pip installs two packages a file, and its program needs them whole."""

import os
import sys
import time
from pathlib import Path

PACKAGES = ("first", "second")


def pip(folder: Path, arguments: list[str]) -> int:
    """Install, each package in two steps; or fail in the middle with the words of the test."""
    with Path(os.environ["STANDIN_LOG"]).open("a", encoding="utf-8") as log:
        log.write(f"pip {Path(arguments[-1]).name}\n")
    if not (folder / "pip").exists():
        print("No module named pip")
        return 1
    time.sleep(float(os.environ.get("STANDIN_PIP_SECONDS", "0")))
    (folder / "packages").mkdir(exist_ok=True)
    for package in PACKAGES:
        print(f"Collecting {package}=={1}")
        place = folder / "packages" / f"{Path(arguments[-1]).name}-{package}"
        if place.exists():
            continue  # as pip does, with what it believes to be there
        place.write_text("half", encoding="utf-8")
        if "STANDIN_PIP_FAILS" in os.environ:
            print(os.environ["STANDIN_PIP_FAILS"])
            return 1
        place.write_text("whole", encoding="utf-8")
    return 0


def play(folder: Path) -> int:
    """Say whether everything is whole that a program would load."""
    texts = [path.read_text(encoding="utf-8") for path in (folder / "packages").iterdir()]
    print("played" if set(texts) == {"whole"} else "broken")
    return 0


def main(called: str, arguments: list[str]) -> int:
    """Do as the real one would."""
    folder = Path(called).parent.parent
    if arguments[:2] == ["-m", "pip"]:
        return pip(folder, arguments)
    if arguments[:2] == ["-m", "simulator"]:
        return play(folder)
    print(os.environ.get("STANDIN_VERSION", sys.version))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
