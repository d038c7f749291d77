"""Commands for assessors and quality assurers: reviews, standardisation, evidence."""
