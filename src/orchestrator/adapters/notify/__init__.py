"""Notifications and webhooks on their way out: nothing here knows who asked or why."""
