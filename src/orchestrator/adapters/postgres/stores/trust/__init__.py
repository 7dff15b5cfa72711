"""Stores of trust: cards and verdicts, what reuse has cost, and what askers confirmed."""
