"""Sittings with the store: an attempt, a review, handing in, an appeal, personal data. The only things that change."""
