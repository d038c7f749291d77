"""Screens for tutors who write: a preview, an outline."""
