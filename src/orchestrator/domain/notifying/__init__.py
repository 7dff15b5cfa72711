"""Notifications and webhooks: what they say, when they are sent and when they are tried again."""
