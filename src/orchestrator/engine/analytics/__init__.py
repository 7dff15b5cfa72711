"""A creator's metrics."""
