"""Programs that only tests need: where they are missing a test is skipped, and fails where everything must be there."""

import os
import shutil

import pytest


def needed(*names: str) -> str:
    """The path of the first of these programs that is there."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        message = f"{' or '.join(names)} is not installed"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found
