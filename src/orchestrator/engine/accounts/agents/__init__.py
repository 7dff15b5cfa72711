"""Agents (avees) and their members."""
