"""Stores of routed messages, the log of decisions, and feedback on them."""
