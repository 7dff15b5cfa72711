"""Signing in by OpenID Connect: the network's side of it."""
