"""Rubric and qualification documents: their shape, and their text to the engine's values."""
