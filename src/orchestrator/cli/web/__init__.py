"""The web processes of `serve`: the address they share, one process, and the supervisor of several."""
