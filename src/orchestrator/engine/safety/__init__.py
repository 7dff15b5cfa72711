"""Checks for personal data in answers and for objectionable content in messages."""
