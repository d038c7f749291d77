"""A second scoring, written from the rules' own sentences with no regard for speed or structure.

It shares no code with ``simulator.engine.scoring`` but the names of levels.
"""

from collections.abc import Mapping

from simulator.engine.events import Ended, Stuck
from simulator.engine.rubric import Level, Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.state import Did, State, Ticked

U, D, C, E = Level.UNSAFE, Level.DEVELOPING, Level.COMPETENT, Level.EXEMPLARY


def happenings(scenario: Scenario, state: State) -> list[dict[str, object]]:
    """Everything that counts, in order: pieces, breaches and repairs, each as a small record."""
    out: list[dict[str, object]] = []
    for turn in state.turns:
        for act in turn.acts:
            if isinstance(act, Did):
                deed_id = object()
                for clause, level in act.action.evidence:
                    out.append({"is": "piece", "clause": clause, "level": level, "deed": deed_id})
                if act.action.breach:
                    out.append({"is": "breach", "breach": act.action.breach, "deed": deed_id, "repaired": False})
                if act.action.repairs:
                    for earlier in out:
                        if earlier["is"] == "breach" and earlier["breach"] == act.action.repairs:
                            earlier["repaired"] = True
            if isinstance(act, Ticked):
                out.append({"is": "piece", "clause": act.field.clause, "level": act.level, "deed": None})
    final = {name: str(status) for name, status in state.situation.duties.items()}
    for name, status in final.items():
        duty = scenario.duties[name]
        if status in ("late", "fulfilled late"):
            out.append({"is": "piece", "clause": duty.clause, "level": duty.late, "deed": None, "duty": duty.late})
        if status == "missed":
            out.append({"is": "piece", "clause": duty.clause, "level": duty.missed, "deed": None, "duty": duty.missed})
            if duty.breach:
                out.append({"is": "breach", "breach": duty.breach, "deed": None, "repaired": False})
    return out


def clause_level(rubric: Rubric, scenario: Scenario, clause: str, happened: list[dict[str, object]]) -> Level | None:
    """The level of a clause, or None where it is not shown or not assessed."""
    repaired_deeds = {
        id(each["deed"]): rubric.breaches[str(each["breach"])].repaired
        for each in happened
        if each["is"] == "breach" and each["repaired"] and each["deed"] is not None
    }
    levels = []
    caps = []
    for each in happened:
        if each["is"] == "piece" and each["clause"] == clause:
            level = each["level"]
            assert isinstance(level, Level)
            if level == U and each["deed"] is not None and id(each["deed"]) in repaired_deeds:
                level = repaired_deeds[id(each["deed"])]
            levels.append(level)
            if level == U:
                caps.append(U)
            if "duty" in each:
                caps.append(level)
        if each["is"] == "breach":
            breach = rubric.breaches[str(each["breach"])]
            if breach.clause == clause:
                caps.append(breach.repaired if each["repaired"] else breach.caps)
    if not levels and not caps:
        return None
    result = min([*caps, *([lower_middle(levels)] if levels else [])])
    asked = scenario.assesses.get(clause, 0)
    if result == U:
        return U
    if not levels or len(levels) < asked:
        return None
    return result


def lower_middle(levels: list[Level]) -> Level:
    """Cross off a lowest and a highest until one or two are left; the lower of those."""
    left = sorted(levels)
    while len(left) > 2:
        left = left[1:-1]
    return left[0]


def outcome(rubric: Rubric, scenario: Scenario, state: State) -> Level | None:
    """The outcome of a playthrough, or None where it is not complete."""
    if state.closed is None or isinstance(state.closed, Stuck):
        return None
    happened = happenings(scenario, state)
    results: Mapping[str, Level | None] = {
        clause: clause_level(rubric, scenario, clause, happened) for clause in rubric.clauses
    }
    breaches = [each for each in happened if each["is"] == "breach"]
    for clause, result in results.items():
        if rubric.clauses[clause].critical and result == U:
            return U
    for each in breaches:
        if rubric.breaches[str(each["breach"])].caps == U and not each["repaired"]:
            return U
    assessed = [results[clause] for clause in rubric.clauses if clause in scenario.assesses]
    if any(result is None or result < rubric.passing for result in assessed):
        return D
    if breaches or not isinstance(state.closed, Ended):
        return D
    if sum(result == E for result in assessed) * 2 >= len(assessed):
        return E
    return C
