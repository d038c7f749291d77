"""The scenes of a scenario, translated."""

from collections.abc import Mapping, Sequence
from typing import Final

from simulator.documents.yaml.parts import LEVELS
from simulator.documents.yaml.source_map import Address
from simulator.engine.rubric import EvidenceKind, Level
from simulator.engine.scenario import (
    Action,
    Choice,
    Content,
    Decision,
    Ending,
    Field,
    Form,
    Onward,
    PickField,
    Scene,
    Target,
    TickField,
    TickOption,
    WriteField,
)

from .action_shapes import ActionShape, ChoiceShape
from .form_shapes import FieldShape, FormShape
from .name_resolution import NameResolution
from .scene_parts import effects, targets, words
from .shapes import SceneShape

_KINDS: Final = ("choices", "form", "ending")


def scenes(shapes: Mapping[str, SceneShape], names: NameResolution) -> dict[str, Scene]:
    """Every scene that could be translated."""
    found: dict[str, Scene] = {}
    for name, shape in shapes.items():
        scene = _scene(name, shape, names)
        if scene is not None:
            found[name] = scene
    return found


def _scene(name: str, shape: SceneShape, names: NameResolution) -> Scene | None:
    address: Address = ("scenes", name)
    tells = words(names, shape.tells, (*address, "tells"))
    cue = words(names, shape.cue, (*address, "cue"))
    says = words(names, shape.says, (*address, "says"))
    changes = effects(names, shape, address)
    content = _content(shape, address, names)
    return None if content is None else Scene(name, content, tells, cue, says, changes)


def _content(shape: SceneShape, address: Address, names: NameResolution) -> Content | None:
    written = [kind for kind in _KINDS if getattr(shape, kind) is not None]
    tell = names.problems.of
    if len(written) > 1 or (not written and shape.goto is None and names.problems.whole(address)):
        if written:
            both = " and ".join(f"`{kind}`" for kind in written)
            message = f"The scene `{address[-1]}` has {both}; it can have only one of them."
        else:
            message = f"The scene `{address[-1]}` leads nowhere."
        hint = "A scene has choices, or goto alone, or form with goto, or ending."
        tell(address, "scene-kind", message, hint)
    _tell_of_strays(shape, address, written, names)
    goto = targets(names, shape.goto or (), (*address, "goto"))
    decision = _decision(shape, address, names)
    form = None if shape.form is None else _form(shape.form, goto, (*address, "form"), names)
    if shape.form is not None and shape.goto is None and len(written) == 1 and names.problems.whole(address):
        message = f"The scene `{address[-1]}` has a form but does not say what follows."
        tell((*address, "form"), "scene-kind", message, "Write goto: and the next scene, beside form.")
    ending = None
    if shape.ending is not None:
        place = (*address, "ending")
        text = words(names, shape.ending.text, (*place, "text"))
        ending = Ending(shape.ending.title, text, words(names, shape.ending.afterwards, (*place, "afterwards")))
    onward = Onward(goto) if goto and not written else None
    return decision or form or ending or onward


def _tell_of_strays(shape: SceneShape, address: Address, written: Sequence[str], names: NameResolution) -> None:
    """Tell of keys that belong to another kind of scene."""
    if len(written) > 1 or (not written and (shape.goto is None or not names.problems.whole(address))):
        return
    (kind,) = written or ["goto"]
    strays = {
        "goto": [
            ("otherwise", "Only a scene with choices has otherwise; for a way that depends, give goto conditions."),
            ("because", "Only choices have because."),
        ],
        "choices": [("goto", "Each choice has a goto of its own; for when no choice is open, write otherwise.")],
        "form": [("otherwise", "Only a scene with choices has otherwise."), ("because", "Only choices have because.")],
        "ending": [
            ("goto", "Nothing follows an ending."),
            ("otherwise", "Nothing follows an ending."),
            ("because", "Only choices have because."),
        ],
    }
    for key, hint in strays[kind]:
        if getattr(shape, key) is not None:
            message = f"`{key}` does not belong in a scene with {'only ' if kind == 'goto' else ''}`{kind}`."
            names.problems.of((*address, key), "key-elsewhere", message, hint)


def _decision(shape: SceneShape, address: Address, names: NameResolution) -> Decision | None:
    if shape.otherwise is not None and shape.otherwise not in names.declared.scenes:
        names.scene(shape.otherwise, (*address, "otherwise"))
    if shape.choices is None:
        return None
    choices = [_choice(name, choice, (*address, "choices", name), names) for name, choice in shape.choices.items()]
    return Decision(tuple(choices), shape.otherwise, shape.because or "never")


def _choice(name: str, shape: ChoiceShape, address: Address, names: NameResolution) -> Choice:
    if (shape.say is None) == (shape.do is None) and names.problems.whole(address):
        neither = shape.say is None
        message = (
            f"The choice `{name}` has {'neither' if neither else 'both'} `say` {'nor' if neither else 'and'} `do`."
        )
        names.problems.of(address, "choice-kind", message, "Write say for words, or do for an action.")
    action = _action(name, shape.say or shape.do or "", shape, address, names)
    return Choice(action, shape.say is not None, targets(names, shape.goto, (*address, "goto")), shape.again)


