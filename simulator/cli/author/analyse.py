"""``simulator analyse``: the figures of a scenario, or what scenarios cover of the qualifications."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from simulator.cli.shared.completion import scenario_names
from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.one_scenario import one_scenario, tell_errors
from simulator.cli.shared.terminal import say_page
from simulator.progress import during

if TYPE_CHECKING:
    from simulator.analysis.context import AnalysisContext
    from simulator.authoring.reading import Playable
    from simulator.json_value import Json
    from simulator.library import Library

POLICIES: Final = ("uniform", "first", "last", "longest", "shortest", "best", "worst")
BUDGET: Final = 2_000_000
MOST_SAMPLED: Final = 10_000_000


@click.command()
@click.argument("scenario", required=False, shell_complete=scenario_names)
@click.option(
    "--policy",
    "policies",
    multiple=True,
    type=click.Choice(POLICIES),
    help="The figures for this way of choosing: uniform is to guess, the others always take the same sort of option. "
    "May be given more than once; otherwise guessing, with a line for each of the others.",
)
@click.option("--options", is_flag=True, help="Every question with its options: place, length, level, what they show.")
@click.option("--cover", is_flag=True, help="A small set of walkthroughs for `expect` that goes through everything.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with exact fractions.")
@click.option(
    "--budget",
    type=click.IntRange(min=1),
    default=BUDGET,
    show_default=True,
    help="How many situations are looked at; if there are more, nothing is proved.",
)
@click.option(
    "--sample", type=click.IntRange(1, MOST_SAMPLED), metavar="N", help="Prove nothing; try out guessing N times."
)
@click.option("--seed", type=int, help="Which sample it is; the same seed gives the same sample.  [default: 1]")
@click.pass_context
def analyse(  # noqa: PLR0913  (one for each option)
    ctx: click.Context,
    scenario: str | None,
    *,
    policies: tuple[str, ...],
    options: bool,
    cover: bool,
    as_json: bool,
    budget: int,
    sample: int | None,
    seed: int | None,
) -> None:
    """Work out what a scenario comes to: how likely each ending and outcome is, who passes without reading.

    SCENARIO is a scenario's id (see “simulator list”) or its file. The figures are exact: every situation that a
    learner can come to is looked at. A folder of scenarios, or nothing for the whole library, gives what they cover of
    each qualification.

    Ends with 1 where a document has errors, and where there are too many situations to prove anything.
    """
    from simulator.library import Library  # noqa: PLC0415  (help needs none of this)

    library = Library()
    asked = _FiguresRequest(tuple(dict.fromkeys(policies)), budget, as_json=as_json)
    _hold_together(asked, many=_is_folder(library, scenario), options=options, cover=cover, sample=sample, seed=seed)
    with _long_numbers():
        if scenario is None or _is_folder(library, scenario):
            ctx.exit(_coverage(library, scenario, as_json=as_json))
        reading = one_scenario(library, scenario, "analysed")
        wrong = tell_errors(reading)
        playable = reading.playable
        if playable is None:
            ctx.exit(ExitCode.FINDINGS)
        ctx.with_resource(during("Working out figures of scenarios"))
        if sample is not None:
            code = _sampled(playable, reading.digest, asked, sample, 1 if seed is None else seed)
        elif options and not as_json:
            code = _options(playable)
        elif cover and not as_json:
            code = _cover(playable, asked)
        else:
            seen = library if library.find(scenario) is not None else library.seen_from(Path(scenario))
            code = _figures(seen, playable, reading.digest, asked, cover=cover)
    ctx.exit(ExitCode.FINDINGS if wrong else code)


class _FiguresRequest:
    """What was asked for, besides the scenario."""

    def __init__(self, policies: tuple[str, ...], budget: int, *, as_json: bool) -> None:
        self.policies = policies or POLICIES
        self.by_name = bool(policies)
        self.budget = budget
        self.as_json = as_json


def _hold_together(  # noqa: PLR0913
    asked: _FiguresRequest, *, many: bool, options: bool, cover: bool, sample: int | None, seed: int | None
) -> None:
    """Refuse what does not go together.

    Raises:
        click.UsageError: it does not.
    """
    if many and (asked.by_name or options or cover or sample is not None or seed is not None):
        raise click.UsageError("Figures are of one scenario; name its id or its file.")
    if options and cover and not asked.as_json:
        raise click.UsageError("--options and --cover write different things; ask for one of them.")
    if seed is not None and sample is None:
        raise click.UsageError("--seed says which sample it is; it goes with --sample.")
    if sample is not None and (options or cover):
        raise click.UsageError("--sample gives a sample and nothing else; leave out --options and --cover.")
    if sample is not None and asked.by_name and asked.policies != ("uniform",):
        raise click.UsageError("Only guessing can be sampled; the other ways of choosing leave nothing to chance.")


def _is_folder(library: "Library", given: str | None) -> bool:
    """Whether many scenarios are meant: a folder of them, or the library."""
    return given is None or (bool(given.strip()) and library.find(given) is None and Path(given).is_dir())


@contextmanager
def _long_numbers() -> Iterator[None]:
    """Let numbers and fractions of any length be written."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(before)


