"""Layered drawing of boxes and arrows, after Sugiyama, Tagawa and Toda (1981); deterministic.

The stages: arrows that go back are told apart and every box gets a layer (``layers``), long arrows are cut into pieces
from layer to layer (``chains``), the boxes of each layer are put in an order with few crossings (``order``), and get
their places across (``across``); ``routes`` draws the arrows between them. ``drawing.lay_out`` does all of it.
"""
