"""The pages of a review as blocks: transcript, clauses, decisions, history."""
