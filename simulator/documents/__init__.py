"""Documents: text to the engine's values, with every fault and where it was written."""
