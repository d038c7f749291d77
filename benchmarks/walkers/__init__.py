"""Walkers: each runs in a process of its own, walks the same story, and tells its rate when asked."""
