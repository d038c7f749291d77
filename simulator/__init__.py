"""A branching role-play simulator for learning peer mentoring."""

__version__ = "0.1.0"
