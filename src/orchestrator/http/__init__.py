"""The HTTP API: parse, authenticate, one call to a use case, render. Decides nothing."""
