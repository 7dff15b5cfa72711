"""A creator's metrics over HTTP."""
