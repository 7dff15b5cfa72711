"""Signing in by accounts elsewhere, over HTTP."""
