"""Embedders, and the wrappers that batch and cache their calls."""
