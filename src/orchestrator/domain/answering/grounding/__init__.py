"""Grounding: only those sentences of a chat model's text pass which the passages support."""
