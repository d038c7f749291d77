"""What is typed and clicked, from the terminal's bytes to the one act that is in hand."""
