"""What a scenario proves: every reachable situation, the findings in it, and exact figures."""
