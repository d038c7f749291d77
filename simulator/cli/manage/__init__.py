"""Commands for a centre: attempts, people, a class, a portfolio, scoring again."""
