"""Scenario documents: their shape, what their names refer to, and their text to the engine's values."""
