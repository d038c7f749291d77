"""What is never reached: scenes that are not entered, choices that are not open, variants that are not said."""

from collections.abc import Collection, Iterator

from simulator.analysis.context import AnalysisContext, ClauseResults, Outcomes
from simulator.analysis.finding import STOPS, Address, Finding
from simulator.analysis.model.reachability import SituationStatus
from simulator.analysis.model.scene_links import following, grouped
from simulator.analysis.model.transition_system import CompiledScene
from simulator.engine.availability import fits
from simulator.engine.condition import Condition, names
from simulator.engine.scenario import Decision, Ending, Form, Scene, TickField, Variant, Words

from .names import never_written


def not_proved(context: AnalysisContext) -> Iterator[Finding]:
    """A scenario with more situations than the budget: nothing is claimed about all playthroughs."""
    if not context.exploration.complete:
        message = f"After {len(context.exploration):,} situations there were still more; nothing is proved."
        hint = "Fewer variables, shorter ranges or fewer choices that stay open make a scenario smaller."
        yield Finding("not-proved", (), message, hint)
    elif not context.counts_endlessly and any(each.reached is None for each in _scores(context)):
        message = "There are too many combinations of situation and score; nothing is proved about the marking."
        hint = "Fewer pieces of evidence, or fewer assessed clauses, make them fewer."
        yield Finding("not-proved", ("assesses",), message, hint)


def _scores(context: AnalysisContext) -> Iterator[Outcomes | ClauseResults]:
    yield context.outcomes
    yield from (context.clause(clause) for clause in context.scenario.assesses)


def entered(context: AnalysisContext) -> frozenset[str]:
    """The scenes that some playthrough enters."""
    system = context.exploration.system
    met = {situation & system.layout.scene.mask for situation in context.exploration.situations}
    return frozenset(
        compiled.scene.id for compiled in system.compiled_scenes if compiled.passed or compiled.place in met
    )


def unreachable_scenes(context: AnalysisContext) -> Iterator[Finding]:
    """A scene that no playthrough enters, unless that follows from another finding."""
    if not context.exploration.complete:
        return
    reached = entered(context)
    missing = [name for name in context.scenario.scenes if name not in reached]
    if not missing:
        return
    leads = _leads(context, reached)
    edges = {name: [to for to in following(context.scenario.scenes[name]) if to not in reached] for name in missing}
    group = grouped(edges)
    led = {group[to] for name, ahead in edges.items() for to in ahead if group[to] != group[name]}
    stuck = {context.exploration.scene(number) for number in context.exploration.where(SituationStatus.STUCK)}
    dry = {to for name in stuck for to in following(context.scenario.scenes[name])}
    told: set[int] = set()
    for name in missing:
        if group[name] in led or group[name] in told:
            continue
        told.add(group[name])
        members = [each for each in missing if group[each] == group[name]]
        if any(each in leads and leads[each] is False for each in members):
            continue  # a choice that is never open is the cause
        if any(each in leads for each in members):
            message = f"The scene `{name}` is never entered: no playthrough meets the conditions that lead to it."
            hint = "Change the conditions, or delete it."
            follows = frozenset({"stuck"}) if dry & set(members) else frozenset()
        else:
            message = f"Nothing leads to the scene `{name}`."
            hint = "Lead a goto to it, or delete it."
            follows = STOPS  # it may be what is meant to follow there
        yield Finding("unreachable-scene", ("scenes", name), message, hint, follows=follows)


def _leads(context: AnalysisContext, reached: frozenset[str]) -> dict[str, bool]:
    """The scenes that an entered scene could lead to; False where only choices that are never open do."""
    open_ = _open_choices(context)
    found: dict[str, bool] = {}
    for name in reached:
        content = context.scenario.scenes[name].content
        if isinstance(content, Decision):
            for choice in content.choices:
                for target in choice.goto:
                    found[target.to] = found.get(target.to, False) or (name, choice.id) in open_
            if content.otherwise is not None:
                found[content.otherwise] = True
        else:
            found.update(dict.fromkeys(following(context.scenario.scenes[name]), True))
    return found


def _open_choices(context: AnalysisContext) -> frozenset[tuple[str, str]]:
    system = context.exploration.system
    return frozenset((way.scene, way.step) for way in system.transitions if isinstance(way.step, str))


def open_to_somebody(context: AnalysisContext) -> frozenset[Address]:
    """The choices and options that are offered to somebody."""
    found: set[Address] = {("scenes", scene, "choices", choice) for scene, choice in _open_choices(context)}
    system = context.exploration.system
    for each in context.actions:
        if each.field is not None and (each.field, each.action.id) in system.shown(each.scene):
            found.add(each.address)
    return frozenset(found)


