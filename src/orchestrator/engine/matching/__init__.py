"""Canonical answers: storing, importing, changing, correcting, and previewing whom they serve."""
