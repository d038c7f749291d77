"""The terminal interface: a calm conversation."""
