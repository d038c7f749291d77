"""One generated story, told to every engine: as our engine's values, as our YAML, and as ink."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from simulator.engine import condition, scenario
from simulator.engine.rubric import Breach, Clause, Level, Rubric

NUMBERS = ("score", "trust", "calm", "hope", "pace", "doubt")
"""The integer variables; none has limits, because ink knows none."""

CLAUSES = ("listening", "questions", "autonomy", "boundaries", "goals", "confidentiality")
BREACHES = ("leading-questions", "promises-secrecy", "does-the-work")
END = "the-end"


@dataclass(frozen=True, slots=True)
class Guard:
    """One comparison of a variable with a number, or two joined by ``and``."""

    comparisons: tuple[tuple[str, str, int], ...]

    def __str__(self) -> str:
        return " and ".join(f"{name} {operator} {number}" for name, operator, number in self.comparisons)


@dataclass(frozen=True, slots=True)
class Option:
    """One of a scene's three choices."""

    id: str
    text: str
    guard: Guard | None
    once: bool
    changes: tuple[tuple[str, int], ...]
    goto: str
    clause: str
    level: Level
    breach: str | None


@dataclass(frozen=True, slots=True)
class Moment:
    """One scene."""

    id: str
    text: str
    other: tuple[Guard, str] | None
    """What is said instead where a condition holds."""
    changes: tuple[tuple[str, int], ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """The scenes in order; the first is the start. One more, ``the-end``, ends it."""

    moments: tuple[Moment, ...]


def generate(scenes: int, seed: int = 7) -> Story:
    """A story in which every scene leads anywhere, and one choice in sixty to the end."""
    random = Random(seed)
    return Story(tuple(_moment(random, number, scenes) for number in range(scenes)))


def picks(playthroughs: int, length: int, seed: int = 11) -> list[list[int]]:
    """For each playthrough the numbers that pick among the open choices, each modulo how many there are."""
    random = Random(seed)
    return [[random.randrange(6) for _ in range(length)] for _ in range(playthroughs)]


def _moment(random: Random, number: int, scenes: int) -> Moment:
    text = f"Moment {number} comes and Jamie looks up to say something about the week."
    other = (_guard(random), f"Moment {number} comes and Jamie looks away.") if random.random() < 0.2 else None
    return Moment(
        id=f"scene-{number}",
        text=text,
        other=other,
        changes=_changes(random, 1) if random.random() < 0.2 else (),
        options=tuple(_option(random, number, place, scenes) for place in range(3)),
    )


def _option(random: Random, number: int, place: int, scenes: int) -> Option:
    ends = random.random() < 1 / 60
    return Option(
        id=f"choice-{'abc'[place]}",
        text=f"In moment {number} you answer in manner {place}, with some care.",
        guard=_guard(random) if place == 1 or (place == 2 and random.random() < 0.5) else None,
        once=place == 2,
        changes=(("score", random.randint(1, 3)), *_changes(random, random.choice((0, 1, 1, 2)))),
        goto=END if ends else f"scene-{random.randrange(scenes)}",
        clause=random.choice(CLAUSES),
        level=random.choice(tuple(Level)),
        breach=random.choice(BREACHES) if random.random() < 0.05 else None,
    )


def _guard(random: Random) -> Guard:
    names = random.sample(NUMBERS[1:], 2 if random.random() < 0.3 else 1)
    return Guard(tuple((name, random.choice((">=", "<", "<=", ">", "!=")), random.randint(-3, 3)) for name in names))


def _changes(random: Random, number: int) -> tuple[tuple[str, int], ...]:
    return tuple((name, random.choice((-2, -1, 1, 2))) for name in random.sample(NUMBERS[1:], number))


# As ink ---------------------------------------------------------------------------------------------------------------


def as_ink(story: Story) -> str:
    """The story in ink: a knot a scene, ``*`` for what may be chosen once and ``+`` for the rest."""
    return "\n".join(_ink_lines(story)) + "\n"


def _ink_lines(story: Story) -> Iterator[str]:
    for name in NUMBERS:
        yield f"VAR {name} = 0"
    yield f"-> {_knot(story.moments[0].id)}"
    for moment in story.moments:
        yield f"=== {_knot(moment.id)} ==="
        yield from _ink_changes(moment.changes)
        yield moment.text if moment.other is None else f"{{{moment.other[0]}: {moment.other[1]}|{moment.text}}}"
        for option in moment.options:
            guard = f"{{{option.guard}}} " if option.guard else ""
            yield f"{'*' if option.once else '+'} {guard}{option.text}"
            yield from _ink_changes(option.changes)
            yield f"    -> {_knot(option.goto)}"
    yield f"=== {_knot(END)} ==="
    yield "That is the end."
    yield "-> END"


def _ink_changes(changes: tuple[tuple[str, int], ...]) -> Iterator[str]:
    for name, delta in changes:
        yield f"    ~ {name} {'+' if delta > 0 else '-'}= {abs(delta)}"


def _knot(scene: str) -> str:
    return scene.replace("-", "_")


# As the engine's values -----------------------------------------------------------------------------------------------


def as_scenario(story: Story) -> scenario.Scenario:
    """The story as the engine's values, with evidence and breaches, which ink does not record."""
    scenes = {moment.id: _scene(moment) for moment in story.moments}
    scenes[END] = scenario.Scene(END, scenario.Ending("The end"), says=(scenario.Variant("That is the end."),))
    return scenario.Scenario(
        id="generated",
        about=_about(len(story.moments)),
        mentee=scenario.Mentee("Jamie"),
        rubric="code-of-conduct",
        assesses=dict.fromkeys(CLAUSES, 1),
        variables={name: scenario.Variable(name, 0, means="A number") for name in NUMBERS},
        facts={},
        duties={},
        start=story.moments[0].id,
        scenes=scenes,
    )


def a_rubric() -> Rubric:
    """What the story is marked against; its last clause is about safety, and of its breaches one makes it unsafe."""
    clauses = {
        name: Clause(name, number, name.capitalize(), "", name == CLAUSES[-1], {})
        for number, name in enumerate(CLAUSES, start=1)
    }
    caps = dict(zip(BREACHES, (Level.DEVELOPING, Level.UNSAFE, Level.DEVELOPING), strict=True))
    breaches = {name: Breach(name, CLAUSES[0], "", level, level) for name, level in caps.items()}
    return Rubric("code-of-conduct", "A code of conduct", Level.COMPETENT, clauses, breaches, {})


def _about(scenes: int) -> scenario.About:
    return scenario.About(
        title="A generated story",
        summary=f"A story of {scenes} scenes.",
        level=1,
        stage="exploration",
        setting="school",
        kinds=("rapport",),
        minutes=10,
        min_age=16,
        notes=(),
        alternates=(),
        review="draft",
        reviewed_by="",
        reviewed_on="",
        covers=(),
        you="",
        brief="",
    )


def _scene(moment: Moment) -> scenario.Scene:
    said = [scenario.Variant(moment.text)]
    if moment.other is not None:
        guard, text = moment.other
        said.insert(0, scenario.Variant(text, condition.parse(str(guard))))
    return scenario.Scene(
        moment.id,
        scenario.Decision(tuple(_choice(option) for option in moment.options)),
        says=tuple(said),
        effects=scenario.Effects(change=moment.changes),
    )


def _choice(option: Option) -> scenario.Choice:
    action = scenario.Action(
        id=option.id,
        text=option.text,
        when=condition.parse(str(option.guard)) if option.guard else None,
        evidence=((option.clause, option.level),),
        breach=option.breach,
        effects=scenario.Effects(change=option.changes),
        why="The reason for it.",
    )
    return scenario.Choice(action, spoken=True, goto=(scenario.Target(option.goto),), again=not option.once)


# As our YAML ----------------------------------------------------------------------------------------------------------

_HEAD = """\
title: A generated story
summary: A story that a program made, to be read.
level: 1
stage: exploration
setting: school
kinds: [rapport]
minutes: 10
min_age: 16
rubric: code-of-conduct
assesses: {listening: 1}
mentee: {name: Jamie, pronouns: they/them, age: 15, about: Made up by a program.}
you: You are Jamie's peer mentor.
brief: A meeting that never ends.
"""


def as_yaml(story: Story) -> str:
    """The story as a document of ours."""
    return _HEAD + "\n".join(_yaml_lines(story)) + "\n"


def _yaml_lines(story: Story) -> Iterator[str]:
    yield "variables:"
    for name in NUMBERS:
        yield f"  {name}: {{start: 0, means: A number}}"
    yield f"start: {story.moments[0].id}"
    yield "scenes:"
    for moment in story.moments:
        yield f"  {moment.id}:"
        if moment.other is None:
            yield f"    says: {moment.text}"
        else:
            guard, text = moment.other
            yield "    says:"
            yield f"      - {{when: '{guard}', text: {text}}}"
            yield f"      - {moment.text}"
        yield from _yaml_changes(moment.changes, "    ")
        yield "    choices:"
        for option in moment.options:
            yield from _yaml_option(option)
    yield f"  {END}:"
    yield "    says: That is the end."
    yield "    ending: {title: The end}"


def _yaml_option(option: Option) -> Iterator[str]:
    yield f"      {option.id}:"
    yield f"        say: '{option.text}'"
    if option.guard is not None:
        yield f"        when: {option.guard}"
    yield f"        evidence: {{{option.clause}: {option.level.word}}}"
    if option.breach is not None:
        yield f"        breach: {option.breach}"
    yield "        why: The reason for it."
    if not option.once:
        yield "        again: true"
    yield from _yaml_changes(option.changes, "        ")
    yield f"        goto: {option.goto}"


def _yaml_changes(changes: tuple[tuple[str, int], ...], indent: str) -> Iterator[str]:
    if changes:
        yield f"{indent}change: {{{', '.join(f'{name}: {delta}' for name, delta in changes)}}}"
