"""Notifications to people and webhooks to programs."""
