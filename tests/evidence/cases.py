"""Case files of a shipped scenario played to its end, with a review in which everything happens."""

from collections.abc import Sequence
from functools import cache

from simulator.documents.source import Source
from simulator.engine import play
from simulator.engine.events import Event, Mode
from simulator.engine.rubric import Level
from simulator.engine.scenario import Decision, Scenario
from simulator.engine.scoring import score
from simulator.engine.state import State, Wrote
from simulator.evidence.case_file import Award, CaseFile, Portfolio
from simulator.library import Library
from simulator.review import events as happened
from simulator.review.events import Entry, Evidence, ReviewEvent, Verdict
from simulator.review.people import Part, Person, Role
from simulator.review.standing import digest_of
from simulator.review.state import fold
from simulator.store.record import Header

AIM = "aim-level-2-peer-mentoring"
LEARNER = Person("L-1", Role.LEARNER)
FIRST = Person("A-1", Role.ASSESSOR)
SECOND = Person("A-2", Role.ASSESSOR)
ASSURER = Person("Q-1", Role.QUALITY_ASSURER)
OTHER = Person("A-3", Role.ASSESSOR)
NAMES = {"L-1": "Sam Example", "A-1": "Ann Assessor", "A-2": "Ben Second", "Q-1": "Cat Assurer", "A-3": "Dee Other"}
HEAD = "5f" * 32


def at(minute: int) -> str:
    return f"2026-11-{2 + minute // 1440:02}T{minute % 1440 // 60:02}:{minute % 60:02}:00.000000Z"


@cache
def _documents() -> tuple[Source, Source, Source]:
    library = Library()
    scenario = library.find("promise-you-wont-tell")
    assert scenario is not None
    paths = {entry.id: entry.path for entry in library.documents}
    found = (scenario.path, paths["code-of-conduct"], paths[AIM])
    first, second, third = (Source(path.name, path.read_bytes()) for path in found)
    return first, second, third


def through(scenario: Scenario, walk: str, reason: str, account: str) -> tuple[State, tuple[Event, ...]]:
    """One of the scenario's own walkthroughs, with this reason and this account written."""
    steps = next(each for each in scenario.expect if each.name == walk).choose
    began = play.begin(Mode.ASSESSMENT, 7)
    state = play.evolve(scenario, None, began)
    events: list[Event] = [began]
    for step in steps:
        if isinstance(step, str):
            content = scenario.scenes[state.situation.scene].content
            asked = isinstance(content, Decision) and content.because != "never"
            added: Sequence[Event] = play.choose(scenario, state, step, reason if asked else "")
        else:
            answers = {**step, "account": account} if "account" in step else step
            added = play.answer(scenario, state, answers)
        for event in added:
            state = play.evolve(scenario, state, event)
            events.append(event)
    return state, tuple(events)


def case_of(
    attempt: str = "0123456789abcdef",
    reason: str = "Because a promise like that is one I could not keep.",
    account: str = "Jamie said it hurts. " * 12,
    comment: str = "Exact words, times, and what was done.",
    *,
    reviewed: bool = True,
) -> CaseFile:
    """The attempt, with a whole review unless that is not wanted."""
    scenario_source, code_source, _ = _documents()
    library = Library()
    scenario = library.scenario(scenario_source).value
    loaded = library.rubric("code-of-conduct")
    assert scenario is not None
    assert loaded is not None
    rubric = loaded.value
    assert rubric is not None
    state, events = through(scenario, "lets-jamie-lead", reason, account)
    header = Header(
        attempt=attempt,
        scenario=scenario.id,
        title=scenario.about.title,
        scenario_digest=scenario_source.digest,
        rubric=rubric.id,
        rubric_digest=code_source.digest,
        mode="assessment",
        seed=7,
        learner="L-1",
        started_at=at(0),
        format=1,
        program="0.1.0",
    )
    entries = _entries(state, len(events), attempt, comment) if reviewed else ()
    review = fold(entries)
    indicative = score(scenario, rubric, state, review.first.levels())
    times = tuple(at(number) for number in range(len(events)))
    return CaseFile(header, scenario, rubric, state, events, times, HEAD, indicative, review, "e" * 64)


def _entries(state: State, count: int, attempt: str, comment: str) -> tuple[Entry, ...]:
    written = next((turn.event, act.field.id) for turn in state.turns for act in turn.acts if isinstance(act, Wrote))
    entries: list[Entry] = []

    def add(by: Person, *events: ReviewEvent) -> None:
        for event in events:
            entries.append(Entry(len(entries), at(2000 + 5 * len(entries)), by, event))

    def mark(by: Person, part: Part, reporting: Level, verdict: Verdict) -> None:
        add(by, happened.Claimed(part, at(9000)), happened.Marked(part, *written, Level.COMPETENT, comment))
        for clause in ("confidentiality", "receiving-disclosure", "questions", "records"):
            add(by, happened.Settled(part, clause, Level.COMPETENT, Level.COMPETENT))
        add(by, happened.Settled(part, "reporting", Level.EXEMPLARY, reporting, "Told the lead first, then Jamie."))
        proof = (Evidence(attempt, 5), Evidence(attempt, written[0]))
        add(by, happened.Decided(part, AIM, "AIM-AC-4", Verdict.MET, proof, "Kept the record well.", "d" * 64))
        add(by, happened.Decided(part, AIM, "AIM-AC-5", verdict, (), "Say which referral form.", "d" * 64))
        add(by, happened.Judged(part, True, True, True, True, part is Part.FIRST, "One sitting."))
        add(by, happened.Advised(part, "You listened well.\nNext time, say who will hear it."))
        stood = digest_of(fold(entries), part)
        add(by, happened.Signed(part, count, HEAD, len(entries), stood))

    add(LEARNER, happened.HandedIn(count, HEAD, True, "I was nervous."))
    mark(FIRST, Part.FIRST, Level.COMPETENT, Verdict.NOT_YET)
    mark(SECOND, Part.SECOND, Level.EXEMPLARY, Verdict.NOT_YET)
    add(FIRST, happened.Agreed(clause="reporting", level=Level.EXEMPLARY, reason="We read it again together."))
    add(ASSURER, happened.Sampled("autumn", "a" * 64, ("one in five", "a new assessor")))
    add(ASSURER, happened.Claimed(Part.QUALITY, at(9000)))
    add(ASSURER, happened.Checked(AIM, "AIM-AC-4", False, "Name the minute of the record.", "2026-11-30"))
    add(FIRST, happened.Actioned(AIM, "AIM-AC-4", "Named in the reason."))
    add(ASSURER, happened.Checked(AIM, "AIM-AC-4", True))
    add(FIRST, happened.Released())
    add(LEARNER, happened.Appealed("I did say which form."))
    add(OTHER, happened.AppealDecided(happened.Outcome.NOT_UPHELD, "The form is not named anywhere."))
    return tuple(entries)


def portfolio(*cases: CaseFile) -> Portfolio:
    """A learner's cases with the award they count towards, and everybody's names."""
    award_source = _documents()[2]
    award = next(each for each in Library().qualifications if each.id == AIM)
    awards = {AIM: Award(award, award_source.digest, award_source.data.decode())}
    return Portfolio("L-1", cases or (case_of(),), awards, NAMES)
