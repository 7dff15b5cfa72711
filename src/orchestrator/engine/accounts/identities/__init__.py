"""Signing in by an account elsewhere, and linking one."""
