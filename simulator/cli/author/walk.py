"""``simulator walk``: a walkthrough without a person, its transcript and its scorecard."""

import json
from collections.abc import Sequence

import click

from simulator.cli.shared.completion import scenario_names
from simulator.cli.shared.exits import ExitCode
from simulator.cli.shared.one_scenario import one_source
from simulator.cli.shared.steps import WrittenStep, chosen_steps
from simulator.cli.shared.terminal import say, tell
from simulator.documents.scenario.expect import StepFault
from simulator.documents.scenario.expect import walk as walk_steps
from simulator.documents.yaml.loaded import Loaded
from simulator.engine.events import Ended, Left, Stuck
from simulator.engine.rubric import Rubric
from simulator.engine.scenario import Scenario
from simulator.engine.scoring import Scorecard, score
from simulator.engine.state import State
from simulator.json_value import Json
from simulator.library import Library
from simulator.report.views.debrief import debrief
from simulator.report.views.looking_back import how_it_went, what_follows
from simulator.report.views.transcript import filled_in, turn_told
from simulator.report.words.draft import draft_words
from simulator.report.words.sanitize import in_one_line, visible
from simulator.report.write.findings import as_text
from simulator.report.write.scorecard import scorecard_json


@click.command()
@click.argument("scenario", shell_complete=scenario_names)
@click.option(
    "--choose",
    "chosen",
    multiple=True,
    metavar="CHOICES",
    help="What to choose, in order and with commas between; a form's answers as in `expect`: "
    "honest-limits, listen, {contents: [words], who: lead}. May be given more than once.",
)
@click.option("--expect", "named", metavar="NAME", help="Take the choices of one of the scenario's own walkthroughs.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def walk(ctx: click.Context, scenario: str, chosen: tuple[str, ...], named: str | None, *, as_json: bool) -> None:
    """Walk a scenario along given choices, and show the transcript and the scorecard.

    SCENARIO is an id of the library, or the path of a scenario's file. Ends with 1 where the walkthrough cannot be
    walked.
    """
    library = Library()
    path, source = one_source(library, scenario, "walked")
    library = library.seen_from(path)
    loaded = library.scenario(source, frozenset({source.id}))
    rubric = library.rubric_of(loaded.playable)
    if loaded.playable is None or rubric is None:
        click.echo(as_text(loaded.diagnostics, {loaded.name: loaded.source_map}), err=True)
        ctx.exit(ExitCode.FINDINGS)
    steps = [*_expected(loaded.playable, named), *chosen_steps(chosen)]
    state, fault = walk_steps(loaded.playable, steps)
    card = score(loaded.playable, rubric, state)
    if loaded.playable.about.review == "changed":
        click.echo(draft_words(loaded.playable.about), err=True)
    if as_json:
        click.echo(json.dumps(_json(loaded, rubric, state, card, fault), indent=2))
    else:
        _tell(loaded.playable, rubric, state, card)
    if fault is not None:
        click.echo(visible(f"{fault.message} {fault.hint}".strip()), err=True)
        ctx.exit(ExitCode.FINDINGS)


def _expected(scenario: Scenario, named: str | None) -> Sequence[WrittenStep]:
    if named is None:
        return ()
    for walkthrough in scenario.expect:
        if walkthrough.name == named:
            return [step if isinstance(step, str) else dict(step) for step in walkthrough.choose]
    names = ", ".join(each.name for each in scenario.expect) or "none"
    raise click.UsageError(f"The scenario has no walkthrough “{in_one_line(named)}”; it has: {names}.")


def _tell(scenario: Scenario, rubric: Rubric, state: State, card: Scorecard) -> None:
    for turn in state.turns:
        tell(turn_told(scenario, turn))
    say()
    told = debrief(scenario, rubric, state, card)
    tell((*how_it_went(told), *what_follows(told)))


def _json(
    loaded: Loaded[Scenario], rubric: Rubric, state: State, card: Scorecard, fault: StepFault | None
) -> dict[str, Json]:
    scenario = loaded.playable
    closed = state.closed
    transcript: list[Json] = []
    for turn in state.turns:
        transcript += [
            {"event": turn.event, "kind": str(line.kind), "scene": line.scene, "text": line.text} for line in turn.lines
        ]
        transcript += [
            {
                "event": turn.event,
                "kind": "form",
                "scene": turn.scene,
                "text": f"{ask} {'; '.join(answers) or 'nothing'}",
            }
            for ask, answers in (filled_in(scenario, turn) if scenario is not None else ())
        ]
    return {
        "scenario": scenario.id if scenario else loaded.name,
        "digest": loaded.digest,
        "review": scenario.about.review if scenario else "draft",
        "rubric": rubric.id,
        "closed": {Ended: "ended", Stuck: "stuck", Left: "left"}[type(closed)] if closed else None,
        "scene": state.situation.scene,
        "transcript": transcript,
        "scorecard": scorecard_json(card),
        "fault": fault.message if fault else None,
    }
