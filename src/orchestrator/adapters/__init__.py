"""Implementations of the ports, one folder for each outside system. The folders do not import each other."""
