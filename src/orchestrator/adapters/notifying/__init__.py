"""Sending to people (apprise) and to webhooks, guarded against private addresses."""
