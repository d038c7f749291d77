"""The rules about play, assessment and writing, one module a theme."""
