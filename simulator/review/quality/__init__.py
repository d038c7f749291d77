"""Internal quality assurance: what is sampled, how far markers agree, how far a plan was kept to."""
