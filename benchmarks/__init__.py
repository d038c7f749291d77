"""Figures beside our peers' on the same work, measured side by side; never a timed test."""
