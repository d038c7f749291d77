"""The parts of a scenario's picture: its colours, its signs, the boxes of scenes, the lines of arrows, the legend."""
