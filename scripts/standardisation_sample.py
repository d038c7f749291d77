"""Writes the transcripts of the standardisation set that ships: walkthroughs of a shipped scenario, as exports.

    python scripts/standardisation_sample.py standardisation/do-better

The gold marks beside them are written by hand. Each run makes attempts with ids of their own, which the gold names.
"""

import json
import sys
import tempfile
from pathlib import Path

from simulator.engine.events import Mode
from simulator.engine.scoring import score
from simulator.library import Library
from simulator.report.write.scorecard import scorecard_json
from simulator.sessions.attempt import Attempt
from simulator.store import open_store
from simulator.store.format.export import to_plain

SCENARIO = "do-better"
WALKS = {
    "kind-and-foggy": "Zofia said she wants to be more confident so that is what we wrote. It is her own word and "
    "I did not change it.",
    "takes-the-tick-out-again": "Zofia picked which lesson, how small to start and how she would know it counted. I "
    "only asked the questions.",
}
"""A walkthrough of the scenario, and what the learner writes at the end of it."""


def main() -> None:
    """Play and write each."""
    folder = Path(sys.argv[1])
    library = Library()
    entry, rubric = library.find(SCENARIO), library.rubric("code-of-conduct")
    assert entry is not None
    assert rubric is not None
    scenario = library.scenario(entry.path)
    assert scenario.value is not None
    with tempfile.TemporaryDirectory() as place, open_store(f"{place}/attempts.sqlite3") as store:
        for name, reason in WALKS.items():
            steps = next(walk for walk in scenario.value.expect if walk.name == name).choose
            attempt = Attempt.begin(store, scenario, rubric, Mode.ASSESSMENT, learner="sample", seed=1)
            for step in steps:
                if isinstance(step, str):
                    attempt.choose(step, reason if attempt.reason_asked() == "required" else "")
                else:
                    attempt.answer({**step, "because": reason})
            kept = store.everything(attempt.id)
            card = scorecard_json(score(attempt.scenario, attempt.rubric, attempt.state))
            text = json.dumps(to_plain(kept, card)) + "\n"
            (folder / f"{name}.json").write_text(text, encoding="utf-8")
            print(name, attempt.id, len(text))


if __name__ == "__main__":
    main()
