"""Keeping a message and its routing: what is saved, saving it, and reading it back."""
