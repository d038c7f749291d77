"""Screens that open over any other: support, every key, commands by name."""
