"""The HTTP API: each route parses, authenticates, calls one use case and renders its result. It decides nothing."""
