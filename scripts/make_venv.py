"""Make the checkout's virtual environment, or say in one sentence why it cannot be made."""

import sys


def main(folder: str) -> int:
    """Create a virtual environment in ``folder``; 0 when it stands, 3 when it cannot."""
    if sys.version_info < (3, 11):  # noqa: UP036  (this file runs before anything has checked the version)
        have = ".".join(str(part) for part in sys.version_info[:3])
        print(f"simulator needs Python 3.11 or newer; this is {have}. Try: make PYTHON=python3.11", file=sys.stderr)
        return 3
    import venv

    try:
        venv.create(folder, with_pip=True, clear=False, symlinks=True)
    except Exception as problem:
        print(f"A virtual environment could not be made in {folder}: {problem}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
