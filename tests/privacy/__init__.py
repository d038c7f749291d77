"""What is sent and what is kept: nothing, and where the page says."""
