"""Sets up a virtual environment for this checkout, or says in one sentence why it cannot: see ``environment.py``.

This file is read by whatever Python a machine has, old ones too, so it only looks at the version.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (nothing has checked the version before)
    sys.stderr.write(
        "simulator needs Python 3.11 or newer; this is {}.{}. Where a newer one is installed as well, "
        "name it: make play PYTHON=python3.11\n".format(*sys.version_info)
    )
    sys.exit(3)

from environment import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
