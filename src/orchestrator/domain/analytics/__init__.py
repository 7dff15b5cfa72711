"""The metrics: their definitions, and their values from what the store counted."""
