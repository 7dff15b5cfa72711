"""Documents and passages over HTTP: their schemas."""
