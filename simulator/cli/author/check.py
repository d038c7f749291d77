"""`simulator check`: what is wrong with scenarios, rubrics, qualifications and signposts."""

from typing import TYPE_CHECKING, Final

import click

from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.loading import loading
from simulator.diagnostics import Severity
from simulator.library import Library

from .check_paths import named_places

if TYPE_CHECKING:  # help needs none of what examines
    from .check_files import Results

FORMATS: Final = ("text", "json", "sarif", "github")


@click.command
@click.argument("paths", nargs=-1)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to write the findings.")
@click.option("--select", multiple=True, metavar="RULES", help="Look for these rules or families only.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Do not look for these rules or families.")
@click.option("--show-waived", is_flag=True, help="List what is waived as well, with the reasons.")
@click.option("--strict", is_flag=True, help="End with 1 if there are warnings, too.")
@click.option("--watch", is_flag=True, help="Go on, and check each file again when it is saved; Ctrl-C ends it.")
@click.pass_context
def check(  # noqa: PLR0913  (one for each option)
    ctx: click.Context,
    paths: tuple[str, ...],
    *,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    show_waived: bool,
    strict: bool,
    watch: bool,
) -> None:
    """Find what is wrong with scenarios and rubrics.

    PATHS are files, folders of them, or names of scenarios in the library; without any, the whole library is checked.
    RULES are names of rules, or the families document, play, assessment and writing, with commas between.

    Ends with 0 if nothing worse than warnings was found, and with 1 if there are errors. With --watch it ends with 0.
    """
    with loading():
        from simulator.report.write.findings import summary  # noqa: PLC0415

        from .check_files import Checker  # noqa: PLC0415
        from .check_rules import asked_rules  # noqa: PLC0415

    only = asked_rules(select, ignore)
    library = Library()
    if watch:
        if form != "text":
            raise click.UsageError("What is watched is told as text; leave out --format, or --watch.")
        from .check_watch import keep_checking  # noqa: PLC0415  (only watching needs to know of changes)

        keep_checking(named_places(paths, library, to_watch=True), library, only, show_waived=show_waived)
        ctx.exit(ExitCode.WELL)
    results = Checker(library, only).check_all(named_places(paths, library).present())
    text = written(results, form, show_waived=show_waived)
    if text:
        click.echo(text)
    for sentence in results.hindrances:
        click.echo(sentence, err=True)
    click.echo(summary(results.findings, len(results.files), len(results.waived)), err=True)
    ctx.exit(_ended(results, strict=strict))


def written(results: "Results", form: str, *, show_waived: bool) -> str:
    """What was found, in one of the formats."""
    from simulator.report.write.findings import as_json, as_text, waived_as_text  # noqa: PLC0415

    findings, maps = results.findings, results.maps
    waived = results.waived if show_waived else ()
    match form:
        case "json":
            return as_json(findings, waived)
        case "sarif":
            from simulator.report.write.sarif import as_sarif  # noqa: PLC0415

            return as_sarif(findings, waived, maps)
        case "github":
            from simulator.report.write.github import as_github  # noqa: PLC0415

            return as_github(findings, waived)
        case _:
            parts = (as_text(findings, maps), waived_as_text(waived, maps))
            return "\n".join(part for part in parts if part)


def _ended(results: "Results", *, strict: bool) -> ExitCode:
    bad = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    failed = any(finding.severity in bad for finding in results.findings) or any(
        file.hindered for file in results.files
    )
    return ExitCode.FINDINGS if failed else ExitCode.WELL
