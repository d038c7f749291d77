"""The commands there are, and the page that lists them: all that help needs."""

from typing import Final, NamedTuple


class Lazy(NamedTuple):
    """A command that is imported when it is called."""

    where: str
    """``module:function``"""
    help: str


COMMANDS: Final[dict[str, Lazy]] = {
    "play": Lazy("simulator.cli.play:play", "Play a scenario, or open the library."),
    "list": Lazy("simulator.cli.list:list_", "List the scenarios."),
    "new": Lazy("simulator.cli.new:new", "Begin a scenario of your own."),
    "check": Lazy("simulator.cli.check:check", "Find what is wrong with scenarios and rubrics."),
    "analyse": Lazy("simulator.cli.analyse:analyse", "Work out what scenarios come to: how likely, and who passes."),
    "explain": Lazy("simulator.cli.explain:explain", "Say what a finding means; list all that is looked for."),
    "format": Lazy("simulator.cli.format:format_", "Put the keys of documents in order."),
    "walk": Lazy("simulator.cli.walk:walk", "Walk a scenario along given choices and show the scorecard."),
    "preview": Lazy("simulator.cli.preview:preview", "Play a scenario while you write it."),
    "graph": Lazy("simulator.cli.graph:graph", "Draw a scenario: what leads where."),
    "attempts": Lazy("simulator.cli.attempts:attempts", "List, show and export attempts."),
    "review": Lazy("simulator.cli.review:review", "Review what was handed in: mark, decide, sign, release."),
    "class": Lazy("simulator.cli.cohort:class_", "See a class at a glance, and what to talk about."),
    "portfolio": Lazy("simulator.cli.portfolio:portfolio", "See what one learner has shown for an award."),
    "evidence": Lazy("simulator.cli.evidence:evidence", "Make a signed evidence pack of what was handed in."),
    "verify": Lazy("simulator.cli.verify:verify", "Check an evidence pack with nothing else at hand."),
    "people": Lazy("simulator.cli.people:people", "Say who is who; hand over or erase what is held about somebody."),
    "rescore": Lazy("simulator.cli.rescore:rescore", "Score attempts again, also under another rubric."),
    "support": Lazy("simulator.cli.support:support", "Show where to find help."),
    "locate": Lazy("simulator.cli.locate:locate", "Show where documents and attempts are kept."),
    "schema": Lazy("simulator.cli.schema:schema", "Write the JSON Schemas that editors use."),
}
"""The commands in the order in which help lists them."""

REVIEW: Final[dict[str, Lazy]] = {
    "list": Lazy("simulator.cli.review_list:list_", "List what is handed in, the oldest first."),
    "show": Lazy("simulator.cli.review_list:show", "Show one review: what stands, and everything that happened."),
    "take-in": Lazy("simulator.cli.review_take_in:take_in", "Take in attempts that were handed in elsewhere."),
    "agreement": Lazy(
        "simulator.cli.review_quality_agreement:agreement", "Show how far first and second markers agree."
    ),
    "overrides": Lazy(
        "simulator.cli.review_quality_overrides:overrides", "Show how often indicative levels are overridden."
    ),
    "sample": Lazy("simulator.cli.review_quality:sample", "Choose what a sampling plan asks for, and say why."),
    "compliance": Lazy("simulator.cli.review_quality:compliance", "Work out how far a sampling plan was kept to."),
    "actions": Lazy("simulator.cli.review_quality_actions:actions", "List the actions that are open, overdue first."),
    "standardise": Lazy(
        "simulator.cli.review_quality_standardise:standardise", "Mark gold transcripts, and see where you differ."
    ),
    "standardised": Lazy(
        "simulator.cli.review_quality_results:standardised", "List who marked gold transcripts, and how they agreed."
    ),
}
"""The commands of ``simulator review``; without one it opens the queue."""

PEOPLE: Final[dict[str, Lazy]] = {
    "list": Lazy("simulator.cli.people_known:list_", "List who is known here, by code."),
    "add": Lazy("simulator.cli.people_known:add", "Say whose a code is: their role, and their name if you like."),
    "grant": Lazy("simulator.cli.people_grants:grant", "Let a shared store keep to somebody's role by itself."),
    "logins": Lazy("simulator.cli.people_grants:logins_", "List whose the logins of a shared store are."),
    "export": Lazy("simulator.cli.people_data:export", "Write everything that is held about somebody."),
    "erase": Lazy("simulator.cli.people_data:erase", "Erase somebody's name and what they wrote freely."),
    "hold": Lazy("simulator.cli.people_data:hold", "Keep everything about somebody as it is, for a legal reason."),
    "lift": Lazy("simulator.cli.people_data:lift", "Lift a legal hold."),
    "retention": Lazy("simulator.cli.people_data:retention", "Erase what was kept long enough; first only say what."),
}
"""The commands of ``simulator people``."""

_WIDTH: Final = max(len(name) for name in COMMANDS)

HELP: Final = "\n".join(
    [
        "Usage: simulator [OPTIONS] COMMAND [ARGS]...",
        "",
        "  Practise peer mentoring in conversations that branch.",
        "",
        "Options:",
        "  --version   Show the version.",
        "  -h, --help  Show this page; after a command, its own.",
        "",
        "Commands:",
        *(f"  {name.ljust(_WIDTH)}  {lazy.help}" for name, lazy in COMMANDS.items()),
    ]
)
"""The page of help."""
