"""Agents and the people who ask them: tiers, layers and handles."""
