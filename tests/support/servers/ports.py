"""A free port of the loopback for a server that takes a number and not a socket."""

import random
import socket

# Below the ports that outgoing connections are given (32768 and up on Linux): one of those could take it before the server does.
FIRST, LAST = 12_000, 32_000


def free_port() -> int:
    """A port nobody listens on. Drawn at random, so that two runs of the tests beside each other get different ones."""
    drawn = random.SystemRandom()
    while True:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", drawn.randrange(FIRST, LAST)))
            except OSError:
                continue
            port: int = probe.getsockname()[1]
            return port
