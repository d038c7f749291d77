"""The list of attempts read at a glance: for a first screen that cannot wait until the database layer is loaded.

Loading that layer takes as long as loading the whole interface; one query through the standard library does not. Each
row is held against its hashes as ``Store.attempts`` does it.
"""

import sqlite3
from contextlib import closing, suppress

from .errors import StoreError
from .place import place_of
from .rows import summary_of
from .summary import AttemptSummary

_ALL = """
SELECT attempts.*, count, head, closed, ending, outcome, provisional, decisions, last_at, seal
FROM attempts JOIN heads ON heads.attempt = attempts.attempt
ORDER BY started_at DESC, attempts.attempt
"""


def glance(where: str | None = None) -> tuple[AttemptSummary, ...]:
    """Every sound attempt, the newest first; none where there is no store, or it cannot be read without a wait.

    Makes nothing and changes nothing. Whatever is wrong with the store is said by ``open_store``.
    """
    with suppress(StoreError, OSError, sqlite3.Error):
        place = place_of(where)
        if place.path is not None and place.path.is_file():
            address = f"{place.path.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True, timeout=0.1)) as connection:
                connection.row_factory = sqlite3.Row
                found = [summary_of(dict(row)) for row in connection.execute(_ALL)]
            return tuple(summary for summary in found if summary is not None)
    return ()
