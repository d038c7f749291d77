"""Writes a starter scenario: it plays at once, passes every check, and says what to change first."""

from typing import Final

from .head import write_head
from .scenes import Scenes
from .walkthroughs import write_walkthroughs
from .wishes import Wishes
from .writing import Page

MODELINE: Final = "# yaml-language-server: $schema=../schemas/scenario.schema.json"


def starter(wishes: Wishes, modeline: str = MODELINE) -> str:
    """The text of a scenario that is as wished; the first line is what an editor finds the schema by."""
    page = Page()
    write_head(wishes, page, modeline)
    Scenes(wishes, page).write()
    write_walkthroughs(wishes, page)
    return page.whole()
