"""What people decide about a handed-in attempt: events whose fold is where its review stands. Pure, like the engine."""
