"""Quotes from passages, which answer without a chat model: what is shown of them, and in which order."""
