"""Channels: what people write in other services is routed, and what is said to them leaves there."""
