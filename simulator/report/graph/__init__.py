"""Drawings of a scenario, and its graph for other programs."""
