"""An attempt of which a part of the store has lost how it began is still told of."""

import sqlite3
from pathlib import Path

from .conftest import Run
from .reviewed import Centre


def test_an_attempt_whose_beginning_is_lost_is_listed_as_damaged(simulator: Run, tmp_path: Path) -> None:
    centre = Centre(tmp_path / "attempts.sqlite3")
    lost, whole = centre.hand_in("L-1"), centre.hand_in("L-2")
    centre.store.close()
    with sqlite3.connect(tmp_path / "attempts.sqlite3") as file:
        for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f"DROP TRIGGER {trigger}")
        file.execute("DELETE FROM attempts WHERE attempt = ?", (lost,))
    file.close()
    listed = simulator("attempts", "list")
    assert (whole in listed.stdout, f"Attempt {lost} is damaged" in listed.stderr) == (True, True)