def _say_json(what: "dict[str, Json]") -> None:
    click.echo(json.dumps(what, indent=2))


# One scenario


def _figures(library: "Library", playable: "Playable", digest: str, asked: _FiguresRequest, *, cover: bool) -> int:
    from simulator.analysis.context import AnalysisContext  # noqa: PLC0415
    from simulator.analysis.figures.analysed import analysed  # noqa: PLC0415
    from simulator.report.views.figures import figures_page  # noqa: PLC0415
    from simulator.report.write.figures_json import analysis_json, not_proved_json  # noqa: PLC0415

    scenario = playable.scenario
    case = AnalysisContext(scenario, playable.rubric, asked.budget)
    found = analysed(case, asked.policies)
    if found is None:
        if asked.as_json:
            _say_json(not_proved_json(scenario.id, digest, scenario.rubric, asked.budget))
        return _not_proved(asked.budget)
    if asked.as_json:
        _say_json({**analysis_json(found, digest, asked.budget), **(_cover_json(case) if cover else {})})
    else:
        items = {name: item for each in library.qualifications for name, item in each.items.items()}
        say_page(figures_page(found, items))
    return ExitCode.WELL


def _not_proved(budget: int) -> int:
    click.echo(
        f"Not proved: more than {budget:,} situations. --budget lets more be looked at; --sample 10000 tries guessing "
        "out instead, which proves nothing.",
        err=True,
    )
    return ExitCode.FINDINGS


def _sampled(playable: "Playable", digest: str, asked: _FiguresRequest, playthroughs: int, seed: int) -> int:
    from simulator.analysis.figures.sampling import sample  # noqa: PLC0415
    from simulator.report.views.sampled import sampled_page  # noqa: PLC0415
    from simulator.report.write.figures_json import sampled_json  # noqa: PLC0415

    scenario = playable.scenario
    found = sample(scenario, playable.rubric, playthroughs, seed)
    if asked.as_json:
        _say_json(sampled_json(scenario, found, digest, asked.budget))
    else:
        say_page(sampled_page(scenario, found))
    return ExitCode.WELL


def _options(playable: "Playable") -> int:
    from simulator.analysis.bearing import bearings  # noqa: PLC0415
    from simulator.analysis.context import AnalysisContext  # noqa: PLC0415
    from simulator.report.views.bearing import option_page  # noqa: PLC0415

    scenario, rubric = playable.scenario, playable.rubric
    say_page(option_page(scenario, bearings(scenario, rubric), AnalysisContext(scenario, rubric).bests))
    return ExitCode.WELL


def _cover(playable: "Playable", asked: _FiguresRequest) -> int:
    from simulator.analysis.context import AnalysisContext  # noqa: PLC0415
    from simulator.analysis.figures.cover import cover  # noqa: PLC0415
    from simulator.report.write.cover import cover_lines, remark  # noqa: PLC0415

    scenario = playable.scenario
    found = cover(AnalysisContext(scenario, playable.rubric, asked.budget))
    if found is None:
        return _not_proved(asked.budget)
    click.echo("\n".join(cover_lines(scenario, found)))
    if told := remark(scenario, found):
        click.echo(told, err=True)
    return ExitCode.WELL


def _cover_json(case: "AnalysisContext") -> "dict[str, Json]":
    from simulator.analysis.figures.cover import cover  # noqa: PLC0415
    from simulator.report.write.cover import cover_json  # noqa: PLC0415

    found = cover(case)
    return {} if found is None else {"cover": cover_json(case.scenario, found)}


# Many scenarios


def _coverage(library: "Library", folder: str | None, *, as_json: bool) -> int:
    from simulator.analysis.figures.coverage import coverage  # noqa: PLC0415
    from simulator.report.views.coverage import coverage_page  # noqa: PLC0415
    from simulator.report.write.coverage_json import coverage_json  # noqa: PLC0415

    from .loaded_documents import loaded_documents  # noqa: PLC0415

    found = loaded_documents(library, folder)
    for sentence in found.sentences:
        click.echo(sentence, err=True)
    covered = [coverage(each, found.scenarios) for each in found.qualifications]
    names: Sequence[str] = [each.id for each in found.scenarios]
    if as_json:
        _say_json(coverage_json(covered, names, found.left_out))
    else:
        say_page(coverage_page(covered, len(names)))
    return ExitCode.FINDINGS if found.sentences else ExitCode.WELL
