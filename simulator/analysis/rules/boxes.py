"""Fields of boxes of which the best answer is to leave them blank."""

from collections.abc import Iterator, Mapping

from simulator.analysis.context import AnalysisContext
from simulator.analysis.finding import Finding
from simulator.analysis.model.liveness import form_conditions
from simulator.engine.availability import fits
from simulator.engine.condition import Value
from simulator.engine.scenario import Form, TickField


def no_box_belongs(context: AnalysisContext) -> Iterator[Finding]:
    """A field of boxes that is shown, in some situation, with boxes of which none belongs; told once for each field."""
    exploration = context.exploration
    if not exploration.complete:
        return
    system = exploration.system
    told: set[tuple[str, str]] = set()
    judged: set[tuple[int, int]] = set()
    compiled_scenes = [compiled if _boxes(compiled.scene.content) else None for compiled in system.compiled_scenes]
    if not any(compiled_scenes):
        return
    scene_mask = system.layout.scene.mask
    for number, situation in enumerate(exploration.situations):
        compiled = compiled_scenes[situation & scene_mask]
        if (
            compiled is None
            or exploration.status[number]
            or (key := (compiled.place, situation & compiled.mask)) in judged
        ):
            continue
        judged.add(key)
        assert isinstance(compiled.scene.content, Form)  # noqa: S101  (only forms have fields of boxes)
        known = system.layout.values_of(system.layout.names(form_conditions(compiled.scene.content)), situation)
        for field in _boxes(compiled.scene.content):
            if (compiled.scene.id, field.id) not in told and _is_best_blank(field, known):
                told.add((compiled.scene.id, field.id))
                message = f"No box of `{field.id}` in `{compiled.scene.id}` belongs here, so to leave it blank is best."
                hint = "Write something that belongs there, or ask about it only where there is something (when:)."
                address = ("scenes", compiled.scene.id, "form", "fields", field.id)
                yield Finding("no-box-belongs", address, message, hint, exploration.witness(number))


def _boxes(content: object) -> list[TickField]:
    """The fields of boxes of a form that may be shown without one that belongs."""
    fields = content.fields if isinstance(content, Form) else ()
    return [
        field
        for field in fields
        if isinstance(field, TickField) and not any(box.belongs and box.action.when is None for box in field.options)
    ]


def _is_best_blank(field: TickField, known: Mapping[str, Value]) -> bool:
    shown = [box for box in field.options if fits(box.action.when, known)]
    return fits(field.when, known) and bool(shown) and not any(box.belongs for box in shown)
