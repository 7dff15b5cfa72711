"""Documents and canonical answers over HTTP."""
