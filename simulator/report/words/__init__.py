"""Words and signs that every view shares."""
