"""All that is written about one line of an outline: a scene, a field of a form, or a choice."""

from collections.abc import Iterator, Sequence

from simulator.analysis.structure import Structure
from simulator.engine.condition import Condition, render, written
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import (
    Action,
    Decision,
    Ending,
    Field,
    Form,
    Scenario,
    Scene,
    TickOption,
    Words,
    WriteField,
)
from simulator.report.page import Element, Paragraph, Section, Span, Style, level_span, said
from simulator.report.words.signs import HOW, KINDS, in_words


def detail_section(scenario: Scenario, rubric: Rubric, structure: Structure, ref: Sequence[str]) -> Section:
    """What is written about a line of an outline, by its reference."""
    what, name, *rest = ref
    number = int(rest[0]) if rest else 0
    scene = scenario.scenes[name]
    content = scene.content
    if what == "part" and isinstance(content, Form):
        return _field(rubric, content.fields[number])
    if what in ("way", "arrow") and isinstance(content, Decision) and number < len(content.choices):
        return _action(rubric, content.choices[number].action)
    return _scene(structure, scene)


def _scene(structure: Structure, scene: Scene) -> Section:
    place = structure.places[scene.id]
    spoken = {"It is told": scene.tells, "You see": scene.cue, f"{structure.mentee} says": scene.says}
    title: tuple[Paragraph, ...] = ()
    if isinstance(scene.content, Ending):
        title = (said(scene.content.title, Style.STRONG),)
        spoken |= {"It ends": scene.content.text, "Afterwards": scene.content.afterwards}
    words = (_section(head, *_variants(words)) for head, words in spoken.items() if words)
    named = (*place.opens, *place.due)
    duties = (_section(f"Duty {duty.name}", said(in_words(duty))) for duty in structure.duties if duty.name in named)
    return Section("", scene.id, title, (*words, *duties), KINDS[place.kind])


def _section(title: str, *elements: Element) -> Section:
    return Section("", title, elements)


def _variants(words: Words) -> Iterator[Paragraph]:
    for variant in words:
        if len(words) > 1:
            yield said(_when(variant.when) or "otherwise", Style.QUIET)
        yield said(variant.text)


def _action(rubric: Rubric, action: Action) -> Section:
    more = {"Why": action.why, "What they think": action.thinks, "Moves": ", ".join(action.moves)}
    sections = (_section(head, said(text)) for head, text in more.items() if text)
    return Section("", action.id, (said(action.text),), (*_worth(rubric, action), *sections), _when(action.when))


def _worth(rubric: Rubric, action: Action) -> Iterator[Section]:
    """What a choice or an option counts as, and what it changes."""
    titles = {
        clause: rubric.clauses[clause].title if clause in rubric.clauses else clause for clause, _ in action.evidence
    }
    if action.evidence:
        levels = (Paragraph((Span(f"{titles[clause]}: "), level_span(level))) for clause, level in action.evidence)
        yield _section("Evidence", *levels)
    for head, breach in (("Breach", action.breach), ("Repairs", action.repairs)):
        if breach is not None:
            known = rubric.breaches.get(breach)
            yield _section(head, said(known.text if known is not None else breach))
    effects = action.effects
    changed = [f"{name} {by:+d}" for name, by in effects.change]
    changed += [f"{name} = {written(value)}" for name, value in effects.set]
    for head, names in (("Fulfils", effects.fulfils), ("Learnt", effects.learn), ("Changes", changed)):
        if names:
            yield _section(head, said(", ".join(names)))


def _field(rubric: Rubric, field: Field) -> Section:
    note = ", ".join(filter(None, (HOW[field.how], _when(field.when))))
    if isinstance(field, WriteField):
        length = said(f"{field.min_words} to {field.max_words} words; a person marks it.", Style.QUIET)
        return Section("", field.id, (said(field.ask), length), note=note)
    options = tuple(_option(rubric, option) for option in field.options)
    return Section("", field.id, (said(field.ask),), options, note)


def _option(rubric: Rubric, option: TickOption | Action) -> Section:
    action = option.action if isinstance(option, TickOption) else option
    belongs = "" if not isinstance(option, TickOption) else "belongs" if option.belongs else "does not belong"
    return Section("", action.id, (said(action.text),), tuple(_worth(rubric, action)), belongs)


def _when(condition: Condition | None) -> str:
    return "" if condition is None else f"when {render(condition)}"


def _title(rubric: Rubric, clause: str) -> str:
    return rubric.clauses[clause].title if clause in rubric.clauses else clause
