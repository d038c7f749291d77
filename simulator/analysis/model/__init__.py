"""A scenario as a finite transition system: its states as bits, those that can be reached, and those that are alike."""
