"""Commands for learners, and the conversation in plain lines for screen readers, pipes and plain terminals."""
