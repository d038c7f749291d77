"""Imports what a command needs without looking for garbage on the way: nothing of it ever becomes any."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Import within this; it saves a sixth of a short command's time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():  # what is loaded stays, and need not be gone through again
            gc.freeze()
        if was_on:
            gc.enable()
