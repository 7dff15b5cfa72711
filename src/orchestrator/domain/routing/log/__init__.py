"""Decisions that are stored: what they were made from, their explanation, and making them again."""
