"""Decides: pure functions that take and return frozen values. No I/O, no clock, no randomness."""
