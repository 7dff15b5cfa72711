"""Measuring the router on labelled sets: reading them, routing in memory, simulating audits, baselines, reporting."""
