"""Walks a compiled ink story with bink, the ink runtime in Rust: python bink.py STORY.json PICKS.json."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path = [place for place in sys.path if Path(place or ".").resolve() != Path(__file__).resolve().parent]

from bink.story import Story  # type: ignore[import-not-found]  # noqa: E402  (a peer, in an environment of its own)

from benchmarks.walkers.talk import Visit, talk  # noqa: E402

NUMBERS = ("score", "trust", "calm", "hope", "pace", "doubt")


def main(story_file: str, picks_file: str) -> None:
    """Walk the story in that file."""
    playthroughs: list[list[int]] = json.loads(Path(picks_file).read_text(encoding="utf-8"))
    story = Story(Path(story_file).read_text(encoding="utf-8"))

    def walk_all(visit: Visit | None) -> int:
        decisions = 0
        for picks in playthroughs:
            story.reset_state()
            lines = []
            while story.can_continue():
                lines.append(story.cont())
            for pick in picks:
                choices = story.get_current_choices()
                if not len(choices):
                    break
                story.choose_choice_index(pick % len(choices))
                while story.can_continue():
                    lines.append(story.cont())
                decisions += 1
            if visit:
                visit([story.get_variable(name) for name in NUMBERS], lines)
        return decisions

    talk(walk_all)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
