"""The scenario that `simulator new` writes: one that plays at once and says what to change."""
