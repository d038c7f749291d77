"""What several commands need: the store's option, exit codes, the terminal, one item of many."""
