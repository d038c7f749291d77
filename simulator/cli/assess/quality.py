"""``simulator review sample`` and ``compliance``: a sampling plan carried out, and how far it was kept to."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.one_of_many import Batch
from simulator.cli.shared.reviewer import as_person, person_at
from simulator.cli.shared.store_option import where
from simulator.cli.shared.terminal import width
from simulator.report.words.columns import prose, table
from simulator.report.words.sanitize import in_one_line
from simulator.review.people import Part, Role
from simulator.store import existing_store, store_to_read

if TYPE_CHECKING:
    from simulator.review.people import Person
    from simulator.review.quality.compliance import Compliance, Outstanding, Stratum
    from simulator.review.quality.sampling import SampleChoice
    from simulator.review.quality.sampling_plan import Plan, Population
    from simulator.store import Store

PLAN: Final = click.Path(dir_okay=False, path_type=Path)


@click.command()
@where
@as_person
@click.argument("plan_file", metavar="PLAN", type=PLAN)
@click.option("--dry-run", is_flag=True, help="Say what would be chosen, and choose nothing.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def sample(plan_file: Path, code: str | None, store_at: str | None, *, dry_run: bool, as_json: bool) -> None:
    """Choose what a sampling plan asks for beyond what it has chosen already, and say why.

    PLAN is a document with the line kind: sampling; “simulator check” finds what is wrong with it. What is chosen is
    written into each review, so that it stays chosen. The same plan over the same reviews chooses the same.
    """
    from simulator.library import Library  # noqa: PLC0415
    from simulator.review.quality.sampling import choose  # noqa: PLC0415

    from .quality_population import population, read_plan  # noqa: PLC0415

    library = Library()
    plan = read_plan(plan_file, library)
    batch = Batch()
    with store_to_read(store_at) if dry_run else existing_store(store_at) as store:
        by = person_at(store, code, Role.QUALITY_ASSURER)
        among = population(store, by, library, plan, batch)
        chosen = choose(plan, among)
        if not dry_run:
            chosen = tuple(each for each in chosen if _is_kept(store, by, plan, each))
    before = sum(1 for each in among.candidates if each.in_sample is not None)
    _tell_chosen(chosen, among, as_json=as_json)
    done = "Would choose" if dry_run else "Chose"
    click.echo(f"{done} {_attempts(len(chosen))}; {before or 'none'} in the sample before.", err=True)
    raise click.exceptions.Exit(batch.code)


def _is_kept(store: "Store", by: "Person", plan: "Plan", chosen: "SampleChoice") -> bool:
    """Whether a choice could be written into its review; if not, why is told."""
    from simulator.review.events import Sampled  # noqa: PLC0415
    from simulator.review.permissions import ReviewRefused  # noqa: PLC0415
    from simulator.sessions.review import ReviewSession  # noqa: PLC0415

    try:
        reviewing = ReviewSession(store, by, Part.QUALITY, chosen.attempt)
        reviewing.sample(Sampled(plan.id, plan.digest, chosen.why, chosen.interim))
    except ReviewRefused as refused:
        click.echo(f"{in_one_line(chosen.attempt)}: {refused}", err=True)
        return False
    return True


def _tell_chosen(chosen: Sequence["SampleChoice"], among: "Population", *, as_json: bool) -> None:
    candidates = {each.attempt: each for each in among.candidates}
    if as_json:
        told = [
            {
                "attempt": each.attempt,
                "learner": candidates[each.attempt].learner,
                "assessor": candidates[each.attempt].assessor,
                "stage": _stage(interim=each.interim),
                "why": list(each.why),
            }
            for each in chosen
        ]
        click.echo(json.dumps(told, indent=2))
        return
    for each in chosen:
        of = candidates[each.attempt]
        who = f"learner {in_one_line(of.learner) or '-'}, assessor {in_one_line(of.assessor)}"
        click.echo(f"{in_one_line(each.attempt)}  {_stage(interim=each.interim)}  {who}")
        for why in each.why:
            click.echo(prose(in_one_line(why), width(), "    "))


# Compliance -----------------------------------------------------------------------------------------------------------


@click.command()
@where
@as_person
@click.argument("plan_file", metavar="PLAN", type=PLAN)
@click.option("--day", metavar="YYYY-MM-DD", help="As of this day; today, unless given.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def compliance(  # noqa: PLR0913  (one parameter an option)
    ctx: click.Context, plan_file: Path, store_at: str | None, code: str | None, day: str | None, *, as_json: bool
) -> None:
    """Work out how far a sampling plan was kept to: what it asks for, what was looked at, what is missing or overdue.

    Ends with 1 where anything is missing.
    """
    from simulator.library import Library  # noqa: PLC0415
    from simulator.review.quality.compliance import compliance as worked_out  # noqa: PLC0415

    from .quality_population import as_day, population, read_plan  # noqa: PLC0415

    library = Library()
    plan = read_plan(plan_file, library)
    batch = Batch()
    with store_to_read(store_at) as store:
        by = person_at(store, code, Role.QUALITY_ASSURER)
        found = worked_out(plan, population(store, by, library, plan, batch), as_day(day))
    if as_json:
        click.echo(json.dumps(_compliance_json(plan, found), indent=2))
    else:
        for line in _compliance_lines(plan, found):
            click.echo(line)
    ctx.exit(batch.code if found.met else ExitCode.FINDINGS)


def _compliance_lines(plan: "Plan", found: "Compliance") -> Iterator[str]:
    yield f"{in_one_line(plan.title)}: {plan.starts} to {plan.ends}, as of {found.day}"
    if not found.strata:
        yield "Nothing that the plan is about has been handed in and taken by an assessor yet."
    else:
        yield ""
        head = ("What", "Of", "Asked for", "SampleChoice", "Looked at", "Missing")
        rows = [_row(each, found.strata) for each in found.strata]
        yield from table(head, rows, right=(1, 2, 3, 4, 5), width=width())
    if any(each.to_choose for each in found.strata):
        yield ""
        told = "Not everything that is asked for is chosen yet; “simulator review sample” chooses what can be."
        yield prose(told, width())
    if found.outstanding:
        yield ""
        yield "In the sample, and not looked at"
        for each in found.outstanding:
            yield prose(_outstanding(each), width(), "  ")
    if found.undecided:
        yield ""
        named = ", ".join(in_one_line(criterion) for _, criterion in found.undecided)
        yield prose(f"No signed attempt decides these criteria of the plan yet: {named}.", width())
    if found.met and found.strata:
        yield ""
        yield "Everything that the plan asks for so far was looked at."


_NAMES: Final = {
    "safety": "every safety breach",
    "learners": "learners of {}",
    "interim": "interim, learners of {}",
    "methods": "method: {}",
    "criteria": "criterion {}",
    "assessors": "assessors",
}


def _row(stratum: "Stratum", among: Sequence["Stratum"]) -> tuple[str, ...]:
    """A stratum's line; a criterion is told without its award where no other award has one of the same name."""
    name, short = stratum.name, stratum.name.partition("/")[2]
    alike = [each for each in among if each.aspect == stratum.aspect and each.name.partition("/")[2] == short]
    if stratum.aspect == "criteria" and len(alike) == 1:
        name = short
    name = _NAMES[stratum.aspect].format(in_one_line(name))
    numbers = (stratum.there, stratum.required, stratum.chosen, stratum.done)
    return (name, *map(str, numbers), str(stratum.missing) if stratum.missing else "-")


