"""The job queue, on the same PostgreSQL as the data."""
