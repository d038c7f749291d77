"""Attempts in a store of their own."""

from tests.stores import _held_texts, place, store

__all__ = ["_held_texts", "place", "store"]
