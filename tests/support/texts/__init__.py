"""Texts that are made to be slow to read, and every function of the domain that reads a text."""
