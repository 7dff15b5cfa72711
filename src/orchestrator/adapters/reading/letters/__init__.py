"""Mails that came in for an agent: what their writers wrote, and who they say wrote it."""
