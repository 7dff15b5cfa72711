"""Telegram: what its Bot API posts, and messages in its HTML."""
