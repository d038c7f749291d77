"""What a test lacks from outside: told at the end of the tests, and a fault where everything must be there."""

import os
import shutil
from typing import NoReturn

import pytest


def missing(why: str) -> NoReturn:
    """Leave the test out because of a sentence; where everything has to be proved, fail with it."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


def needed(*names: str) -> str:
    """The path of the first of these programs that is there."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        missing(f"{' or '.join(names)} is not installed")
    return found
