"""Many attempts looked at together: a class at a glance, and the portfolio of one learner."""
