"""Makes what a release consists of, from a tagged commit: wheel, source, bill of materials and their checksums.

    python scripts/release.py [--try] [--into FOLDER]

The same commit gives the same bytes. What comes before and after it is in docs/releasing.md.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from bill_of_materials import bill, version_of

ROOT = Path(__file__).resolve().parent.parent
SUMS = "SHA256SUMS"


class NotReleasableError(Exception):
    """Why this is no release, as a sentence."""


def git(root: Path, *arguments: str) -> str:
    """What git says."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NotReleasableError(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def hold_releasable(root: Path, version: str) -> None:
    """Hold that the commit is a release.

    Raises:
        NotReleasableError: it is not, and why.
    """
    changed = git(root, "status", "--porcelain")
    if changed:
        raise NotReleasableError(f"Not everything is committed:\n{changed}")
    if not re.search(rf"^## \[{re.escape(version)}\]", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE):
        raise NotReleasableError(f"CHANGELOG.md has no heading [{version}].")
    if f"v{version}" not in git(root, "tag", "--points-at", "HEAD").split():
        raise NotReleasableError(f"This commit is not tagged v{version}.")


def release(root: Path, into: Path, *, trial: bool = False) -> list[Path]:
    """Make the files of a release; their paths.

    Raises:
        NotReleasableError: the commit is no release, or it cannot be built.
    """
    version = version_of(root)
    if not trial:
        hold_releasable(root, version)
    moment = int(git(root, "log", "-1", "--format=%ct"))
    into.mkdir(parents=True, exist_ok=True)
    if any(into.iterdir()):
        raise NotReleasableError(f"{into} is not empty.")
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(into.resolve())]
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    built = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    if built.returncode != 0:
        raise NotReleasableError(f"It cannot be built:\n{built.stdout}{built.stderr}")
    materials = into / f"peer_mentoring_simulator-{version}.cdx.json"
    materials.write_text(bill(root, datetime.fromtimestamp(moment, UTC)), encoding="utf-8", newline="\n")
    made = sorted(into.iterdir())
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made)
    (into / SUMS).write_text(sums, encoding="utf-8", newline="\n")
    return [*made, into / SUMS]


def main() -> int:
    """Make a release, or say in a sentence why not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--try", dest="trial", action="store_true", help="build whatever is here, tagged or not")
    parser.add_argument("--into", type=Path, default=ROOT / "dist", help="an empty folder, or one to be made")
    asked = parser.parse_args()
    try:
        made = release(ROOT, asked.into, trial=asked.trial)
    except NotReleasableError as problem:
        print(problem, file=sys.stderr)
        return 1
    print("\n".join(str(path) for path in made))
    return 0


if __name__ == "__main__":
    sys.exit(main())
