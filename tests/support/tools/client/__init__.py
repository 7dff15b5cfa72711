"""Writes the generated half of `orchestrator.client`, from the API's own description."""
