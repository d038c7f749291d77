"""Screens for learners: the library, a conversation, looking back."""
