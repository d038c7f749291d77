"""One value of every kind that is kept in a chain, in the order of the lines of ``golden_bodies.jsonl``."""

from pathlib import Path
from typing import Final

from simulator.engine.events import Answered, Began, Chose, Ended, Event, Explained, Left, Mode, Rewound, Stuck
from simulator.engine.rubric import Level
from simulator.review import events as review
from simulator.review.centre import Erased, Ground, Held, HoldLifted
from simulator.review.double_marking import What
from simulator.review.events import Evidence, Outcome, Verdict
from simulator.review.people import Part, Person, Role
from simulator.review.quality.standardisation import Judgement, Standardised

LINES: Final = Path(__file__).with_name("golden_bodies.jsonl")

EVENTS: Final[tuple[Event, ...]] = (
    Began(Mode.PRACTICE, 0),
    Began(Mode.REHEARSAL, 2**63 - 1),
    Began(Mode.ASSESSMENT, 7),
    Chose("asks", "honest"),
    Explained("asks", "honest", "So “that”\n\ud800 \N{OK HAND SIGN}"),
    Answered("record", {}),
    Answered("record", {"what": ("b", "a"), "none": (), "who": "lead", "account": 'Jo said "no"'}),
    Rewound(2),
    Ended("home"),
    Stuck("asks"),
    Left("asks"),
)

ENTRIES: Final[tuple[tuple[Person, object], ...]] = (
    (Person("L-1", Role.LEARNER), review.HandedIn(5, "a" * 64, declared=True, note="Mine")),
    (Person("L-1", Role.LEARNER), review.HandedIn(5, "a" * 64, declared=True, note=" \n")),
    (Person("T-1", Role.TUTOR), review.TakenIn("b" * 64)),
    (Person("A-1", Role.ASSESSOR), review.Claimed(Part.FIRST, "2026-12-01T12:00:00.000000Z")),
    (Person("A-1", Role.ASSESSOR), review.LetGo(Part.SECOND)),
    (Person("A-1", Role.ASSESSOR), review.Marked(Part.FIRST, 3, "account", Level.COMPETENT, "Clear")),
    (Person("A-1", Role.ASSESSOR), review.Settled(Part.APPEAL, "listens", None, Level.UNSAFE, "Not so")),
    (Person("A-1", Role.ASSESSOR), review.Settled(Part.APPEAL, "listens", Level.DEVELOPING, None)),
    (
        Person("A-1", Role.ASSESSOR),
        review.Decided(Part.FIRST, "aim", "1.1", Verdict.MET, (Evidence("a", 3), Evidence("b", 0)), "Seen", "c" * 64),
    ),
    (Person("A-1", Role.ASSESSOR), review.Decided(Part.FIRST, "aim", "1.2", Verdict.NOT_ASSESSED)),
    (
        Person("A-1", Role.ASSESSOR),
        review.Judged(
            Part.FIRST, valid=True, authentic=False, current=True, sufficient=False, reliable=True, note="Short"
        ),
    ),
    (Person("A-1", Role.ASSESSOR), review.Advised(Part.FIRST, "Näxt")),
    (Person("A-1", Role.ASSESSOR), review.Signed(Part.FIRST, 5, "a" * 64, 7, "d" * 64)),
    (Person("A-1", Role.ASSESSOR), review.Agreed("listens", level=Level.COMPETENT, reason="Both")),
    (Person("A-1", Role.ASSESSOR), review.Agreed("", "aim", "1.1", None, Verdict.NOT_YET)),
    (Person("Q-1", Role.QUALITY_ASSURER), review.Sampled("plan", "e" * 64, ("new", "far"), interim=True)),
    (Person("Q-1", Role.QUALITY_ASSURER), review.Checked("aim", "1.1", accepted=False, action="Do", due="2026-12-24")),
    (Person("A-1", Role.ASSESSOR), review.Actioned("aim", "1.1", "Done")),
    (Person("A-1", Role.ASSESSOR), review.Released()),
    (Person("A-1", Role.ASSESSOR), review.Reopened("Again")),
    (Person("L-1", Role.LEARNER), review.Appealed("No")),
    (Person("Q-1", Role.QUALITY_ASSURER), review.AppealDecided(Outcome.PARTLY, "Half")),
    (Person("Q-1", Role.QUALITY_ASSURER), Held("L-1", "case 14")),
    (Person("Q-1", Role.QUALITY_ASSURER), HoldLifted("L-1")),
    (Person("Q-1", Role.QUALITY_ASSURER), Erased("L-1", Ground.KEPT_LONG_ENOUGH)),
    (
        Person("A-1", Role.ASSESSOR),
        Standardised("set", "f" * 64, (Judgement("one", What.CLAUSE, "listens", "competent", "developing"),)),
    ),
)
