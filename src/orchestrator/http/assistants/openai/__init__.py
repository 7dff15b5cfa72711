"""Agents as models of an OpenAI-compatible service, for programs that know that interface."""
