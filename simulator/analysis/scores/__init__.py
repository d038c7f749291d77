"""Scoring as a monitor beside the transition system: their product, its probabilities, and bounds."""
