"""What became of each of many items: a line each as it happens, or one JSON value in the end."""

import json

import click


class ItemResults:
    """Tells what became of each item, and keeps all of it as rows under stable names."""

    def __init__(self, *, as_json: bool) -> None:
        self.rows: list[dict[str, object]] = []
        self._as_json = as_json

    def add(self, row: dict[str, object], *lines: str) -> None:
        """What became of an item, as a row and in lines for a person."""
        self.rows.append(row)
        if not self._as_json:
            for line in lines:
                click.echo(line)

    def close(self, whole: dict[str, object] | None = None, under: str = "") -> None:
        """Print the rows, where JSON is asked for: as they are, or as one entry of a whole."""
        if self._as_json:
            click.echo(json.dumps(self.rows if whole is None else {**whole, under: self.rows}, indent=2))
