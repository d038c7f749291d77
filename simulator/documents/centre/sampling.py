"""Sampling plans of internal quality assurance: their text to a plan."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from simulator.documents.yaml.loaded import Loaded
from simulator.documents.yaml.parts import is_date
from simulator.documents.yaml.problems import Problems
from simulator.documents.yaml.reader import Tree
from simulator.documents.yaml.reading_session import ReadingSession
from simulator.documents.yaml.source import Source
from simulator.documents.yaml.source_map import Address
from simulator.review.quality.sampling_plan import NewAssessors, Plan

from .sampling_shapes import NewAssessorsShape, SamplingShape

_STAND_INS: Final[Mapping[str, Tree]] = {
    "format": "1",
    "kind": "sampling",
    "title": "-",
    "from": "2000-01-01",
    "until": "2999-12-31",
    "seed": "-",
    "learners": "0",
}


def read_sampling(source: Source | Path, scenarios: Collection[str] | None = None) -> Loaded[Plan]:
    """Read a sampling plan; the scenarios that it names are checked if the known ones are given."""
    session = ReadingSession(source)
    session.judge_name()
    fitted = session.fitted(SamplingShape, _STAND_INS, "This sampling plan is")
    if fitted is None:
        return session.loaded(None)
    _judge_days(fitted, session.problems)
    _judge_lists(fitted, session.problems, scenarios)
    plan = Plan(
        id=session.id,
        title=fitted.title,
        digest="" if session.source is None else session.source.digest,
        starts=fitted.from_,
        ends=fitted.until,
        seed=fitted.seed,
        learners=fitted.learners,
        interim=fitted.interim,
        assessors=fitted.assessors,
        criteria=fitted.criteria,
        methods=fitted.methods,
        safety=fitted.safety,
        new=_new(fitted.new_assessors),
        within=fitted.within_days,
        scenarios=frozenset(fitted.scenarios),
        awards=frozenset(fitted.awards),
    )
    return session.loaded(plan)


def _new(fitted: NewAssessorsShape | None) -> NewAssessors:
    return NewAssessors() if fitted is None else NewAssessors(fitted.learners, fitted.signed_below, fitted.codes)


def _judge_days(fitted: SamplingShape, problems: Problems) -> None:
    days = {"from": fitted.from_, "until": fitted.until}
    wrong = [key for key, day in days.items() if not is_date(day)]
    for key in wrong:
        problems.of((key,), "bad-date", f"There is no day {days[key]}.", "Write it as 2030-09-01.", value=True)
    if not wrong and fitted.from_ > fitted.until:
        problems.of(("until",), "min-over-max", "The last day is before the first.", value=True)


def _judge_lists(fitted: SamplingShape, problems: Problems, scenarios: Collection[str] | None) -> None:
    lists: dict[Address, tuple[str, ...]] = {("scenarios",): fitted.scenarios, ("awards",): fitted.awards}
    new = fitted.new_assessors
    if new is not None:
        lists["new_assessors", "codes"] = new.codes
        said = {"codes", "signed_below"} & new.model_fields_set
        if not said and problems.whole(("new_assessors",)):
            message = "It is not said who is new."
            hint = "Write signed_below: 10 for those who signed fewer than ten reviews, or codes: and a list."
            problems.of(("new_assessors",), "missing-key", message, hint)
    for address, entries in lists.items():
        for position, entry in enumerate(entries):
            if entry in entries[:position]:
                problems.of((*address, position), "repeated-entry", f"“{entry}” is in this list twice.")
    for position, scenario in enumerate(fitted.scenarios):
        if scenarios is not None and scenario not in (*scenarios, *fitted.scenarios[:position]):
            message = f"There is no scenario `{scenario}` in the library."
            problems.of(("scenarios", position), "unknown-scenario", message, problems.near(scenario, scenarios))
