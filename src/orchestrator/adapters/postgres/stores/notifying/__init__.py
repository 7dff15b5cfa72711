"""Stores of notifications and webhooks."""
