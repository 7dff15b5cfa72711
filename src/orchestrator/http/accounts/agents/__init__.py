"""Agents, their members and their team."""
