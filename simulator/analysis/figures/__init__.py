"""Figures of a scenario: how likely, how long, which walkthroughs go through everything, what is covered."""
