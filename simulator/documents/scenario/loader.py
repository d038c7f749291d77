"""A scenario document: its text to the engine's values, with every fault and its place."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from simulator.documents.yaml.hints import shortened
from simulator.documents.yaml.loaded import Loaded, Waiver
from simulator.documents.yaml.parts import LEVELS, Shape, is_date
from simulator.documents.yaml.problems import Problems
from simulator.documents.yaml.reader import Tree
from simulator.documents.yaml.reading_session import ReadingSession, is_newer
from simulator.documents.yaml.source import Source
from simulator.documents.yaml.source_map import Address
from simulator.documents.yaml.validation import validate
from simulator.engine.rubric import Item, Qualification, Rubric
from simulator.engine.scenario import About, Duty, Mentee, Scenario

from .expect import check_walkthroughs, walkthroughs
from .name_resolution import DeclaredNames, NameResolution
from .reviewed import Reviewed, digest_of, standing
from .scenes import scenes
from .shapes import ScenarioShape

_STAND_INS: Final[Mapping[str, Tree]] = {
    "format": "1",
    "title": "-",
    "summary": "-",
    "level": "1",
    "stage": "closure",
    "setting": "school",
    "kinds": ["closure"],
    "minutes": "1",
    "rubric": "none",
    "assesses": {"none": "1"},
    "mentee": {"name": "-"},
    "you": "-",
    "brief": "-",
    "start": "none",
    "scenes": {"none": {"ending": {"title": "-"}}},
}


def read_scenario(
    source: Source | Path,
    rubric: Rubric | Mapping[str, Rubric | None] | None,
    qualifications: Collection[Qualification] | None = None,
    known_ids: Collection[str] | None = None,
) -> Loaded[Scenario]:
    """Read a scenario.

    Args:
        source: the document, or the file that holds it.
        rubric: the rubric it is marked against, or all there are by id (one that has faults is None, and is told); None
            leaves clauses, breaches, moves and outcomes unchecked.
        qualifications: what `covers` and `mistakes` may name; None leaves them unchecked.
        known_ids: the scenarios that `alternates` may name; None leaves them unchecked.
    """
    session = ReadingSession(source)
    session.judge_name()
    scenario: Scenario | None = None
    waivers: tuple[Waiver, ...] = ()
    if session.tree is None:
        return session.loaded(scenario, waivers)
    against = _Against(rubric, qualifications, known_ids)
    scenario, waivers = _translated(session.id, session.tree, against, session.problems)
    stands = standing(session.tree)
    if scenario is not None:
        scenario = replace(scenario, about=replace(scenario.about, review=str(stands)))
    if session.source is not None and not session.source.pinned:
        _check_review(session.tree, stands, session.problems)
    playable = None if session.problems.has_errors else scenario
    if playable is not None:
        check_walkthroughs(playable, against.known(playable.rubric), session.problems)
    return replace(session.loaded(scenario, waivers), playable=playable)


@dataclass(frozen=True, slots=True)
class _Against:
    """What a scenario is read against."""

    rubric: Rubric | Mapping[str, Rubric | None] | None
    qualifications: Collection[Qualification] | None
    known_ids: Collection[str] | None

    def known(self, id_: str) -> Rubric | None:
        """The rubric of an id, where it is known."""
        if isinstance(self.rubric, Rubric):
            return self.rubric if self.rubric.id == id_ else None
        return None if self.rubric is None else self.rubric.get(id_)

    def items(self) -> Mapping[str, Item] | None:
        """The criteria and mistakes that exist; None where that is not known."""
        if self.qualifications is None:
            return None
        return {name: item for each in self.qualifications for name, item in each.items.items()}


def _translated(
    id_: str, tree: Tree, against: _Against, problems: Problems
) -> tuple[Scenario | None, tuple[Waiver, ...]]:
    if isinstance(tree, dict) and (is_newer(tree, problems, "This scenario is") or _is_other(tree, problems)):
        return None, ()
    fitted, whole = validate(tree, ScenarioShape, problems, _STAND_INS)
    if fitted is None or not isinstance(tree, dict):
        return None, ()
    rubric = _rubric(fitted, tree, against.rubric, problems)
    names = NameResolution(DeclaredNames.of(tree), rubric, against.items(), problems)
    names.declare(fitted.variables)
    scenario = _scenario(id_, fitted, tree, against.known_ids, names)
    waivers = tuple(_waivers(fitted, ())) if "allow" in problems.source_map.text else ()
    return scenario if whole else None, waivers


def _rubric(
    fitted: ScenarioShape,
    tree: Mapping[str, Tree],
    given: Rubric | Mapping[str, Rubric | None] | None,
    problems: Problems,
) -> Rubric | None:
    """The rubric that the scenario names, out of those given; None where there is none to check against."""
    if given is None or fitted.rubric != tree.get("rubric"):
        return None
    known = {given.id: given} if isinstance(given, Rubric) else given
    if fitted.rubric not in known:
        hint = problems.near(fitted.rubric, known)
        problems.of(("rubric",), "unknown-rubric", f"There is no rubric `{fitted.rubric}`.", hint, value=True)
        return None
    found = known[fitted.rubric]
    if found is None:
        message = f"The rubric `{fitted.rubric}` cannot be used, because it has faults of its own."
        problems.of(("rubric",), "unknown-rubric", message, "Check the rubric's file first.", value=True)
    return found


def _is_other(tree: Mapping[str, Tree], problems: Problems) -> bool:
    """Whether the document names a kind that there is not and is no scenario; then nothing else of it is judged."""
    written = tree.get("kind")
    if not isinstance(written, str) or not written.strip():
        return False
    meant = problems.nearest(written, ("rubric", "qualification"))
    if meant is None and "scenes" in tree:
        return False
    hint = f"Did you mean `{meant}`?" if meant else "One of: rubric, qualification; a scenario has no kind."
    problems.of(("kind",), "unknown-word", f"The kind “{shortened(written)}” means nothing.", hint, value=True)
    return True


def _scenario(
    id_: str,
    fitted: ScenarioShape,
    tree: Mapping[str, Tree],
    known_ids: Collection[str] | None,
    names: NameResolution,
) -> Scenario:
    _check_header(id_, fitted, tree, known_ids, names)
    duties = _duties(fitted, names)
    found = scenes(fitted.scenes, names)
    if "start" in tree and fitted.start not in names.declared.scenes and fitted.start == tree["start"]:
        names.scene(fitted.start, ("start",))
    if names.declared.scenes and not _has_ending(tree):
        hint = "Give a scene an ending: with a title and a text."
        names.problems.of(("scenes",), "no-ending", "No scene is an ending, so the scenario can never end.", hint)
    return Scenario(
        id=id_,
        about=_about(fitted),
        mentee=Mentee(fitted.mentee.name, fitted.mentee.pronouns, fitted.mentee.age, fitted.mentee.about),
        rubric=fitted.rubric,
        assesses=MappingProxyType(dict(fitted.assesses)),
        variables=MappingProxyType(names.variables),
        facts=MappingProxyType(dict(fitted.facts)),
        duties=MappingProxyType(duties),
        start=fitted.start,
        scenes=MappingProxyType(found),
        expect=walkthroughs(fitted.expect, found, names),
        words=names.conditions.vocabulary.all_words,
    )


def _has_ending(tree: Mapping[str, Tree]) -> bool:
    """Whether any scene means to be an ending, with or without faults."""
    held = tree["scenes"]
    return isinstance(held, dict) and any(isinstance(scene, dict) and "ending" in scene for scene in held.values())


def _about(fitted: ScenarioShape) -> About:
    return About(
        title=fitted.title,
        summary=fitted.summary,
        level=fitted.level,
        stage=fitted.stage,
        setting=fitted.setting,
        kinds=tuple(fitted.kinds),
        minutes=fitted.minutes,
        min_age=fitted.min_age,
        notes=tuple(fitted.notes),
        alternates=tuple(fitted.alternates),
        review=fitted.review,
        reviewed_by=fitted.reviewed_by or "",
        reviewed_on=fitted.reviewed_on or "",
        covers=tuple(fitted.covers),
        you=fitted.you,
        brief=fitted.brief,
    )


def _check_header(
    id_: str,
    fitted: ScenarioShape,
    tree: Mapping[str, Tree],
    known_ids: Collection[str] | None,
    names: NameResolution,
) -> None:
    problems = names.problems
    if "assesses" in tree:
        for clause in fitted.assesses:
            if isinstance(held := tree["assesses"], dict) and clause in held:
                names.clause(clause, ("assesses", clause), key=True)
    names.criteria(fitted.covers, ("covers",))
    names.once(fitted.kinds if "kinds" in tree else (), ("kinds",))
    names.once(fitted.alternates, ("alternates",))
    for position, alternate in enumerate(fitted.alternates):
        if alternate == id_:
            problems.of(("alternates", position), "unknown-scenario", "A scenario cannot be its own alternate.")
        elif known_ids is not None and alternate not in known_ids:
            hint = problems.near(alternate, known_ids)
            problems.of(("alternates", position), "unknown-scenario", f"There is no scenario `{alternate}`.", hint)
    if fitted.review == "reviewed":
        _check_signature(tree, problems)
    if fitted.reviewed_on is not None and not is_date(fitted.reviewed_on):
        message = f"There is no such day as {fitted.reviewed_on}."
        problems.of(("reviewed_on",), "bad-date", message, "Write it as 2025-03-31.", value=True)


def _check_signature(tree: Mapping[str, Tree], problems: Problems) -> None:
    """Tell of a review that does not say by whom or when, in one sentence."""
    needed = {"reviewed_by": "who reviewed it", "reviewed_on": "when it was reviewed"}
    missing = [key for key in needed if key not in tree and (key,) not in problems.meant]
    if missing:
        message = f"A reviewed scenario also says {' and '.join(needed[key] for key in missing)}."
        hint = f"Write {' and '.join(missing)}, or review: draft."
        problems.of(("review",), "unsigned-review", message, hint, value=True)


def _check_review(tree: Tree, stands: Reviewed, problems: Problems) -> None:
    """Tell of a review of another text than the one that is there, and of one that is still to come."""
    on = tree.get("reviewed_on") if isinstance(tree, dict) else None
    if isinstance(on, str) and is_date(on) and on > (date.today() + timedelta(days=1)).isoformat():
        message = f"The day {on} is still to come, so nobody has reviewed it then."
        problems.of(("reviewed_on",), "bad-date", message, "Write the day on which it was reviewed.", value=True)
    signed = isinstance(tree, dict) and "reviewed_by" in tree and isinstance(on, str) and is_date(on)
    if stands is not Reviewed.CHANGED or not isinstance(tree, dict) or not signed:
        return
    bound = "reviewed_text" in tree
    message = (
        "It has been changed since it was reviewed, so it is a draft again."
        if bound
        else "It does not say which text was reviewed, so it counts as a draft."
    )
    hint = f"Once the reviewer has read it as it is now, they sign with reviewed_text: {digest_of(tree)}"
    where = "reviewed_text" if bound else "review"
    problems.of((where,), "changed-since-review", message, hint, value=True)


def _duties(fitted: ScenarioShape, names: NameResolution) -> dict[str, Duty]:
    found: dict[str, Duty] = {}
    for name, duty in fitted.duties.items():
        address: Address = ("duties", name)
        names.clause(duty.clause, (*address, "clause"))
        names.breach(duty.breach, (*address, "breach"))
        if duty.due is not None:
            names.scene(duty.due, (*address, "due"))
        missed = LEVELS[duty.missed]
        late = missed if duty.late is None else LEVELS[duty.late]
        found[name] = Duty(name, duty.clause, duty.says, missed, late, duty.due, duty.breach)
    return found


def _waivers(part: Shape, address: Address) -> Iterator[Waiver]:
    """Every `allow` of a part and of those in it, with the part beside which it stands.

    It goes by the shapes, so that a scene or a choice that is called allow is none.
    """
    for key in type(part).model_fields:
        held: object = getattr(part, key)
        if isinstance(held, Shape):
            yield from _waivers(held, (*address, key))
        elif isinstance(held, dict) and key == "allow":
            yield from (Waiver(address, rule, reason) for rule, reason in held.items())
        elif isinstance(held, dict):
            for name, inner in held.items():
                if isinstance(inner, Shape):
                    yield from _waivers(inner, (*address, key, name))
