"""Accounts, sessions, API tokens, agents and their members over HTTP."""
