"""Wiring: creates the adapters from the settings and hands them to the use cases."""
