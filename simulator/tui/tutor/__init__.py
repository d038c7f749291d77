"""Screens for tutors who teach: a class, a portfolio."""
