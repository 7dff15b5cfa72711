"""Prices, payments and receipts: what a question costs, and every state that the money for it can be in."""
