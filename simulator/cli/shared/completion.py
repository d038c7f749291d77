"""What a shell offers while a line is typed: the ids of scenarios, and files where a path is begun."""

import click
from click.shell_completion import CompletionItem


def scenario_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The scenarios whose ids begin like this, each with its title; files where what is typed is a path."""
    del ctx, param
    if any(each in incomplete for each in "/\\.~"):
        return [CompletionItem(incomplete, type="file")]
    from simulator.library import Library  # noqa: PLC0415

    library = Library()
    return [
        CompletionItem(entry.id, help=library.card(entry).title)
        for entry in library.scenarios
        if entry.id.startswith(incomplete)
    ]