def _outstanding(each: "Outstanding") -> str:
    overdue = "OVERDUE, " if each.overdue else ""
    left = ", ".join(in_one_line(criterion) for _, criterion in each.left)
    what = f"accept or reject {left}" if left else "take it up"
    stage = f"{_stage(interim=each.interim)}, assessor {in_one_line(each.assessor)}"
    return f"{in_one_line(each.attempt)}  {overdue}due {each.due}  {stage}: {what}"


def _compliance_json(plan: "Plan", found: "Compliance") -> dict[str, object]:
    return {
        "plan": plan.id,
        "title": plan.title,
        "digest": plan.digest,
        "day": found.day.isoformat(),
        "met": found.met,
        "strata": [
            {
                "what": str(each.aspect),
                "name": each.name,
                "of": each.there,
                "asked_for": each.required,
                "chosen": each.chosen,
                "looked_at": each.done,
                "missing": each.missing,
            }
            for each in found.strata
        ],
        "outstanding": [
            {
                "attempt": each.attempt,
                "assessor": each.assessor,
                "stage": _stage(interim=each.interim),
                "due": each.due.isoformat(),
                "overdue": each.overdue,
                "criteria": ["/".join(criterion) for criterion in each.left],
            }
            for each in found.outstanding
        ],
        "undecided": ["/".join(criterion) for criterion in found.undecided],
    }


def _stage(*, interim: bool) -> str:
    return "interim" if interim else "final"


def _attempts(count: int) -> str:
    return f"{count or 'no'} attempt{'' if count == 1 else 's'}"
