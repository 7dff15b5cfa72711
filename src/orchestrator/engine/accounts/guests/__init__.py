"""Guests, who ask one agent without an account: they come, leave an address, come back, get an account, are forgotten."""
