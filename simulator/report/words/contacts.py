"""Why no contacts of an organisation can be shown, in words."""

from typing import TYPE_CHECKING

from .sanitize import in_one_line

if TYPE_CHECKING:
    from simulator.library import Library


def no_contacts(library: "Library") -> str:
    """Why there are none: they have faults, their folder is not there, or nobody has set any."""
    if library.signposts_path.exists():
        return "Your organisation’s page of contacts has faults and cannot be shown."
    if library.own_is_missing:
        return f"The folder with your organisation’s contacts is not there: {in_one_line(str(library.own))}"
    return "Your organisation has not set its contacts here yet."
