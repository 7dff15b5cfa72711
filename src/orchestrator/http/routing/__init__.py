"""Routing a message, the decision log and feedback over HTTP."""
