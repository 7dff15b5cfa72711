"""Canonical answers in files: which columns hold them, what an import would do, doing it, and exporting."""
