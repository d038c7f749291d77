"""Screens for assessors and quality assurers: the queue, a review, its forms."""
