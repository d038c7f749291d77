"""What a scenario means: frozen values and pure functions, and nothing but the standard library."""
