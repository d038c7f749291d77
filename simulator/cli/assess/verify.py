"""``simulator verify``: what is wrong with an evidence pack, and what it proves where nothing is."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.hindered import Hindered
from simulator.report.words.sanitize import in_one_line

if TYPE_CHECKING:
    from simulator.pack.verify import PackCheck, PackFault


@click.command()
@click.argument("pack", metavar="PACK", type=click.Path(path_type=Path))
@click.option("--key", "named", metavar="FILE|HEX", help="The public key that the centre gave you in another way.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def verify(pack: Path, named: str | None, *, as_json: bool) -> None:
    """Check an evidence pack (its folder or its .zip) with nothing else at hand.

    The signature, every file, every event and entry, the exact texts, the scores, and whether the pages say what the
    record says. Ends with 1 where anything is wrong.
    """
    from simulator.pack.archive import PackDamaged, PackRefused, read_pack  # noqa: PLC0415
    from simulator.pack.keys import KeyRefused, pinned_key  # noqa: PLC0415
    from simulator.pack.verify import PackCheck, PackFault, check_pack  # noqa: PLC0415

    try:
        expected = pinned_key(named) if named is not None else None
        checked = check_pack(read_pack(pack), expected)
    except KeyRefused as error:
        raise click.UsageError(str(error)) from error
    except PackDamaged as error:
        checked = PackCheck((PackFault("", str(error)),), None, expected, None, 0)
    except PackRefused as error:
        raise Hindered(str(error)) from error
    if as_json:
        click.echo(json.dumps(_plain(checked), indent=2))
    elif checked.wrong:
        for each in checked.wrong:
            click.echo(_fault_line(each))
        click.echo("This pack is not as it was signed.", err=True)
    else:
        for sentence in _well(checked):
            click.echo(sentence)
    raise click.exceptions.Exit(ExitCode.FINDINGS if checked.wrong else ExitCode.WELL)


def _fault_line(each: "PackFault") -> str:
    attempt = f" (attempt {in_one_line(each.attempt)})" if each.attempt else ""
    where = f"{in_one_line(each.file)}{attempt}: " if each.file else ""
    return f"{where}{in_one_line(each.message)}"


def _plain(checked: "PackCheck") -> dict[str, object]:
    return {
        "well": not checked.wrong,
        "wrong": [{"file": each.file, "attempt": each.attempt, "message": each.message} for each in checked.wrong],
        "key": None if checked.key is None else checked.key.hex,
        "key_expected": checked.expected is not None,
        "learner": None if checked.checkpoint is None else checked.checkpoint.learner,
        "made_at": None if checked.checkpoint is None else checked.checkpoint.made_at,
        "attempts": checked.attempts,
        "not_compared": [{"file": each.file, "why": each.why} for each in checked.not_compared],
    }


def _well(checked: "PackCheck") -> list[str]:
    """What a sound pack shows, and what stays open."""
    checkpoint, key = checked.checkpoint, checked.key
    assert checkpoint is not None  # noqa: S101  (nothing is wrong, so both are there)
    assert key is not None  # noqa: S101
    learner = in_one_line(checkpoint.learner) or "without a code"
    told = "1 attempt" if checked.attempts == 1 else f"{checked.attempts} attempts"
    lines = [
        f"Well: {told} of the learner {learner}, signed {checkpoint.made_at[:16].replace('T', ' ')} UTC.",
        f"Every one of {len(checkpoint.files) + 2} files is as it was signed; every event and entry follows from the "
        "one before; played again, each attempt comes to the scores in its record.",
    ]
    lines += _pages(checked)
    if checked.expected is None:
        lines.append(
            f"The key {key.id} is only the one that the pack itself names. Compare it with the centre’s, or give that "
            "with --key."
        )
    else:
        lines.append(f"The key is the one you expected: {key.id}.")
    if not checkpoint.texts:
        lines.append("What people wrote was left out of this pack on purpose.")
    lines.append("It does not show who sat at the keyboard, nor that nothing was left out; report.html says more.")
    return lines


def _pages(checked: "PackCheck") -> list[str]:
    """Which of the pages were made once more and compared, and which were not, and why."""
    from simulator.pack.comparing import READ  # noqa: PLC0415

    assert checked.checkpoint is not None  # noqa: S101  (nothing is wrong, so it is there)
    not_compared = {each.file: each.why for each in checked.not_compared}
    same = [name for name in READ if name in checked.checkpoint.files and name not in not_compared]
    lines = [f"Made once more from the record, these are the same: {', '.join(same)}."] if same else []
    for why in dict.fromkeys(not_compared.values()):
        names = ", ".join(in_one_line(name) for name, each in not_compared.items() if each == why)
        lines.append(f"NOT compared with the record: {names}, because {why}.")
    if not_compared:
        lines.append("What counts is the record in attempts.json; “simulator review take-in” reads it.")
    return lines
