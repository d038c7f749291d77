"""Proves without the search for cyclic garbage: what proving builds has no cycles, and is gone through for nothing."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Prove within this, also as a decorator; a quarter of the time of a million situations was spent on searching."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