def _action(name: str, text: str, shape: ActionShape, address: Address, names: NameResolution) -> Action:
    rubric = names.rubric
    when = None if shape.when is None else names.conditions.read(shape.when, (*address, "when"))
    evidence: list[tuple[str, Level]] = []
    for clause, level in shape.evidence.items():
        if rubric and clause not in rubric.clauses:
            names.clause(clause, (*address, "evidence", clause), key=True)
        evidence.append((clause, LEVELS[level]))
    if shape.breach is not None or shape.repairs is not None:
        names.breach(shape.breach, (*address, "breach"))
        names.breach(shape.repairs, (*address, "repairs"))
        if shape.breach is not None and shape.repairs is not None:
            message = "One deed cannot breach the code and put a breach right."
            names.problems.of((*address, "repairs"), "breach-and-repair", message, "Split it into two, or keep one.")
    names.moves(shape.moves, (*address, "moves"))
    names.criteria(shape.mistakes, (*address, "mistakes"))
    names.criteria(shape.covers, (*address, "covers"))
    way = EvidenceKind.RECORD if "form" in address[2:3] else EvidenceKind.CHOICE
    names.evidenced(shape.covers, way, (*address, "covers"))
    return Action(
        id=name,
        text=text,
        when=when,
        evidence=tuple(evidence),
        breach=shape.breach,
        repairs=shape.repairs,
        effects=effects(names, shape, address),
        moves=tuple(shape.moves),
        mistakes=tuple(shape.mistakes),
        covers=tuple(shape.covers),
        why=shape.why,
        thinks=shape.thinks,
    )


# Forms ----------------------------------------------------------------------------------------------------------------


def _form(shape: FormShape, goto: tuple[Target, ...], address: Address, names: NameResolution) -> Form:
    fields = [_field(name, field, (*address, "fields", name), names) for name, field in shape.fields.items()]
    return Form(shape.title, tuple(field for field in fields if field is not None), goto)


def _field(name: str, shape: FieldShape, address: Address, names: NameResolution) -> Field | None:
    written = [kind for kind in ("tick", "pick", "write") if getattr(shape, kind) is not None]
    if len(written) != 1 and names.problems.whole(address):
        message = f"The field `{name}` has {' and '.join(f'`{kind}`' for kind in written) or 'nothing to answer'}."
        names.problems.of(address, "field-kind", message, "Write exactly one of tick, pick and write.")
    when = names.conditions.read(shape.when, (*address, "when"))
    if shape.clause is not None:
        names.clause(shape.clause, (*address, "clause"))
    _tell_of_field_strays(shape, address, written, names)
    clause = shape.clause or ""
    found: Field | None = None
    if shape.write is not None:
        if shape.write.min_words > shape.write.max_words:
            message = "The smallest number of words is above the largest."
            names.problems.of((*address, "write", "min_words"), "min-over-max", message, value=True)
        found = WriteField(name, shape.ask, clause, shape.write.min_words, shape.write.max_words, when)
    if shape.pick is not None:
        place = (*address, "pick")
        picks = [_action(id_, option.text, option, (*place, id_), names) for id_, option in shape.pick.items()]
        found = PickField(name, shape.ask, tuple(picks), when)
    if shape.tick is not None:
        place = (*address, "tick")
        ticks = [
            TickOption(_action(id_, option.text, option, (*place, id_), names), option.belongs)
            for id_, option in shape.tick.items()
        ]
        found = TickField(name, shape.ask, tuple(ticks), clause, _levels(shape, address, names), when)
    return found


def _tell_of_field_strays(shape: FieldShape, address: Address, written: Sequence[str], names: NameResolution) -> None:
    if len(written) != 1:
        return
    (kind,) = written
    needed = {"tick": ("clause", "levels"), "pick": (), "write": ("clause",)}[kind]
    reasons = {
        "clause": "the clause that the answer is evidence for",
        "levels": "the level by the number of wrong ticks, such as {0: competent, 1: developing}",
    }
    for key, reason in reasons.items():
        present = getattr(shape, key) is not None
        if key in needed and not present and names.problems.whole(address):
            message = f"The field `{address[-1]}` needs `{key}`."
            names.problems.of(address, "missing-key", message, f"It is: {reason}.")
        elif present and key not in needed:
            hint = "Each option of a pick field has evidence of its own." if kind == "pick" else "Delete it."
            message = f"`{key}` does not belong in a field with `{kind}`."
            names.problems.of((*address, key), "key-elsewhere", message, hint)


def _levels(shape: FieldShape, address: Address, names: NameResolution) -> dict[int, Level]:
    levels = {wrong: LEVELS[level] for wrong, level in sorted((shape.levels or {}).items())}
    if shape.levels is not None and not levels and names.problems.whole(address):
        message = "No level is written, so whatever is ticked would be unsafe."
        hint = "Write what no wrong tick shows, and then one, such as {0: competent, 1: developing}."
        names.problems.of((*address, "levels"), "tick-levels", message, hint)
    if levels and list(levels) != list(range(len(levels))):
        missing = min(set(range(len(levels) + 1)) - set(levels))
        message = f"The levels leave a gap: nothing is written for {missing} wrong."
        hint = "Count from 0 without leaving out a number; more than the last is unsafe."
        names.problems.of((*address, "levels"), "tick-levels", message, hint)
    return levels
