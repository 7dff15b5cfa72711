"""Looks at a match by further models, as far as one is needed."""
