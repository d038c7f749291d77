"""What `preview` and `check --watch` share: a scenario tried out, watched and proved while it is written."""
