"""All that is written about one line of an outline, as blocks of a page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.engine.condition import Condition, Value, render
from simulator.engine.scenario import Action, Decision, Ending, Form, TickField, TickOption, Words, WriteField
from simulator.report.words.signs import HOW, KINDS, in_words
from simulator.tui.author.outline_blocks import Ref
from simulator.tui.shared.about import heading
from simulator.tui.widgets.levels import level_label
from simulator.tui.widgets.page import Block
from simulator.tui.widgets.prose import join, line, prose

if TYPE_CHECKING:
    from simulator.analysis.structure import Structure
    from simulator.engine.rubric import Rubric
    from simulator.engine.scenario import Field, Scenario, Scene


def detail_blocks(scenario: "Scenario", rubric: "Rubric", structure: "Structure", ref: Ref) -> Iterator[Block]:
    """What is written about a scene, a field of a form, or a choice."""
    what, name, number, _ = ref
    scene = scenario.scenes[name]
    content = scene.content
    if what == "part" and isinstance(content, Form):
        yield from _field(rubric, content.fields[number])
    elif what in ("way", "arrow") and isinstance(content, Decision) and number < len(content.choices):
        yield from _action(rubric, content.choices[number].action)
    else:
        yield from _scene(structure, scene)


def _scene(structure: "Structure", scene: "Scene") -> Iterator[Block]:
    place = structure.places[scene.id]
    yield Block(line(scene.id), "title")
    yield Block(Content(KINDS[place.kind]), "quiet")
    told = {"It is told": scene.tells, "You see": scene.cue, f"{structure.mentee} says": scene.says}
    if isinstance(scene.content, Ending):
        yield Block(line(scene.content.title, "bold"), gap=1)
        told |= {"It ends": scene.content.text, "Afterwards": scene.content.afterwards}
    for head, words in told.items():
        yield from _words(head, words)
    for duty in structure.duties:
        if duty.name in (*place.opens, *place.due):
            yield heading(f"Duty {duty.name}")
            yield Block(line(in_words(duty)))


def _words(head: str, words: Words) -> Iterator[Block]:
    if words:
        yield Block(line(head), "heading", gap=1)
    for variant in words:
        if len(words) > 1:
            yield Block(line(_when(variant.when) or "otherwise", ".page--quiet"))
        yield Block(prose(variant.text))


def _action(rubric: "Rubric", action: Action) -> Iterator[Block]:
    yield Block(line(action.id), "title")
    if action.when is not None:
        yield Block(line(_when(action.when)), "quiet")
    yield Block(prose(action.text), gap=1)
    yield from _worth(rubric, action)
    for head, text in (("Why", action.why), ("What they think", action.thinks)):
        if text:
            yield heading(head)
            yield Block(prose(text))
    if action.moves:
        yield heading("Moves")
        yield Block(line(", ".join(action.moves)))


def _worth(rubric: "Rubric", action: Action) -> Iterator[Block]:
    if action.evidence:
        yield heading("Evidence")
    for clause, level in action.evidence:
        named = rubric.clauses[clause].title if clause in rubric.clauses else clause
        yield Block(join(line(named), f": {level_label(level)}"))
    for head, breach in (("Breach", action.breach), ("Repairs", action.repairs)):
        if breach is not None:
            known = rubric.breaches.get(breach)
            yield heading(head)
            yield Block(line(known.text if known is not None else breach))
    effects = action.effects
    changed = [f"{name} {by:+d}" for name, by in effects.change] + [
        f"{name} = {_value(value)}" for name, value in effects.set
    ]
    for head, names in (("Fulfils", effects.fulfils), ("Learnt", effects.learn), ("Changes", tuple(changed))):
        if names:
            yield heading(head)
            yield Block(line(", ".join(names)))


def _field(rubric: "Rubric", field: "Field") -> Iterator[Block]:
    how = "write" if isinstance(field, WriteField) else "tick" if isinstance(field, TickField) else "pick"
    yield Block(line(field.id), "title")
    yield Block(join(HOW[how], line(f", {_when(field.when)}" if field.when is not None else "")), "quiet")
    yield Block(prose(field.ask), gap=1)
    if isinstance(field, WriteField):
        yield Block(line(f"{field.min_words} to {field.max_words} words; a person marks it."), "quiet")
        return
    for option in field.options:
        action = option.action if isinstance(option, TickOption) else option
        belongs = "" if not isinstance(option, TickOption) else " belongs" if option.belongs else " does not belong"
        yield Block(join(line(action.id, "bold"), Content.styled(belongs, ".page--quiet")), gap=1)
        yield Block(prose(action.text))
        yield from _worth(rubric, action)


def _value(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _when(condition: Condition | None) -> str:
    return "" if condition is None else f"when {render(condition)}"
