"""Protocols of everything outside the program that the engine uses.

Adapters implement them, and so do the tests' fakes.
"""
