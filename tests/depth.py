"""How deep the tests look: as far as every change can wait for, or as far as `make deep` goes.

The quick numbers are what each test needs to see the slips that it was seen to find; the deep ones look for what nobody
has thought of yet.
"""

import os
from typing import Final

DEEP: Final = os.environ.get("TESTS_DEPTH") == "deep"
"""Whether there is time."""


def tries(quick: int, deep: int) -> int:
    """How many examples a property is tried with."""
    return deep if DEEP else quick
