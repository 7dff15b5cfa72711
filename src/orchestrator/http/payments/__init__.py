"""Prices, payments, memberships, and what a payment provider posts, over HTTP."""