def choices_never_open(context: AnalysisContext) -> Iterator[Finding]:
    """A choice, a field or an option that is never offered in a scene that is entered."""
    if not context.exploration.complete:
        return
    reached, open_ = entered(context), _open_choices(context)
    dead = {finding.address for finding in never_written(context)}
    for scene in context.scenario.scenes.values():
        if scene.id not in reached:
            continue
        for address, what, condition in _closed(context, scene, open_):
            message = f"{what} is never open: its condition never holds{_since(dead, condition)}."
            hint = "Change its when:, or delete it."
            yield Finding("choice-never-open", address, message, hint, explains=_explained(dead, condition))


def _explained(dead: set[Address], condition: Condition | None) -> frozenset[tuple[str, Address]]:
    """The findings about names that never change that this one already tells of."""
    read = names(condition) if condition is not None else frozenset()
    return frozenset(("never-written", address) for address in dead if address[1] in read)


def _since(dead: set[Address], condition: Condition | None) -> str:
    """The names that never change, as the end of a sentence."""
    read = names(condition) if condition is not None else frozenset()
    fixed = sorted(str(address[1]) for address in dead if address[1] in read)
    return f", since nothing changes {' and '.join(f'`{name}`' for name in fixed)}" if fixed else ""


def _closed(
    context: AnalysisContext, scene: Scene, open_: frozenset[tuple[str, str]]
) -> Iterator[tuple[Address, str, Condition | None]]:
    address: Address = ("scenes", scene.id)
    content = scene.content
    if isinstance(content, Decision):
        for choice in content.choices:
            if (scene.id, choice.id) not in open_:
                yield (*address, "choices", choice.id), f"The choice `{choice.id}`", choice.action.when
    if isinstance(content, Form):
        yield from _hidden(content, context.exploration.system.shown(scene.id), (*address, "form", "fields"))


def _hidden(
    form: Form, shown: frozenset[tuple[str, str]], address: Address
) -> Iterator[tuple[Address, str, Condition | None]]:
    fields = {field for field, _ in shown}
    for field in form.fields:
        inside: Address = (*address, field.id)
        if field.id not in fields:
            yield inside, f"The field `{field.id}`", field.when
            continue
        what = "box" if isinstance(field, TickField) else "option"
        for action in field.actions:
            if (field.id, action.id) not in shown:
                yield (*inside, field.how, action.id), f"The {what} `{action.id}`", action.when


def variants_never_said(context: AnalysisContext) -> Iterator[Finding]:
    """A variant that is never the first that fits, in a scene that is entered."""
    if not context.exploration.complete:
        return
    reached = entered(context)
    dead = {finding.address for finding in never_written(context)}
    for compiled in context.exploration.system.compiled_scenes:
        if compiled.scene.id in reached:
            for address, words in said_in(compiled.scene):
                yield from _unsaid(context, compiled, address, words, dead)


def heard_in(compiled: CompiledScene) -> Collection[int]:
    """What decided which words are said, each time that an entered scene was entered; once where nothing decides."""
    return compiled.met or (0,)


def said_in(scene: Scene) -> Iterator[tuple[Address, Words]]:
    """Everything that may be said in a scene, with its address."""
    address: Address = ("scenes", scene.id)
    yield from (
        ((*address, key), words) for key, words in (("tells", scene.tells), ("cue", scene.cue), ("says", scene.says))
    )
    if isinstance(scene.content, Ending):
        yield (*address, "ending", "text"), scene.content.text
        yield (*address, "ending", "afterwards"), scene.content.afterwards


def _unsaid(
    context: AnalysisContext, compiled: CompiledScene, address: Address, words: Words, dead: set[Address]
) -> Iterator[Finding]:
    layout = context.exploration.system.layout
    read = layout.names(variant.when for variant in words)
    said: set[int] = set()
    for met in heard_in(compiled):
        known = layout.values_of(read, met)
        said.update([place for place, variant in enumerate(words) if fits(variant.when, known)][:1])
    always = next((place for place, variant in enumerate(words) if variant.when is None), len(words))
    for place, variant in enumerate(words):
        if place not in said and place <= always:
            held = any(fits(variant.when, layout.values_of(read, met)) for met in heard_in(compiled))
            message, hint = _why_unsaid(compiled.scene, variant, dead, held=held)
            explains = _explained(dead, variant.when)
            yield Finding("variant-never-said", (*address, place), message, hint, explains=explains)


def _why_unsaid(scene: Scene, variant: Variant, dead: set[Address], *, held: bool) -> tuple[str, str]:
    """Why a variant is never said, and what to do; the commonest cause is an effect of its own scene."""
    hint = "Change the conditions, or delete it."
    if variant.when is None:
        return "This is never said: one above it always fits.", hint
    if held:
        return "This is never said: whenever its condition holds, one above it is said.", hint
    given = {name for name, _ in scene.effects.set} | set(scene.effects.learn)
    early = sorted(names(variant.when) & given)
    if early:
        told = " and ".join(f"`{name}`" for name in early)
        message = f"This is never said: its condition never holds here, since the scene itself settles {told} first."
        return message, "What a scene sets and learns happens before its words: do it in a later scene, or in a choice."
    return f"This is never said: its condition never holds here{_since(dead, variant.when)}.", hint
