"""Documents: upload, reading, passages."""
