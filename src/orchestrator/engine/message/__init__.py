"""Conversations and the messages that people write into them."""
