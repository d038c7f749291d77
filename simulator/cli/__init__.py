"""The commands: one module each, which imports what the command needs only when it runs."""
