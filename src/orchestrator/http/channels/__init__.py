"""Channels of an own agent, what services post to them, and joining an account."""
