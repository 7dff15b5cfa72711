"""Everybody's rights over their data, over HTTP."""
