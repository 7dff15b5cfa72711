"""Prices, checkouts, what is owed, what providers tell, and memberships. No provider is asked inside a transaction."""
