"""Unsafe messages, blocked topics, personal data, and instructions planted in documents."""
