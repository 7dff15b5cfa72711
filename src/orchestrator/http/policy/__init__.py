"""A creator's policy over HTTP."""
