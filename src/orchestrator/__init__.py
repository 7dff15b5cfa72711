"""Orchestrator: routes messages to creators' agents, and turns each answer into reusable knowledge."""
