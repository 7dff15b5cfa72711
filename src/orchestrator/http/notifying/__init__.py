"""Notification settings, webhooks and server-sent events over HTTP."""
