"""The commands there are, and the page that lists them: all that help needs."""

from typing import Final, NamedTuple


class Lazy(NamedTuple):
    """A command that is imported when it is called."""

    where: str
    """``module:function``, in this package"""
    help: str


COMMANDS: Final[dict[str, Lazy]] = {
    "play": Lazy("play.command:play", "Play a scenario, or open the library."),
    "list": Lazy("play.list:list_", "List the scenarios."),
    "new": Lazy("author.new:new", "Begin a scenario of your own."),
    "check": Lazy("author.check:check", "Find what is wrong with scenarios and rubrics."),
    "analyse": Lazy("author.analyse:analyse", "Work out what scenarios come to: how likely, and who passes."),
    "explain": Lazy("author.explain:explain", "Say what a finding means; list all that is looked for."),
    "format": Lazy("author.format:format_", "Put the keys of documents in order."),
    "walk": Lazy("author.walk:walk", "Walk a scenario along given choices and show the scorecard."),
    "preview": Lazy("author.preview:preview", "Play a scenario while you write it."),
    "graph": Lazy("author.graph:graph", "Draw a scenario: what leads where."),
    "attempts": Lazy("manage.attempts:attempts", "List, show and export attempts."),
    "review": Lazy("assess.review:review", "Review what was handed in: mark, decide, sign, release."),
    "class": Lazy("manage.class_:class_", "See a class at a glance, and what to talk about."),
    "portfolio": Lazy("manage.portfolio:portfolio", "See what one learner has shown for an award."),
    "evidence": Lazy("assess.evidence:evidence", "Make a signed evidence pack of what was handed in."),
    "verify": Lazy("assess.verify:verify", "Check an evidence pack with nothing else at hand."),
    "people": Lazy("manage.people:people", "Say who is who; hand over or erase what is held about somebody."),
    "rescore": Lazy("manage.rescore:rescore", "Score attempts again, also under another rubric."),
    "support": Lazy("play.support:support", "Show where to find help."),
    "locate": Lazy("manage.locate:locate", "Show where documents and attempts are kept."),
    "schema": Lazy("author.schema:schema", "Write the JSON Schemas that editors use."),
}
"""The commands in the order in which help lists them."""

REVIEW: Final[dict[str, Lazy]] = {
    "list": Lazy("assess.review_list:list_", "List what is handed in, the oldest first."),
    "show": Lazy("assess.review_list:show", "Show one review: what stands, and everything that happened."),
    "take-in": Lazy("assess.take_in:take_in", "Take in attempts that were handed in elsewhere."),
    "agreement": Lazy("assess.quality_agreement:agreement", "Show how far first and second markers agree."),
    "overrides": Lazy("assess.quality_agreement:overrides", "Show how often indicative levels are overridden."),
    "sample": Lazy("assess.quality:sample", "Choose what a sampling plan asks for, and say why."),
    "compliance": Lazy("assess.quality:compliance", "Work out how far a sampling plan was kept to."),
    "actions": Lazy("assess.quality_actions:actions", "List the actions that are open, overdue first."),
    "standardise": Lazy("assess.quality_standardise:standardise", "Mark gold transcripts, and see where you differ."),
    "standardised": Lazy(
        "assess.quality_results:standardised", "List who marked gold transcripts, and how they agreed."
    ),
}
"""The commands of ``simulator review``; without one it opens the queue."""

PEOPLE: Final[dict[str, Lazy]] = {
    "list": Lazy("manage.people_known:list_", "List who is known here, by code."),
    "add": Lazy("manage.people_known:add", "Say whose a code is: their role, and their name if you like."),
    "grant": Lazy("manage.people_grants:grant", "Let a shared store keep to somebody's role by itself."),
    "logins": Lazy("manage.people_grants:logins_", "List whose the logins of a shared store are."),
    "export": Lazy("manage.people_data:export", "Write everything that is held about somebody."),
    "erase": Lazy("manage.people_data:erase", "Erase somebody's name and what they wrote freely."),
    "hold": Lazy("manage.people_data:hold", "Keep everything about somebody as it is, for a legal reason."),
    "lift": Lazy("manage.people_data:lift", "Lift a legal hold."),
    "retention": Lazy("manage.people_data:retention", "Erase what was kept long enough; first only say what."),
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
