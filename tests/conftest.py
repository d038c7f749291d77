"""What holds for every test."""

import gc
import os

import pytest

os.environ["SIMULATOR_SETTINGS"] = ""  # what is set on this computer is no matter of the tests


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage less often: thousands of tests are held all the time, and none of them ever is any.

    It is a fourth of the time of everything that makes many small values.
    """
    del session
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let go of everything in the end: libraries in C count what is left, and would tell it after the result."""
    del session
    gc.unfreeze()
