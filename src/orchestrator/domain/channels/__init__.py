"""Channels: services in which people write to an agent, and hear from it, without coming to this product."""
