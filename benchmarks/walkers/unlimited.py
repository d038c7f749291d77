"""Runs the command as a person would, with the limits on a document's size lifted: ``... unlimited check FILE``."""

import sys

from simulator.cli.main import main


def lift_limits() -> None:
    """Let documents be as large as they like, in this process alone."""
    from simulator.documents.yaml import reader, source  # noqa: PLC0415  (help would need neither)

    for module, name in ((source, "MAX_BYTES"), (reader, "MAX_BYTES"), (reader, "MAX_NODES")):
        getattr(module, name)
        setattr(module, name, 1 << 30)


if __name__ == "__main__":
    lift_limits()
    sys.exit(main())
