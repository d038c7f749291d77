"""What a centre writes for itself: signposts, sampling plans, comments, marks for standardisation."""
