"""Errands: connections to addresses that strangers chose, each made in a process of its own that a deadline ends."""
