"""A server that lets nobody in: it answers the start of each PostgreSQL session with one error, as documented in the
protocol's message formats."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TLS_REQUEST = struct.pack("!HH", 1234, 5679)


@contextmanager
def refusing(said: str, sqlstate: str) -> Iterator[str]:
    """The URL of a server that says `said` to everybody, with a password in it. It has no TLS."""
    fields = f"SFATAL\0VFATAL\0C{sqlstate}\0M{said}\0\0".encode()
    answer = b"E" + struct.pack("!I", len(fields) + 4) + fields

    class Refuse(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            (length,) = struct.unpack("!I", self.rfile.read(4))
            asked = self.rfile.read(length - 4)
            self.wfile.write(b"N" if asked == TLS_REQUEST else answer)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refuse) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"postgresql://someone:secret@127.0.0.1:{server.server_address[1]}/ask?sslmode=disable"
        server.shutdown()
        thread.join()
