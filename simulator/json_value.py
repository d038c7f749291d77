"""What JSON can hold, as a type: what is kept, exported and told to programs is all of it."""

from typing import TypeAlias

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
"""Without fractions: what is kept has none, and figures are told as exact texts."""

JsonObject: TypeAlias = dict[str, Json]
