"""Stores of canonical answers, and of their phrasings and examples."""
