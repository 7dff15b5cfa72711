"""The demo: one creator, her knowledge, three askers."""
