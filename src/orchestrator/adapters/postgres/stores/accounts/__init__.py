"""Stores of accounts, sessions and tokens, and of agents and their members."""
