"""Statements of every kind: each way of playing, of ending, of deciding, and texts that want to be more than text."""

from collections.abc import Iterator
from dataclasses import replace

from simulator.documents.yaml.loaded import Loaded
from simulator.engine import play
from simulator.engine.events import Mode
from simulator.engine.rubric import Item, ItemKind, Level, Qualification
from simulator.engine.scenario import Decision, Scenario
from simulator.json_value import JsonObject
from simulator.library import Library
from simulator.report.xapi import Naming
from simulator.review.events import Reopened, Verdict
from tests.engine.build import choice, decision, form, pick, scenario, scene, tick, write
from tests.engine.small import CODE, small
from tests.tui.hostile import TEXTS, poisoned

from .attempts import QUINN, Desk, erased, erased_entries, lines, told, walked

AWARD = Qualification(
    "award", "Award <&>", "Body", "2", "", {"AC-1": Item("AC-1", ItemKind.CRITERION, "Keeps to limits.", (), ())}
)


def explained() -> Scenario:
    """The small scenario with a reason for its first choice, and a record to write."""
    made = small(written=True)
    asks = made.scenes["asks"]
    assert isinstance(asks.content, Decision)
    content = replace(asks.content, because="optional")
    about = replace(made.about, covers=("AC-1",))
    return replace(made, about=about, scenes={**made.scenes, "asks": replace(asks, content=content)})


def filled() -> Scenario:
    """A form with every kind of field, and a way to an end, to a dead end and out."""
    fields = (tick("what", ("said", True), ("guess", False), ("date", True)), pick("who", "lead", "friend"))
    return scenario(
        decision(choice("on", "record"), choice("sink", "pit")),
        record=form(*fields, write("account", least=0), to=("home",)),
        pit=scene(decision()),
    )


def playing() -> Iterator[JsonObject]:
    """Every kind of event, in every mode."""
    for mode in Mode:
        made = explained()
        answers = {"account": "Jamie said so, in these words."}
        yield from lines(
            told(made, CODE, walked(made, mode, "honest", "tell", answers, reason="Why?")), with_answers=True
        )
        made = filled()
        for ticked in ((), ("said",), ("said", "guess", "date")):
            record = {"what": ticked, "who": "lead", "account": ""}
            if mode is Mode.PRACTICE or ticked:
                record["account"] = "" if mode is Mode.PRACTICE else "So it was."
                yield from lines(told(made, CODE, walked(made, mode, "on", record)))
        yield from lines(told(made, CODE, walked(made, mode, "sink")))
        events = walked(made, mode, "on")
        yield from lines(told(made, CODE, (*events, *play.leave(made, play.replay(made, events)))))
    made = small()
    events = walked(made, Mode.PRACTICE, "promise", "take-back")
    events += play.rewind(made, play.replay(made, events), 1)
    yield from lines(told(made, CODE, events, learner=""))


def deciding() -> Iterator[JsonObject]:
    """Released, overridden, reopened, released again, not yet released, erased."""
    made = explained()
    answers = {"account": "Jamie said so."}
    attempt = told(made, CODE, walked(made, Mode.ASSESSMENT, "honest", "tell", answers), qualifications=[AWARD])
    desk = Desk().handed_in().marked(attempt.dossier).decided("AC-1", Verdict.NOT_YET, "The limits were not said.")
    desk.decided("AC-2", Verdict.NOT_ASSESSED).released()
    desk.add(QUINN, Reopened("Look again.")).settled("reporting", Level.COMPETENT, None)
    desk.decided("AC-1", Verdict.MET).released()
    yield from lines(replace(attempt, dossier=replace(attempt.dossier, review=desk.review())), with_answers=True)
    desk.add(QUINN, Reopened("Once more.")).settled("records", Level.COMPETENT, Level.EXEMPLARY)
    yield from lines(replace(attempt, dossier=replace(attempt.dossier, review=desk.review())), with_unreleased=True)
    desk.entries = erased_entries(desk.entries)
    gone = told(made, CODE, erased(attempt.dossier.events), desk.review())
    yield from lines(gone, with_answers=True)


def hostile() -> Iterator[JsonObject]:
    """Texts and codes that are no ordinary ones."""
    made, code = poisoned(explained()), poisoned(CODE)
    for text in TEXTS:
        if text.strip():
            events = walked(made, Mode.PRACTICE, "honest", "tell", {"account": f"so {text}"[:60]}, reason=text)
            yield from lines(told(made, code, events), with_answers=True)
    made = small()
    for learner in ("a b/c?d#e%f", "<script>alert(1)</script>", "=1+1", "jo@mail.example", "\ud800", "ж" * 200):
        events = walked(made, Mode.REHEARSAL, "honest")
        yield from lines(told(made, CODE, events, learner=learner, attempt="../% \ud800"[:4]))
    naming = Naming.of("https://колледж.example:8443/a~b/%20", "http://records.example")
    yield from lines(told(made, CODE, walked(made, Mode.PRACTICE, "honest")), naming)


def shipped() -> Iterator[JsonObject]:
    """One of our own scenarios, walked as its first walkthrough says."""
    library = Library()
    entry = library.find("promise-you-wont-tell")
    assert entry is not None
    loaded: Loaded[Scenario] = library.scenario(entry.path)
    rubric = library.rubric("code-of-conduct")
    assert loaded.value is not None
    assert rubric is not None
    assert rubric.value is not None
    made = loaded.value
    steps = made.expect[0].choose
    events = walked(made, Mode.PRACTICE, *steps)
    yield from lines(told(made, rubric.value, events, qualifications=library.qualifications))


def statements() -> dict[str, list[JsonObject]]:
    """All of them, by what they are about."""
    return {each.__name__: list(each()) for each in (playing, deciding, hostile, shipped)}
