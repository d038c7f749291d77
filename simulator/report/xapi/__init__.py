"""Attempts as statements of the Experience API (xAPI 1.0.3), for a centre's learning record store.

A statement with some id says the same for good: what comes later (a choice taken back, an override, a result that is
reopened, an erased answer) is a statement of its own that refers to the earlier one.
"""

from .naming import Naming as Naming
from .naming import NotAnIri as NotAnIri
from .statements import Telling as Telling
from .statements import statements as statements
