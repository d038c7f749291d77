"""Fields of boxes of which the best answer is to leave them blank."""

from collections.abc import Iterator, Mapping

from simulator.analysis.context import Case
from simulator.analysis.finding import Finding
from simulator.analysis.model.liveness import form_conditions
from simulator.engine.availability import fits
from simulator.engine.condition import Value
from simulator.engine.scenario import Form, TickField


def no_box_belongs(case: Case) -> Iterator[Finding]:
    """A field of boxes that is shown, in some situation, with boxes of which none belongs; told once for each field."""
    exploration = case.exploration
    if not exploration.complete:
        return
    machine = exploration.machine
    told: set[tuple[str, str]] = set()
    judged: set[tuple[int, int]] = set()
    rooms = [room if _boxes(room.scene.content) else None for room in machine.rooms]
    if not any(rooms):
        return
    scene_mask = machine.packing.scene.mask
    for number, situation in enumerate(exploration.situations):
        room = rooms[situation & scene_mask]
        if room is None or exploration.standing[number] or (key := (room.place, situation & room.mask)) in judged:
            continue
        judged.add(key)
        assert isinstance(room.scene.content, Form)  # noqa: S101  (only forms have fields of boxes)
        known = machine.packing.known(machine.packing.names(form_conditions(room.scene.content)), situation)
        for field in _boxes(room.scene.content):
            if (room.scene.id, field.id) not in told and _is_best_blank(field, known):
                told.add((room.scene.id, field.id))
                message = f"No box of `{field.id}` in `{room.scene.id}` belongs here, so to leave it blank is best."
                hint = "Write something that belongs there, or ask about it only where there is something (when:)."
                address = ("scenes", room.scene.id, "form", "fields", field.id)
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
