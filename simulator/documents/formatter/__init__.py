"""Documents put in order: keys moved, and nothing else changed."""
