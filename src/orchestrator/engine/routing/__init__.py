"""Routing one message: loading its facts, deciding, saving; reading a routing back; feedback on it."""
